package io.dataconnector.connector.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.ConfiguredValue;
import io.dataconnector.connector.source.Connection;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.slicing.DatetimeCursor;
import io.dataconnector.connector.source.slicing.RetentionPeriod;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes the definition of a StateDelegatingStream: that of its {@code full_refresh_stream} as long as it has no state, and
 * then that of its {@code incremental_stream}. Where the API keeps changes for a limited time ({@code api_retention_period}),
 * an older state does not count.
 */
final class DelegatingStream {
    static final String TYPE = "StateDelegatingStream";

    private static final String RETENTION = "api_retention_period";
    private static final String NO_CURSOR = "__ab_no_cursor_state_message";

    private final Component delegating;
    private final String name;
    private final Settings settings;
    private final RetrievalReader reader;

    private DelegatingStream(Component delegating, Settings settings, RetrievalReader reader) {
        this.delegating = delegating;
        this.name = delegating.requiredText("name");
        this.settings = settings;
        this.reader = reader;
    }

    /** The definition. Both streams are compiled, so that what is wrong with either is found before it is needed. */
    static StreamDefinition compile(Component delegating, Settings settings, RetrievalReader reader) {
        return new DelegatingStream(delegating, settings, reader).compile();
    }

    private StreamDefinition compile() {
        Optional<Component> first = delegate(Delegation.FULL_REFRESH);
        Optional<Component> second = delegate(Delegation.INCREMENTAL);
        Optional<RetentionPeriod> retention = retention();
        if (first.isEmpty() || second.isEmpty()) {
            return StreamCompiler.unreadable(delegating, settings);
        }
        StreamDefinition fullRefresh = StreamCompiler.compile(first.get(), settings, reader);
        StreamDefinition incremental = StreamCompiler.compile(second.get(), settings, reader);
        if (retention.isPresent() && (isCount(fullRefresh) || isCount(incremental))) {
            delegating.fault(RETENTION, "cannot be used together with an IncrementingCountCursor, which is no time");
        }
        ObjectNode state = settings.connection().state(name);
        if (state.isEmpty() || Delegation.isWithinFullRefresh(state)) {
            return fullRefresh.withDelegation(new Delegation(Delegation.FULL_REFRESH, false, Optional.of(incremental)));
        }
        if (retention.isPresent() && isTooOld(state, fullRefresh, incremental, retention.get())) {
            // Its parents do not begin at the old state either.
            Settings anew = settings.withConnection(new WithoutState(settings.connection()));
            return StreamCompiler.compile(first.get(), anew, reader)
                    .withDelegation(new Delegation(Delegation.FULL_REFRESH, true, Optional.of(incremental)));
        }
        return incremental.withDelegation(new Delegation(Delegation.INCREMENTAL, false, Optional.empty()));
    }

    private Optional<Component> delegate(String member) {
        Optional<Component> stream = delegating.requiredComponent(member, StreamCompiler.TYPE);
        stream.map(known -> known.text("name").orElse(""))
                .filter(other -> !other.equals(name))
                .ifPresent(other -> delegating.fault(
                        member, "must have the name of the stream, \"" + name + "\", not \"" + other + "\""));
        return stream;
    }

    private Optional<RetentionPeriod> retention() {
        Optional<String> text =
                ConfiguredValue.string(delegating, RETENTION, settings).filter(value -> !value.isEmpty());
        Optional<RetentionPeriod> duration = text.flatMap(RetentionPeriod::parse);
        if (text.isPresent() && duration.isEmpty()) {
            delegating.fault(RETENTION, "must be a duration in ISO 8601, such as P30D");
        }
        return duration;
    }

    private static boolean isCount(StreamDefinition stream) {
        return stream.cursor().filter(DatetimeCursor::isCount).isPresent();
    }

    /**
     * By the cursor of the first of the two that finds one in the state. The first read of the incremental stream has none
     * until it ends: interrupted, it is as old as its beginning. Any other state without a cursor is too old, unless it says
     * that a stream without a cursor has been read to its end. The CDK believes that also of a state with a cursor.
     */
    private boolean isTooOld(
            ObjectNode state, StreamDefinition fullRefresh, StreamDefinition incremental, RetentionPeriod retention) {
        Optional<Instant> reached = reached(fullRefresh, state)
                .or(() -> reached(incremental, state))
                .or(() -> interrupted(incremental, state));
        if (reached.isEmpty()) {
            boolean hasNone =
                    fullRefresh.cursor().isEmpty() || incremental.cursor().isEmpty();
            return !hasNone || !state.path(NO_CURSOR).asBoolean();
        }
        return reached.get().isBefore(retention.beginningAt(settings.clock().instant()));
    }

    /** How far a stream has been read, by its cursor. */
    private static Optional<Instant> reached(StreamDefinition stream, ObjectNode state) {
        if (stream.cursor().isEmpty()) {
            return Optional.empty();
        }
        DatetimeCursor cursor = stream.cursor().get();
        JsonNode value = cursorValue(stream, state);
        return value.isValueNode() && !value.isNull() ? cursor.parseInState(value.asText()) : Optional.empty();
    }

    /** When the read began that has not come to a cursor yet; one that cannot be read is no lack of it. */
    private static Optional<Instant> interrupted(StreamDefinition incremental, ObjectNode state) {
        JsonNode value = cursorValue(incremental, state);
        return value.isMissingNode() || value.isNull() ? Delegation.incrementalBegan(state) : Optional.empty();
    }

    private static JsonNode cursorValue(StreamDefinition stream, ObjectNode state) {
        JsonNode migrated = stream.slicing().migrate(state);
        JsonNode holder = stream.slicing().hasPartitions() ? migrated.path("state") : migrated;
        return holder.path(stream.cursorField().orElse(""));
    }

    /** A connection in which nothing has been read. */
    private record WithoutState(Connection connection) implements Connection {
        WithoutState {
            requireNonNull(connection, "connection is null");
        }

        @Override
        public Optional<ObjectNode> configured(String stream) {
            return connection.configured(stream);
        }

        @Override
        public ObjectNode state(String stream) {
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
