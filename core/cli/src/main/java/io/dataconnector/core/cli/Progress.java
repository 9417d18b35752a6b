package io.dataconnector.core.cli;

/** A progress line on standard error, for interactive use. It is erased at the end. */
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

    /** Reports that bytes have been read. */
    void addBytes(long bytes);

    /** Reports that one of the parts, a stream or a file, is done. */
    void finishPart();

    @Override
    void close();

    /**
     * Shows progress if standard error is a terminal; otherwise does nothing.
     *
     * @param part what the work consists of, in the plural: {@code streams}
     * @param parts how many there are
     */
    static Progress onTerminal(String part, int parts) {
        return Terminal.isStandardError() ? new ProgressLine(part, parts) : NONE;
    }
}
