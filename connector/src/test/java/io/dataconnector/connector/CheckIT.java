package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check answers on standard output, and an answer is a success, whatever it says. */
final class CheckIT {
    @TempDir
    private Path folder;

    private static String failure(ConnectorJar.Finished check) {
        List<JsonNode> answers = check.rawOfSuccess().ofType("CONNECTION_STATUS", "connectionStatus");
        assertThat(answers).hasSize(1);
        JsonNode status = answers.get(0);
        assertThat(status.path("status").asText()).isEqualTo("FAILED");
        return status.path("message").asText();
    }

    @Test
    void succeedsWithTheFixturesOfTheRepository() {
        ConnectorJar.Finished check =
                ConnectorJar.in(Repository.root(), folder).run("check", "--config", "config.json");

        assertThat(check.rawOfSuccess().ofType("CONNECTION_STATUS", "connectionStatus"))
                .singleElement()
                .hasToString("{\"status\":\"SUCCEEDED\"}");
    }

    @Test
    void namesAllStreamsThatCannotBeRead() throws IOException {
        World world = World.withFixtures(folder);
        Files.delete(world.page("accounts", "page_1"));
        Files.delete(world.page("invoices", "page_1"));
        world.put("users", "page_1", "{\"data\":17}");

        assertThat(failure(world.check()))
                .contains("accounts/page_1.json", "invoices/page_1.json", "users/page_1.json")
                .doesNotContain("events");
    }

    @Test
    void namesAFolderThatIsNotThere() throws IOException {
        assertThat(failure(new World(folder).check())).contains("fixtures_base_path", "fixtures", "does not exist");
    }

    @Test
    void namesAllThatIsWrongWithTheConfiguration() throws IOException {
        World world = World.withFixtures(folder)
                .option("start_date", "yesterday")
                .option("checkpoint_interval", 0)
                .option("lookback_window", "an hour");

        assertThat(failure(world.check()))
                .contains("config.json", "/start_date", "/checkpoint_interval", "/lookback_window");
    }

    @Test
    void namesAConfigurationThatIsNotThere() {
        assertThat(failure(ConnectorJar.in(folder).run("check", "--config", "none.json")))
                .contains("none.json");
    }
}
