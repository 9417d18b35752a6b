package io.dataconnector.connector.source.paging;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/**
 * Reads the header Link (RFC 8288, section 3) as Python's requests does for {@code Response.links}: values are
 * separated by a comma that is followed by {@code <}, and the parameters of a value are read up to the first that is not
 * of the form {@code name=value}.
 */
final class LinkHeader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern BETWEEN_LINKS = Pattern.compile(", *<");
    private static final String QUOTES = " '\"";

    private LinkHeader() {}

    /** The links by relation, or by their URL if they have none; each with {@code url} and its parameters. */
    static ObjectNode links(String header) {
        ObjectNode links = NODES.objectNode();
        String stripped = strip(header, QUOTES);
        if (stripped.isEmpty()) {
            return links;
        }
        for (String value : BETWEEN_LINKS.split(stripped, -1)) {
            ObjectNode link = link(value);
            String relation = link.path("rel").asText();
            links.set(relation.isEmpty() ? link.path("url").asText() : relation, link);
        }
        return links;
    }

    private static ObjectNode link(String value) {
        int semicolon = value.indexOf(';');
        ObjectNode link = NODES.objectNode();
        link.put("url", strip(semicolon < 0 ? value : value.substring(0, semicolon), "<>" + QUOTES));
        if (semicolon < 0) {
            return link;
        }
        for (String parameter : value.substring(semicolon + 1).split(";", -1)) {
            String[] nameAndValue = parameter.split("=", -1);
            if (nameAndValue.length != 2) {
                break;
            }
            link.put(strip(nameAndValue[0], QUOTES), strip(nameAndValue[1], QUOTES));
        }
        return link;
    }

    /** A text without any of some characters at its ends. */
    private static String strip(String text, String characters) {
        int from = 0;
        int to = text.length();
        while (from < to && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (from < to && characters.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }
}
