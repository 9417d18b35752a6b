package io.dataconnector.connector.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What templates see as {@code stream_slice} of a stream in partitions. As in the CDK, where it is a {@code StreamSlice},
 * it has properties beside its members: {@code partition}, {@code cursor_slice} and {@code extra_fields}. A member of such
 * a name comes first, and no property shows where the whole is printed.
 */
// The library's own deepCopy, which cannot be declared otherwise here.
@SuppressWarnings("unchecked")
final class SliceVariable extends ObjectNode {
    private static final long serialVersionUID = 1L;

    private final transient Slice slice;

    SliceVariable(Slice slice) {
        super(JsonNodeFactory.instance);
        this.slice = slice;
    }

    @Override
    public @Nullable JsonNode get(String name) {
        JsonNode member = super.get(name);
        return member == null ? property(name) : member;
    }

    @Override
    public JsonNode path(String name) {
        JsonNode member = get(name);
        return member == null ? MissingNode.getInstance() : member;
    }

    private @Nullable JsonNode property(String name) {
        return switch (name) {
            case "partition" -> slice.partition();
            case "cursor_slice" -> slice.interval();
            case "extra_fields" -> slice.extraFields();
            default -> null;
        };
    }
}
