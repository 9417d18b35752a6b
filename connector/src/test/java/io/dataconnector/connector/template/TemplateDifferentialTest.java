package io.dataconnector.connector.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Replays templates of which it is known what the CDK makes of them; {@code src/test/python/template_cases.py} made the
 * cases. {@code differences.jsonl} has the cases in which this implementation differs on purpose, each with the reason.
 */
final class TemplateDifferentialTest {
    private static final int FEWEST_CASES = 2000;

    @Test
    void everyTemplateGivesWhatTheCdkGives() throws IOException {
        List<String> lines = lines("cases.jsonl");
        Variables variables = TemplateCase.variables(lines.get(0));
        List<TemplateCase> cases = TemplateCase.cases(lines);
        List<String> differences = new ArrayList<>();
        for (TemplateCase templateCase : cases) {
            String actual = templateCase.actual(variables);
            if (!actual.equals(templateCase.expected())) {
                differences.add(templateCase + " but was " + actual);
            }
        }
        assertThat(cases).hasSizeGreaterThan(FEWEST_CASES);
        assertThat(differences).isEmpty();
    }

    @Test
    void differsOnPurposeAsListed() throws IOException {
        Variables variables = TemplateCase.variables(lines("cases.jsonl").get(0));
        for (String line : lines("differences.jsonl")) {
            JsonNode difference = JsonMapper.builder().build().readTree(line);
            TemplateCase templateCase =
                    new TemplateCase(difference.get("template").textValue(), "eval", "");
            assertThat(templateCase.actual(variables))
                    .as(templateCase.template())
                    .isEqualTo(difference.get("ours").textValue());
        }
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream stream = requireNonNull(
                TemplateDifferentialTest.class.getResourceAsStream("/template/" + name), "no resource of that name")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
