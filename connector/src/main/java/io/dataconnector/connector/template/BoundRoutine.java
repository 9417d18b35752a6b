package io.dataconnector.connector.template;

/** A routine with its object: what {@code 'a'.upper} is before it is called. */
record BoundRoutine(Object self, Routine routine) {
    Object call(Scope scope, Arguments arguments) {
        return routine.call(scope, self, arguments);
    }
}
