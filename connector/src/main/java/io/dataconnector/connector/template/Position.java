package io.dataconnector.connector.template;

/** Where in the text of a template something is; both numbers count from 1. */
record Position(int line, int column) {
    static final Position START = new Position(1, 1);
}
