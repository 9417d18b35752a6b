package io.dataconnector.connector.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Says what the records of a stream look like: the {@code schema_loader} of a stream, or one of several. */
@FunctionalInterface
public non-sealed interface CustomSchemaLoader extends CustomComponent {
    /** The JSON Schema (draft-07) of a record, an object with {@code properties}. Asked for once, when it is needed. */
    ObjectNode schema();
}
