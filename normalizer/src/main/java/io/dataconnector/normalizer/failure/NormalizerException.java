package io.dataconnector.normalizer.failure;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.raw.RawInputException;
import java.util.List;

/**
 * A run that cannot be completed, with a message for the user: what is wrong, where, and what to do. The
 * tables of the previous run are left as they were.
 */
public final class NormalizerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What a caller would have to change before another attempt makes sense. */
    public enum Category {
        /** An input is missing, unreadable or empty. */
        INPUT,
        /** A table definition is wrong. */
        DEFINITION,
        /** The results cannot be written. */
        OUTPUT,
        /** There are more rejects than are allowed. */
        REJECTS
    }

    private final Category category;

    public NormalizerException(Category category, String message) {
        super(requireNonNull(message, "message is null"));
        this.category = requireNonNull(category, "category is null");
    }

    public NormalizerException(Category category, String message, Throwable cause) {
        super(requireNonNull(message, "message is null"), cause);
        this.category = requireNonNull(category, "category is null");
    }

    /** An input that cannot be read, as a failure of the run. */
    public static NormalizerException of(RawInputException failure) {
        return new NormalizerException(Category.INPUT, failure.getMessage(), failure);
    }

    /** Inputs that hold no message at all: they were named by mistake, and must not replace anything. */
    public static NormalizerException noMessage(List<String> inputs) {
        return new NormalizerException(
                Category.INPUT,
                "No Airbyte message in " + String.join(", ", inputs)
                        + ". Name the files that `connector read` was written to.");
    }

    public Category category() {
        return category;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
