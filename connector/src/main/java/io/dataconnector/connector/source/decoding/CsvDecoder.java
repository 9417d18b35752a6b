package io.dataconnector.connector.source.decoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.core.document.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rows of CSV, {@code CsvDecoder}: each is an object of texts with the names of the first row, as Python's {@code DictReader}
 * has it. A row that is too short lacks the last ones, which are null; what is beyond the names is left out.
 */
final class CsvDecoder implements Decoder {
    private static final Map<String, String> ESCAPED = Map.of("\\t", "\t", "\\n", "\n", "\\\\", "\\");
    /** Names that Python has and Java has not. */
    private static final Map<String, String> ENCODINGS = Map.of(
            "latin-1",
            "ISO-8859-1",
            "latin_1",
            "ISO-8859-1",
            "utf_8",
            "UTF-8",
            "utf-8-sig",
            "UTF-8",
            "utf_8_sig",
            "UTF-8");
    /** Those whose text may begin with a byte order mark that is none of it. */
    private static final Set<String> MARKED = Set.of("utf-8-sig", "utf_8_sig");

    private final Charset encoding;
    private final boolean isMarked;
    private final char delimiter;
    private final Set<String> nulls;

    private CsvDecoder(Charset encoding, boolean isMarked, char delimiter, Set<String> nulls) {
        this.encoding = encoding;
        this.isMarked = isMarked;
        this.delimiter = delimiter;
        this.nulls = Set.copyOf(nulls);
    }

    /** Rows in UTF-8, with commas, perhaps with a byte order mark. */
    static CsvDecoder ofFile(Set<String> nulls) {
        return new CsvDecoder(UTF_8, true, ',', nulls);
    }

    static Decoder compile(Component component) {
        String delimiter =
                component.text("delimiter").filter(text -> !text.isEmpty()).orElse(",");
        String unescaped = ESCAPED.getOrDefault(delimiter, delimiter);
        if (unescaped.length() != 1) {
            component.fault("delimiter", "must be one character");
        }
        String encoding =
                component.text("encoding").filter(text -> !text.isEmpty()).orElse("utf-8");
        return new CsvDecoder(
                charset(component, encoding),
                MARKED.contains(encoding.toLowerCase(Locale.ROOT)),
                unescaped.charAt(0),
                Set.copyOf(component.texts("set_values_to_none")));
    }

    /** The encoding of a name that Python or Java knows; a fault of the member {@code encoding} if neither does. */
    static Charset charset(Component component, String name) {
        String known = ENCODINGS.getOrDefault(name.toLowerCase(Locale.ROOT), name);
        try {
            return Charset.forName(known);
        } catch (IllegalArgumentException e) {
            component.fault("encoding", "there is no encoding of this name, such as utf-8");
            return UTF_8;
        }
    }

    @Override
    public InputStream elements(InputStream body, int maxBytes) {
        DecodedText text = new DecodedText(body, encoding, "a row of CSV", maxBytes);
        CsvRows rows = new CsvRows(isMarked ? text.skipMark() : text, delimiter);
        return new TextElements() {
            private List<String> names = List.of();

            @Override
            Optional<String> next() throws IOException {
                if (names.isEmpty()) {
                    Optional<List<String>> header = rows.next();
                    if (header.isEmpty()) {
                        return Optional.empty();
                    }
                    names = header.get();
                }
                return rows.next().map(row -> Json.write(object(names, row)));
            }
        };
    }

    private ObjectNode object(List<String> names, List<String> row) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < names.size(); i++) {
            if (i < row.size() && !nulls.contains(row.get(i))) {
                object.put(names.get(i), row.get(i));
            } else {
                object.putNull(names.get(i));
            }
        }
        return object;
    }
}
