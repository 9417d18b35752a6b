package io.dataconnector.normalizer.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.normalizer.fixture.RecordRows;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.UnfitRecordException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class LatestRowsTest {
    private final RecordRows records = new RecordRows(Tables.table("[\"id\"]", "updated_at", """
            [
              {"name": "id", "type": "string", "from": ["/id"]},
              {"name": "name", "type": "string", "from": ["/name"]},
              {"name": "updated_at", "type": "timestamp", "from": ["/updated_at"]}
            ]
            """));
    private final List<Row> rows = new ArrayList<>();

    @Test
    void noRowsHaveNoLatest() {
        assertThat(names()).isEmpty();
    }

    @Test
    void everyKeyHasItsNewestVersionInTheOrderOfTheKeys() throws UnfitRecordException {
        add("c", "only", "2024-01-01T00:00:00Z", 1);
        add("b", "newest", "2024-01-03T00:00:00Z", 1);
        add("a", "newest", "2024-01-02T00:00:00Z", 1);
        add("b", "oldest", "2024-01-01T00:00:00Z", 1);
        add("a", "oldest", "2024-01-01T00:00:00Z", 1);
        add("b", "middle", "2024-01-02T00:00:00Z", 1);

        assertThat(names()).containsExactly("a newest", "b newest", "c only");
    }

    @Test
    void theGreaterInstantWinsOverTheGreaterText() throws UnfitRecordException {
        add("a", "greater instant", "2024-01-01T00:00:00-05:30", 1);
        add("a", "greater text", "2024-01-01T05:00:00Z", 1);

        assertThat(names()).containsExactly("a greater instant");
    }

    @Test
    void theGreaterInstantWinsOverTheLaterEmission() throws UnfitRecordException {
        add("a", "greater instant", "2024-01-01T00:00:00.000000002Z", 1);
        add("a", "later emission", "2024-01-01T00:00:00.000000001Z", 2);

        assertThat(names()).containsExactly("a greater instant");
    }

    @Test
    void ofEqualInstantsTheLaterEmissionWinsOverTheLaterLine() throws UnfitRecordException {
        add("a", "later emission", "2024-01-01T00:00:00Z", 2);
        add("a", "later line", "2024-01-01T01:00:00+01:00", 1);

        assertThat(names()).containsExactly("a later emission");
    }

    @Test
    void ofEqualEmissionsTheLaterLineWins() throws UnfitRecordException {
        add("a", "earlier line", "2024-01-01T00:00:00Z", 1);
        add("a", "later line", "2024-01-01T00:00:00Z", 1);

        assertThat(names()).containsExactly("a later line");
    }

    @Test
    void aVersionWithoutAnInstantIsTheOldest() throws UnfitRecordException {
        add("a", "with", "1970-01-01T00:00:00Z", 1);
        rows.add(records.row("{\"id\":\"a\",\"name\":\"without\"}", 2));

        assertThat(names()).containsExactly("a with");
    }

    @Test
    void whatGaveWayIsCounted() throws UnfitRecordException {
        add("a", "one", "2024-01-01T00:00:00Z", 1);
        add("a", "two", "2024-01-02T00:00:00Z", 1);
        add("a", "three", "2024-01-03T00:00:00Z", 1);
        add("b", "one", "2024-01-01T00:00:00Z", 1);
        Collections.sort(rows);
        LatestRows latest = new LatestRows(rows.iterator());
        latest.forEachRemaining(row -> assertThat(row).isNotNull());

        assertThat(latest.superseded()).isEqualTo(2);
        assertThatThrownBy(latest::next).isInstanceOf(NoSuchElementException.class);
    }

    private void add(String id, String name, String updatedAt, long emittedAt) throws UnfitRecordException {
        rows.add(records.row(
                "{\"id\":\"" + id + "\",\"name\":\"" + name + "\",\"updated_at\":\"" + updatedAt + "\"}", emittedAt));
    }

    private List<String> names() {
        Collections.sort(rows);
        List<String> names = new ArrayList<>();
        new LatestRows(rows.iterator()).forEachRemaining(row -> {
            String[] values = records.values(row.row());
            names.add(values[0] + " " + values[1]);
        });
        return names;
    }
}
