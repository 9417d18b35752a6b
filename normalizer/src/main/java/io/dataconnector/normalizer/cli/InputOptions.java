package io.dataconnector.normalizer.cli;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.cli.Commands;
import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.raw.RawInputException;
import io.dataconnector.normalizer.failure.NormalizerException;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The raw outputs that a command reads, and whether it tells how far it is. */
final class InputOptions {
    private final PositionalParamSpec names;
    private final OptionSpec quiet = Commands.flag("--quiet")
            .description("Show no progress on a terminal, and no summary.")
            .build();

    /** @param names how the command describes them, and how many there must be */
    InputOptions(PositionalParamSpec.Builder names) {
        requireNonNull(names, "names is null");
        this.names = names.type(List.class).auxiliaryTypes(String.class).build();
    }

    PositionalParamSpec names() {
        return names;
    }

    OptionSpec quiet() {
        return quiet;
    }

    boolean isQuiet() {
        return quiet.getValue();
    }

    /**
     * The inputs that the command line names.
     *
     * @throws NormalizerException if one of them cannot be read
     */
    List<RawInput> checked() {
        List<RawInput> inputs =
                names.<List<String>>getValue().stream().map(RawInput::new).toList();
        try {
            RawInput.checkAll(inputs);
        } catch (RawInputException e) {
            throw NormalizerException.of(e);
        }
        return inputs;
    }

    /** What a run makes of the inputs, while its progress is shown. */
    <R> R read(List<RawInput> inputs, BiFunction<List<RawInput>, Progress, R> run) {
        try (Progress progress = isQuiet() ? Progress.NONE : Progress.onTerminal("inputs", inputs.size())) {
            return run.apply(inputs, progress);
        }
    }
}
