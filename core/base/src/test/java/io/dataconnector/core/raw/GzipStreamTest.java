package io.dataconnector.core.raw;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipStreamTest {
    private static final int HEADER_SIZE = 10;
    private static final int FLAGS = 3;
    private static final int TRAILER_SIZE = 8;

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(String content) throws IOException {
        return gzip(content.getBytes(UTF_8));
    }

    static byte[] concatenation(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] decompress(byte[] compressed) throws IOException {
        try (GzipStream in = new GzipStream(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }

    /** A member whose header has optional parts (RFC 1952, section 2.3). */
    private static byte[] withHeader(int flags, byte[] optionalParts, String content) throws IOException {
        byte[] plain = gzip(content);
        byte[] header = concatenation(Arrays.copyOf(plain, HEADER_SIZE), optionalParts);
        header[FLAGS] = (byte) flags;
        return concatenation(header, Arrays.copyOfRange(plain, HEADER_SIZE, plain.length));
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(ISO_8859_1);
    }

    @Test
    void decompressesAnyContent() throws IOException {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);

        assertThat(decompress(gzip(content))).isEqualTo(content);
        assertThat(decompress(gzip(new byte[1 << 20]))).isEqualTo(new byte[1 << 20]);
        assertThat(decompress(gzip(new byte[0]))).isEmpty();
    }

    @Test
    void isReadByteByByteAsWell() throws IOException {
        try (GzipStream in = new GzipStream(new ByteArrayInputStream(gzip("\u00ff")))) {
            assertThat(in.read()).isEqualTo(0xc3);
            assertThat(in.read(new byte[1], 0, 0)).isZero();
            assertThat(in.read()).isEqualTo(0xbf);
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void membersFollowEachOther() throws IOException {
        byte[] members = concatenation(gzip("one\n"), gzip(""), gzip("two\n"));

        assertThat(decompress(members)).asString(UTF_8).isEqualTo("one\ntwo\n");
    }

    @Test
    void aHeaderMayHaveOptionalParts() throws IOException {
        byte[] extra = bytes("\u0003\u0000abc");
        byte[] names = bytes("raw.jsonl\0a comment\0");

        assertThat(decompress(withHeader(1 << 2, extra, "extra")))
                .asString(UTF_8)
                .isEqualTo("extra");
        assertThat(decompress(withHeader(1 << 3 | 1 << 4, names, "names")))
                .asString(UTF_8)
                .isEqualTo("names");
        assertThat(decompress(withHeader(1 | 1 << 2 | 1 << 3 | 1 << 4, concatenation(extra, names), "all")))
                .asString(UTF_8)
                .isEqualTo("all");
    }

    @Test
    void aHeaderMayHaveAChecksum() throws IOException {
        byte[] header = Arrays.copyOf(gzip("content"), HEADER_SIZE);
        header[FLAGS] = 1 << 1;
        CRC32 crc = new CRC32();
        crc.update(header);
        byte[] checksum = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};

        assertThat(decompress(withHeader(1 << 1, checksum, "content")))
                .asString(UTF_8)
                .isEqualTo("content");

        checksum[1] ^= 1;
        byte[] damaged = withHeader(1 << 1, checksum, "content");
        assertThatThrownBy(() -> decompress(damaged))
                .isInstanceOf(ZipException.class)
                .hasMessage("it is gzip and is damaged: the checksum of a header does not match");
    }

    @Test
    void aLaterMemberThatIsCutOffAnywhereIsNotComplete() throws IOException {
        byte[] first = gzip("one\n");
        byte[] second = gzip("two\nthree\n");
        for (int length = 1; length < second.length; length++) {
            byte[] torn = concatenation(first, Arrays.copyOf(second, length));

            assertThatThrownBy(() -> decompress(torn))
                    .as("the first %s bytes of the second member", length)
                    .isInstanceOf(EOFException.class)
                    .hasMessage("it is gzip and ends before it is complete");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"garbage", "\n", "{\"type\":\"STATE\"}\n", "\u001fx", "\u001f\u001f", "\0x", "\0\u001f\u008b"})
    void whatFollowsAndIsNotGzipIsRefused(String garbage) throws IOException {
        byte[] gzip = gzip("one\n");

        assertThatThrownBy(() -> decompress(concatenation(gzip, bytes(garbage))))
                .isInstanceOf(ZipException.class)
                .hasMessageStartingWith("it is gzip up to byte ")
                .hasMessageContaining("something else follows");
        assertThatThrownBy(() -> decompress(concatenation(gzip, gzip, bytes(garbage))))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("something else follows");
    }

    @Test
    void thePlaceWhereSomethingElseFollowsIsNamed() throws IOException {
        byte[] gzip = gzip("one\n");

        assertThatThrownBy(() -> decompress(concatenation(gzip, bytes("garbage"))))
                .hasMessageContaining("up to byte " + gzip.length + ",");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 512, 100_000})
    void zerosAtTheEndArePadding(int count) throws IOException {
        byte[] padded = concatenation(gzip("one\n"), gzip("two\n"), new byte[count]);

        assertThat(decompress(padded)).asString(UTF_8).isEqualTo("one\ntwo\n");
    }

    @ParameterizedTest
    @CsvSource({
        "2, unknown compression method",
        "3, unknown flags",
    })
    void aDamagedHeaderOfALaterMemberIsAnError(int position, String fault) throws IOException {
        byte[] damaged = gzip("two\n");
        damaged[position] = (byte) 0xff;

        assertThatThrownBy(() -> decompress(concatenation(gzip("one\n"), damaged)))
                .isInstanceOf(ZipException.class)
                .hasMessageStartingWith("it is gzip and is damaged: ")
                .hasMessageContaining(fault);
    }

    @Test
    void aChangedTrailerIsAnError() throws IOException {
        byte[] whole = gzip("one\n");
        for (int i = whole.length - TRAILER_SIZE; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            String what = i < whole.length - TRAILER_SIZE / 2 ? "checksum" : "length";

            assertThatThrownBy(() -> decompress(damaged))
                    .as("byte %s", i)
                    .isInstanceOf(ZipException.class)
                    .hasMessage("it is gzip and is damaged: the " + what + " of the content does not match");
        }
    }

    /** Whatever bit is wrong: other content is never handed out as if it were whole. */
    @Test
    void aChangedBitIsAnErrorOrChangesNothing() throws IOException {
        byte[] content = "one\ntwo\nthree\n".repeat(10).getBytes(UTF_8);
        byte[] whole = gzip(content);
        for (int bit = 2 * 8; bit < whole.length * 8; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertThat(decompress(damaged)).as("bit %s", bit).isEqualTo(content);
            } catch (IOException e) {
                assertThat(e).as("bit %s", bit).hasMessageStartingWith("it is gzip");
            }
        }
    }
}
