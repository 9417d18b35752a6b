package io.dataconnector.connector.source.paging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A response as the templates of a paginator see it. */
final class ResponseVariables {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String LINK = "link";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private ResponseVariables() {}

    /** The variable {@code response}: the body, or its first element if it is an array; without a body, no members. */
    static JsonNode response(JsonNode body) {
        if (body.isArray()) {
            return body.isEmpty() ? NODES.objectNode() : body.get(0);
        }
        return body.isMissingNode() ? NODES.objectNode() : body;
    }

    /** The words of a text that may be names of headers, and are not in lower case. */
    static Set<String> spellings(String text) {
        Set<String> spellings = new HashSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            if (!matcher.group().equals(matcher.group().toLowerCase(Locale.ROOT))) {
                spellings.add(matcher.group());
            }
        }
        return spellings;
    }

    /**
     * The variable {@code headers}: each header by its name in lower case and as the template spells it, because names
     * of headers have no case (RFC 9110, section 5.1) where the CDK only knows the spelling of the server; repeated ones
     * are joined by commas. The member {@code link} is an object instead: the links of the header Link by their
     * relation.
     */
    static ObjectNode headers(Map<String, List<String>> headers, Set<String> spellings) {
        ObjectNode variable = NODES.objectNode();
        headers.forEach((name, values) -> variable.put(name, String.join(", ", values)));
        for (String spelling : spellings) {
            List<String> values = headers.get(spelling.toLowerCase(Locale.ROOT));
            if (values != null) {
                variable.put(spelling, String.join(", ", values));
            }
        }
        variable.set(LINK, LinkHeader.links(String.join(", ", headers.getOrDefault(LINK, List.of()))));
        return variable;
    }
}
