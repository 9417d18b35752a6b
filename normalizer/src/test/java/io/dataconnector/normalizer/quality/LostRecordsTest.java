package io.dataconnector.normalizer.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.core.message.StreamName;
import io.dataconnector.normalizer.quality.LostRecords.Gap;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LostRecordsTest {
    private static final StreamName ACCOUNTS = new StreamName("", "accounts");
    private static final StreamName USERS = new StreamName("", "users");
    private static final StreamName PUBLIC_USERS = new StreamName("public", "users");

    private final LostRecords lostRecords = new LostRecords();

    @Test
    void nothingIsLostWhereTheCountsAgree() {
        count(ACCOUNTS, 2);
        state(ACCOUNTS, 2, 3);
        count(ACCOUNTS, 1);
        state(ACCOUNTS, 1, 5);
        state(ACCOUNTS, 0, 6);

        assertThat(lostRecords.gaps()).isEmpty();
    }

    @Test
    void fewerRecordsThanTheStateCountsAreAGap() {
        count(ACCOUNTS, 2);
        state(ACCOUNTS, 3, 4);

        assertThat(lostRecords.gaps()).containsExactly(new Gap(4, "accounts", BigDecimal.valueOf(3), 2));
    }

    @Test
    void noRecordsAtAllAreAGap() {
        state(ACCOUNTS, 3, 1);

        assertThat(lostRecords.gaps()).containsExactly(new Gap(1, "accounts", BigDecimal.valueOf(3), 0));
    }

    /** A read that was killed left records without a state; the next one wrote them again. */
    @Test
    void moreRecordsThanTheStateCountsAreNoGap() {
        count(ACCOUNTS, 5);
        state(ACCOUNTS, 3, 6);

        assertThat(lostRecords.gaps()).isEmpty();
    }

    @Test
    void aGapDoesNotSpreadToTheStatesAfterIt() {
        state(ACCOUNTS, 1, 1);
        count(ACCOUNTS, 2);
        state(ACCOUNTS, 2, 4);

        assertThat(lostRecords.gaps()).extracting(Gap::line).containsExactly(1L);
    }

    @Test
    void streamsAndNamespacesAreCountedApart() {
        count(USERS, 2);
        count(PUBLIC_USERS, 1);
        state(PUBLIC_USERS, 2, 4);
        state(USERS, 2, 5);

        assertThat(lostRecords.gaps()).containsExactly(new Gap(4, "public.users", BigDecimal.valueOf(2), 1));
    }

    /** As of a STATE in a compacted output, where most of the records are not there any more. */
    @Test
    void whatArrivedIsWhatTheStateSaysArrived() {
        count(ACCOUNTS, 2);
        long found = lostRecords.checkState(ACCOUNTS, BigDecimal.TEN, Optional.of(BigDecimal.TEN), 3);
        long foundNext = lostRecords.checkState(ACCOUNTS, BigDecimal.TEN, Optional.of(BigDecimal.ONE), 4);

        assertThat(found).isEqualTo(10);
        assertThat(foundNext).isOne();
        assertThat(lostRecords.gaps()).containsExactly(new Gap(4, "accounts", BigDecimal.TEN, 1));
    }

    private void count(StreamName stream, int records) {
        lostRecords.countRecords(stream, records - 1);
        lostRecords.countRecords(stream, 1);
    }

    private void state(StreamName stream, long expected, long line) {
        lostRecords.checkState(stream, BigDecimal.valueOf(expected), Optional.empty(), line);
    }
}
