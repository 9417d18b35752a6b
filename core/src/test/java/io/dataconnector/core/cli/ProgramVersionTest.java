package io.dataconnector.core.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.ProgramJar;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

class ProgramVersionTest {
    @Command(name = "program", mixinStandardHelpOptions = true, versionProvider = ProgramVersion.class)
    private static final class Program {}

    @Command(name = "child", mixinStandardHelpOptions = true, versionProvider = ProgramVersion.class)
    private static final class Child {}

    @Test
    void isUnknownOutsideOfAJar() {
        assertThat(output(new CommandLine(new Program()), "--version"))
                .isEqualToIgnoringNewLines("program (not built as a jar)");
    }

    @Test
    void isThatOfTheProgramInASubcommandToo(@TempDir Path folder) throws Exception {
        try (ProgramJar jar = ProgramJar.write(folder.resolve("program.jar"), "1.2.3", Map.of())) {
            Object program = jar.program().getConstructor().newInstance();
            CommandLine root =
                    new CommandLine(CommandSpec.wrapWithoutInspection(program).name("program"));
            root.addSubcommand(new Child());

            assertThat(output(root, "child", "--version")).isEqualToIgnoringNewLines("program 1.2.3");
        }
    }

    private static String output(CommandLine command, String... arguments) {
        StringWriter output = new StringWriter();
        int exitCode = command.setOut(new PrintWriter(output)).execute(arguments);

        assertThat(exitCode).isZero();
        return output.toString();
    }
}
