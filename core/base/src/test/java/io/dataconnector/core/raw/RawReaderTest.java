package io.dataconnector.core.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawReaderTest {
    @TempDir
    private Path folder;

    private static final int SMALL_BLOCK = 4;

    private final List<String> lines = new ArrayList<>();
    private long lineCount;
    private long byteCount;

    @Test
    void readsAPlainFile() throws IOException {
        read("one\ntwo\n".getBytes(UTF_8));

        assertThat(lines).containsExactly("1:one", "2:two");
        assertThat(lineCount).isEqualTo(2);
        assertThat(byteCount).isEqualTo(8);
    }

    @Test
    void passesOverBlankLinesButCountsThem() throws IOException {
        read("\r\none\r\n \t\r\n\n\ntwo".getBytes(UTF_8));

        assertThat(lines).containsExactly("2:one\r", "6:two");
        assertThat(lineCount).isEqualTo(6);
    }

    @Test
    void aLineOfNonAsciiTextIsNotBlank() throws IOException {
        read("é\n".getBytes(UTF_8));

        assertThat(lines).containsExactly("1:é");
    }

    @Test
    void anEmptyFileHasNoLines() throws IOException {
        read(new byte[0]);

        assertThat(lines).isEmpty();
        assertThat(lineCount).isZero();
        assertThat(byteCount).isZero();
    }

    @Test
    void aFileOfTheFirstByteOfGzipIsPlain() throws IOException {
        read(new byte[] {0x1f});

        assertThat(lines).containsExactly("1:\u001f");
    }

    /** As a file may end whose machine lost power while it was written. */
    @Test
    void aLineOfZerosIsNotBlank() throws IOException {
        read("one\n\0\0\0".getBytes(UTF_8));

        assertThat(lines).containsExactly("1:one", "2:\0\0\0");
    }

    @Test
    void readsGzipWhateverItsName() throws IOException {
        read(gzip("one\ntwo\n"));

        assertThat(lines).containsExactly("1:one", "2:two");
        assertThat(byteCount).as("bytes after decompression").isEqualTo(8);
    }

    @Test
    void readsGzipFilesThatWereStrungTogether() throws IOException {
        read(concatenation(gzip("one\n"), gzip("two\n")));

        assertThat(lines).containsExactly("1:one", "2:two");
    }

    @Test
    void gzipThatIsCutOffAnywhereIsAnErrorThatSaysSo() throws IOException {
        byte[] whole = gzip("one\ntwo\nthree\n");
        for (int length = 2; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);

            assertThatThrownBy(() -> read(torn))
                    .as("the first %s bytes of %s", length, whole.length)
                    .isInstanceOf(RawInputException.class)
                    .hasMessageContaining("raw")
                    .hasMessageContaining("gzip")
                    .hasMessageContaining("before it is complete");
        }
    }

    @Test
    void damagedGzipIsAnError() throws IOException {
        byte[] damaged = gzip("one\ntwo\n");
        damaged[damaged.length - 6] ^= 1;

        assertThatThrownBy(() -> read(damaged))
                .isInstanceOf(RawInputException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void nothingOfGzipIsLostWithoutAWord() throws IOException {
        byte[] garbage = "two\n".getBytes(UTF_8);
        byte[] tornHeader = Arrays.copyOf(gzip("two\n"), 1);

        assertThatThrownBy(() -> read(concatenation(gzip("one\n"), garbage)))
                .isInstanceOf(RawInputException.class)
                .hasMessageContainingAll("raw cannot be read", "something else follows");
        assertThatThrownBy(() -> read(concatenation(gzip("one\n"), tornHeader)))
                .isInstanceOf(RawInputException.class)
                .hasMessageContainingAll("raw cannot be read", "before it is complete");
    }

    @Test
    void readsStandardInput() throws IOException {
        readFromStandardInput(new ByteArrayInputStream("one\n".getBytes(UTF_8)));

        assertThat(lines).containsExactly("1:one");
    }

    /** As {@code cat a.gz b.gz | normalizer -} on a busy machine: nothing is available between the two. */
    @Test
    void readsGzipFilesFromAPipeThatPausesBetweenThem() throws IOException {
        readFromStandardInput(new PausingPipe(List.of(gzip("one\n"), gzip("two\n"))));

        assertThat(lines).containsExactly("1:one", "2:two");
    }

    @Test
    void aFileThatIsGoneByNowIsAnError() {
        RawInput input = new RawInput(folder.resolve("gone").toString());

        assertThatThrownBy(() -> new RawReader(input, bytes -> {}))
                .isInstanceOf(RawInputException.class)
                .hasMessageContaining("gone");
    }

    private void read(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("raw"), content);
        read(new RawInput(file.toString()));
    }

    private void readFromStandardInput(InputStream content) throws IOException {
        InputStream before = System.in;
        System.setIn(content);
        try {
            read(new RawInput(RawInput.STANDARD_INPUT));
        } finally {
            System.setIn(before);
        }
    }

    private void read(RawInput input) throws IOException {
        lines.clear();
        lineCount = 0;
        try (RawReader reader = new RawReader(input, bytes -> {})) {
            LineBlock block = new LineBlock(SMALL_BLOCK);
            while (reader.read(block)) {
                long before = lineCount;
                assertThat(block.forEachLine((buffer, from, to, number) ->
                                lines.add((before + number + 1) + ":" + new String(buffer, from, to - from, UTF_8))))
                        .isTrue();
                lineCount += block.lines();
            }
            byteCount = reader.bytes();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] concatenation(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** A pipe that hands out one chunk at a time and never has anything available in advance. */
    private static final class PausingPipe extends InputStream {
        private final List<ByteArrayInputStream> chunks;

        PausingPipe(List<byte[]> chunks) {
            this.chunks = chunks.stream().map(ByteArrayInputStream::new).toList();
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            for (ByteArrayInputStream chunk : chunks) {
                int read = chunk.read(target, offset, length);
                if (read >= 0) {
                    return read;
                }
            }
            return -1;
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
