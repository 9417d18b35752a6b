package io.dataconnector.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.testing.ProgramJar;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class CommandsTest {
    private static CommandLine program(Class<?> main) {
        Commands models = new Commands("program", main);
        CommandSpec program = models.group("program");
        return new CommandLine(program.addSubcommand("seven", models.command("seven", () -> 7))
                .addSubcommand("generate-completion", models.completion(program)));
    }

    @Test
    void theVersionIsUnknownOutsideOfAJar() {
        assertThat(output(program(CommandsTest.class), "--version"))
                .isEqualToIgnoringNewLines("program (not built as a jar)");
    }

    @Test
    void theVersionIsThatOfTheJarInASubcommandToo(@TempDir Path folder) throws Exception {
        try (ProgramJar jar = ProgramJar.write(folder.resolve("program.jar"), "1.2.3", Map.of())) {
            assertThat(output(program(jar.program()), "seven", "--version")).isEqualToIgnoringNewLines("program 1.2.3");
        }
    }

    @Test
    void eachCommandHasHelp() {
        assertThat(output(program(CommandsTest.class), "--help")).contains("Usage: program", "seven");
        assertThat(output(program(CommandsTest.class), "seven", "--help")).contains("Usage: program seven");
    }

    @Test
    void aCommandDoesItsActionAndAGroupNothing() {
        assertThat(program(CommandsTest.class).execute("seven")).isEqualTo(7);
        assertThat(program(CommandsTest.class)
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute())
                .isEqualTo(2);
    }

    @Test
    void theCompletionKnowsTheCommands() {
        assertThat(output(program(CommandsTest.class), "generate-completion"))
                .startsWith("#!/usr/bin/env bash\n")
                .contains("seven");
    }

    private static String output(CommandLine command, String... arguments) {
        StringWriter output = new StringWriter();
        int exitCode = command.setOut(new PrintWriter(output)).execute(arguments);

        assertThat(exitCode).isZero();
        return output.toString();
    }
}
