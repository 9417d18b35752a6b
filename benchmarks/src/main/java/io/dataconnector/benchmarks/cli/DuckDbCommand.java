package io.dataconnector.benchmarks.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dataconnector.benchmarks.duckdb.DuckDbRun;
import io.dataconnector.benchmarks.duckdb.DuckDbScript;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs DuckDB in a process of its own. */
@Command(
        name = "duckdb",
        header = "Does the same work with DuckDB, and prints its time.",
        hidden = true,
        mixinStandardHelpOptions = true)
final class DuckDbCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Spec
    private CommandSpec command;

    @Parameters(index = "0", paramLabel = "SCRIPT", description = "${COMPLETION-CANDIDATES}")
    private DuckDbScript script = DuckDbScript.READ;

    @Parameters(index = "1..*", paramLabel = "PLACE=VALUE", description = "The value of a name in the script.")
    private Map<String, String> places = Map.of();

    @Override
    public Integer call() throws JsonProcessingException {
        command.commandLine().getOut().println(MAPPER.writeValueAsString(DuckDbRun.of(script, places)));
        return 0;
    }
}
