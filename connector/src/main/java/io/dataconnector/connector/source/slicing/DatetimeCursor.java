package io.dataconnector.connector.source.slicing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.PythonTruth;
import io.dataconnector.connector.source.ConfiguredValue;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Lazy;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.request.Injection;
import io.dataconnector.connector.source.request.RequestOption;
import io.dataconnector.connector.template.CalendarDuration;
import io.dataconnector.connector.template.JsonValues;
import io.dataconnector.core.scan.TimestampReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A cursor that is a time, or a count that is taken for one: where a read starts, how the time from there on is divided into intervals, and how its values
 * are read and written. It is a DatetimeBasedCursor of a manifest, with the semantics of the CDK's {@code
 * ConcurrentCursor} and states of the form {@code {"updated_at": "..."}}.
 *
 * <p>Dates are written in UTC. The CDK writes them in the zone of the text that it read; the instants are the same, unless
 * the format has no zone, where the CDK's are wrong.
 */
public final class DatetimeCursor {
    /**
     * Names of members of a stream's state, which the cursor field, written there under its own name, must not collide
     * with.
     */
    public static final Set<String> RESERVED_NAMES =
            Set.of("resume", "page", "slice", "walk_began", "walked", "delegate", "__ab_full_refresh_sync_complete");

    private static final String LOOKBACK = "lookback_window";
    private static final String NO_DURATION =
            "must be a duration in ISO 8601 that is not negative, such as P30D or PT1H";

    /** Where the calendar of Python begins, and durations end. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private final CursorField cursorField;
    private final CursorValues formats;
    private final boolean isCount;
    private final Supplier<Instant> start;
    private final Optional<MinMaxDatetime> end;
    private final Supplier<Optional<CalendarDuration>> lookback;
    private final Intervals intervals;
    private final Optional<RequestOption> startOption;
    private final Optional<RequestOption> endOption;
    private final boolean isClientSide;
    private final boolean isDataFeed;
    private final boolean isGlobal;
    private final boolean skipsEqualToState;
    private final Clock clock;

    private DatetimeCursor(
            Component cursor, CursorField field, String format, Supplier<Instant> start, Settings settings) {
        cursorField = field;
        formats = CursorFormats.of(cursor.texts("cursor_datetime_formats"), format);
        isCount = false;
        this.start = start;
        end = MinMaxDatetime.compile(cursor, "end_datetime", format, settings);
        lookback = lookback(cursor, settings);
        intervals = intervals(cursor, formats, settings);
        startOption = option(cursor, "start_time_option", settings);
        endOption = option(cursor, "end_time_option", settings);
        isClientSide = cursor.flag("is_client_side_incremental").orElse(false);
        isDataFeed = cursor.flag("is_data_feed").orElse(false);
        isGlobal = cursor.flag("global_substream_cursor").orElse(false);
        skipsEqualToState = cursor.flag("x-skip-equal-to-state").orElse(false);
        clock = settings.clock();
    }

    /** A cursor that counts. */
    private DatetimeCursor(Component cursor, CursorField field, Instant first, Settings settings) {
        cursorField = field;
        formats = new CountValues();
        isCount = true;
        start = () -> first;
        end = Optional.empty();
        lookback = Optional::empty;
        intervals = new Intervals(
                "start", "end", formats::format, Optional.empty(), Optional.empty(), false, Optional.empty());
        startOption = option(cursor, "start_value_option", settings);
        endOption = Optional.empty();
        isClientSide = false;
        isDataFeed = false;
        isGlobal = false;
        skipsEqualToState = false;
        clock = settings.clock();
    }

    /**
     * An IncrementingCountCursor of a manifest: integers that grow with each record, from {@code start_value} on, or 0. There
     * is one interval, without an end.
     *
     * @param stream the name of the stream
     */
    static DatetimeCursor compileCount(Component cursor, String stream, Settings settings) {
        Optional<Long> first = cursor.value("start_value")
                .flatMap(value -> Interpolated.of(JsonValues.toText(value), cursor, "start_value", settings))
                .flatMap(text -> ConfiguredValue.attempt(() -> text.string(Map.of()), cursor, "start_value"))
                .flatMap(text -> count(text, cursor));
        return new DatetimeCursor(
                cursor, CursorField.compile(cursor, stream, settings), CountValues.of(first.orElse(0L)), settings);
    }

    private static Optional<Long> count(String text, Component cursor) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            cursor.fault("start_value", "must be an integer, or a template that gives one");
            return Optional.empty();
        }
    }

    /**
     * A DatetimeBasedCursor of a manifest. Its start and end are evaluated, so that a date of the configuration that
     * does not match the format is a fault of the member; the fault does not show the date.
     *
     * @param stream the name of the stream
     * @return empty if it has no start, which is a fault
     */
    public static Optional<DatetimeCursor> compile(Component cursor, String stream, Settings settings) {
        String format = cursor.requiredText("datetime_format");
        cursor.requiredValue("start_datetime");
        Optional<MinMaxDatetime> start = MinMaxDatetime.compile(cursor, "start_datetime", format, settings);
        Lazy<Instant> value = new Lazy<>(() -> start.orElseThrow().evaluate());
        if (start.isPresent() && !settings.isTrusted()) {
            value.get();
        }
        // Compiled without a start, too, so that everything that is wrong is told at once.
        DatetimeCursor compiled =
                new DatetimeCursor(cursor, CursorField.compile(cursor, stream, settings), format, value, settings);
        return start.map(known -> compiled);
    }

    private static Intervals intervals(Component cursor, CursorValues formats, Settings settings) {
        if (isWritten(cursor, "step") != isWritten(cursor, "cursor_granularity")) {
            cursor.fault("step", "step and cursor_granularity are only allowed together");
        }
        return new Intervals(
                name(cursor, "partition_field_start", "start_time", settings),
                name(cursor, "partition_field_end", "end_time", settings),
                formats::format,
                duration(cursor, "step", settings),
                duration(cursor, "cursor_granularity", settings),
                cursor.flag("is_compare_strictly").orElse(false),
                Clamping.compile(cursor, settings));
    }

    private static boolean isWritten(Component cursor, String member) {
        return cursor.value(member).filter(PythonTruth::isTrue).isPresent();
    }

    private static String name(Component cursor, String member, String otherwise, Settings settings) {
        return isWritten(cursor, member)
                ? ConfiguredValue.string(cursor, member, settings).orElse(otherwise)
                : otherwise;
    }

    /** The lookback window of a manifest that is known to be valid is evaluated when it is needed. */
    private static Supplier<Optional<CalendarDuration>> lookback(Component cursor, Settings settings) {
        if (!settings.isTrusted()) {
            Optional<CalendarDuration> duration = duration(cursor, LOOKBACK, settings);
            return () -> duration;
        }
        Optional<Interpolated> text = Interpolated.of(cursor, LOOKBACK, settings);
        return new Lazy<>(() -> text.map(window -> window.value(Map.of()))
                .map(value -> duration(value)
                        .orElseThrow(() -> new ConnectorException(
                                FailureType.CONFIG_ERROR,
                                "Manifest at " + text.get().place() + ": " + NO_DURATION + ".")))
                .filter(DatetimeCursor::isLong));
    }

    /** A duration; empty if it is of no length. */
    private static Optional<CalendarDuration> duration(Component cursor, String member, Settings settings) {
        Optional<JsonNode> value = ConfiguredValue.of(cursor, member, settings).filter(PythonTruth::isTrue);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Optional<CalendarDuration> duration = duration(value.get());
        if (duration.isEmpty()) {
            cursor.fault(member, NO_DURATION);
        }
        return duration.filter(DatetimeCursor::isLong);
    }

    private static Optional<CalendarDuration> duration(JsonNode value) {
        return Optional.ofNullable(value.textValue())
                .flatMap(CalendarDuration::parse)
                .filter(parsed -> parsed.months() >= 0 && !parsed.rest().isNegative());
    }

    private static boolean isLong(CalendarDuration duration) {
        return duration.months() > 0 || !duration.rest().isZero();
    }

    private static Optional<RequestOption> option(Component cursor, String member, Settings settings) {
        return cursor.component(member, "RequestOption").flatMap(option -> RequestOption.compile(option, settings));
    }

    /** The member of a record that has the cursor; a name, never a path. */
    public String cursorField() {
        return cursorField.name();
    }

    /** Whether the configured catalog may name another member. */
    public boolean isOfCatalog() {
        return cursorField.isOfCatalog();
    }

    /** Whether its values are no times but integers, which the clock says nothing about. */
    public boolean isCount() {
        return isCount;
    }

    /** Where the first read starts, whatever the clock says afterwards. */
    public Instant start() {
        return start.get();
    }

    /**
     * Where a read ends; empty if the manifest gives no end, which is now. Evaluated anew at each call.
     *
     * @throws ConnectorException if a template fails
     */
    public Optional<Instant> end() {
        return hasEnd() ? Optional.of(upper()) : Optional.empty();
    }

    /** Whether the manifest gives an end, be it that of the last whole period. */
    boolean hasEnd() {
        return end.isPresent() || intervals.clamping().isPresent();
    }

    private Instant upper() {
        return intervals.end(end.map(MinMaxDatetime::evaluate)
                .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    /**
     * The earliest cursor that a read asks for: that of the state less the lookback window, but never before the start.
     * With {@link #isClientSide} what is earlier is left out, as is what is later than the end, or in the CDK than now.
     */
    public Instant lowest(Optional<Instant> stateCursor) {
        Instant lowest = lower(stateCursor);
        return lowest.isBefore(start()) ? start() : lowest;
    }

    /** The same, but not bounded by the start. */
    private Instant lower(Optional<Instant> stateCursor) {
        return lookBack(stateCursor.filter(start()::isBefore).orElseGet(this::start));
    }

    /** An instant less the lookback window; the earliest of all if the window reaches back beyond the calendar. */
    public Instant lookBack(Instant from) {
        return lookback.get()
                .map(window -> window.minus(from))
                .map(earlier -> earlier.isAfter(FIRST) ? earlier : Instant.MIN)
                .orElse(from);
    }

    /** Whether the API does not know the cursor, so that records that were read before are to be left out here. */
    public boolean isClientSide() {
        return isClientSide;
    }

    /** Whether records come with the latest first, so that no page is needed after the first record that was read before. */
    public boolean isDataFeed() {
        return isDataFeed;
    }

    /** Whether all partitions share one cursor; without partitions of no effect. */
    public boolean isGlobal() {
        return isGlobal;
    }

    /** Whether a record whose cursor equals that of the state is left out, too: an extension to the format. */
    public boolean skipsEqualToState() {
        return skipsEqualToState;
    }

    /** Whether {@code TimestampReader} reads the texts of all formats, to the same instants. */
    public boolean readsIso() {
        return formats.areIso();
    }

    /** The instant of a cursor of a record or a state, by the first format that it matches. */
    public Optional<Instant> parse(String text) {
        return formats.parse(text);
    }

    /**
     * The instant of a cursor of a state, which may have been written by hand or by another program: where the formats are
     * those of ISO 8601, any form of it, and UTC if it has no offset.
     */
    public Optional<Instant> parseInState(String text) {
        return readsIso() ? TimestampReader.parseInUtc(text) : formats.parse(text);
    }

    /** The text of an instant in requests and states: by {@code datetime_format}, in UTC. */
    public String format(Instant instant) {
        return formats.format(instant);
    }

    /** Whether a read may have several intervals. */
    boolean hasSteps() {
        return intervals.step().isPresent();
    }

    /** Whether a start or an end is put into requests. */
    boolean hasOptions() {
        return startOption.isPresent() || endOption.isPresent();
    }

    /** What tells an interval from others: its start. */
    String startOf(Slice slice) {
        return slice.interval().path(intervals.startField()).asText();
    }

    /** The name of the start of an interval. */
    String startField() {
        return intervals.startField();
    }

    /**
     * The slices of a read without partitions, the earliest first. They are made when they are asked for, and the end is
     * that of when the first was. None if the state is later than the end.
     *
     * @param stateCursor the cursor of the state
     * @throws ConnectorException if the template of the end fails
     */
    public Iterable<Slice> slices(Optional<Instant> stateCursor) {
        return () -> {
            Iterator<ObjectNode> ofRead = intervals(stateCursor);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return ofRead.hasNext();
                }

                @Override
                public Slice next() {
                    return new Slice(Slice.WHOLE.partition(), ofRead.next());
                }
            };
        };
    }

    /** The intervals of a read, the earliest first. */
    Iterator<ObjectNode> intervals(Optional<Instant> stateCursor) {
        if (isCount) {
            ObjectNode interval = JsonNodeFactory.instance
                    .objectNode()
                    .put(intervals.startField(), CountValues.count(lowest(stateCursor)));
            return List.of(interval).iterator();
        }
        return intervals.between(lower(stateCursor), start(), upper());
    }

    /** Whether an interval can be divided into two that share nothing, which requests tell apart. */
    public boolean isDivisible() {
        return !isCount && !isClientSide && intervals.isDivisible();
    }

    /**
     * The two halves of an interval, as the CDK divides it.
     *
     * @param smallest an interval that is not longer is not divided
     * @return empty if it cannot be divided
     */
    public Optional<List<ObjectNode>> halves(ObjectNode interval, Duration smallest) {
        return intervals.halves(interval, formats::parse, smallest);
    }

    /** What is left of an interval behind a part of it; empty if the part has its end. */
    public Optional<ObjectNode> behind(ObjectNode part, ObjectNode interval) {
        return intervals.behind(part, interval, formats::parse);
    }

    /** Whether nothing of an interval is behind a part of it; false if that cannot be told. */
    public boolean reachesEnd(ObjectNode part, ObjectNode interval) {
        return intervals.reachesEnd(part, interval, formats::parse);
    }

    /**
     * What an interval has got since it was requested with an earlier end; it begins at that end, so that nothing is between.
     *
     * @return empty if that is no later part of it that could be requested
     */
    public Optional<ObjectNode> added(ObjectNode before, ObjectNode interval) {
        return intervals.added(before, interval, formats::parse);
    }

    /** The part of an interval that begins at a time, with the same end. */
    public ObjectNode from(Instant start, ObjectNode interval) {
        ObjectNode part = interval.deepCopy();
        return isCount
                ? part.put(intervals.startField(), CountValues.count(start))
                : part.put(intervals.startField(), formats.format(start));
    }

    /** An instant as requests have it, which is earlier where their format leaves something out. */
    public Instant floor(Instant instant) {
        return formats.parse(formats.format(instant)).orElse(instant);
    }

    /** Where an interval begins; empty if it has no beginning that could be read. */
    public Optional<Instant> beginning(ObjectNode interval) {
        return formats.parse(interval.path(intervals.startField()).asText());
    }

    /** What is put into the requests of a slice: its start and its end. */
    public List<Injection> injections(Slice slice) {
        List<Injection> injections = new ArrayList<>(2);
        inject(startOption, slice, intervals.startField(), injections);
        inject(endOption, slice, intervals.endField(), injections);
        return injections;
    }

    private static void inject(Optional<RequestOption> option, Slice slice, String field, List<Injection> injections) {
        JsonNode value = slice.interval().path(field);
        option.filter(known -> !value.isMissingNode()).ifPresent(known -> injections.add(new Injection(known, value)));
    }
}
