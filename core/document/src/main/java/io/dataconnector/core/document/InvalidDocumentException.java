package io.dataconnector.core.document;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A hand-written document that cannot be used, with everything that is wrong with it. */
public final class InvalidDocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param document what its author calls it: the path of a file
     * @param faults what is wrong, each with its location in the document; at least one
     */
    public InvalidDocumentException(String document, List<String> faults) {
        super(message(document, faults));
    }

    private static String message(String document, List<String> faults) {
        return faults.size() == 1 ? document + ": " + faults.get(0) : document + ":\n  " + String.join("\n  ", faults);
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage(), "message is null");
    }
}
