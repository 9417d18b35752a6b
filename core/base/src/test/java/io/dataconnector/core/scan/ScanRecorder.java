package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.scan.JsonScanner.Event;
import io.dataconnector.core.scan.ScanTrace.Element;
import io.dataconnector.core.scan.ScanTrace.End;
import io.dataconnector.core.scan.ScanTrace.Fault;
import io.dataconnector.core.scan.ScanTrace.Sighting;
import io.dataconnector.core.scan.ScanTrace.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Runs one scanner over document after document and writes down what it says. It owns the buffer and
 * is as unkind with it as the scanner's contract allows: at every feed the bytes that must be kept
 * move to another place in a new array, and the old array is spoiled.
 */
final class ScanRecorder {
    /** Never part of UTF-8, so that a scanner that looks at it is found out. */
    private static final byte SPOILED = (byte) 0xff;

    private final JsonScanner scanner;
    private final int count;
    private final int[] inner;

    private byte[] buffer = {};
    private int end;
    private int fed;

    /** @param inner the numbers of the values that are watched in every element */
    ScanRecorder(JsonPaths paths, int... inner) {
        this.scanner = new JsonScanner(paths);
        this.count = paths.count();
        this.inner = inner.clone();
    }

    /** Feeds a document at once. */
    ScanTrace whole(byte[] document) {
        return inPieces(document, List.of(Math.max(1, document.length)), false);
    }

    /**
     * Feeds a document in pieces.
     *
     * @param sizes how many bytes each piece has, over and over
     * @param endsLate whether the end is only known after the last byte, with an empty piece
     */
    ScanTrace inPieces(byte[] document, List<Integer> sizes, boolean endsLate) {
        scanner.begin();
        buffer = new byte[0];
        end = 0;
        fed = 0;
        List<Sighting> sightings = new ArrayList<>();
        try {
            for (int piece = 0; ; piece++) {
                int size = Math.min(sizes.get(piece % sizes.size()), document.length - fed);
                boolean last = fed + size == document.length && (size == 0 || !endsLate);
                feed(document, size, piece % 3, last);
                Event event = scanPiece(sightings, document.length);
                if (event == Event.END) {
                    return new ScanTrace(sightings, Optional.empty());
                }
                if (last) {
                    throw new AssertionError("the scan asks for more than the whole document");
                }
            }
        } catch (JsonSyntaxException e) {
            return new ScanTrace(sightings, Optional.of(fault(e, document.length)));
        }
    }

    private void feed(byte[] document, int size, int from, boolean last) {
        int kept = end - scanner.keepFrom();
        int to = from + kept + size;
        byte[] moved = new byte[to + Long.BYTES];
        Arrays.fill(moved, SPOILED);
        System.arraycopy(buffer, end - kept, moved, from, kept);
        System.arraycopy(document, fed, moved, from + kept, size);
        Arrays.fill(buffer, SPOILED);
        buffer = moved;
        end = to;
        fed += size;
        scanner.feed(buffer, from, to, last);
    }

    /** Writes down what is in the bytes at hand, and answers why the scan went no further. */
    private Event scanPiece(List<Sighting> sightings, int length) throws JsonSyntaxException {
        while (true) {
            Event event = scanner.next();
            switch (event) {
                case MORE -> {
                    return event;
                }
                case END -> {
                    sightings.add(new End(
                            IntStream.range(0, count).mapToObj(scanner::has).toList()));
                    return event;
                }
                case VALUE -> {
                    int id = scanner.stopped();
                    sightings.add(new Value(id, text(scanner.start(id), scanner.end(id))));
                }
                case ELEMENT -> sightings.add(element());
            }
            // Every event passes a value, which has at least one byte.
            if (sightings.size() > length) {
                throw new AssertionError("the scan does not move on");
            }
        }
    }

    private Element element() {
        List<Optional<String>> values = Arrays.stream(inner)
                .mapToObj(id -> scanner.has(id)
                        ? Optional.of(text(scanner.start(id), scanner.end(id)))
                        : Optional.<String>empty())
                .toList();
        return new Element(
                text(scanner.elementStart(), scanner.elementEnd()),
                scanner.elementHasLineBreak(),
                scanner.elementHasNull(),
                values);
    }

    private String text(int from, int to) {
        return new String(buffer, from, to - from, UTF_8);
    }

    private Fault fault(JsonSyntaxException e, int length) {
        int position = fed - end + e.position();
        if (position < 0 || position > length) {
            throw new AssertionError("the fault lies outside of the document, at " + position, e);
        }
        return new Fault(e.getMessage(), position);
    }
}
