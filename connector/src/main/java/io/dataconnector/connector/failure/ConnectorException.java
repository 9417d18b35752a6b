package io.dataconnector.connector.failure;

import static java.util.Objects.requireNonNull;

import io.dataconnector.core.fault.PathFault;
import java.nio.file.InvalidPathException;

/** A failure with a message for the user: what is wrong, where, and what to do. */
public sealed class ConnectorException extends RuntimeException permits RefusedRequestException {
    private static final long serialVersionUID = 1L;

    private final FailureType failureType;

    public ConnectorException(FailureType failureType, String message) {
        super(requireNonNull(message, "message is null"));
        this.failureType = requireNonNull(failureType, "failureType is null");
    }

    public ConnectorException(FailureType failureType, String message, Throwable cause) {
        super(requireNonNull(message, "message is null"), cause);
        this.failureType = requireNonNull(failureType, "failureType is null");
    }

    /** Describes any failure for the user: a ConnectorException as it is, any other one in a new message. */
    public static ConnectorException describing(Throwable failure) {
        if (failure instanceof ConnectorException described) {
            return described;
        }
        if (failure instanceof OutOfMemoryError) {
            return new ConnectorException(
                    FailureType.SYSTEM_ERROR,
                    "The heap is too small. Raise it with -Xmx, or lower max_record_bytes.",
                    failure);
        }
        if (failure instanceof InvalidPathException path && PathFault.isOfLocale(path)) {
            return new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "The path " + path.getInput() + " cannot be used: it " + PathFault.describe(path) + ".",
                    failure);
        }
        return new ConnectorException(
                FailureType.SYSTEM_ERROR, "The connector failed unexpectedly. Please report it.", failure);
    }

    public FailureType failureType() {
        return failureType;
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
