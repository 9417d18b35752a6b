package io.dataconnector.benchmarks.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyChangesTest {
    @TempDir
    private Path folder;

    @Test
    void eachDayHasAnotherHundredthInANewerVersion() throws IOException {
        List<String> lines = new ArrayList<>(List.of("{\"type\":\"LOG\"}"));
        for (int i = 0; i < 250; i++) {
            lines.add("{\"type\":\"RECORD\",\"record\":{\"data\":{\"id\":" + i + ",\"updated_at\":\"old\",\"x\":1}}}");
        }
        Path first = Files.write(folder.resolve("first.jsonl"), lines);

        List<Path> days = new DailyChanges(2).writeTo(folder, first);

        assertThat(days)
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("2030-01-01.jsonl", "2030-01-02.jsonl");
        assertThat(days.get(1)).hasContent("""
                        {"type":"RECORD","record":{"data":{"id":1,"updated_at":"2030-01-02T00:00:00Z","x":1}}}
                        {"type":"RECORD","record":{"data":{"id":101,"updated_at":"2030-01-02T00:00:00Z","x":1}}}
                        {"type":"RECORD","record":{"data":{"id":201,"updated_at":"2030-01-02T00:00:00Z","x":1}}}
                        """);
    }
}
