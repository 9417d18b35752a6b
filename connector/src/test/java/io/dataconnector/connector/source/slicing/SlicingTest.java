package io.dataconnector.connector.source.slicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.SourceCases;
import io.dataconnector.connector.source.StreamManifest;
import io.dataconnector.connector.source.request.Injection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlicingTest {
    private static final ParentReader NO_PARENTS = (parent, keep) -> {
        throw new AssertionError("there is no parent to read");
    };
    private static final String REGIONS =
            "partition_router: {type: ListPartitionRouter, cursor_field: region, values: [eu, us]}";
    private static final String MONTHS =
            "incremental_sync: {type: DatetimeBasedCursor, cursor_field: at, datetime_format: '%Y-%m-%d', start_datetime:"
                    + " '2024-01-01', step: P1M, cursor_granularity: P1D}";
    private static final String ONE_INTERVAL =
            "incremental_sync: {type: DatetimeBasedCursor, cursor_field: at, datetime_format: '%Y-%m-%d', start_datetime:"
                    + " '2024-01-01'}";
    private static final Settings SETTINGS = new Settings(
            (ObjectNode) SourceCases.json("{\"ids\":[7,\"a=b,c%\"],\"text\":\"s3cret\"}"),
            Clock.fixed(Instant.parse("2024-02-10T00:00:00Z"), ZoneOffset.UTC));

    @Test
    void aStreamWithoutPartitionsAndCursorIsOneSlice() {
        Slicing slicing = valid("", "");

        assertThat(slicing.isWhole()).isTrue();
        assertThat(slicing.hasPartitions()).isFalse();
        assertThat(slicing.cursor()).isEmpty();
        assertThat(slicing.slices(partition -> Optional.empty(), NO_PARENTS)).containsExactly(Slice.WHOLE);
        assertThat(slicing.injections(Slice.WHOLE)).isEmpty();
        assertThat(slicing.folder(Slice.WHOLE)).isEmpty();
    }

    @Test
    void aCursorWithoutStepsDividesNothing() {
        Slicing slicing = valid("x-text: '{{ stream_interval.start_time }}'", ONE_INTERVAL);
        Slice slice = slicing.slices(partition -> Optional.empty(), NO_PARENTS)
                .iterator()
                .next();

        assertThat(slicing.isWhole()).isTrue();
        assertThat(slice.toJson()).hasToString("{\"start_time\":\"2024-01-01\",\"end_time\":\"2024-02-10\"}");
        assertThat(slicing.folder(slice)).isEmpty();
        assertThat(slicing.cursor()).isPresent();
    }

    @Test
    void anIntervalThatNothingReadsIsNotMade() {
        assertThat(valid("", ONE_INTERVAL).slices(partition -> Optional.empty(), NO_PARENTS))
                .containsExactly(Slice.WHOLE);
    }

    @Test
    void nothingIsReadOfAStreamWhoseEndHasBeenReached() {
        Optional<Instant> end = Optional.of(Instant.parse("2024-02-10T00:00:00Z"));

        Slicing slicing = valid("", ONE_INTERVAL.replace("'}", "', end_datetime: '2024-02-10'}"));

        assertThat(slicing.slices(partition -> Optional.empty(), NO_PARENTS)).containsExactly(Slice.WHOLE);
        assertThat(slicing.slices(partition -> end, NO_PARENTS)).isEmpty();
    }

    @Test
    void requestsThatHaveTheIntervalDependOnTheSlice() {
        Slicing slicing = valid(
                "",
                ONE_INTERVAL.replace(
                        "'}", "', end_time_option: {type: RequestOption, inject_into: header, field_name: e}}"));
        Slice slice = slicing.slices(partition -> Optional.empty(), NO_PARENTS)
                .iterator()
                .next();

        assertThat(slicing.isWhole()).isFalse();
        assertThat(SourceCases.request(slicing.injections(slice))).hasToString("{\"header\":{\"e\":\"2024-02-10\"}}");
        assertThat(slicing.folder(slice)).isEmpty();
    }

    @Test
    void intervalsFollowWithinEachPartition() {
        Slicing slicing = valid(REGIONS, MONTHS);
        List<ObjectNode> asked = new ArrayList<>();

        List<String> folders = new ArrayList<>();
        for (Slice slice : slicing.slices(
                partition -> {
                    asked.add(partition);
                    return partition.get("region").textValue().equals("us")
                            ? Optional.of(Instant.parse("2024-02-03T00:00:00Z"))
                            : Optional.empty();
                },
                NO_PARENTS)) {
            folders.add(slicing.folder(slice));
        }

        assertThat(folders)
                .containsExactly(
                        "region=eu,start_time=2024-01-01",
                        "region=eu,start_time=2024-02-01",
                        "region=us,start_time=2024-02-03");
        assertThat(asked).hasToString("[{\"region\":\"eu\"}, {\"region\":\"us\"}]");
        assertThat(slicing.isWhole()).isFalse();
        assertThat(slicing.hasPartitions()).isTrue();
    }

    @Test
    void aPartitionWithoutIntervalsIsPassedOver() {
        Slicing slicing = valid(REGIONS, MONTHS);
        Optional<Instant> late = Optional.of(Instant.parse("2025-01-01T00:00:00Z"));
        Iterator<Slice> slices = slicing.slices(
                        partition -> partition.get("region").textValue().equals("eu") ? late : Optional.empty(),
                        NO_PARENTS)
                .iterator();

        assertThat(slices.next().toJson())
                .hasToString("{\"region\":\"us\",\"start_time\":\"2024-01-01\",\"end_time\":\"2024-01-31\"}");
        slices.next();
        assertThat(slices.hasNext()).isFalse();
        assertThatThrownBy(slices::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void foldersOfOddValuesDoNotMeet() {
        Slicing slicing = valid(
                "partition_router: [{type: ListPartitionRouter, cursor_field: id, values: '{{ config.ids }}'},"
                        + " {type: ListPartitionRouter, cursor_field: 'a,b', values: '[{}, 1.5]'}]",
                "");
        List<String> folders = new ArrayList<>();
        slicing.slices(partition -> Optional.empty(), NO_PARENTS).forEach(slice -> folders.add(slicing.folder(slice)));

        assertThat(folders)
                .containsExactly(
                        "a%2Cb={},id=7", "a%2Cb=1.5,id=7", "a%2Cb={},id=a%3Db%2Cc%25", "a%2Cb=1.5,id=a%3Db%2Cc%25");
    }

    @Test
    void partitionsAreMadeWhenTheyAreAskedFor() {
        List<Integer> made = new ArrayList<>();
        PartitionRouter endless = new PartitionRouter() {
            @Override
            public Iterator<Partition> partitions(ParentReader parents) {
                return Stream.iterate(1, number -> number + 1)
                        .peek(made::add)
                        .map(number -> Partition.of(
                                JsonNodeFactory.instance.objectNode().put("n", number)))
                        .iterator();
            }

            @Override
            public List<Injection> injections(ObjectNode partition) {
                return List.of();
            }
        };
        Slicing slicing = new Slicing(
                Optional.of(new PartitionProduct(List.of(endless, endless))),
                Optional.empty(),
                Optional.empty(),
                false);

        Iterator<Slice> slices =
                slicing.slices(partition -> Optional.empty(), NO_PARENTS).iterator();
        slices.next();
        slices.next();

        assertThat(made).containsExactly(1, 1, 2);
    }

    @Test
    void aProductWithoutPartitionsHasNone() {
        Slicing slicing = valid(
                "partition_router: [{type: ListPartitionRouter, cursor_field: a, values: [x]},"
                        + " {type: ListPartitionRouter, cursor_field: b, values: []}]",
                "");
        Iterator<Slice> slices =
                slicing.slices(partition -> Optional.empty(), NO_PARENTS).iterator();

        assertThat(slices.hasNext()).isFalse();
        assertThatThrownBy(slices::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> new PartitionProduct(List.of(new PartitionProduct(List.of())))
                        .partitions(NO_PARENTS)
                        .forEachRemaining(partition -> {
                            throw new IllegalStateException(partition.values().toString());
                        }))
                .hasMessage("{}");
    }

    @Test
    void emptyValuesAreNotSent() {
        Slicing slicing = valid(
                "partition_router: {type: ListPartitionRouter, cursor_field: id, values: \"{{ [1, 0, '', 'a'] }}\","
                        + " request_option: {type: RequestOption, inject_into: request_parameter, field_name: id}}",
                "");
        List<String> requests = new ArrayList<>();
        slicing.slices(partition -> Optional.empty(), NO_PARENTS)
                .forEach(slice -> requests.add(
                        SourceCases.request(slicing.injections(slice)).toString()));

        assertThat(requests)
                .containsExactly(
                        "{\"request_parameter\":{\"id\":1}}", "{}", "{}", "{\"request_parameter\":{\"id\":\"a\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            partition_router: {type: CustomPartitionRouter} | partition_router: the type "CustomPartitionRouter" is not supported here
            partition_router: {type: UnionPartitionRouter} | partition_routers: there must be at least two
            partition_router: {type: SubstreamPartitionRouter} | the required member parent_stream_configs of SubstreamPartitionRouter is missing
            partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: []} | partition_router.parent_stream_configs: there must be at least one parent
            partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: [{}]} | the required member parent_key of ParentStreamConfig is missing
            partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: [{parent_key: id, partition_field: id}]} | the required member stream of ParentStreamConfig is missing
            partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: [{parent_key: '**/**', partition_field: id}]} | parent_stream_configs[0].parent_key: may have one ** only
            partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: [{parent_key: id, partition_field: id, extra_fields: [a]}]} | parent_stream_configs[0].extra_fields: must be a list of paths
            partition_router: {type: SubstreamPartitionRouter, parent_stream_configs: [{parent_key: id, partition_field: id, lazy_read_pointer: [a, "*"]}]} | parent_stream_configs[0].lazy_read_pointer: must not have wildcards
            partition_router: {type: GroupingPartitionRouter, group_size: 0} | partition_router.group_size: must be an integer of at least 1
            partition_router: {type: GroupingPartitionRouter, group_size: 2} | the required member underlying_partition_router of GroupingPartitionRouter is missing
            partition_router: {type: GroupingPartitionRouter, group_size: 2, underlying_partition_router: {type: ListPartitionRouter, cursor_field: a, values: [b], request_option: {inject_into: header, field_name: a}}} | request options are not supported within a GroupingPartitionRouter
            partition_router: [{type: Other}] | partition_router[0]: the type "Other" is not supported here
            partition_router: {type: ListPartitionRouter, values: [a]} | the required member cursor_field
            partition_router: {type: ListPartitionRouter, cursor_field: a} | the required member values
            partition_router: {type: ListPartitionRouter, cursor_field: a, values: [1]} | partition_router.values[0]: expected a string
            partition_router: {type: ListPartitionRouter, cursor_field: a, values: 5} | partition_router.values: expected an array
            partition_router: {type: ListPartitionRouter, cursor_field: a, values: '{{ config.text }}'} | partition_router.values: must be a list, or a template of one
            partition_router: {type: ListPartitionRouter, cursor_field: a, values: '{{ x.y }}'} | partition_router.values: Template {{
            """)
    void whatIsWrongIsAFault(String router, String fault) {
        StreamManifest manifest = manifest(router, "");

        Slicing.compile(
                manifest.stream(),
                Optional.of(manifest.retriever()),
                SETTINGS,
                (stream, isIncremental) -> () -> "parent");

        assertThat(manifest.faults())
                .contains("streams[0].retriever.partition_router", fault)
                .doesNotContain("s3cret");
    }

    private static Slicing valid(String router, String cursor) {
        StreamManifest manifest = manifest(router, cursor);
        Slicing slicing = Slicing.compile(
                manifest.stream(),
                Optional.of(manifest.retriever()),
                SETTINGS,
                (stream, isIncremental) -> () -> "parent");
        assertThat(manifest.faults()).isEmpty();
        return slicing;
    }

    private static StreamManifest manifest(String router, String cursor) {
        return StreamManifest.of("streams: [{type: DeclarativeStream, retriever: {type: SimpleRetriever"
                + (router.isEmpty() ? "" : ", " + router) + "}" + (cursor.isEmpty() ? "" : ", " + cursor) + "}]");
    }
}
