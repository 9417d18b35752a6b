package io.dataconnector.connector.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the variables that a template takes from outside, by the rules of Jinja2's {@code meta.find_undeclared_variables}:
 * a name that is read before it is set, or set in some branches of an {@code if} only, comes from outside. Notes, too,
 * what is read of each name.
 */
final class Names {
    private final @Nullable Names parent;
    private final Set<String> external;
    private final List<VariablePath> paths;
    private final Set<String> known = new HashSet<>();
    private final Set<String> stored = new HashSet<>();

    Names() {
        this(null, new TreeSet<>(), new ArrayList<>());
    }

    private Names(@Nullable Names parent, Set<String> external, List<VariablePath> paths) {
        this.parent = parent;
        this.external = external;
        this.paths = paths;
    }

    Set<String> external() {
        return external;
    }

    /** All that is read of names; what a template has set by itself is among it. */
    List<VariablePath> paths() {
        return paths;
    }

    void read(VariablePath path) {
        paths.add(path);
        String name = path.variable();
        if (!isKnown(name)) {
            known.add(name);
            external.add(name);
        }
    }

    void write(String name) {
        known.add(name);
        stored.add(name);
    }

    /** A scope of its own, such as the body of a loop. */
    Names inner() {
        return new Names(this, external, paths);
    }

    /** The three parts of an {@code if}: what only some of them set is unknown after it. */
    void branch(List<Consumer<Names>> branches) {
        Map<String, Integer> counts = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (Consumer<Names> branch : branches) {
            Names names = new Names(parent, external, paths);
            names.known.addAll(known);
            branch.accept(names);
            seen.addAll(names.known);
            names.stored.stream()
                    .filter(name -> !stored.contains(name))
                    .forEach(name -> counts.merge(name, 1, Integer::sum));
        }
        known.addAll(seen);
        counts.forEach((name, count) -> {
            stored.add(name);
            boolean outside = Optional.ofNullable(parent)
                    .map(outer -> outer.isKnown(name))
                    .orElse(false);
            if (count < branches.size() && !outside) {
                external.add(name);
            }
        });
    }

    private boolean isKnown(String name) {
        return known.contains(name) || (parent != null && parent.isKnown(name));
    }
}
