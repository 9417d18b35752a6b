package io.dataconnector.connector.template;

/**
 * Jinja2's undefined value: prints as nothing, is false and empty, and fails on any other use with what it is
 * (<a href="https://jinja.palletsprojects.com/en/stable/api/#undefined-types">Undefined Types</a>).
 *
 * @param description what is undefined, such as {@code 'dict' has no attribute 'x'}
 * @param unsafe whether it is an attribute that the sandbox denies, whose use is an error that is never swallowed
 */
record Undefined(String description, boolean unsafe) {
    static Undefined of(String description) {
        return new Undefined(description, false);
    }

    static Undefined missing(Object container, Object key) {
        return of("'" + Types.name(container) + "' has no "
                + (key instanceof String name ? "attribute '" + name + "'" : "element of that index"));
    }

    PythonException failure() {
        return new PythonException(unsafe ? PythonException.Kind.OTHER : PythonException.Kind.UNDEFINED, description);
    }
}
