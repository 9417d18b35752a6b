package io.dataconnector.core.cli;

import java.util.HexFormat;

/** Text out of data, as a part of a line for a terminal. */
public final class Printable {
    private static final int MAX_LENGTH = 60;

    private Printable() {}

    /** The text with control characters escaped as in JSON, so that none reaches a terminal: it stays on its line. */
    public static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                printable.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                printable.append(c);
            }
        }
        return printable.toString();
    }

    /** The beginning of a text that may be long. */
    public static String cut(String text) {
        if (text.codePointCount(0, text.length()) <= MAX_LENGTH) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, MAX_LENGTH)) + "...";
    }
}
