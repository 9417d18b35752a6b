package io.dataconnector.connector.template;

/** A function, filter or method that templates can call. */
record Routine(Signature signature, Body body) {
    /** What a routine does. */
    @FunctionalInterface
    interface Body {
        /**
         * Computes the result.
         *
         * @param self the object of a method, the piped value of a filter; None for a function
         */
        Object call(Scope scope, Object self, BoundArguments arguments);
    }

    Object call(Scope scope, Object self, Arguments arguments) {
        return body.call(scope, self, signature.bind(arguments));
    }
}
