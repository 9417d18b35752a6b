package io.dataconnector.connector.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.source.request.Injection;
import io.dataconnector.connector.source.request.RequestOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cases of which it is known what the CDK makes of them, a line of JSON each; the first line is common to all. */
public final class SourceCases {
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private SourceCases() {}

    public static List<ObjectNode> read(String name) {
        try (InputStream stream =
                requireNonNull(SourceCases.class.getResourceAsStream("/source/" + name), "no resource of that name")) {
            return new String(stream.readAllBytes(), UTF_8)
                    .lines()
                    .map(SourceCases::json)
                    .map(ObjectNode.class::cast)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return READER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What injections make of a request: objects by the place of their values, as the CDK has them. */
    public static ObjectNode request(List<Injection> injections) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        for (Injection injection : injections) {
            RequestOption option = injection.option();
            ObjectNode target = request.withObjectProperty(option.place().name().toLowerCase(Locale.ROOT));
            List<String> path =
                    option.path().stream().map(name -> name.string(Map.of())).toList();
            for (String name : path.subList(0, path.size() - 1)) {
                target = target.withObjectProperty(name);
            }
            target.set(path.get(path.size() - 1), injection.value());
        }
        return request;
    }
}
