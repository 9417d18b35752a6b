package io.dataconnector.connector.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What Python takes for true, by which the CDK decides, for instance, whether there is a page token. */
public final class PythonTruth {
    private PythonTruth() {}

    /** False for nothing, null, false, zero, and what is empty: a text, an array, an object. */
    public static boolean isTrue(@Nullable JsonNode value) {
        if (value == null) {
            return false;
        }
        return switch (value.getNodeType()) {
            case OBJECT, ARRAY -> !value.isEmpty();
            case STRING -> !value.textValue().isEmpty();
            case NUMBER -> value.decimalValue().signum() != 0;
            case BOOLEAN -> value.booleanValue();
            case NULL, MISSING, BINARY, POJO -> false;
        };
    }
}
