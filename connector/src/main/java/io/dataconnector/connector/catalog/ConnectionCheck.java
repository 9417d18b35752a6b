package io.dataconnector.connector.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Which streams a check reads: those that a {@code CheckStream} names, or the first ones of a {@code CheckDynamicStream}. */
final class ConnectionCheck {
    private static final String BY_NAME = "CheckStream";
    private static final String BY_NUMBER = "CheckDynamicStream";
    private static final String NAMES = "stream_names";
    private static final String NAMES_OF_CONFIG = "__airbyte_check_stream_names";
    private static final String DYNAMIC = "dynamic_streams_check_configs";

    private final List<String> names;
    private final List<OfDynamicStream> dynamic;
    /** How many are read of all, whatever their names. */
    private final OptionalLong first;
    /** What is wrong with the names of the configuration. */
    private final Optional<String> fault;

    private ConnectionCheck(List<String> names, List<OfDynamicStream> dynamic, OptionalLong first) {
        this(names, dynamic, first, Optional.empty());
    }

    private ConnectionCheck(
            List<String> names, List<OfDynamicStream> dynamic, OptionalLong first, Optional<String> fault) {
        this.fault = fault;
        this.names = List.copyOf(names);
        this.dynamic = List.copyOf(dynamic);
        this.first = first;
    }

    /**
     * How many are read of the streams of one template.
     *
     * @param name the name of the DynamicDeclarativeStream
     * @param count all if it is empty
     */
    private record OfDynamicStream(String name, OptionalLong count) {}

    /**
     * What a check reads.
     *
     * @param streams the names of streams
     * @param faults why the check fails whatever they answer
     */
    record Selection(List<String> streams, List<String> faults) {}

    /**
     * The check of a source.
     *
     * @param config the configuration, which may name other streams ({@code __airbyte_check_stream_names})
     * @param declared the names of the streams that are there whatever the configuration says, if there are no others:
     *     then a name that is none of them is a fault of the manifest
     */
    static ConnectionCheck compile(Component source, ObjectNode config, Optional<Set<String>> declared) {
        Optional<Component> component = source.requiredComponent("check", BY_NAME, BY_NUMBER);
        // Whoever reads the configuration applies them.
        component.ifPresent(check -> check.passOver("config_overrides"));
        return component
                .map(check -> check.type().equals(BY_NUMBER)
                        ? byNumber(check)
                        : byName(check, declared).of(config.path(NAMES_OF_CONFIG)))
                .orElseGet(() -> new ConnectionCheck(List.of(), List.of(), OptionalLong.empty()));
    }

    private static ConnectionCheck byNumber(Component check) {
        check.requiredValue("stream_count");
        boolean readsAny = check.flag("use_check_availability").orElse(true);
        OptionalLong count = check.integer("stream_count");
        return new ConnectionCheck(List.of(), List.of(), OptionalLong.of(readsAny ? Math.max(0, count.orElse(0)) : 0));
    }

    private static ConnectionCheck byName(Component check, Optional<Set<String>> declared) {
        List<String> names = check.texts(NAMES);
        declared.ifPresent(known -> names.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> check.fault(NAMES, "the source has no stream \"" + name + "\"")));
        List<OfDynamicStream> dynamic = new ArrayList<>();
        JsonNode configs = check.value(DYNAMIC).orElseGet(JsonNodeFactory.instance::arrayNode);
        if (!configs.isEmpty()) {
            for (Component config : check.components(DYNAMIC, "DynamicStreamCheckConfig")) {
                dynamic.add(new OfDynamicStream(
                        config.requiredText("dynamic_stream_name"), config.integer("stream_count")));
            }
        }
        return new ConnectionCheck(names, dynamic, OptionalLong.empty());
    }

    /** The same with the streams that the configuration names, if it does. */
    private ConnectionCheck of(JsonNode given) {
        if (given.isMissingNode() || given.isNull() || (given.isArray() && given.isEmpty())) {
            return this;
        }
        List<String> texts = given.valueStream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
        if (!given.isArray() || texts.size() < given.size()) {
            return new ConnectionCheck(
                    names,
                    dynamic,
                    first,
                    Optional.of("Configuration at /" + NAMES_OF_CONFIG
                            + ": must be an array of strings, the names of streams."));
        }
        return new ConnectionCheck(texts, dynamic, first);
    }

    /** Whether it needs streams that are made at run time, given the names of those that are there anyway. */
    boolean needsDynamicStreams(Collection<String> declared) {
        return first.isPresent() || !dynamic.isEmpty() || !declared.containsAll(names);
    }

    /**
     * The streams that it reads.
     *
     * @param all the names of all streams, those of the manifest first
     * @param made for each DynamicDeclarativeStream the names of its streams
     */
    Selection select(List<String> all, Map<String, List<String>> made) {
        List<String> faults = new ArrayList<>(fault.stream().toList());
        if (all.isEmpty()) {
            faults.add("The source has no streams that could be read to check the connection.");
        }
        if (first.isPresent()) {
            return new Selection(all.subList(0, (int) Math.min(all.size(), first.getAsLong())), faults);
        }
        List<String> streams = new ArrayList<>();
        for (String name : names) {
            if (all.contains(name)) {
                streams.add(name);
            } else {
                faults.add("The source has no stream \"" + name + "\", which the check is to read; it has "
                        + String.join(", ", all) + ".");
            }
        }
        for (OfDynamicStream part : dynamic) {
            List<String> ofPart = made.get(part.name());
            if (ofPart == null) {
                faults.add("The manifest has no dynamic stream \"" + part.name() + "\", which the check is to read.");
            } else {
                streams.addAll(ofPart.subList(0, (int)
                        Math.min(ofPart.size(), Math.max(0, part.count().orElse(ofPart.size())))));
            }
        }
        return new Selection(streams, faults);
    }
}
