package io.dataconnector.core.zstd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dataconnector.core.testing.Draws;
import io.dataconnector.core.testing.SeededTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class ZstdTest {
    private static final byte[] TEXT = "one line\nand another\n".repeat(50).getBytes(UTF_8);

    @SeededTest(rounds = 30)
    void whatIsCompressedComesBack(Draws draws) throws IOException {
        byte[] bytes = draws.bytes(100_000);

        assertThat(decompressed(compressed(bytes))).isEqualTo(bytes);
    }

    @Test
    void equalBytesAreCompressedToEqualBytesThatBeginWithTheMagicNumber() throws IOException {
        assertThat(compressed(TEXT)).isEqualTo(compressed(TEXT));
        assertThat(Zstd.isMagic(compressed(TEXT))).isTrue();
        assertThat(Zstd.isMagic(TEXT)).isFalse();
        assertThat(Zstd.isMagic(new byte[3])).isFalse();
    }

    /** A skippable frame is no content. Programs that compress in parallel write one first. */
    @Test
    void aSkippableFrameMayComeFirst() throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.write(new byte[] {0x5e, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'});
        frames.write(compressed(TEXT));

        assertThat(Zstd.isMagic(frames.toByteArray())).isTrue();
        assertThat(decompressed(frames.toByteArray())).isEqualTo(TEXT);
    }

    @Test
    void framesFollowEachOther() throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.write(compressed(TEXT));
        frames.write(compressed("end".getBytes(UTF_8)));

        assertThat(new String(decompressed(frames.toByteArray()), UTF_8)).isEqualTo(new String(TEXT, UTF_8) + "end");
    }

    @Test
    void singleBytesAreRead() throws IOException {
        try (InputStream in = Zstd.decompress(new ByteArrayInputStream(compressed("é".getBytes(UTF_8))))) {
            assertThat(in.read()).isEqualTo(0xc3);
            assertThat(in.read()).isEqualTo(0xa9);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aFrameThatIsCutOffIsNotComplete() throws IOException {
        byte[] frame = compressed(TEXT);

        assertThatThrownBy(() -> decompressed(Arrays.copyOf(frame, frame.length - 1)))
                .isInstanceOf(EOFException.class)
                .hasMessage("it is zstd and ends before it is complete");
        assertThatThrownBy(() -> decompressed(Arrays.copyOf(frame, 5)))
                .isInstanceOf(EOFException.class)
                .hasMessage("it is zstd and ends before it is complete");
    }

    @Test
    void damageIsNoticed() throws IOException {
        byte[] frame = compressed(TEXT);
        frame[frame.length - 1] ^= 1;

        assertThatThrownBy(() -> decompressed(frame))
                .isInstanceOf(ZipException.class)
                .hasMessageStartingWith("it is zstd and is damaged, or other data follows: ");
    }

    @Test
    void whatFollowsAFrameAndIsNoneIsNoticed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(compressed(TEXT));
        bytes.write("plain text".getBytes(UTF_8));

        assertThatThrownBy(() -> decompressed(bytes.toByteArray()))
                .isInstanceOf(ZipException.class)
                .hasMessageStartingWith("it is zstd and is damaged, or other data follows: ");
    }

    @Test
    void anInputThatFailsIsNotTakenForDamage() throws IOException {
        IOException failure = new IOException("the disk is gone");
        InputStream broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw failure;
            }
        };

        try (InputStream in = Zstd.decompress(broken)) {
            assertThatThrownBy(in::readAllBytes).isSameAs(failure);
        }
    }

    private static byte[] compressed(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressed = Zstd.compress(out)) {
            compressed.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] decompressed(byte[] bytes) throws IOException {
        try (InputStream in = Zstd.decompress(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }
}
