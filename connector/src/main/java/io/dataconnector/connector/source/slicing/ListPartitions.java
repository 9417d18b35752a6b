package io.dataconnector.connector.source.slicing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.PythonTruth;
import io.dataconnector.connector.source.ConfiguredValue;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.request.Injection;
import io.dataconnector.connector.source.request.RequestOption;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A partition for each value of a list (ListPartitionRouter). */
final class ListPartitions implements PartitionRouter {
    private static final String VALUES = "values";

    private final String name;
    private final List<JsonNode> values;
    private final Optional<RequestOption> option;

    private ListPartitions(String name, List<JsonNode> values, Optional<RequestOption> option) {
        this.name = name;
        this.values = List.copyOf(values);
        this.option = option;
    }

    /** A ListPartitionRouter of a manifest. */
    static ListPartitions compile(Component router, Settings settings) {
        router.requiredText("cursor_field");
        return new ListPartitions(
                ConfiguredValue.string(router, "cursor_field", settings).orElse(""),
                values(router, settings),
                router.component("request_option", "RequestOption")
                        .flatMap(option -> RequestOption.compile(option, settings)));
    }

    /** A list of texts as they are, or a template of a list of any values. */
    private static List<JsonNode> values(Component router, Settings settings) {
        JsonNode written = router.requiredValue(VALUES);
        if (!written.isTextual()) {
            return router.texts(VALUES).stream()
                    .<JsonNode>map(JsonNodeFactory.instance::textNode)
                    .toList();
        }
        Optional<JsonNode> value = ConfiguredValue.of(router, VALUES, settings);
        if (value.filter(list -> !list.isArray()).isPresent()) {
            router.fault(VALUES, "must be a list, or a template of one");
            return List.of();
        }
        return value.map(list -> list.valueStream().toList()).orElse(List.of());
    }

    @Override
    public Iterator<Partition> partitions(ParentReader parents) {
        return values.stream()
                .map(value -> Partition.of(JsonNodeFactory.instance.objectNode().<ObjectNode>set(name, value)))
                .iterator();
    }

    /** The value, unless it is empty, zero, false or null. */
    @Override
    public List<Injection> injections(ObjectNode partition) {
        JsonNode value = partition.path(name);
        return option.filter(known -> PythonTruth.isTrue(value)).map(known -> new Injection(known, value)).stream()
                .toList();
    }

    /** Whether the value is put into requests at a place of its own. */
    boolean hasOption() {
        return option.isPresent();
    }
}
