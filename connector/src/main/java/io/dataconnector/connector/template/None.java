package io.dataconnector.connector.template;

/** Python's {@code None}, and JSON's {@code null}. */
public enum None {
    NONE;

    @Override
    public String toString() {
        return "None";
    }
}
