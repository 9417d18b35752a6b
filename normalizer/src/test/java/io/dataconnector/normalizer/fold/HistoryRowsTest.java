package io.dataconnector.normalizer.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.normalizer.fixture.RecordRows;
import io.dataconnector.normalizer.fixture.Tables;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.UnfitRecordException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryRowsTest {
    private static final int COLUMNS = 3;
    private static final int VERSION = 1;

    private final RecordRows records = new RecordRows(Tables.table("[\"id\"]", "updated_at", """
            [
              {"name": "id", "type": "string", "from": ["/id"]},
              {"name": "updated_at", "type": "timestamp", "from": ["/updated_at"]},
              {"name": "name", "type": "string", "from": ["/name"]}
            ]
            """));
    private final List<Row> rows = new ArrayList<>();

    @Test
    void noRowsHaveNoHistory() {
        assertThat(history()).isEmpty();
    }

    @Test
    void aVersionHoldsUntilTheNextOne() throws UnfitRecordException {
        add("a", 1, "one");
        add("a", 2, "two");
        add("a", 3, "three");
        add("b", 1, "only");

        assertThat(history()).containsExactly("a one 1-2", "a two 2-3", "a three 3-", "b only 1-");
    }

    @Test
    void aLateArrivalHoldsInItsPlace() throws UnfitRecordException {
        add("a", 3, "three");
        add("a", 1, "one");
        add("a", 2, "late");

        assertThat(history()).containsExactly("a one 1-2", "a late 2-3", "a three 3-");
    }

    @Test
    void neighboursThatDifferInTheVersionAloneAreOneVersion() throws UnfitRecordException {
        add("a", 1, "same");
        add("a", 2, "same");
        add("a", 3, "other");
        add("a", 4, "other");

        assertThat(history()).containsExactly("a same 1-3", "a other 3-");
    }

    @Test
    void aValueThatComesBackIsAVersionOfItsOwn() throws UnfitRecordException {
        add("a", 1, "x");
        add("a", 2, "y");
        add("a", 3, "x");

        assertThat(history()).containsExactly("a x 1-2", "a y 2-3", "a x 3-");
    }

    @Test
    void aNullIsNotAnEmptyText() throws UnfitRecordException {
        rows.add(records.row("{\"id\":\"a\",\"updated_at\":1}"));
        add("a", 2, "");
        rows.add(records.row("{\"id\":\"a\",\"updated_at\":3,\"name\":null}"));

        assertThat(history()).containsExactly("a null 1-2", "a  2-3", "a null 3-");
    }

    @Test
    void equalValuesOfOtherKeysStayApart() throws UnfitRecordException {
        add("a", 1, "same");
        add("b", 2, "same");

        assertThat(history()).containsExactly("a same 1-", "b same 2-");
    }

    @Test
    void ofTheVersionsOfOneInstantTheLastStands() throws UnfitRecordException {
        rows.add(records.row("{\"id\":\"a\",\"updated_at\":1,\"name\":\"later emission\"}", 9));
        add("a", 1, "earlier");
        rows.add(records.row("{\"id\":\"a\",\"updated_at\":\"1970-01-01T01:00:00.001+01:00\",\"name\":\"x\"}", 8));
        add("a", 2, "next");

        assertThat(history()).containsExactly("a later emission 1-2", "a next 2-");
    }

    /** Else the history would say that the value changed and changed back within no time. */
    @Test
    void whatStoodForNoTimeDoesNotPartItsNeighbours() throws UnfitRecordException {
        add("a", 1, "same");
        add("a", 2, "for no time");
        add("a", 2, "same");
        add("a", 3, "same");

        assertThat(history()).containsExactly("a same 1-");
    }

    @Test
    void aHistoryWhoseVersionIsNoColumnComparesAllColumns() throws UnfitRecordException {
        add("a", 1, "same");
        add("a", 2, "same");
        Collections.sort(rows);

        assertThat(new HistoryRows(rows.iterator(), COLUMNS, -1)).toIterable().hasSize(2);
    }

    @Test
    void whatDoesNotStandIsCounted() throws UnfitRecordException {
        add("a", 1, "same");
        add("a", 2, "same");
        add("a", 3, "earlier");
        add("a", 3, "later");
        add("b", 1, "only");
        Collections.sort(rows);
        HistoryRows history = new HistoryRows(rows.iterator(), COLUMNS, VERSION);
        history.forEachRemaining(row -> assertThat(row).isNotNull());

        assertThat(history.superseded()).isEqualTo(2);
        assertThatThrownBy(history::next).isInstanceOf(NoSuchElementException.class);
    }

    private void add(String id, long millis, String name) throws UnfitRecordException {
        rows.add(records.row("{\"id\":\"" + id + "\",\"updated_at\":" + millis + ",\"name\":\"" + name + "\"}"));
    }

    /** Each version as its key, its name, and the milliseconds from which and to which it holds. */
    private List<String> history() {
        Collections.sort(rows);
        List<String> versions = new ArrayList<>();
        new HistoryRows(rows.iterator(), COLUMNS, VERSION).forEachRemaining(folded -> {
            String[] values = records.values(folded.row());
            Optional<Instant> validFrom = folded.row().version();
            versions.add(values[0] + " " + values[2] + " " + millis(validFrom) + "-" + millis(folded.validTo()));
        });
        return versions;
    }

    private static String millis(Optional<Instant> instant) {
        return instant.map(i -> Long.toString(i.toEpochMilli())).orElse("");
    }
}
