package io.dataconnector.connector.template;

/**
 * A token of a template.
 *
 * @param value the text of a name, operator or piece of text, the value of a literal; empty else
 */
record Token(TokenType type, Object value, Position position) {
    /** The kinds of tokens. */
    enum TokenType {
        TEXT("text"),
        EXPRESSION_BEGIN("'{{'"),
        EXPRESSION_END("'}}'"),
        STATEMENT_BEGIN("'{%'"),
        STATEMENT_END("'%}'"),
        NAME("a name"),
        STRING("a string"),
        INTEGER("an integer"),
        FLOAT("a float"),
        OPERATOR("an operator"),
        END("the end of the template");

        private final String description;

        TokenType(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    boolean isOperator(String operator) {
        return type == TokenType.OPERATOR && value.equals(operator);
    }

    boolean isName(String name) {
        return type == TokenType.NAME && value.equals(name);
    }

    String text() {
        return (String) value;
    }

    String description() {
        return type == TokenType.NAME || type == TokenType.OPERATOR ? "'" + value + "'" : type.description();
    }
}
