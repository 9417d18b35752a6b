package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.dataconnector.connector.protocol.RawOutput;
import io.dataconnector.connector.protocol.TokenSequence;
import io.dataconnector.core.scan.TimestampReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads of the repository's fixtures, the first of them with the very files that users begin with. */
final class ReadIT {
    private static final String[] ALL = {
        "accounts:incremental", "users:incremental", "events:incremental", "invoices:incremental"
    };

    /** A member that the schemas declare as a timestamp: they all end in the same way. */
    private static final Pattern DECLARED = Pattern.compile("(\"[a-z]+_at\" *: *)\"([^\"]*)\"");

    /** Of the first read, which the tests share, because they only look at it. */
    private static RawOutput first;

    @TempDir
    private Path folder;

    @BeforeAll
    static void readTheRepository(@TempDir Path scratch) {
        ConnectorJar.Finished read = ConnectorJar.in(Repository.root(), scratch)
                .run(
                        "read",
                        "--config",
                        "config.json",
                        "--catalog",
                        "configured_catalog.json",
                        "--state",
                        "state.json");
        first = read.rawOfSuccess();
    }

    @ParameterizedTest
    @CsvSource({
        "accounts, 19, 2024-11-30T23:45:00-05:30",
        "users,    21, 2024-11-29T07:12:00.000+01:00",
        "events,   24, 2024-11-30T12:00:01.5Z",
        "invoices, 19, 2024-11-29T21:04:05.678901-03:00",
    })
    void aFirstReadEmitsEverythingAndKeepsTheGreatestCursor(String stream, int count, String cursor) {
        assertThat(first.records(stream)).hasSize(count);
        assertThat(first.recordsAccountedFor(stream)).isEqualTo(count);
        assertThat(first.lastStreamState(stream)).hasToString("{\"updated_at\":\"" + cursor + "\"}");
        assertThat(first.statuses(stream)).containsExactly("STARTED", "RUNNING", "COMPLETE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accounts", "users", "events", "invoices"})
    void everyRecordIsPassedOnUnchanged(String stream) throws IOException {
        List<List<String>> written =
                first.recordTexts(stream).stream().map(TokenSequence::of).toList();

        assertThat(written).isEqualTo(World.withFixtures(folder).recordTokens(stream));
    }

    @Test
    void aSecondReadEmitsNothingAndAThirdWhatChangedInBetween() throws IOException {
        World world = World.withFixtures(folder);

        RawOutput second = world.readAfter(first, ALL).rawOfSuccess();
        assertThat(second.ofType("RECORD", "record")).isEmpty();
        assertThat(second.lastStreamState("users")).isEqualTo(first.lastStreamState("users"));

        Path page = world.page("users", "page_3");
        Files.writeString(
                page, Files.readString(page).replace("2024-09-02T08:00:00+02:00", "2024-12-24T18:00:00+01:00"));
        RawOutput third = world.readAfter(second, ALL).rawOfSuccess();
        assertThat(third.ofType("RECORD", "record"))
                .singleElement()
                .satisfies(record -> assertThat(record.at("/data/id").asText()).isEqualTo("usr_018"));
        assertThat(third.lastStreamState("users")).hasToString("{\"updated_at\":\"2024-12-24T18:00:00+01:00\"}");
        assertThat(third.lastStreamState("events")).isEqualTo(first.lastStreamState("events"));
    }

    @Test
    void timestampsAreEmittedInUtcOnRequestAndStatesStayAsTheyAre() throws IOException {
        World world = World.withFixtures(folder).option("timestamps_in_utc", BooleanNode.TRUE);

        RawOutput raw = world.read(ALL).rawOfSuccess();

        int rewritten = 0;
        for (String stream : List.of("accounts", "users", "events", "invoices")) {
            List<String> texts = raw.recordTexts(stream);
            List<String> originals = first.recordTexts(stream);
            for (int i = 0; i < originals.size(); i++) {
                Matcher original = DECLARED.matcher(originals.get(i));
                Matcher text = DECLARED.matcher(texts.get(i));
                while (original.find()) {
                    assertThat(text.find()).isTrue();
                    assertThat(text.group(2)).endsWith("Z");
                    assertThat(TimestampReader.parse(text.group(2)))
                            .isEqualTo(TimestampReader.parse(original.group(2)));
                    rewritten += text.group(2).equals(original.group(2)) ? 0 : 1;
                }
                assertThat(text.find()).isFalse();
                assertThat(text.replaceAll("$1")).isEqualTo(original.replaceAll("$1"));
            }
            assertThat(raw.lastStreamState(stream)).isEqualTo(first.lastStreamState(stream));
        }
        assertThat(rewritten).isPositive();
        assertThat(world.readAfter(raw, ALL).rawOfSuccess().ofType("RECORD", "record"))
                .isEmpty();
    }

    @Test
    void aFullRefreshAndAnIncrementalReadGoTogether() throws IOException {
        World world = World.withFixtures(folder);

        RawOutput raw = world.readAfter(first, "accounts:full_refresh", "users:incremental")
                .rawOfSuccess();

        assertThat(raw.records("accounts")).hasSize(19);
        assertThat(raw.records("users")).isEmpty();
        assertThat(raw.states("events")).isEmpty();
        assertThat(raw.lastStreamState("accounts")).hasToString("{\"__ab_full_refresh_sync_complete\":true}");

        RawOutput again = world.readAfter(raw, "accounts:full_refresh", "users:incremental")
                .rawOfSuccess();
        assertThat(again.ofType("RECORD", "record")).isEmpty();
    }

    @Test
    void aStreamThatFailsIsReportedAndTheOthersAreRead() throws IOException {
        World world = World.withFixtures(folder).put("users", "page_2", "{\"data\":[{\"id\":\"usr_00");

        ConnectorJar.Finished read = world.read(ALL);

        assertThat(read.exitCode()).isEqualTo(1);
        assertThat(read.standardError()).isEmpty();
        RawOutput raw = read.raw();
        assertThat(raw.errors()).singleElement().satisfies(error -> {
            assertThat(error.path("message").asText()).contains("users/page_2.json", "/data/0");
            assertThat(error.at("/stream_descriptor/name").asText()).isEqualTo("users");
            assertThat(error.path("failure_type").asText()).isEqualTo("system_error");
        });
        assertThat(raw.statuses("users")).endsWith("INCOMPLETE");
        assertThat(raw.states("users")).isEmpty();
        assertThat(raw.records("invoices")).hasSize(19);
    }

    @Test
    void aReadThatCannotBeginSaysWhy() throws IOException {
        World world = World.withFixtures(folder);

        ConnectorJar.Finished read = world.read("planets:incremental");

        assertThat(read.exitCode()).isEqualTo(1);
        assertThat(read.raw().errors()).singleElement().satisfies(error -> {
            assertThat(error.path("message").asText()).contains("catalog.json", "planets");
            assertThat(error.path("failure_type").asText()).isEqualTo("config_error");
        });
    }
}
