package io.dataconnector.connector.source.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.source.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Makes the requests of which it is known what the CDK makes of them; {@code src/test/python/request_cases.py} made the
 * cases. They are equal to the letter: method, URL, headers and body.
 */
final class RequesterDifferentialTest {
    private static final int FEWEST_CASES = 600;

    @Test
    void everyRequestIsThatOfTheCdk() throws IOException {
        List<String> lines = RequestCase.lines("cases.jsonl");
        Settings settings = TestManifest.settings(lines.get(0));
        List<String> differences = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            RequestCase requestCase = RequestCase.of(line);
            String actual = requestCase.actual(settings);
            if (!actual.equals(requestCase.expected())) {
                differences.add(line + "\n  expected " + requestCase.expected() + "\n  but was  " + actual);
            }
        }
        assertThat(lines).hasSizeGreaterThan(FEWEST_CASES);
        assertThat(differences).isEmpty();
    }
}
