package io.dataconnector.connector.source;

import com.fasterxml.jackson.databind.JsonNode;

/** What Python takes for true, on which the CDK decides whether there is a page token or a value to send. */
public final class PythonTruth {
    private PythonTruth() {}

    /** False for null, false, zero, and what is empty: a text, an array, an object. */
    public static boolean isTrue(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT, ARRAY -> !value.isEmpty();
            case STRING -> !value.textValue().isEmpty();
            case NUMBER -> value.decimalValue().signum() != 0;
            case BOOLEAN -> value.booleanValue();
            case NULL, MISSING, BINARY, POJO -> false;
        };
    }
}
