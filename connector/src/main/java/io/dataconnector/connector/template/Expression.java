package io.dataconnector.connector.template;

/** A node of the syntax tree that has a value. */
interface Expression {
    /** The value, in the Java types that {@link Template} lists. */
    Object evaluate(Scope scope);

    /**
     * The value as a place to look further into. An object or array of a JSON document is given as it is, so that a path
     * into a record does not convert the record.
     */
    default Object locate(Scope scope) {
        return evaluate(scope);
    }

    /** Reports the names that are read, in the order of evaluation. */
    void analyze(Names names);

    /**
     * The same where the value is neither called nor kept, so that it does not matter of what a method in its place is a
     * method.
     */
    default void analyzeUncalled(Names names) {
        analyze(names);
    }
}
