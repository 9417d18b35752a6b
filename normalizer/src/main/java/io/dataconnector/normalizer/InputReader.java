package io.dataconnector.normalizer;

import static java.util.Objects.requireNonNull;

import io.dataconnector.normalizer.quality.Counts;
import io.dataconnector.normalizer.quality.LostRecords;
import io.dataconnector.normalizer.quality.RejectLog;
import io.dataconnector.normalizer.quality.RejectLog.Place;
import io.dataconnector.normalizer.quality.RejectLog.Reject;
import io.dataconnector.normalizer.quality.Report;
import io.dataconnector.normalizer.raw.BadLineException;
import io.dataconnector.normalizer.raw.MessageScanner;
import io.dataconnector.normalizer.raw.RawReader;
import io.dataconnector.normalizer.raw.StreamName;
import io.dataconnector.normalizer.table.Row;
import io.dataconnector.normalizer.table.TableDefinition;
import io.dataconnector.normalizer.table.UnfitRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Takes the lines of one input: records go to the tables of their stream, what cannot be used is rejected. */
final class InputReader implements RawReader.LineConsumer {
    private final String input;
    private final MessageScanner messages;
    private final Map<StreamName, StreamBuild> streams;
    private final RejectLog rejects;
    private final long firstPosition;

    private final Counts messageTypes = new Counts();
    private final Counts badLines = new Counts();
    private final LostRecords lostRecords = new LostRecords();
    private final List<UnfitRecordException> unfitElements = new ArrayList<>();
    private long records;

    /** The stream of the record that is remembered because there is no table of it. */
    private StreamBuild unwanted = new StreamBuild(new StreamName("", ""));

    private long unwantedEmittedAt;

    /** @param firstPosition how many records the inputs before had */
    InputReader(
            String input,
            MessageScanner messages,
            Map<StreamName, StreamBuild> streams,
            RejectLog rejects,
            long firstPosition) {
        this.input = requireNonNull(input, "input is null");
        this.messages = requireNonNull(messages, "messages is null");
        this.streams = requireNonNull(streams, "streams is null");
        this.rejects = requireNonNull(rejects, "rejects is null");
        this.firstPosition = firstPosition;
        messages.forget();
    }

    @Override
    public void accept(byte[] buffer, int from, int to, long lineNumber) throws IOException {
        if (messages.isAsRemembered(buffer, from, to)) {
            countRecord(unwanted, unwantedEmittedAt);
            return;
        }
        Place place = new Place(input, lineNumber);
        try {
            messages.scan(buffer, from, to);
        } catch (BadLineException e) {
            String reason = word(e.reason());
            badLines.add(reason);
            rejects.add(place, new Reject(null, null, null, reason, e.getMessage()), buffer, from, to);
            return;
        }
        if (messages.isRecord()) {
            acceptRecord(place, buffer, from, to);
            return;
        }
        messageTypes.add(messages.type());
        if (messages.isState()) {
            messages.stateStream()
                    .ifPresent(stream -> messages.recordCount()
                            .ifPresent(count -> lostRecords.checkState(stream, count, lineNumber)));
        }
    }

    private void acceptRecord(Place place, byte[] buffer, int from, int to) throws IOException {
        StreamBuild stream = streams.computeIfAbsent(messages.stream(), StreamBuild::new);
        if (stream.tables().isEmpty()) {
            messages.remember(from, to);
            unwanted = stream;
            unwantedEmittedAt = messages.emittedAt();
        }
        for (TableBuild table : stream.tables()) {
            try {
                Row row = table.encoder()
                        .encode(
                                messages.scanner(),
                                buffer,
                                messages.emittedAt(),
                                firstPosition + records,
                                unfitElements::add);
                table.sorter().add(row);
            } catch (UnfitRecordException e) {
                reject(table, place, e, buffer, from, to);
            }
            for (UnfitRecordException e : unfitElements) {
                reject(table, place, e, buffer, from, to);
            }
            unfitElements.clear();
        }
        countRecord(stream, messages.emittedAt());
    }

    private void countRecord(StreamBuild stream, long emittedAt) {
        lostRecords.countRecord(stream.name());
        stream.countRecord(emittedAt);
        records++;
    }

    private void reject(TableBuild build, Place place, UnfitRecordException e, byte[] buffer, int from, int to)
            throws IOException {
        String reason = word(e.reason());
        build.rejects().add(reason);
        TableDefinition table = build.definition();
        String column = e.column().isEmpty() ? null : e.column();
        Reject reject = new Reject(table.stream().toString(), table.name(), column, reason, e.getMessage());
        rejects.add(place, reject, buffer, from, to);
    }

    private static String word(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    long records() {
        return records;
    }

    /**
     * What the input had.
     *
     * @param seconds how long reading it took
     */
    Report.Input report(RawReader.Size size, double seconds) {
        messageTypes.add("RECORD", records);
        return new Report.Input(input, size.bytes(), size.lines(), messageTypes, badLines, lostRecords.gaps(), seconds);
    }
}
