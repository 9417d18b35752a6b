package io.dataconnector.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the program says about itself, and about command lines that it does not understand. */
final class CommandLineIT {
    @TempDir
    private Path folder;

    private ConnectorJar.Finished run(String commandLine) {
        return ConnectorJar.in(folder).run(commandLine.split(" ", -1));
    }

    @Test
    void specNamesTheOptions() {
        assertThat(run("spec").rawOfSuccess().ofType("SPEC", "spec"))
                .singleElement()
                .satisfies(spec -> assertThat(
                                spec.at("/connectionSpecification/properties").properties())
                        .extracting(Map.Entry::getKey)
                        .contains("fixtures_base_path", "api_url", "api_key"));
    }

    @Test
    void helpNamesTheCommands() {
        ConnectorJar.Finished help = run("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.lines()).anyMatch(line -> line.startsWith("Usage: connector"));
        assertThat(String.join("\n", help.lines())).contains("spec", "check", "discover", "read", "LOG_LEVEL");
    }

    @Test
    void helpOfACommandNamesItsOptions() {
        ConnectorJar.Finished help = run("read --help");

        assertThat(help.exitCode()).isZero();
        assertThat(String.join("\n", help.lines())).contains("--config", "--catalog", "--state");
    }

    @Test
    void versionIsThatOfTheJar() {
        ConnectorJar.Finished version = run("--version");

        assertThat(version.exitCode()).isZero();
        assertThat(version.lines()).singleElement().asString().matches("connector \\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void completionIsAScriptForTheShell() {
        ConnectorJar.Finished completion = run("generate-completion");

        assertThat(completion.exitCode()).isZero();
        assertThat(completion.lines()).startsWith("#!/usr/bin/env bash").hasSizeGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--nonsense", "nonsense", "read --config config.json", "check --config"})
    void anInvalidCommandLineIsReportedOnStandardError(String commandLine) {
        ConnectorJar.Finished wrong = run(commandLine);

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.lines()).isEmpty();
        assertThat(wrong.standardError()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void withoutACommandThereIsNothingToDo() {
        ConnectorJar.Finished wrong = ConnectorJar.in(folder).run();

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.lines()).isEmpty();
        assertThat(wrong.standardError()).contains("Usage: connector");
    }
}
