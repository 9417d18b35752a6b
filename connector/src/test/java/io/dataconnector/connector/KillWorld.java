package io.dataconnector.connector;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small world that makes resuming hard: pages of few records or none, in no order, many of which
 * share an instant, several versions of most ids, and no two records of equal bytes.
 */
final class KillWorld {
    static final List<String> STREAMS = List.of("accounts", "users", "events", "invoices");
    static final int MAX_RECORDS_OF_A_PAGE = 20;
    /** In the midst of the instants of the records, and the instant of many. */
    static final String MIDDLE = "2024-06-02T10:30:00Z";

    private static final int RECORDS_OF_A_STREAM = 300;
    private static final Instant EPOCH = Instant.parse("2024-06-02T10:00:00Z");
    private static final int MINUTES = 60;
    private static final int RECORDS_FOR_A_LONG_ONE = 20;
    private static final int LONG = 30_000;

    private final Random random;
    private int number;

    private KillWorld(long seed) {
        random = new Random(seed);
    }

    /** Writes the pages of all streams into the fixtures of a folder. */
    static void write(Path folder, long seed) throws IOException {
        World world = new World(folder);
        KillWorld source = new KillWorld(seed);
        for (String stream : STREAMS) {
            List<List<String>> pages = source.pages();
            for (int i = 0; i < pages.size(); i++) {
                String next = i + 1 < pages.size() ? "\"page_" + (i + 2) + "\"" : "null";
                String data = pages.get(i).stream().collect(joining(",\n", "[", "]"));
                world.put(stream, "page_" + (i + 1), "{\"data\":" + data + ",\n\"next_cursor\":" + next + "}");
            }
        }
    }

    private List<List<String>> pages() {
        List<List<String>> pages = new ArrayList<>();
        int missing = RECORDS_OF_A_STREAM;
        while (missing > 0) {
            int size = Math.min(missing, random.nextInt(MAX_RECORDS_OF_A_PAGE + 1));
            List<String> page = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                page.add(record());
            }
            pages.add(page);
            missing -= size;
        }
        return pages;
    }

    private String record() {
        number++;
        String lineBreak = random.nextInt(10) == 0 ? "\r\n  " : "";
        return "{" + lineBreak + "\"id\":\"id_" + random.nextInt(RECORDS_OF_A_STREAM) + "\"," + lineBreak
                + "\"name\":\"Zoë {\\\"type\\\":\\\"STATE\\\"} " + "x".repeat(nameLength()) + "\"," + lineBreak
                + "\"number\":" + number + ".50,\"updated_at\":\"" + timestamp() + "\"" + lineBreak + "}";
    }

    /** Mostly short; now and then so long that a stream is more than the output gathers before it writes. */
    private int nameLength() {
        return random.nextInt(RECORDS_FOR_A_LONG_ONE) == 0 ? LONG : random.nextInt(80);
    }

    /** One of a few instants, in the time of any place. */
    private String timestamp() {
        Instant instant = EPOCH.plusSeconds(60L * random.nextInt(MINUTES));
        ZoneOffset offset = ZoneOffset.ofHoursMinutes(random.nextInt(-11, 12), 0);
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(instant, offset));
    }
}
