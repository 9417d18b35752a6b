package io.dataconnector.core.memory;

import static java.util.Objects.requireNonNull;

/** Something needs more memory than the whole budget. Both figures are in bytes. */
public final class MemoryBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long wanted;
    private final long budget;

    public MemoryBudgetException(long wanted, long budget) {
        super(wanted + " bytes are needed, but the memory budget is only " + budget);
        this.wanted = wanted;
        this.budget = budget;
    }

    /** How many bytes were requested. */
    public long wanted() {
        return wanted;
    }

    /** The size of the budget in bytes. */
    public long budget() {
        return budget;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
