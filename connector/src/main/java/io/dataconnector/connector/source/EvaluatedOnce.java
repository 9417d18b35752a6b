package io.dataconnector.connector.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A text with templates whose value is kept if nothing but the configuration decides about it; otherwise it is evaluated
 * each time. Used by several threads at once.
 */
public final class EvaluatedOnce {
    private final Interpolated text;
    private final BiFunction<Interpolated, Map<String, JsonNode>, JsonNode> evaluation;
    private final boolean isFixed;
    private volatile @Nullable JsonNode value;

    /** @param evaluation makes the value of the text and of the variables */
    public EvaluatedOnce(Interpolated text, BiFunction<Interpolated, Map<String, JsonNode>, JsonNode> evaluation) {
        this.text = requireNonNull(text, "text is null");
        this.evaluation = requireNonNull(evaluation, "evaluation is null");
        isFixed = text.isOfConfiguration();
    }

    /** The text as it is in the manifest. */
    public Interpolated text() {
        return text;
    }

    /** The value; not to be changed. */
    public JsonNode value(Map<String, JsonNode> variables) {
        JsonNode kept = value;
        if (kept != null) {
            return kept;
        }
        JsonNode evaluated = evaluation.apply(text, variables);
        if (isFixed) {
            value = evaluated;
        }
        return evaluated;
    }
}
