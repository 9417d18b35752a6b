package io.dataconnector.normalizer.quality;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.normalizer.table.ColumnType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run did: the content of {@code report.json}, which {@code report.schema.json} describes. */
public record Report(List<Table> tables, List<Stream> streams, List<Input> inputs) {
    public Report {
        tables = List.copyOf(tables);
        streams = List.copyOf(streams);
        inputs = List.copyOf(inputs);
    }

    /** A column of a table's file. */
    public record Column(String name, ColumnType type) {
        public Column {
            requireNonNull(name, "name is null");
            requireNonNull(type, "type is null");
        }

        private ObjectNode toJson() {
            return JsonNodeFactory.instance.objectNode().put("name", name).put("type", type.definitionName());
        }
    }

    /**
     * The result for a table.
     *
     * @param key the columns that identify a row of its file; the file is sorted by them
     * @param columns the columns of its file, in their order
     * @param rows how many it has
     * @param superseded how many versions are not in the table because newer or equal ones are
     * @param rejects how many records or elements could not become rows, by reason
     * @param findings values in the table that are not as expected
     * @param firstUpdatedAt the earliest version of its rows; null if none has one
     * @param lastUpdatedAt the latest version of its rows; null if none has one
     */
    public record Table(
            String name,
            String stream,
            List<String> key,
            List<Column> columns,
            long rows,
            long superseded,
            Counts rejects,
            List<Finding> findings,
            @Nullable Instant firstUpdatedAt,
            @Nullable Instant lastUpdatedAt) {
        public Table {
            requireNonNull(name, "name is null");
            requireNonNull(stream, "stream is null");
            key = List.copyOf(key);
            columns = List.copyOf(columns);
            requireNonNull(rejects, "rejects is null");
            findings = List.copyOf(findings);
        }

        private ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("name", name);
            json.put("stream", stream);
            key.forEach(json.putArray("key")::add);
            columns.stream().map(Column::toJson).forEach(json.putArray("columns")::add);
            json.put("rows", rows);
            json.put("superseded", superseded);
            json.set("rejects", rejects.toJson());
            findings.stream().map(Finding::toJson).forEach(json.putArray("findings")::add);
            json.put("first_updated_at", text(firstUpdatedAt));
            json.put("last_updated_at", text(lastUpdatedAt));
            return json;
        }
    }

    /**
     * What the inputs contained of a stream.
     *
     * @param records how many, in all inputs
     * @param tables how many tables are built from it; its records are not used if there is none
     * @param lastEmittedAt when the last of its records was emitted; null if none says
     */
    public record Stream(
            String name, long records, int tables, @Nullable Instant lastEmittedAt) {
        public Stream {
            requireNonNull(name, "name is null");
        }

        private ObjectNode toJson() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("name", name)
                    .put("records", records)
                    .put("tables", tables)
                    .put("last_emitted_at", text(lastEmittedAt));
        }
    }

    /**
     * What an input contained.
     *
     * @param bytes how many, after decompression
     * @param lines how many, blank ones included
     * @param messages how many, by type
     * @param rejects how many lines were not usable messages, by reason
     * @param gaps where records are missing
     * @param seconds how long reading it took
     */
    public record Input(
            String name,
            long bytes,
            long lines,
            Counts messages,
            Counts rejects,
            List<LostRecords.Gap> gaps,
            double seconds) {
        public Input {
            requireNonNull(name, "name is null");
            requireNonNull(messages, "messages is null");
            requireNonNull(rejects, "rejects is null");
            gaps = List.copyOf(gaps);
        }

        private ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("name", name);
            json.put("bytes", bytes);
            json.put("lines", lines);
            json.set("messages", messages.toJson());
            json.set("rejects", rejects.toJson());
            gaps.stream().map(LostRecords.Gap::toJson).forEach(json.putArray("gaps")::add);
            json.put("seconds", seconds);
            return json;
        }
    }

    /** The content of {@code report.json}. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        tables.stream().map(Table::toJson).forEach(json.putArray("tables")::add);
        streams.stream().map(Stream::toJson).forEach(json.putArray("streams")::add);
        inputs.stream().map(Input::toJson).forEach(json.putArray("inputs")::add);
        return json;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    /** How many lines, records and elements could not be used. */
    public long rejectCount() {
        return tables.stream().mapToLong(table -> table.rejects().total()).sum()
                + inputs.stream().mapToLong(input -> input.rejects().total()).sum();
    }
}
