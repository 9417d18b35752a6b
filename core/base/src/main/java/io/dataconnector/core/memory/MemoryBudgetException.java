package io.dataconnector.core.memory;

import static java.util.Objects.requireNonNull;

/** Something needs more memory than a program may take in all, with both figures in bytes. */
public final class MemoryBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long wanted;
    private final long budget;

    public MemoryBudgetException(long wanted, long budget) {
        super(wanted + " bytes are needed, and the memory that may be used has " + budget);
        this.wanted = wanted;
        this.budget = budget;
    }

    /** How many bytes were asked for. */
    public long wanted() {
        return wanted;
    }

    /** How many bytes there are in all. */
    public long budget() {
        return budget;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
