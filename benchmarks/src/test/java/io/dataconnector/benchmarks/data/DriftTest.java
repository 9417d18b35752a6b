package io.dataconnector.benchmarks.data;

import static io.dataconnector.benchmarks.data.GeneratedStream.ACCOUNTS;
import static io.dataconnector.benchmarks.data.GeneratedStream.EVENTS;
import static io.dataconnector.benchmarks.data.GeneratedStream.INVOICES;
import static io.dataconnector.benchmarks.data.GeneratedStream.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What makes the data hard is there, and no more of it than in the world. */
class DriftTest {
    @TempDir
    private static Path folder;

    private static GeneratedData data;

    @BeforeAll
    static void generate() {
        data = GeneratedData.generate(folder, "0.02", 100);
    }

    @Test
    void olderAndNewerAccountsHaveDifferentFields() throws IOException {
        List<JsonNode> accounts = data.records(ACCOUNTS);
        List<JsonNode> oldest = accounts.subList(0, 800);
        List<JsonNode> middle = accounts.subList(900, 1_100);
        List<JsonNode> newest = accounts.subList(1_200, 2_000);

        assertThat(oldest).allMatch(account -> account.has("account_status") && account.has("billing"));
        assertThat(oldest).noneMatch(account -> account.has("status") || account.has("address"));
        assertThat(newest).allMatch(account -> account.has("status") && account.has("address"));
        assertThat(newest).noneMatch(account -> account.has("account_status") || account.has("billing"));
        assertThat(middle).anyMatch(account -> account.has("status")).anyMatch(account -> account.has("billing"));
    }

    @Test
    void fieldsComeGoAndMove() throws IOException {
        List<JsonNode> users = data.records(USERS);
        assertThat(users.get(0).has("locale")).isTrue();
        assertThat(users.get(users.size() / 2).has("locale")).isFalse();
        assertThat(users.get(users.size() - 1).has("locale")).isTrue();
        assertThat(data.records(ACCOUNTS)).anyMatch(account -> account.has("segment"));
        assertThat(data.records(INVOICES))
                .anyMatch(invoice -> invoice.has("memo"))
                .anyMatch(invoice -> !invoice.has("line_items"))
                .anyMatch(invoice -> invoice.path("amount").isTextual());
        assertThat(names(data.records(ACCOUNTS).get(0))).endsWith("created_at", "updated_at");
        assertThat(names(data.records(ACCOUNTS).get(1_999))).startsWith("id", "created_at", "updated_at");
    }

    @Test
    void someRecordsComeInTwoVersionsAndSomeOfTheseChangeNothing() throws IOException {
        Map<String, List<JsonNode>> versions = data.records(ACCOUNTS).stream()
                .collect(Collectors.groupingBy(account -> account.path("id").textValue()));
        List<List<JsonNode>> pairs =
                versions.values().stream().filter(all -> all.size() == 2).toList();

        assertThat(versions).hasSize(1_800);
        assertThat(pairs).hasSizeGreaterThan(100);
        assertThat(pairs).allMatch(pair -> !updatedAt(pair.get(0)).equals(updatedAt(pair.get(1))));
        assertThat(pairs).anyMatch(pair -> updatedAt(pair.get(0)).isBefore(updatedAt(pair.get(1))));
        assertThat(pairs).anyMatch(pair -> updatedAt(pair.get(0)).isAfter(updatedAt(pair.get(1))));
        assertThat(pairs).anyMatch(pair -> said(pair.get(0)).equals(said(pair.get(1))));
        assertThat(pairs).anyMatch(pair -> !said(pair.get(0)).equals(said(pair.get(1))));
    }

    @Test
    void updatedAtIsNeitherSortedNorUnique() throws IOException {
        for (GeneratedStream stream : GeneratedStream.values()) {
            List<Instant> instants =
                    data.records(stream).stream().map(DriftTest::updatedAt).toList();
            assertThat(instants).isNotEqualTo(instants.stream().sorted().toList());
            assertThat(new HashSet<>(instants)).hasSizeLessThan(instants.size());
        }
    }

    @Test
    void timestampsHaveOffsetsAndDecimalPlaces() throws IOException {
        List<String> texts = data.records(EVENTS).stream()
                .map(event -> event.path("updated_at").textValue())
                .toList();

        assertThat(texts)
                .anyMatch(text -> text.endsWith(":00Z"))
                .anyMatch(text -> text.matches(".*\\.\\d{3}Z"))
                .anyMatch(text -> text.matches(".*\\.\\d{6}Z"))
                .anyMatch(text -> text.endsWith("+09:00"))
                .anyMatch(text -> text.endsWith("-05:30"));
    }

    @Test
    void textIsNotPlain() throws IOException {
        Set<String> names = data.records(ACCOUNTS).stream()
                .map(account -> account.path("name").textValue())
                .collect(Collectors.toSet());

        assertThat(names)
                .anyMatch(name -> name.contains("\n"))
                .anyMatch(name -> name.contains("\""))
                .anyMatch(name -> name.contains(","))
                .anyMatch(name -> name.contains("株式会社"))
                .anyMatch(name -> name.contains("🐐"));
    }

    @Test
    void someAmountsAreMoreThanADoubleHolds() throws IOException {
        List<BigDecimal> amounts = data.records(INVOICES).stream()
                .map(invoice -> new BigDecimal(invoice.path("amount").asText()))
                .toList();

        assertThat(amounts)
                .anyMatch(amount -> new BigDecimal(Double.toString(amount.doubleValue())).compareTo(amount) != 0);
        assertThat(amounts).anyMatch(amount -> amount.signum() < 0);
    }

    @Test
    void fewForeignKeysLeadNowhere() throws IOException {
        Set<String> accounts = ids(ACCOUNTS);
        Set<String> users = ids(USERS);
        List<JsonNode> events = data.records(EVENTS);

        assertThat(missing(events, event -> event.path("account_id"), accounts)).isBetween(1L, 40L);
        assertThat(missing(events, event -> event.path("user_id"), users)).isBetween(1L, 40L);
        assertThat(missing(data.records(INVOICES), invoice -> invoice.path("account_id"), accounts))
                .isBetween(1L, 20L);
    }

    private static long missing(List<JsonNode> records, Function<JsonNode, JsonNode> key, Set<String> keys) {
        return records.stream()
                .map(key)
                .filter(value -> value.isTextual() && !keys.contains(value.textValue()))
                .count();
    }

    private static Set<String> ids(GeneratedStream stream) throws IOException {
        return data.records(stream).stream()
                .map(node -> node.path("id").textValue())
                .collect(Collectors.toSet());
    }

    private static Instant updatedAt(JsonNode node) {
        return OffsetDateTime.parse(node.path("updated_at").textValue()).toInstant();
    }

    /** What a version says, wherever it says it. */
    private static List<String> said(JsonNode account) {
        JsonNode address = account.has("address") ? account.path("address") : account.path("billing");
        List<String> said = new ArrayList<>();
        said.add(account.path("name").textValue());
        said.add(account.path("plan").textValue());
        said.add(account.path(account.has("status") ? "status" : "account_status")
                .textValue());
        address.forEach(part -> said.add(part.textValue()));
        said.add(account.path("created_at").textValue());
        return said;
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
