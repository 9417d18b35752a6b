package io.dataconnector.connector.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelismTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1, 4", "1, 2, 2, 8", "1, 64, 4, 16", "3, 2, 4, 2", "20, 1, 20, 1"})
    void filesUseTheProcessors(int streams, int processors, int threads, int pagesAhead) {
        assertThat(Parallelism.ofFiles(streams, processors)).isEqualTo(new Parallelism(streams, threads, pagesAhead));
    }

    @Test
    void overHttpEveryPageThatMayBeRequestedHasAThread() {
        assertThat(Parallelism.overHttp(4)).isEqualTo(new Parallelism(4, 12, 2, 4));
    }

    @Test
    void aLimitOfRequestsIsOneOfStreamsAndOfPagesAhead() {
        assertThat(Parallelism.overHttp(4).withRequests(2)).isEqualTo(new Parallelism(2, 2, 0, 2));
        assertThat(Parallelism.overHttp(4).withRequests(4)).isEqualTo(new Parallelism(4, 4, 0, 4));
        assertThat(Parallelism.overHttp(4).withRequests(6)).isEqualTo(new Parallelism(4, 6, 2, 6));
        assertThat(Parallelism.overHttp(1).withRequests(10)).isEqualTo(new Parallelism(1, 10, 2, 10));
        assertThat(Parallelism.overHttp(4).withRequests(100)).isEqualTo(new Parallelism(4, 20, 2, 20));
        assertThat(Parallelism.overHttp(4).withRequests(Integer.MAX_VALUE)).isEqualTo(Parallelism.overHttp(4));
    }

    @Test
    void noMoreStreamsAreReadThanThereAre() {
        assertThat(Parallelism.overHttp(4).withStreams(3)).isEqualTo(new Parallelism(3, 12, 2, 4));
        assertThat(Parallelism.overHttp(4).withStreams(9).streams()).isEqualTo(4);
        assertThat(Parallelism.overHttp(4).withStreams(0).streams()).isEqualTo(1);
    }

    @Test
    void everyStreamHasAThread() {
        assertThatIllegalArgumentException().isThrownBy(() -> Parallelism.overHttp(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Parallelism(2, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Parallelism(1, 1, -1));
    }
}
