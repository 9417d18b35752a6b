package io.dataconnector.connector.template;

import static java.util.Objects.requireNonNull;

/**
 * The text that a regular expression is matched with. It counts how often a character is read and gives up at a limit
 * that grows with the text, because an expression that backtracks without end would otherwise stop the whole sync.
 */
final class MatchInput implements CharSequence {
    /** Many times more than an expression needs that does not backtrack, and read in less than a second. */
    private static final long FEWEST_READS = 20_000_000;

    private static final long READS_PER_CHARACTER = 50;

    private final String text;
    private long reads;

    MatchInput(String text) {
        this.text = requireNonNull(text, "text is null");
        reads = FEWEST_READS + READS_PER_CHARACTER * text.length();
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--reads < 0) {
            throw PythonException.value("the regular expression backtracks too often; make it less ambiguous");
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
