package io.dataconnector.connector.template;

/** The operators of a comparison. */
enum ComparisonOperator {
    EQUAL("=="),
    UNEQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    IN("in"),
    NOT_IN("not in");

    private final String symbol;

    ComparisonOperator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    boolean test(Object left, Object right) {
        return switch (this) {
            case EQUAL -> Comparisons.equal(left, right);
            case UNEQUAL -> !Comparisons.equal(left, right);
            case IN -> Comparisons.contains(right, left);
            case NOT_IN -> !Comparisons.contains(right, left);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> Comparisons.ordered(this, left, right);
        };
    }

    /** Whether an ordering operator holds for the result of a comparator. */
    boolean accepts(int order) {
        return switch (this) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case EQUAL, UNEQUAL, IN, NOT_IN -> throw new IllegalStateException(this + " is no ordering operator");
        };
    }
}
