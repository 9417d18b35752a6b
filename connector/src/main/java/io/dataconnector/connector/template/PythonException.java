package io.dataconnector.connector.template;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What would be an exception in Python. Its kind decides whether the evaluation falls back (type errors and undefined
 * values, as the CDK does) or fails. It has no stack trace, because falling back is not exceptional.
 */
final class PythonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The Python and Jinja2 exceptions that are told apart. */
    enum Kind {
        TYPE,
        UNDEFINED,
        ATTRIBUTE,
        LOOKUP,
        OTHER
    }

    private final Kind kind;
    private transient @Nullable Position position;

    PythonException(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static PythonException type(String message) {
        return new PythonException(Kind.TYPE, message);
    }

    static PythonException value(String message) {
        return new PythonException(Kind.OTHER, message);
    }

    Kind kind() {
        return kind;
    }

    /** Remembers where it happened, unless that is known more closely already. */
    PythonException at(Position where) {
        if (position == null) {
            position = where;
        }
        return this;
    }

    Optional<Position> position() {
        return Optional.ofNullable(position);
    }

    String problem() {
        String message = getMessage();
        return message == null ? kind.name() : message;
    }
}
