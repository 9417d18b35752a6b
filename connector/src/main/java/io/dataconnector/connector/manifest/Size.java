package io.dataconnector.connector.manifest;

import io.dataconnector.core.document.Faults;

/**
 * Counts the nodes and levels that a manifest grows to, because references and parameters repeat parts of it: a short
 * document may otherwise fill the memory.
 */
final class Size {
    static final int MAX_NODES = 1_000_000;
    static final int MAX_DEPTH = 256;

    private int nodes;

    /** One more node. */
    void add(DocumentPath path, int depth) throws TooLargeException {
        nodes++;
        if (nodes > MAX_NODES) {
            throw new TooLargeException("the manifest grows to more than " + MAX_NODES
                    + " values when its references and parameters are resolved");
        }
        if (depth > MAX_DEPTH) {
            throw new TooLargeException(
                    Faults.at(path.toString(), "is nested more than " + MAX_DEPTH + " levels deep"));
        }
    }

    /** A manifest that is not read to its end. */
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String fault;

        TooLargeException(String fault) {
            super(fault);
            this.fault = fault;
        }

        String fault() {
            return fault;
        }
    }
}
