package io.dataconnector.core.document;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** What is well-formed YAML, but not a tree of JSON, and where it is. */
final class YamlFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String fault;
    private final int line;
    private final int column;

    YamlFaultException(Event event, String fault) {
        super(fault);
        Optional<Mark> mark = event.getStartMark();
        this.fault = fault;
        this.line = mark.map(Mark::getLine).orElse(0) + 1;
        this.column = mark.map(Mark::getColumn).orElse(0) + 1;
    }

    String fault() {
        return fault;
    }

    /** Counted from 1. */
    int line() {
        return line;
    }

    /** Counted from 1. */
    int column() {
        return column;
    }
}
