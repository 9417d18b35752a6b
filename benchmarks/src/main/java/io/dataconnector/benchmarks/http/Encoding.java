package io.dataconnector.benchmarks.http;

/** How pages are sent. */
public enum Encoding {
    /** As they are. */
    IDENTITY(".json", ""),
    /** As {@link CompressedPages} has compressed them before, so that the server does not have to. */
    GZIP(".json.gz", "Content-Encoding: gzip\r\n");

    private final String suffix;
    private final String header;

    Encoding(String suffix, String header) {
        this.suffix = suffix;
        this.header = header;
    }

    /** How the name of a page's file ends. */
    String suffix() {
        return suffix;
    }

    /** The line of the response's head, or nothing. */
    String header() {
        return header;
    }
}
