package io.dataconnector.connector.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of all components of the format and of their members, whatever of them is supported here, by the schema of
 * airbyte-cdk 7.39. So what this version lacks can be told from what nobody knows. The file has a line for each type, {@code
 * Type: member member}; an exclamation mark after the type says that the CDK refuses other members.
 */
final class ComponentFormat {
    private static final String RESOURCE = "/component_members.txt";
    private static final String CLOSED = "!";

    private static final Map<String, Set<String>> MEMBERS = new HashMap<>();
    private static final Set<String> CLOSED_TYPES = new HashSet<>();

    static {
        lines().forEach(ComponentFormat::add);
    }

    private ComponentFormat() {}

    private static List<String> lines() {
        try (InputStream resource = requireNonNull(ComponentFormat.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(resource.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String line) {
        String[] parts = line.split(":", 2);
        String type = parts[0].replace(CLOSED, "");
        if (parts[0].endsWith(CLOSED)) {
            CLOSED_TYPES.add(type);
        }
        String members = parts[1].strip();
        MEMBERS.put(type, members.isEmpty() ? Set.of() : Set.of(members.split(" ")));
    }

    /** Whether the format has components of a type. */
    static boolean isType(String type) {
        return MEMBERS.containsKey(type);
    }

    /** The members of a type but {@code type} and {@code $parameters}; empty if there is no such type. */
    static Set<String> members(String type) {
        return MEMBERS.getOrDefault(type, Set.of());
    }

    /** Whether any type has a member of this name. */
    static boolean isMember(String name) {
        return MEMBERS.values().stream().anyMatch(members -> members.contains(name));
    }

    /** Whether the CDK refuses a component of a type that has other members; it passes over them in any other one. */
    static boolean isClosed(String type) {
        return CLOSED_TYPES.contains(type);
    }
}
