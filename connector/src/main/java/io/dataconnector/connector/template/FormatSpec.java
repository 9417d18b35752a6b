package io.dataconnector.connector.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A format specification
 * (<a href="https://docs.python.org/3/library/string.html#format-specification-mini-language">mini-language</a>).
 */
record FormatSpec(
        String fill, char align, String sign, boolean alternate, int width, String grouping, int precision, char type) {
    private static final int NO_PRECISION = -1;
    private static final int MAX_WIDTH = 1_000_000;
    private static final Pattern SPEC = Pattern.compile(
            "(?:(?<fill>.)?(?<align>[<>=^]))?(?<sign>[-+ ])?(?<alt>#)?(?<zero>0)?(?<width>\\d+)?(?<group>[,_])?"
                    + "(?:\\.(?<precision>\\d+))?(?<type>[a-zA-Z%])?",
            Pattern.DOTALL);

    static FormatSpec parse(String text) {
        Matcher spec = SPEC.matcher(text);
        if (!spec.matches()) {
            throw PythonException.value("the format specification is not valid");
        }
        boolean zero = spec.group("zero") != null;
        String align = spec.group("align");
        String fill = spec.group("fill");
        return new FormatSpec(
                fill != null ? fill : zero ? "0" : " ",
                align != null ? align.charAt(0) : zero ? '=' : ' ',
                or(spec.group("sign"), ""),
                spec.group("alt") != null,
                size(or(spec.group("width"), "0")),
                or(spec.group("group"), ""),
                size(or(spec.group("precision"), "-1")),
                or(spec.group("type"), " ").charAt(0));
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private static int size(String digits) {
        if (digits.length() > 7 || Integer.parseInt(digits) > MAX_WIDTH) {
            throw PythonException.value("the format specification is too wide");
        }
        return Integer.parseInt(digits);
    }

    /** The text of any value. */
    String format(Object value) {
        if (value instanceof DateTime || value instanceof LocalDate) {
            throw PythonException.value("dates are formatted by strftime, not by format()");
        }
        if (value instanceof Boolean && type == ' ') {
            return width == 0 ? PythonText.str(value) : number(Numbers.integer(Numbers.toBigInteger(value)));
        }
        if (Numbers.isNumber(value)) {
            return number(value);
        }
        return text(PythonText.str(value));
    }

    String text(String text) {
        if ((type != ' ' && type != 's') || (align == '=' && width > 0 && !fill.equals("0"))) {
            throw PythonException.value("the format specification is for numbers");
        }
        String cut = precision == NO_PRECISION || precision >= Types.length(text)
                ? text
                : text.substring(0, text.offsetByCodePoints(0, precision));
        return pad("", cut, align == ' ' || align == '=' ? '<' : align);
    }

    String number(Object value) {
        String digits = digits(value);
        boolean negative = digits.startsWith("-");
        String prefix = negative ? "-" : sign.equals("-") ? "" : sign;
        String body = negative ? digits.substring(1) : digits;
        if (!grouping.isEmpty()) {
            body = group(body);
        }
        if (alternate && (type == 'x' || type == 'X' || type == 'o' || type == 'b')) {
            prefix += "0" + type;
        }
        return pad(prefix, body, align == ' ' ? '>' : align);
    }

    private String digits(Object value) {
        if (Numbers.isInteger(value) && "efgEFG%".indexOf(type) < 0) {
            if (precision != NO_PRECISION) {
                throw PythonException.value("an int has no precision in a format");
            }
            return switch (type) {
                case ' ', 'd', 'n' -> Numbers.toBigInteger(value).toString();
                case 'x' -> Numbers.toBigInteger(value).toString(16);
                case 'X' -> Numbers.toBigInteger(value).toString(16).toUpperCase(Locale.ROOT);
                case 'o' -> Numbers.toBigInteger(value).toString(8);
                case 'b' -> Numbers.toBigInteger(value).toString(2);
                default -> throw unknownType();
            };
        }
        double real = Numbers.toDouble(value);
        if (Double.isNaN(real) || Double.isInfinite(real)) {
            return FloatText.of(real) + (type == '%' ? "%" : "");
        }
        int places = precision == NO_PRECISION ? 6 : precision;
        return switch (type) {
            case 'f', 'F' -> fixed(real, places);
            case '%' -> fixed(real * 100, places) + "%";
            case 'e' -> exponent(real, places);
            case 'E' -> exponent(real, places).toUpperCase(Locale.ROOT);
            case 'g' -> general(real, Math.max(1, places));
            case 'G' -> general(real, Math.max(1, places)).toUpperCase(Locale.ROOT);
            case ' ' -> precision == NO_PRECISION ? FloatText.of(real) : general(real, Math.max(1, precision));
            default -> throw unknownType();
        };
    }

    private PythonException unknownType() {
        return PythonException.value("the format specification has an unknown type '" + type + "'");
    }

    private static String fixed(double real, int places) {
        String digits = new BigDecimal(Math.abs(real))
                .setScale(places, RoundingMode.HALF_EVEN)
                .toPlainString();
        return isNegative(real) ? "-" + digits : digits;
    }

    private static boolean isNegative(double real) {
        return real < 0 || (real == 0 && 1 / real < 0);
    }

    private static String exponent(double real, int places) {
        BigDecimal exact = new BigDecimal(Math.abs(real));
        BigDecimal rounded = exact.round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
        String digits = rounded.unscaledValue().toString();
        int exponent = real == 0 ? 0 : digits.length() - 1 - rounded.scale();
        String padded = digits + "0".repeat(Math.max(0, places + 1 - digits.length()));
        return (isNegative(real) ? "-" : "")
                + padded.charAt(0)
                + (places == 0 ? "" : "." + padded.substring(1, places + 1))
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private static String general(double real, int places) {
        String scientific = exponent(real, places - 1);
        int exponent = Integer.parseInt(scientific.substring(scientific.indexOf('e') + 1));
        if (exponent < -4 || exponent >= places) {
            int e = scientific.indexOf('e');
            return withoutZeros(scientific.substring(0, e)) + scientific.substring(e);
        }
        return withoutZeros(fixed(real, places - 1 - exponent));
    }

    private static String withoutZeros(String digits) {
        return digits.indexOf('.') < 0 ? digits : digits.replaceAll("\\.?0+$", "");
    }

    private String group(String body) {
        int end = 0;
        while (end < body.length() && Character.isDigit(body.charAt(end))) {
            end++;
        }
        StringBuilder grouped = new StringBuilder(body);
        for (int i = end - 3; i > 0; i -= 3) {
            grouped.insert(i, grouping);
        }
        return grouped.toString();
    }

    private String pad(String prefix, String body, char alignment) {
        int missing = (int) Math.max(0, width - Types.length(prefix) - Types.length(body));
        return switch (alignment) {
            case '<' -> prefix + body + fill.repeat(missing);
            case '^' -> fill.repeat(missing / 2) + prefix + body + fill.repeat(missing - missing / 2);
            case '=' -> prefix + fill.repeat(missing) + body;
            default -> fill.repeat(missing) + prefix + body;
        };
    }
}
