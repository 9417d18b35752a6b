package io.dataconnector.normalizer.diff;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.normalizer.diff.TableDiff.Change;
import io.dataconnector.normalizer.diff.TableDiff.Replaced;
import io.dataconnector.normalizer.diff.TableDiff.RowKey;
import io.dataconnector.normalizer.diff.TableDiff.Rows;
import io.dataconnector.normalizer.diff.TableDiff.Schema;
import java.util.List;
import java.util.OptionalLong;

/**
 * How two folders of results differ. As JSON it is what {@code diff.schema.json} describes.
 *
 * @param tables all tables that were compared, by name
 * @param oldRejects how many rejects the report of the old folder counts, if there is one
 * @param newRejects the same of the new folder
 */
public record DiffResult(List<TableDiff> tables, OptionalLong oldRejects, OptionalLong newRejects) {
    public DiffResult {
        tables = List.copyOf(tables);
        requireNonNull(oldRejects, "oldRejects is null");
        requireNonNull(newRejects, "newRejects is null");
    }

    /** Whether all tables are equal. Rejects are not compared. */
    public boolean isEqual() {
        return tables.stream().allMatch(TableDiff::isEqual);
    }

    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("equal", isEqual());
        tables.stream().map(DiffResult::toJson).forEach(json.putArray("tables")::add);
        ObjectNode rejects = json.putObject("rejects");
        oldRejects.ifPresentOrElse(count -> rejects.put("old", count), () -> rejects.putNull("old"));
        newRejects.ifPresentOrElse(count -> rejects.put("new", count), () -> rejects.putNull("new"));
        return json;
    }

    private static ObjectNode toJson(TableDiff table) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", table.name());
        json.put("equal", table.isEqual());
        json.put(
                "in",
                switch (table.presence()) {
                    case BOTH -> "both";
                    case ONLY_OLD -> "old";
                    case ONLY_NEW -> "new";
                });
        json.set("schema", toJson(table.schema()));
        table.rows().ifPresentOrElse(rows -> json.set("rows", toJson(rows)), () -> json.putNull("rows"));
        return json;
    }

    private static ObjectNode toJson(Schema schema) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        schema.added().forEach(json.putArray("added")::add);
        schema.removed().forEach(json.putArray("removed")::add);
        schema.moved().forEach(json.putArray("moved")::add);
        ObjectNode types = json.putObject("types");
        schema.types().forEach((column, replaced) -> types.set(column, toJson(replaced)));
        schema.key().ifPresentOrElse(replaced -> json.set("key", toJson(replaced)), () -> json.putNull("key"));
        return json;
    }

    private static ObjectNode toJson(Replaced replaced) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("old", replaced.oldText())
                .put("new", replaced.newText());
    }

    private static ObjectNode toJson(Rows rows) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("old", rows.oldCount());
        json.put("new", rows.newCount());
        json.put("added", rows.added());
        json.put("removed", rows.removed());
        json.put("changed", rows.changed());
        rows.changedByColumn().forEach(json.putObject("changed_by_column")::put);
        ObjectNode examples = json.putObject("examples");
        ArrayNode added = examples.putArray("added");
        rows.addedExamples().forEach(key -> addKey(key, added));
        ArrayNode removed = examples.putArray("removed");
        rows.removedExamples().forEach(key -> addKey(key, removed));
        ArrayNode changed = examples.putArray("changed");
        rows.changedExamples().forEach(row -> {
            ObjectNode example = changed.addObject();
            row.key().values().forEach(example.putObject("key")::put);
            ObjectNode columns = example.putObject("columns");
            row.columns().forEach((column, change) -> columns.set(column, toJson(change)));
        });
        return json;
    }

    private static void addKey(RowKey key, ArrayNode keys) {
        key.values().forEach(keys.addObject()::put);
    }

    private static ObjectNode toJson(Change change) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        change.oldValue().ifPresentOrElse(value -> json.put("old", value), () -> json.putNull("old"));
        change.newValue().ifPresentOrElse(value -> json.put("new", value), () -> json.putNull("new"));
        return json;
    }
}
