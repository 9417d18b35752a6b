package io.dataconnector.connector.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Which parts of a variable a template reads, and that it needs no others. */
final class TemplatePathsTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-03-05T07:08:09Z"), ZoneOffset.UTC);

    /** Templates as manifests have them, and some that nobody should write. */
    private static final List<String> TEMPLATES = List.of(
            "{{ response.next }}",
            "{{ response['next'] }}",
            "{{ response.get('next') }}",
            "{{ response.get('next', {}).get('a') }}",
            "{{ response.get('next', response.a) }}",
            "{{ response.get('next', response).get('a') }}",
            "{{ response.get('next', {}).get('a', {}).get('b', 'none') }}",
            "{{ response.next.a.b is not defined }}",
            "{{ response.next.a is none or response.count < 3 }}",
            "{{ response['next']['a'] if response['items'] }}",
            "{{ not response['items'] }}",
            "{{ response['items'] | length == 0 }}",
            "{{ response['items'][-1]['a'] if response.get('items') else 'x' }}",
            "{{ (response.a or {}).get('b') }}",
            "{{ response.next | default(None) }}",
            "{{ response['items'] | default('x') }}",
            "{{ (response['items'] | default('x'))() | length }}",
            "{{ response.a.split('-')[0] }}",
            "{{ response.a.count('x') }}",
            "{{ response['count']('x') }}",
            "{{ response.items() | length }}",
            "{{ response['items']() | list | length }}",
            "{% set f = response['items'] %}{{ f() | list | length }}",
            "{{ [response['items']][0]() | list | length }}",
            "{{ response['items'] == response.next['items'] }}",
            "{{ response.count == 3 and response.a }}",
            "{{ 3 > response.count }}",
            "{{ 'a' in response }}",
            "{{ 'a' in response.next }}",
            "{{ response | length }}",
            "{{ response == {} }}",
            "{{ 'more' if response else 'end' }}",
            "{{ response }}",
            "{{ response[headers.key] }}",
            "{{ response[0] }}",
            "{{ response[0].a }}",
            "{{ response.next[0] }}",
            "{{ response.next[1:] }}",
            "{{ response.pop('a') }}",
            "{{ response.get(headers.key) }}",
            "{{ response.get('a', headers.key) ~ '/' ~ response.next.b }}",
            "{% for item in response['items'] %}{{ item.a }},{% endfor %}",
            "{% for response in response.a %}{{ response.b }},{% endfor %}",
            "{% set a = response.a %}{{ a.b + 1 }}",
            "{% set response = response.a %}{{ response.b }}",
            "{% if response.a.b %}{{ response.a.b | int + 1 }}{% elif response.next %}n{% else %}{{ response.count }}{% endif %}",
            "{{ -response.count }}",
            "{{ response.a.b ** 2 }}",
            "{{ {'k': response['count']}.k }}",
            "{{ dict(k=response['count'])['k'](1) }}",
            "{{ response.a is mapping }}",
            "{{ response.a.keys() | list }}",
            "{{ response.a.update({'x': 1}) }}{{ response.a.b }}",
            "{{ response.next.a | tojson }}",
            "{{ response.next | attr('a') }}",
            "{{ response['get']('a') }}",
            "{{ response.a.__class__ }}",
            "{{ response.a.b | regex_search('next=([0-9]+)') }}",
            "{{ max(response.count, 1) }}",
            "{{ format_datetime(response.a, '%Y') }}",
            "{{ response.next if response.a.b is defined and response.a.b > 1 else None }}",
            "{{ response.get(key='a') }}",
            "{{ 'x' if false else response.title }}",
            "{{ namespace(f=response['count']).f(1) }}");

    @SeededTest(rounds = 300)
    void givesTheSameOnWhatItReads(Draws draws) {
        JsonNode response = document(draws, 4);
        Map<String, JsonNode> values = Map.of("headers", NODES.objectNode().put("key", "a"), "response", response);
        for (String text : TEMPLATES) {
            Template template = Template.parse(text);
            template.pathsOf("response").ifPresent(paths -> {
                Map<String, JsonNode> pruned =
                        Map.of("headers", values.get("headers"), "response", prune(response, paths));
                assertThat(outcomes(template, pruned))
                        .as("%s on %s, of which it reads %s", text, response, paths)
                        .isEqualTo(outcomes(template, values));
            });
        }
    }

    private static List<String> outcomes(Template template, Map<String, JsonNode> values) {
        Variables variables = Variables.of(values, CLOCK);
        return List.of(
                outcome(() -> PythonText.repr(template.evaluate(variables))),
                outcome(() -> PythonText.repr(template.evaluateString(variables))),
                outcome(() -> String.valueOf(template.evaluateBoolean(variables))));
    }

    private static String outcome(Supplier<String> evaluation) {
        try {
            return evaluation.get();
        } catch (TemplateException e) {
            return "error: " + e.getMessage();
        }
    }

    private static JsonNode document(Draws draws, int depth) {
        return switch (draws.below(depth == 0 ? 5 : 9)) {
            case 0 -> NODES.numberNode(draws.below(5));
            case 1 -> NODES.textNode(draws.oneOf("", "a-b", "next=12", "2024-01-02"));
            case 2 -> NODES.nullNode();
            case 3 -> NODES.booleanNode(draws.bool());
            case 4 -> NODES.objectNode();
            case 5 -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = draws.below(4); i > 0; i--) {
                    array.add(document(draws, depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = NODES.objectNode();
                for (String name : List.of("next", "a", "b", "items", "count", "title", "other")) {
                    if (!draws.oneIn(3)) {
                        object.set(name, document(draws, depth - 1));
                    }
                }
                yield object;
            }
        };
    }

    /** What is left of a tree if it is cut down to some paths. */
    private static JsonNode prune(JsonNode node, Set<List<String>> paths) {
        if (paths.contains(List.of())) {
            return node;
        }
        if (!(node instanceof ObjectNode object)) {
            return switch (node.getNodeType()) {
                case ARRAY -> NODES.arrayNode();
                case STRING -> NODES.textNode("kept");
                case NUMBER -> NODES.numberNode(99);
                default -> node;
            };
        }
        ObjectNode pruned = NODES.objectNode();
        object.properties().forEach(member -> {
            Set<List<String>> within = new HashSet<>();
            paths.stream()
                    .filter(path -> path.get(0).equals(member.getKey()))
                    .forEach(path -> within.add(path.subList(1, path.size())));
            if (!within.isEmpty()) {
                pruned.set(member.getKey(), prune(member.getValue(), within));
            }
        });
        return pruned;
    }

    @Test
    void readsConstantPaths() {
        assertThat(Template.parse("{{ response.a['b'] }} {{ response.get('c', {}).get('d', x.y) }}")
                        .pathsOf("response"))
                .contains(Set.of(List.of("a", "b"), List.of("c", "d")));
        assertThat(Template.parse("{{ response.a.b or response.a }}").pathsOf("response"))
                .contains(Set.of(List.of("a")));
        assertThat(Template.parse("{{ response.get('c', {}).get('d', x.y) }}").pathsOf("x"))
                .contains(Set.of(List.of("y")));
        assertThat(Template.parse("{{ response['items'][0].id }}").pathsOf("response"))
                .contains(Set.of(List.of("items")));
        assertThat(Template.parse("{{ response['items'] | length }}").pathsOf("response"))
                .contains(Set.of(List.of("items")));
        assertThat(Template.parse("{{ response.a.upper() }}").pathsOf("response"))
                .contains(Set.of(List.of("a")));
        assertThat(Template.parse("{{ stream_interval.start }}").pathsOf("stream_slice"))
                .contains(Set.of(List.of("start")));
    }

    @Test
    void readsNothingOfAVariableThatIsNotUsed() {
        assertThat(Template.parse("{{ headers.a }} response.a").pathsOf("response"))
                .contains(Set.of());
    }

    @Test
    void mayNeedTheWhole() {
        for (String text : List.of(
                "{{ response }}",
                "{{ response | length }}",
                "{{ response.keys() }}",
                "{{ response.items }}",
                "{{ response == {} }}",
                "{{ 'a' in response }}",
                "{{ response[0] }}",
                "{{ response[x] }}",
                "{{ response.get(x) }}",
                "{{ response['items']() }}",
                "{% set r = response %}{{ r.a }}",
                "{% for key in response %}{{ key }}{% endfor %}",
                "{{ response.a if response }}")) {
            assertThat(Template.parse(text).pathsOf("response")).as(text).isEmpty();
        }
    }
}
