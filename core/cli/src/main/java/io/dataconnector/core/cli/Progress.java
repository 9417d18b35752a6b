package io.dataconnector.core.cli;

/**
 * A line on standard error that says how far a program has come, for a person who watches. It is
 * erased at the end.
 */
public interface Progress extends AutoCloseable {
    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void addBytes(long bytes) {}

        @Override
        public void finishPart() {}

        @Override
        public void close() {}
    };

    /** Says that bytes have been read. */
    void addBytes(long bytes);

    /** Says that one of the parts, a stream or a file, is done. */
    void finishPart();

    @Override
    void close();

    /**
     * Shows progress if standard error is a terminal, or nothing if it is not.
     *
     * @param part what the work consists of, in the plural: {@code streams}
     * @param parts how many there are
     */
    static Progress onTerminal(String part, int parts) {
        return Terminal.isStandardError() ? new ProgressLine(part, parts) : NONE;
    }
}
