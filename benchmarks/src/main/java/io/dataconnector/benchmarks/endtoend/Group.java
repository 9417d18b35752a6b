package io.dataconnector.benchmarks.endtoend;

/** Jobs that are compared with each other. */
interface Group {
    /** Its name on the command line. */
    String name();

    /** Runs the jobs and adds what they took to the table. */
    void measure(Workplace workplace, MarkdownTable table);
}
