package io.dataconnector.connector.template;

/** A node of the syntax tree that writes text or changes variables. */
interface Statement {
    void execute(Scope scope, StringBuilder output);

    /** Reports the names that are read and written, in the order of execution. */
    void analyze(Names names);
}
