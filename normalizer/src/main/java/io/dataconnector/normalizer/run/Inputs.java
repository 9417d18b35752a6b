package io.dataconnector.normalizer.run;

import io.dataconnector.core.cli.Progress;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.raw.RawReader;
import io.dataconnector.normalizer.failure.NormalizerException;
import java.io.IOException;
import java.util.List;

/** The raw outputs of a run, one after the other. */
public final class Inputs {
    private Inputs() {}

    /** What is done with an input. */
    public interface InputWork {
        /**
         * Reads the input.
         *
         * @param position orders the inputs: each starts where the one before it ended
         */
        void read(RawInput input, RawReader raw, long position) throws IOException;
    }

    /**
     * Reads all inputs.
     *
     * @throws NormalizerException if one is empty
     */
    public static void readAll(List<RawInput> inputs, Progress progress, InputWork work) throws IOException {
        long position = 0;
        for (RawInput input : inputs) {
            try (RawReader raw = new RawReader(input, progress::addBytes)) {
                work.read(input, raw, position);
                if (raw.bytes() == 0) {
                    throw new NormalizerException(
                            NormalizerException.Category.INPUT,
                            "Input " + input.name() + " is empty. A read writes messages even"
                                    + " when there is nothing to read: see why it failed.");
                }
                position += raw.bytes();
            }
            progress.finishPart();
        }
    }
}
