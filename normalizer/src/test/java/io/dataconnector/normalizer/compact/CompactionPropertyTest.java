package io.dataconnector.normalizer.compact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.memory.MemoryBudget;
import io.dataconnector.core.raw.RawInput;
import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import io.dataconnector.normalizer.fixture.CompactionRun;
import io.dataconnector.normalizer.fixture.InProcessRun;
import io.dataconnector.normalizer.fixture.RawLines;
import io.dataconnector.normalizer.fixture.Results;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.fixture.TemporaryFolder;
import io.dataconnector.normalizer.table.TableDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whatever raw outputs are compacted, and in however many steps, the same is made of them: every table, every reject,
 * and of the report everything that does not count what is left out.
 */
class CompactionPropertyTest {
    /** The shipped tables, and others of the same streams: with other keys, histories, no version, rows of arrays. */
    private static final List<TableDefinition> TABLES = tables();

    private static List<TableDefinition> tables() {
        List<TableDefinition> tables = new ArrayList<>(Tables.shipped());
        tables.addAll(Tables.parse(
                List.of("accounts_by_plan", "users_history", "events_by_emission", "invoice_history", "invoice_ids"),
                """
                {"name": "accounts_by_plan", "stream": "accounts", "key": ["plan"], "version": "updated_at", "columns": [
                  {"name": "plan", "type": "string", "from": ["/plan"], "default": "none"},
                  {"name": "id", "type": "string", "from": ["/id"]},
                  {"name": "updated_at", "type": "timestamp", "from": ["/updated_at"]}]}""",
                """
                {"name": "users_history", "stream": "users", "key": ["account_id"], "version": "/updated_at",
                 "history": true, "columns": [
                  {"name": "account_id", "type": "string", "from": ["/account_id"], "required": true},
                  {"name": "id", "type": "string", "from": ["/id"]}]}""",
                """
                {"name": "events_by_emission", "stream": "events", "key": ["type"], "columns": [
                  {"name": "type", "type": "string", "from": ["/type"]},
                  {"name": "event", "type": "json", "from": [""]}]}""",
                """
                {"name": "invoice_history", "stream": "invoices", "key": ["id"], "version": "/updated_at",
                 "history": true, "columns": [
                  {"name": "id", "type": "string", "from": ["/id"]},
                  {"name": "amount", "type": "decimal", "from": ["/amount"]}],
                 "references": [{"columns": ["id"], "table": "dim_users"}]}""",
                """
                {"name": "invoice_ids", "stream": "invoices", "key": ["amount", "id"], "rows": "/line_items", "columns": [
                  {"name": "amount", "type": "string", "from": ["/amount"], "of": "record"},
                  {"name": "id", "type": "string", "from": ["/id"]}]}"""));
        return List.copyOf(tables);
    }

    @SeededTest(rounds = 120)
    void theSameIsMadeOfWhatWasCompactedInAnyGrouping(Draws draws) throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            // Few times of emission, so that versions tie.
            List<Path> originals = files(draws, folder.path(), () -> draws.below(4));
            List<Path> grouped = grouped(draws, originals, folder.path());

            assertThat(made(grouped, folder.path())).isEqualTo(made(originals, folder.path()));
        }
    }

    /** Unless it cannot be said which record was emitted last. */
    @SeededTest(rounds = 120)
    void compactingInStepsGivesTheBytesOfCompactingAtOnce(Draws draws) throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            AtomicLong clock = new AtomicLong(1);
            List<Path> originals = files(draws, folder.path(), clock::getAndIncrement);
            List<Path> grouped = grouped(draws, originals, folder.path());
            Path atOnce = folder.path().resolve("at_once");
            Path inSteps = folder.path().resolve("in_steps");

            run(draws).run(originals, atOnce);
            run(draws).run(grouped, inSteps);

            assertThat(Files.readString(inSteps, ISO_8859_1)).isEqualTo(Files.readString(atOnce, ISO_8859_1));
        }
    }

    private static CompactionRun run(Draws draws) {
        return new CompactionRun(TABLES, draws.between(1, 4), new MemoryBudget(draws.between(1, 1 << 22)));
    }

    /** Neighbours are compacted together, and then the results with what is left, up to three times. */
    private static List<Path> grouped(Draws draws, List<Path> originals, Path folder) {
        List<Path> files = originals;
        for (int step = 0; step < 3; step++) {
            List<Path> next = new ArrayList<>();
            int at = 0;
            while (at < files.size()) {
                int size = Math.min(files.size() - at, 1 + draws.below(3));
                if (size == 1 && draws.bool()) {
                    next.add(files.get(at));
                } else {
                    String name = "step" + step + "-" + at + draws.oneOf(".jsonl", ".gz", ".zst");
                    run(draws).run(files.subList(at, at + size), folder.resolve(name));
                    next.add(folder.resolve(name));
                }
                at += size;
            }
            files = next;
        }
        return files;
    }

    /** Everything that a run makes, but for what counts messages and what names a place. */
    private static Map<String, String> made(List<Path> files, Path folder) {
        Results results = new InProcessRun(folder, TABLES)
                .ofInputs(files.stream()
                        .map(file -> new RawInput(file.toString()))
                        .toList());
        Map<String, String> made = new TreeMap<>();
        for (String name : results.names()) {
            if (!name.equals("report.json") && !name.equals("rejects.jsonl")) {
                made.put(name, results.text(name));
            }
        }
        made.put("rejects", withoutPlaces(results.text("rejects.jsonl")));
        JsonNode report = results.report();
        report.path("tables").forEach(table -> {
            ((ObjectNode) table).remove("superseded");
            made.put("report of table " + table.path("name").asText(), Json.write(table));
        });
        report.path("streams").forEach(stream -> {
            if (stream.path("tables").intValue() > 0) {
                ((ObjectNode) stream).remove("records");
                made.put("report of stream " + stream.path("name").asText(), Json.write(stream));
            }
        });
        StringBuilder gaps = new StringBuilder();
        Map<String, Long> rejects = new TreeMap<>();
        report.path("inputs").forEach(input -> {
            input.path("gaps").forEach(gap -> {
                ((ObjectNode) gap).remove("line");
                gaps.append(Json.write(gap)).append('\n');
            });
            input.path("rejects")
                    .properties()
                    .forEach(reason ->
                            rejects.merge(reason.getKey(), reason.getValue().longValue(), Long::sum));
        });
        made.put("gaps", gaps.toString());
        made.put("rejected lines", rejects.toString());
        return made;
    }

    private static String withoutPlaces(String rejects) {
        StringBuilder text = new StringBuilder();
        rejects.lines().forEach(line -> {
            try {
                ObjectNode reject = (ObjectNode) Json.read(line);
                reject.remove(List.of("input", "line"));
                text.append(Json.write(reject)).append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return text.toString();
    }

    private static List<Path> files(Draws draws, Path folder, LongSupplier clock) throws IOException {
        List<Path> files = new ArrayList<>();
        int count = 1 + draws.below(6);
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve("original" + i);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            if (draws.oneIn(8)) {
                bytes.writeBytes("\ufeff".getBytes(UTF_8));
            }
            bytes.writeBytes((RawLines.log("begin") + "\n").getBytes(UTF_8));
            for (byte[] line : draws.list(0, 25, () -> line(draws, clock.getAsLong()))) {
                bytes.writeBytes(line);
                bytes.writeBytes(draws.oneIn(10) ? new byte[] {'\r', '\n'} : new byte[] {'\n'});
            }
            byte[] all = bytes.toByteArray();
            // As after a kill; the message at the beginning is whole.
            int size = draws.oneIn(3) ? draws.between(60, Math.max(60, all.length)) : all.length;
            Files.write(file, Arrays.copyOf(all, Math.min(size, all.length)));
            files.add(file);
        }
        return files;
    }

    private static byte[] line(Draws draws, long emittedAt) {
        return switch (draws.below(16)) {
            case 0, 1, 2 -> record("accounts", emittedAt, draws, account(draws));
            case 3, 4, 5 -> record("users", emittedAt, draws, user(draws));
            case 6, 7 -> record("events", emittedAt, draws, event(draws));
            case 8, 9, 10 -> record("invoices", emittedAt, draws, invoice(draws));
            case 11, 12 -> state(draws).getBytes(UTF_8);
            case 13 ->
                draws.oneOf(
                                "",
                                " ",
                                "garbage",
                                "{}",
                                "\ufeff{}",
                                "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":[]}}",
                                RawLines.log("x"),
                                RawLines.record("orders", 5, "{\"id\":\"u\"}"))
                        .getBytes(UTF_8);
            case 14 -> new byte[] {0x1f, (byte) 0x8b, 'x'};
            default -> withoutLineFeeds(draws.bytes(20));
        };
    }

    private static byte[] withoutLineFeeds(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' ? (byte) 'n' : bytes[i];
        }
        return bytes;
    }

    private static byte[] record(String stream, long emittedAt, Draws draws, String data) {
        String line = RawLines.record(stream, emittedAt, data);
        return (draws.oneIn(20) ? line.substring(0, draws.below(line.length())) : line).getBytes(UTF_8);
    }

    private static String state(Draws draws) {
        String stream = draws.oneOf("accounts", "users", "orders");
        String descriptor = draws.oneOf(
                "{\"name\":\"" + stream + "\"}",
                "{\"name\":\"" + stream + "\",\"namespace\":null}",
                "{\"name\":\"" + stream + "\",\"namespace\":\"n\"}");
        String stats = draws.oneOf(
                "",
                ",\"sourceStats\":{}",
                ",\"sourceStats\":{\"recordCount\":" + draws.below(5) + ".0}",
                ",\"destinationStats\":{},\"sourceStats\":{\"recordCount\":" + draws.below(5) + "}",
                ",\"sourceStats\":{\"recordCount\":3.0},\"destinationStats\":{\"recordCount\":" + draws.below(4)
                        + ".0}");
        return draws.oneIn(6)
                ? "{\"type\":\"STATE\",\"state\":{\"type\":\"GLOBAL\",\"global\":{}" + stats + "}}"
                : "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":" + descriptor
                        + ",\"stream_state\":{\"n\":" + draws.below(9) + "}}" + stats + "}}";
    }

    private static String account(Draws draws) {
        String plan = draws.oneOf("\"free\"", "\"team\"", "null", "7", "{}");
        return "{\"id\":%s,\"plan\":%s,%s}".formatted(id(draws), plan, version(draws));
    }

    private static String user(Draws draws) {
        return "{\"id\":%s,\"account_id\":%s,%s}".formatted(id(draws), id(draws), version(draws));
    }

    private static String event(Draws draws) {
        return "{\"id\":%s,\"type\":%s,%s}".formatted(id(draws), draws.oneOf("\"x\"", "\"y\"", "[]"), version(draws));
    }

    private static String invoice(Draws draws) {
        String amount = draws.oneOf("1.10", "0.30", "\"7.125\"", "null", "\"much\"");
        String items = draws.oneOf("null", "{}", "[null]", "[]", "[{\"id\":\"a\"},{\"id\":%s}]".formatted(id(draws)));
        return "{\"id\":%s,\"amount\":%s,\"currency\":\"EUR\",\"line_items\":%s,%s}"
                .formatted(id(draws), amount, items, version(draws));
    }

    private static String id(Draws draws) {
        return draws.oneOf("\"a\"", "\"b\"", "\"c\"", "\"é\"", "17", "null");
    }

    private static String version(Draws draws) {
        return draws.oneOf(
                "\"updated_at\":null",
                "\"updated_at\":\"2024-01-01T00:00:00Z\"",
                "\"updated_at\":\"2024-01-01T02:00:00+02:00\"",
                "\"updated_at\":\"2024-01-01T00:00:00.000000001Z\"",
                "\"updated_at\":\"2024-01-02T00:00:00Z\"",
                "\"updated_at\":\"1969-12-31T23:59:59Z\"");
    }
}
