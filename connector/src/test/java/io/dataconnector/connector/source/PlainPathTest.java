package io.dataconnector.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dataconnector.connector.template.JsonValues;
import io.dataconnector.connector.template.Template;
import io.dataconnector.connector.template.TemplateException;
import io.dataconnector.connector.template.Variables;
import io.dataconnector.core.document.Json;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"page_2\"",
                "\"eyJvIjoxfQ==\"",
                "\"false\"",
                "\"False\"",
                "\"None\"",
                "\"true\"",
                "\"12\"",
                "\"\"",
                "\" a\"",
                "\"a\\n\"",
                "\"f('x')\"",
                "\"{{ b }}\"",
                "null",
                "0",
                "7",
                "0.10",
                "true",
                "false",
                "[]",
                "{}",
                "{\"next\":\"x\"}",
                "[\"a\"]",
            })
    void saysNothingButWhatTheTemplateSays(String value) throws Exception {
        for (String document : List.of("{\"next\":" + value + "}", "{\"a\":" + value + "}", "{}", value)) {
            JsonNode response = Json.read(document);
            for (String text : List.of(
                    "{{ response.next }}",
                    "{{ not response.next }}",
                    "{{response.a.next}}",
                    "{{ not response.a.next }}",
                    "{{  response.a.next.deep  }}")) {
                checkAgainstTemplate(text, response);
            }
        }
    }

    private static void checkAgainstTemplate(String text, JsonNode response) {
        PlainPath path = PlainPath.of(text).orElseThrow();
        Function<String, Optional<JsonNode>> variables =
                name -> name.equals("response") ? Optional.of(response) : Optional.empty();
        Variables ofTemplate = Variables.of(Map.of("response", response), Clock.systemUTC());
        Template template = Template.parse(text);

        path.isTrue(variables)
                .ifPresent(isTrue -> assertThat(isTrue)
                        .as("%s of %s", text, response)
                        .isEqualTo(template.evaluateBoolean(ofTemplate)));
        path.text(variables)
                .ifPresent(found -> assertThat(JsonValues.toJson(evaluate(template, ofTemplate)))
                        .as("%s of %s", text, response)
                        .isEqualTo(TextNode.valueOf(found)));
    }

    private static Object evaluate(Template template, Variables variables) {
        try {
            return template.evaluateString(variables);
        } catch (TemplateException e) {
            return "it fails";
        }
    }

    @Test
    void theUsualValuesNeedNoTemplate() throws Exception {
        JsonNode response = Json.read("{\"next\":\"page_2\",\"last\":null}");
        Function<String, Optional<JsonNode>> variables = name -> Optional.of(response);

        assertThat(PlainPath.of("{{ response.next }}").orElseThrow().text(variables))
                .contains("page_2");
        assertThat(PlainPath.of("{{ not response.next }}").orElseThrow().isTrue(variables))
                .contains(false);
        assertThat(PlainPath.of("{{ not response.last }}").orElseThrow().isTrue(variables))
                .contains(true);
        assertThat(PlainPath.of("{{ not response.none }}").orElseThrow().isTrue(variables))
                .contains(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ response }}",
                "{{ response.items }}",
                "{{ response.get }}",
                "{{ response._a }}",
                "{{ response['a'] }}",
                "{{ response.a | length }}",
                "{{ response.a }} ",
                "{{ response.a }}{{ response.b }}",
                "{{ not not response.a }}",
                "{{ response..a }}",
                "{{ response.a. }}",
                "{{ 1.a }}",
                "{{- response.a }}",
                "{{}}",
                "response.a",
            })
    void everythingElseIsLeftToTemplates(String text) {
        assertThat(PlainPath.of(text)).isEmpty();
    }
}
