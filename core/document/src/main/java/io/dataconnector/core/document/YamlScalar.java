package io.dataconnector.core.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a scalar without quotes is, by the core schema of YAML 1.2 (YAML 1.2.2, section 10.3.2), and whether
 * YAML 1.1 in PyYAML's form ({@code yaml/resolver.py}) reads it otherwise.
 */
final class YamlScalar {
    /** More digits, or a greater exponent, than a document that a person wrote needs. */
    private static final int MAX_DIGITS = 1_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?([.][0-9]+|[0-9]+([.][0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?[.](inf|Inf|INF)|[.](nan|NaN|NAN)");

    private static final Pattern BOOLEAN_1_1 =
            Pattern.compile("yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|" + BOOLEAN.pattern());
    private static final Pattern TRUE_1_1 = Pattern.compile("yes|Yes|YES|on|On|ON|true|True|TRUE");
    private static final Pattern INTEGER_1_1 = Pattern.compile(
            "[-+]?(0b[0-1_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+" + "|[1-9][0-9_]*(:[0-5]?[0-9])+)");
    private static final Pattern FLOAT_1_1 = Pattern.compile("[-+]?[0-9][0-9_]*[.][0-9_]*([eE][-+][0-9]+)?"
            + "|[.][0-9][0-9_]*([eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+[.][0-9_]*");
    private static final Pattern TIMESTAMP_1_1 = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"
            + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}([.][0-9]*)?"
            + "([ \\t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?");
    private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0[0-9_]+");

    private enum Kind {
        NULL("null"),
        BOOLEAN("a boolean"),
        INTEGER("an integer"),
        FLOAT("a decimal"),
        NOT_FINITE("a number that is not finite"),
        TIMESTAMP("a timestamp"),
        STRING("a string");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private YamlScalar() {}

    /** Why a scalar cannot be used without quotes; empty if it can. */
    static Optional<String> fault(String text) {
        Kind kind = kind(text);
        Kind other = kindInYaml11(text);
        if (kind != other) {
            return Optional.of(
                    "%s without quotes is %s in YAML 1.2 and %s in YAML 1.1; put it in quotes, or write it in another way"
                            .formatted(text, kind.words, other.words));
        }
        return switch (kind) {
            case NOT_FINITE -> Optional.of(text + " is no number of JSON; put it in quotes if it is a string");
            case INTEGER ->
                LEADING_ZERO.matcher(text).matches()
                        ? Optional.of(text + " is decimal in YAML 1.2 and octal in YAML 1.1; leave out the zero"
                                + " at the beginning, or put it in quotes")
                        : tooLong(text);
            case FLOAT -> tooLong(text);
            case NULL, BOOLEAN, TIMESTAMP, STRING -> Optional.empty();
        };
    }

    private static Optional<String> tooLong(String text) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        boolean isHex = text.startsWith("0x");
        // An exponent of four digits is at least 1000.
        boolean isHuge = !isHex
                && exponent >= 0
                && text.substring(exponent + 2).replaceFirst("^0+", "").length() > 3;
        return text.length() > MAX_DIGITS || isHuge
                ? Optional.of("a number may have " + MAX_DIGITS + " digits and an exponent of three")
                : Optional.empty();
    }

    /** The value of a scalar without quotes in which there is no fault. */
    static JsonNode value(String text) {
        return switch (kind(text)) {
            case NULL -> NODES.nullNode();
            case BOOLEAN -> NODES.booleanNode(text.charAt(0) == 't' || text.charAt(0) == 'T');
            case INTEGER -> integer(text);
            case FLOAT -> DecimalNode.valueOf(new BigDecimal(text));
            case NOT_FINITE, TIMESTAMP, STRING -> NODES.textNode(text);
        };
    }

    /** The value of a scalar without quotes in YAML 1.1, in PyYAML's form; what JSON has no value for stays text. */
    static JsonNode valueInYaml11(String text) {
        return switch (kindInYaml11(text)) {
            case NULL -> NODES.nullNode();
            case BOOLEAN -> NODES.booleanNode(TRUE_1_1.matcher(text).matches());
            case INTEGER -> integerInYaml11(text.replace("_", ""));
            case FLOAT -> floatInYaml11(text.replace("_", ""));
            case NOT_FINITE, TIMESTAMP, STRING -> NODES.textNode(text);
        };
    }

    private static JsonNode integerInYaml11(String text) {
        boolean isNegative = text.startsWith("-");
        String digits = text.replaceFirst("^[-+]", "");
        if (digits.length() > MAX_DIGITS) {
            return NODES.textNode(text);
        }
        BigInteger value = unsignedInYaml11(digits);
        return integer((isNegative ? value.negate() : value).toString());
    }

    private static BigInteger unsignedInYaml11(String digits) {
        if (digits.indexOf(':') >= 0) {
            return sexagesimal(digits).toBigInteger();
        }
        if (digits.startsWith("0b")) {
            return new BigInteger("0" + digits.substring(2), 2);
        }
        if (digits.startsWith("0x")) {
            return new BigInteger("0" + digits.substring(2), 16);
        }
        return new BigInteger(digits, digits.startsWith("0") ? 8 : 10);
    }

    private static JsonNode floatInYaml11(String text) {
        String digits = text.replaceFirst("^[-+]", "");
        if (tooLong(digits).isPresent()) {
            return NODES.textNode(text);
        }
        BigDecimal value = digits.indexOf(':') >= 0 ? sexagesimal(digits) : new BigDecimal(digits);
        return DecimalNode.valueOf(text.startsWith("-") ? value.negate() : value);
    }

    /** Digits to the base of 60, such as {@code 1:30}. */
    private static BigDecimal sexagesimal(String text) {
        BigDecimal value = BigDecimal.ZERO;
        for (String digits : text.split(":", -1)) {
            value = value.multiply(BigDecimal.valueOf(60)).add(new BigDecimal(digits));
        }
        return value;
    }

    private static JsonNode integer(String text) {
        BigInteger value = text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
        if (value.bitLength() < Integer.SIZE) {
            return NODES.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? NODES.numberNode(value.longValue()) : NODES.numberNode(value);
    }

    private static Kind kind(String text) {
        if (NULL.matcher(text).matches()) {
            return Kind.NULL;
        }
        if (BOOLEAN.matcher(text).matches()) {
            return Kind.BOOLEAN;
        }
        if (INTEGER.matcher(text).matches()) {
            return Kind.INTEGER;
        }
        if (FLOAT.matcher(text).matches()) {
            return Kind.FLOAT;
        }
        return NOT_FINITE.matcher(text).matches() ? Kind.NOT_FINITE : Kind.STRING;
    }

    private static Kind kindInYaml11(String text) {
        if (NULL.matcher(text).matches()) {
            return Kind.NULL;
        }
        if (BOOLEAN_1_1.matcher(text).matches()) {
            return Kind.BOOLEAN;
        }
        if (INTEGER_1_1.matcher(text).matches()) {
            return Kind.INTEGER;
        }
        if (FLOAT_1_1.matcher(text).matches()) {
            return Kind.FLOAT;
        }
        if (TIMESTAMP_1_1.matcher(text).matches()) {
            return Kind.TIMESTAMP;
        }
        return NOT_FINITE.matcher(text).matches() ? Kind.NOT_FINITE : Kind.STRING;
    }
}
