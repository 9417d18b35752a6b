package io.dataconnector.benchmarks.endtoend;

/** What every Java program takes at least. */
public final class EmptyProgram {
    private EmptyProgram() {}

    public static void main(String[] args) {}
}
