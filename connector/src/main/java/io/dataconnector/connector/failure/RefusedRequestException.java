package io.dataconnector.connector.failure;

import static java.util.Objects.requireNonNull;

/**
 * A response that the manifest does not take for a failure but for a refusal: another request may be answered. Whoever asked
 * for a page of a stream knows which; for anybody else it is a failure as any other one.
 */
public final class RefusedRequestException extends ConnectorException {
    private static final long serialVersionUID = 1L;

    private final Remedy remedy;

    /** What may help, by the names of the actions of response filters. */
    public enum Remedy {
        /** To begin again with the first page. */
        RESET_PAGINATION,
        /** To ask for a smaller page. */
        REDUCE_PAGE_SIZE,
        /** To ask for less of the time. */
        SPLIT_REQUEST_WINDOW
    }

    /** @param message what was refused, and what the server says */
    public RefusedRequestException(Remedy remedy, FailureType failureType, String message) {
        super(failureType, message);
        this.remedy = requireNonNull(remedy, "remedy is null");
    }

    public Remedy remedy() {
        return remedy;
    }
}
