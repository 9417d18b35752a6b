package io.dataconnector.connector.template;

import static java.util.Objects.requireNonNull;

/**
 * A template that cannot be parsed or evaluated. The message quotes the template and names its position, types and
 * names; it never has a value that the template was given, because values may be secrets.
 */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int QUOTED_LENGTH = 200;

    private final String template;
    private final int line;
    private final int column;

    TemplateException(String template, Position position, String problem) {
        super("Template " + quote(template) + ", line " + position.line() + ", column " + position.column() + ": "
                + requireNonNull(problem, "problem is null"));
        this.template = requireNonNull(template, "template is null");
        this.line = position.line();
        this.column = position.column();
    }

    private static String quote(String template) {
        String line = template.strip().replace("\n", "\\n");
        return line.length() <= QUOTED_LENGTH ? line : line.substring(0, QUOTED_LENGTH) + "...";
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }

    /** The text of the template. */
    public String template() {
        return template;
    }

    /** The line of the problem, from 1. */
    public int line() {
        return line;
    }

    /** The column of the problem, from 1. */
    public int column() {
        return column;
    }
}
