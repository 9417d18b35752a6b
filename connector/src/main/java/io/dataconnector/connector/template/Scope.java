package io.dataconnector.connector.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names that are visible at a place of a template: what it has set, then the variables, then the globals. */
final class Scope {
    private final Variables variables;
    private final @Nullable Scope parent;
    private @Nullable Map<String, Object> locals;

    Scope(Variables variables) {
        this(variables, null);
    }

    private Scope(Variables variables, @Nullable Scope parent) {
        this.variables = variables;
        this.parent = parent;
    }

    Scope inner() {
        return new Scope(variables, this);
    }

    Clock clock() {
        return variables.clock();
    }

    void set(String name, Object value) {
        Map<String, Object> names = locals;
        if (names == null) {
            names = new HashMap<>();
            locals = names;
        }
        names.put(name, value);
    }

    /** The value of a name; a JSON document is given as it is. */
    Object find(String name) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            Map<String, Object> names = scope.locals;
            Object value = names == null ? null : names.get(name);
            if (value != null) {
                return value;
            }
        }
        Optional<JsonNode> variable = variables.value(name);
        if (variable.isPresent()) {
            return variable.get();
        }
        if (name.equals(KnownNames.SELF)) {
            return new Namespace(new Dict());
        }
        Object global = Macros.find(name);
        return global == null ? Undefined.of("'" + name + "' is undefined") : global;
    }
}
