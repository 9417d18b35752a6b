package io.dataconnector.connector.source.decoding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.StreamManifest;
import io.dataconnector.core.document.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the decoders make of bodies: the elements that airbyte-cdk 7.39 yields, in an array. */
final class DecoderTest {
    private static final int LIMIT = 1_000;
    private static final Settings SETTINGS = new Settings(JsonNodeFactory.instance.objectNode(), Clock.systemUTC());

    private static StreamManifest manifest(String decoder) {
        try {
            return StreamManifest.ofRetriever("decoder", Json.read(decoder));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Decoder decoder(String json) {
        StreamManifest manifest = manifest(json);
        Decoder decoder =
                Decoder.compile(manifest.retriever(), "decoder", SETTINGS).orElseThrow();
        assertThat(manifest.faults()).isEmpty();
        return decoder;
    }

    private static String type(String type) {
        return "{\"type\":\"" + type + "\"}";
    }

    private static String archive(String type, String inner) {
        return "{\"type\":\"" + type + "\",\"decoder\":" + inner + "}";
    }

    private static JsonNode decode(String decoder, byte[] body) throws IOException {
        try (InputStream document = decoder(decoder).document(new ByteArrayInputStream(body), LIMIT)) {
            return Json.read(document.readAllBytes());
        }
    }

    private static String decode(String decoder, String body) throws IOException {
        return Json.write(decode(decoder, body.getBytes(UTF_8)));
    }

    private static String unescape(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t");
    }

    @Test
    void jsonIsTakenAsItIs() {
        assertThat(Decoder.compile(manifest(type("JsonDecoder")).retriever(), "decoder", SETTINGS))
                .isEmpty();
        assertThat(Decoder.compile(
                        StreamManifest.ofRetriever("x-nothing", JsonNodeFactory.instance.nullNode())
                                .retriever(),
                        "decoder",
                        SETTINGS))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1}\\n{"a":2}             | [{"a":1},{"a":2}]
            {"a":1}\\r\\n\\r\\n {"a":2}\\n | [{"a":1},{"a":2}]
            \\n[1]\\n"x\\t"               | [[1],"x\\t"]
            ``                            | []
            """)
    void linesOfJson(String body, String expected) throws IOException {
        String lines = body.replace("\\r", "\r").replace("\\n", "\n");
        assertThat(decode(type("JsonlDecoder"), lines)).isEqualTo(expected);
    }

    private static String items(String path) {
        return "{\"type\":\"JsonItemsDecoder\",\"items_path\":\"" + path + "\"}";
    }

    /** As {@code ijson.items} finds them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a        | {"b":[9],"a":[{"x":1.50,"y":[{}]}, "t]\\"", null,[2]],"c":{"a":[3]}} | [{"x":1.50,"y":[{}]},"t]\\"",null,[2]]
            a.b      | { "a" : { "b" : [ 1 , 2 ] , "c" : "]" } }        | [1,2]
            a.b      | {"a.b":[1],"a":{"b":[2]},"ab":[3]}               | [1,2]
            a.item.b | {"a":[{"b":[1]},{"c":[2]},{"b":[3,{"b":[4]}]}]}  | [1,3,{"b":[4]}]
            item.a   | [{"a":[1]},{"a":[]},7]                           | [1]
            item     | [[1,2],[3]]                                      | [1,2,3]
            \u00e9  | {"\\u00e9":[true]}                               | [true]
            a        | {"a":{"b":1}}                                    | []
            a        | {"a":[],"a":7}                                   | []
            a        | 7                                                | []
            a        | []                                               | []
            """)
    void elementsWithinADocument(String path, String body, String expected) throws IOException {
        assertThat(decode(items(path), body)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":[1     | it ends within its JSON document
            {"a":[1]    | it ends within its JSON document
            {"a":["x    | it ends within its JSON document
            ``          | it ends within its JSON document
            {a:[1]}     | it is not JSON
            {"a" [1]}   | it is not JSON
            """)
    void documentsThatAreNotWhole(String body, String message) {
        assertThatIOException().isThrownBy(() -> decode(items("a"), body)).withMessageContaining(message);
    }

    @Test
    void anElementMayNotBeTooLargeAndWhatIsAroundItMay() throws IOException {
        String large = "\"" + "x".repeat(LIMIT) + "\"";
        assertThat(decode(items("a"), "{\"b\":" + large + ",\"a\":[1]}")).isEqualTo("[1]");
        assertThatIOException()
                .isThrownBy(() -> decode(items("a"), "{\"a\":[" + large + "]}"))
                .withMessageContaining("an element of a JSON array is larger than max_record_bytes");
    }

    @Test
    void elementsInAnotherEncodingAndInAnArchive() throws IOException {
        String latin = "{\"type\":\"JsonItemsDecoder\",\"items_path\":\"ä\",\"encoding\":\"latin-1\"}";
        byte[] body = "{\"ä\":[\"ö\"]}".getBytes(ISO_8859_1);
        assertThat(Json.write(decode(latin, body))).isEqualTo("[\"ö\"]");
        assertThat(Json.write(decode(archive("GzipDecoder", latin), body))).isEqualTo("[\"ö\"]");
        StreamManifest manifest = manifest(items(""));
        assertThat(Decoder.compile(manifest.retriever(), "decoder", SETTINGS)).isPresent();
        assertThat(manifest.faults()).contains("items_path: must name the way to an array");
    }

    /** As {@code csv.DictReader} reads them, but for what is beyond the names. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a,b\\n1,2\\n                            | [{"a":"1","b":"2"}]
            a,b\\r\\n"x,""y\""",\\r\\n\\r\\n3\\n     | [{"a":"x,\\"y\\"","b":""},{"a":"3","b":null}]
            a,b\\n1,"two lines"\\n"q"x,z"z\\n       | [{"a":"1","b":"two lines"},{"a":"qx","b":"z\\"z"}]
            a\\n""\\n                               | [{"a":""}]
            a ,b\\n 1 , "2"                         | [{"a ":" 1 ","b":" \\"2\\""}]
            a,b\\n1,2,3                             | [{"a":"1","b":"2"}]
            a,b                                     | []
            a\\n"open                               | [{"a":"open"}]
            ``                                      | []
            """)
    void rowsOfCsv(String body, String expected) throws IOException {
        assertThat(decode(type("CsvDecoder"), unescape(body))).isEqualTo(expected);
    }

    @Test
    void csvOfAnotherKind() throws IOException {
        String decoder = "{\"type\":\"CsvDecoder\",\"delimiter\":\"\\\\t\",\"encoding\":\"latin-1\","
                + "\"set_values_to_none\":[\"-\"]}";

        JsonNode rows = decode(decoder, "ä\tb\nö,\t-\n".getBytes(Charset.forName("ISO-8859-1")));

        assertThat(Json.write(rows)).isEqualTo("[{\"ä\":\"ö,\",\"b\":null}]");
    }

    /** Python's {@code utf-8-sig} takes the mark off, if there is one, and {@code utf-8} does not. */
    @ParameterizedTest
    @CsvSource({"utf-8-sig, a", "UTF_8_SIG, a", "utf-8, \ufeffa"})
    void aByteOrderMark(String encoding, String name) throws IOException {
        String decoder = "{\"type\":\"CsvDecoder\",\"encoding\":\"" + encoding + "\"}";
        assertThat(decode(decoder, "\ufeffa\n\ufeff1\n")).isEqualTo("[{\"" + name + "\":\"\ufeff1\"}]");
        assertThat(decode(decoder, "a\n1\n")).isEqualTo("[{\"a\":\"1\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CsvDecoder", "IterableDecoder"})
    void bytesThatAreNotOfTheEncoding(String type) {
        byte[] latin1 = "a\nö\n".getBytes(ISO_8859_1);
        byte[] torn = Arrays.copyOf("a\nö".getBytes(UTF_8), 3);
        for (byte[] body : List.of(latin1, torn)) {
            assertThatIOException()
                    .isThrownBy(() -> decode(type(type), body))
                    .withMessageStartingWith(
                            "it is not text in the encoding UTF-8. Have the API answer in it, or name");
        }
    }

    @Test
    void aLineBreakWithinQuotesIsText() throws IOException {
        assertThat(decode(type("CsvDecoder"), "a,b\n1,\"two\nlines\"\n"))
                .isEqualTo("[{\"a\":\"1\",\"b\":\"two\\nlines\"}]");
    }

    @Test
    void linesOfText() throws IOException {
        assertThat(decode(type("IterableDecoder"), "a\n\n\"b\"\r\n"))
                .isEqualTo("[{\"record\":\"a\"},{\"record\":\"\"},{\"record\":\"\\\"b\\\"\"}]");
        assertThat(decode(type("IterableDecoder"), "a\r\rb\r\n\nc"))
                .isEqualTo(
                        "[{\"record\":\"a\"},{\"record\":\"\"},{\"record\":\"b\"},{\"record\":\"\"},{\"record\":\"c\"}]");
        assertThat(decode(type("IterableDecoder"), "")).isEqualTo("[]");
    }

    /** As xmltodict has it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <r/>                                       | {"r":null}
            <r a="1">x</r>                             | {"r":{"@a":"1","#text":"x"}}
            <r><i>1</i><i k="v">2</i><i/><o> </o></r>  | {"r":{"i":["1",{"@k":"v","#text":"2"},null],"o":null}}
            <?xml version="1.0"?><n:r xmlns:n="u"><!-- c --><n:a><![CDATA[ <x> ]]></n:a></n:r> | {"n:r":{"@xmlns:n":"u","n:a":"<x>"}}
            <r>a &amp; b &#228;<c/></r>                | {"r":{"c":null,"#text":"a & b ä"}}
            """)
    void xml(String body, String expected) throws IOException {
        assertThat(decode(type("XmlDecoder"), body)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <r>      | it is not XML at line 1
            {"a":1}  | it is not XML at line 1
            <!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r>&e;</r> | it is not XML at line 1
            """)
    void whatIsNoXml(String body, String message) {
        assertThatIOException()
                .isThrownBy(() -> decode(type("XmlDecoder"), body))
                .withMessage(message);
    }

    /** Each of these is more than some JDK allows by default. */
    @Test
    void xmlMayHaveMuchOfEverything() throws IOException {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 11_000; i++) {
            attributes.append(" a").append(i).append("=''");
        }
        for (String xml : List.of(
                "<r>" + "<i>a &amp; b</i>".repeat(150_000) + "</r>",
                "<r" + attributes + "/>",
                "<" + "n".repeat(1_500) + "/>")) {
            byte[] bytes = xml.getBytes(UTF_8);
            assertThat(decoder(type("XmlDecoder")).document(new ByteArrayInputStream(bytes), bytes.length))
                    .isNotEmpty();
        }
    }

    @Test
    void xmlIsNotNestedDeeperThanTheStackAllows() throws IOException {
        byte[] deep = ("<a>".repeat(1_000) + "</a>".repeat(1_000)).getBytes(UTF_8);
        byte[] deeper = ("<a>".repeat(100_000) + "</a>".repeat(100_000)).getBytes(UTF_8);

        assertThat(decoder(type("XmlDecoder")).document(new ByteArrayInputStream(deep), deep.length))
                .isNotEmpty();
        assertThatIOException()
                .isThrownBy(() -> decoder(type("XmlDecoder")).document(new ByteArrayInputStream(deeper), deeper.length))
                .withMessage("its elements are nested more than 1000 deep");
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(byte[]... files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("folder/"));
            for (int i = 0; i < files.length; i++) {
                zip.putNextEntry(new ZipEntry("folder/" + i));
                zip.write(files[i]);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void whatIsCompressed() throws IOException {
        String csv = archive("GzipDecoder", type("CsvDecoder"));
        byte[] rows = "a\n1".getBytes(UTF_8);
        assertThat(Json.write(decode(csv, gzip(rows)))).isEqualTo("[{\"a\":\"1\"}]");
        assertThat(Json.write(decode(csv, rows))).isEqualTo("[{\"a\":\"1\"}]");
        assertThat(Json.write(decode(csv, new byte[0]))).isEqualTo("[]");
        String twice = archive("GzipDecoder", archive("GzipDecoder", type("JsonDecoder")));
        assertThat(Json.write(decode(twice, gzip(gzip("{\"a\": [1]}".getBytes(UTF_8))))))
                .isEqualTo("{\"a\":[1]}");
        assertThat(decoder(twice).givesArray()).isFalse();
        assertThat(decoder(csv).givesArray()).isTrue();
        assertThat(decoder(type("XmlDecoder")).givesArray()).isFalse();
    }

    /** As a body over HTTP does that arrives in chunks: of the next one, nothing is known to be available. */
    @Test
    void membersThatEndWhereAReadEndsAreFollowedByOthers() throws IOException {
        byte[] one = gzip("{\"a\":1}\n".getBytes(UTF_8));
        byte[] two = gzip("{\"a\":2}\n".getBytes(UTF_8));
        InputStream body = Decoder.concat(
                List.of(new ByteArrayInputStream(one), new ByteArrayInputStream(two), new ByteArrayInputStream(one)));

        try (InputStream document =
                decoder(archive("GzipDecoder", type("JsonlDecoder"))).document(unavailable(body), LIMIT)) {
            assertThat(Json.write(Json.read(document.readAllBytes()))).isEqualTo("[{\"a\":1},{\"a\":2},{\"a\":1}]");
        }
    }

    private static InputStream unavailable(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int available() {
                return 0;
            }
        };
    }

    @Test
    void filesOfAnArchive() throws IOException {
        byte[] one = gzip("{\"a\":1}\n{\"a\":2}\n".getBytes(UTF_8));
        byte[] none = gzip(new byte[0]);
        byte[] two = gzip("{\"a\":3}".getBytes(UTF_8));
        String lines = archive("ZipfileDecoder", archive("GzipDecoder", type("JsonlDecoder")));
        assertThat(Json.write(decode(lines, zip(none, one, none, two)))).isEqualTo("[{\"a\":1},{\"a\":2},{\"a\":3}]");

        String json = archive("ZipfileDecoder", type("JsonDecoder"));
        byte[] array = " [ {\"a\":1}, 2 ] ".getBytes(UTF_8);
        byte[] object = "{\"b\":[]}\n".getBytes(UTF_8);
        assertThat(Json.write(decode(json, zip(array, "[]".getBytes(UTF_8), object))))
                .isEqualTo("[{\"a\":1},2,{\"b\":[]}]");
        assertThat(Json.write(decode(json, zip()))).isEqualTo("[]");
        assertThatIOException()
                .isThrownBy(() -> decode(json, "no archive".getBytes(UTF_8)))
                .withMessage("it is no ZIP archive, or an empty one");
    }

    @Test
    void whatMustBeHeldIsLimited() {
        String large = "<r>" + "x".repeat(LIMIT) + "</r>";
        assertThatIOException()
                .isThrownBy(() -> decode(type("XmlDecoder"), large))
                .withMessageContaining("larger than max_record_bytes, 1000");
        assertThatIOException()
                .isThrownBy(() -> decode(type("CsvDecoder"), "a\n" + "x".repeat(LIMIT + 2)))
                .withMessageContaining("a row of CSV is larger than max_record_bytes, 1000");
    }

    /** All characters of a row count, not only those of its fields. */
    @Test
    void rowsAndLinesAreLimited() throws IOException {
        String row =
                "a row of CSV is larger than max_record_bytes, 1000. Raise max_record_bytes, and the heap with -Xmx";
        for (String large :
                List.of(",".repeat(LIMIT + 1), "\"ab\",".repeat(LIMIT / 5 + 1), "\"" + "\n".repeat(LIMIT))) {
            assertThatIOException()
                    .isThrownBy(() -> decode(type("CsvDecoder"), "a\n" + large))
                    .withMessage(row);
        }
        assertThatIOException()
                .isThrownBy(() -> decode(type("IterableDecoder"), "a\n" + "x".repeat(LIMIT + 1)))
                .withMessage(row.replace("row of CSV", "line"));

        String most = "x".repeat(LIMIT);
        assertThat(decode(type("CsvDecoder"), "a\n" + most + "\n" + most))
                .isEqualTo("[{\"a\":\"" + most + "\"},{\"a\":\"" + most + "\"}]");
        assertThat(decode(type("IterableDecoder"), most + "\r\n" + most))
                .isEqualTo("[{\"record\":\"" + most + "\"},{\"record\":\"" + most + "\"}]");
    }

    /** Lines and rows are decoded while they arrive. */
    @ParameterizedTest
    @CsvSource({"JsonlDecoder, '{\"a\":\"1\"}\n'", "CsvDecoder, '1\n'", "IterableDecoder, '1\n'"})
    void aBodyIsNotHeld(String type, String line) throws IOException {
        InputStream many = new ByteArrayInputStream(line.repeat(200_000).getBytes(UTF_8));
        try (InputStream document = decoder(type(type)).document(many, LIMIT)) {
            assertThat(document.readNBytes(1_000)).hasSize(1_000);
            assertThat(many.available()).isGreaterThan(100_000);
        }
    }

    @Test
    void manifestsThatAreWrong() {
        ObjectNode csv = JsonNodeFactory.instance
                .objectNode()
                .put("type", "CsvDecoder")
                .put("delimiter", "--")
                .put("encoding", "utf-9");
        StreamManifest manifest = StreamManifest.ofRetriever("decoder", csv);
        Optional<Decoder> unused = Decoder.compile(manifest.retriever(), "decoder", SETTINGS);
        assertThat(manifest.faults())
                .contains(
                        "decoder.delimiter: must be one character",
                        "decoder.encoding: there is no encoding of this name, such as utf-8");

        StreamManifest empty = manifest(type("GzipDecoder"));
        Optional<Decoder> without = Decoder.compile(empty.retriever(), "decoder", SETTINGS);
        assertThat(without).isPresent();
        assertThat(empty.faults()).contains("the required member decoder of GzipDecoder is missing");
    }

    /** What pandas makes of it for the CDK's ResponseToFileExtractor. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            false | [{"a":"1","b":"x y"},{"a":null,"b":null},{"a":"q\\"t","b":null},{"a":"nul","b":"2"}]
            true  | [{"a":"1","b":"x y"},{"a":"NA","b":null},{"a":"q\\"t","b":"null"},{"a":"nul","b":"2"}]
            """)
    void aFileOfCsvHasMissingValues(boolean keepsMissing, String expected) throws IOException {
        StreamManifest manifest = StreamManifest.ofRetriever(
                "download_extractor",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "ResponseToFileExtractor")
                        .put("preserve_na_values", keepsMissing));
        Decoder decoder = Decoder.ofCsvFile(manifest.retriever()
                .component("download_extractor", "ResponseToFileExtractor")
                .orElseThrow());
        byte[] csv = (Character.toString(0xfeff) + "a,b\n1,x y\n\nNA,\n\"q\"\"t\",null\nn\0ul,2\n").getBytes(UTF_8);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(csv);
        }

        for (byte[] body : List.of(csv, zipped.toByteArray())) {
            byte[] decoded =
                    decoder.document(new ByteArrayInputStream(body), 1_000).readAllBytes();
            assertThat(new String(decoded, UTF_8)).isEqualTo(expected);
        }
    }
}
