package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.template.JsonValues;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Queries, forms and the characters of URLs as the Python library {@code requests} sends them: in forms and parameters,
 * a blank is {@code +} and a list is its name once for each item; in what a URL has already, only what must not be
 * there is encoded.
 */
final class UrlEncoding {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-~";
    private static final String IN_PATH = UNRESERVED + "!$&'()*+,;=:@/";
    private static final String IN_QUERY = IN_PATH + "?";
    private static final Pattern ENCODED = Pattern.compile("%([a-fA-F0-9]{2})");

    private UrlEncoding() {}

    /** Parameters or the fields of a form: {@code a=1&b=x+y}. Null is left out. */
    static String form(ObjectNode values) {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : values.properties()) {
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(item -> addPairs(entry.getKey(), item, pairs));
            } else if (entry.getValue().isObject()) {
                // As Python goes through a dict: its keys.
                entry.getValue().fieldNames().forEachRemaining(name -> pairs.add(pair(entry.getKey(), name)));
            } else {
                addPairs(entry.getKey(), entry.getValue(), pairs);
            }
        }
        return String.join("&", pairs);
    }

    private static void addPairs(String name, JsonNode value, List<String> pairs) {
        if (value.isArray()) {
            value.forEach(item -> pairs.add(pair(name, JsonValues.toText(item))));
        } else if (!value.isNull()) {
            pairs.add(pair(name, JsonValues.toText(value)));
        }
    }

    private static String pair(String name, String value) {
        return encode(name) + "=" + encode(value);
    }

    private static String encode(String text) {
        if (!UTF_8.newEncoder().canEncode(text)) {
            throw new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "A value with half a surrogate pair cannot be sent to the API, because it has no bytes.");
        }
        return URLEncoder.encode(text, UTF_8).replace("*", "%2A").replace("%7E", "~");
    }

    /** The first value of each parameter of a query that has one, decoded; {@code parse_qs} in Python. */
    static Map<String, String> parse(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && !parts[1].isEmpty()) {
                values.putIfAbsent(decode(parts[0]), decode(parts[1]));
            }
        }
        return values;
    }

    private static String decode(String text) {
        Matcher matcher = ENCODED.matcher(text.replace('+', ' '));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String spaced = text.replace('+', ' ');
        int start = 0;
        while (matcher.find()) {
            bytes.writeBytes(spaced.substring(start, matcher.start()).getBytes(UTF_8));
            bytes.write(Integer.parseInt(matcher.group(1), 16));
            start = matcher.end();
        }
        bytes.writeBytes(spaced.substring(start).getBytes(UTF_8));
        return bytes.toString(UTF_8);
    }

    static String path(String path) {
        return encodeRest(path, IN_PATH);
    }

    static String query(String query) {
        return encodeRest(query, IN_QUERY);
    }

    /** Encodes what may not be there, and decodes what need not be encoded. */
    private static String encodeRest(String text, String allowed) {
        boolean isEncoded = ENCODED.matcher(text).results().count()
                == text.chars().filter(character -> character == '%').count();
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean isKept = octet > 0 && (allowed.indexOf(character) >= 0 || (isEncoded && character == '%'));
            if (isKept) {
                encoded.append(character);
            } else {
                encoded.append('%').append(hex(octet >> 4)).append(hex(octet));
            }
        }
        return ENCODED.matcher(encoded).replaceAll(match -> {
            String character = String.valueOf((char) Integer.parseInt(match.group(1), 16));
            return UNRESERVED.contains(character) ? character : match.group().toUpperCase(Locale.ROOT);
        });
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit & 0xf, 16));
    }
}
