package io.dataconnector.connector.sync;

import static io.dataconnector.connector.sync.InMemorySync.NO_STATE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dataconnector.connector.catalog.SyncMode;
import io.dataconnector.connector.protocol.RawOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages with a decoder are read to their end, whatever the decoder has a use for: else they could not be recorded. */
final class DecodedPageTest {
    private static final String MANIFEST = """
            version: 7.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [notes]}
            streams:
              - type: DeclarativeStream
                name: notes
                primary_key: id
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "https://api.example.com", path: notes}
                  decoder: DECODER
                  record_selector:
                    type: RecordSelector
                    extractor: {type: DpathExtractor, field_path: []}
            """;
    private static final String GZIP = "{type: GzipDecoder, decoder: {type: JsonlDecoder}}";
    private static final String ZIP = "{type: ZipfileDecoder, decoder: {type: JsonlDecoder}}";
    private static final byte[] RECORD = "{\"id\":\"a\"}\n".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private InMemorySync sync;
    private Body body = new Body(new byte[0]);

    @BeforeEach
    void begin() {
        sync = new InMemorySync(folder);
    }

    private RawOutput read(String decoder, byte[] page) {
        sync.manifest(MANIFEST.replace("DECODER", decoder));
        sync.pages().put("notes", "page_1", "");
        body = new Body(page);
        sync.pages().whenRead("notes", "page_1", empty -> body);
        return sync.read(NO_STATE, sync.stream("notes", SyncMode.FULL_REFRESH));
    }

    /** Bytes that arrive one by one, and know whether their end was seen while they were open. */
    private static final class Body extends FilterInputStream {
        private boolean isClosed;
        private boolean isWhole;

        Body(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int received = super.read(buffer, from, Math.min(length, 1));
            isWhole |= !isClosed && received < 0;
            return received;
        }

        @Override
        public int available() {
            return 0;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    @Test
    void gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(RECORD);
        }

        RawOutput raw = read(GZIP, bytes.toByteArray());

        assertThat(raw.recordIds("notes")).containsExactly("a");
        assertThat(body.isWhole).isTrue();
        assertThat(body.isClosed).isTrue();
    }

    @Test
    void anArchiveWithItsDirectory() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment("x".repeat(10_000));
            zip.putNextEntry(new ZipEntry("file"));
            zip.write(RECORD);
        }

        RawOutput raw = read(ZIP, bytes.toByteArray());

        assertThat(raw.recordIds("notes")).containsExactly("a");
        assertThat(body.isWhole).isTrue();
        assertThat(body.isClosed).isTrue();
    }

    @Test
    void textInAnotherEncodingIsAnErrorOfItsPage() {
        RawOutput raw = read("{type: CsvDecoder}", "id\nö\n".getBytes(ISO_8859_1));

        assertThat(raw.recordIds("notes")).isEmpty();
        assertThat(raw.errorMessages())
                .singleElement()
                .asString()
                .contains(
                        "Page notes/page_1 cannot be read: it is not text in the encoding UTF-8. Have the API answer");
    }
}
