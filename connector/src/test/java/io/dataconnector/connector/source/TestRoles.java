package io.dataconnector.connector.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.extension.CustomAuthenticator;
import io.dataconnector.connector.extension.CustomComponent;
import io.dataconnector.connector.extension.CustomComponentFactory;
import io.dataconnector.connector.extension.CustomConfigTransformation;
import io.dataconnector.connector.extension.CustomDecoder;
import io.dataconnector.connector.extension.CustomErrorHandler;
import io.dataconnector.connector.extension.CustomErrorHandler.Action;
import io.dataconnector.connector.extension.CustomErrorHandler.Decision;
import io.dataconnector.connector.extension.CustomPaginationStrategy;
import io.dataconnector.connector.extension.CustomPartitionRouter;
import io.dataconnector.connector.extension.CustomRecordFilter;
import io.dataconnector.connector.extension.CustomRequester;
import io.dataconnector.connector.extension.CustomSchemaLoader;
import io.dataconnector.connector.extension.CustomStateMigration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A component of the tests for each role that few manifests have, services of their class path. */
public final class TestRoles {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TestRoles() {}

    private abstract static class Named implements CustomComponentFactory {
        @Override
        public final String className() {
            return "test." + getClass().getSimpleName();
        }
    }

    /** Does what the body names in {@code do}; fails on {@code fault}. */
    public static final class Judge extends Named {
        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            return (CustomErrorHandler) response -> {
                if (response.body().has("fault")) {
                    throw new IllegalStateException("a fault");
                }
                return Optional.of(response.body().path("do").asText())
                        .filter(action -> !action.isEmpty())
                        .map(action -> new Decision(
                                Action.valueOf(action),
                                Optional.of(response.text() + response.headers().keySet())));
            };
        }
    }

    /** Sends the token of the configuration, and a parameter; without a token it fails. */
    public static final class Token extends Named {
        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            return new CustomAuthenticator() {
                @Override
                public Map<String, String> headers() {
                    if (!config.has("token")) {
                        throw new IllegalStateException("no token");
                    }
                    return Map.of(
                            "Authorization", "Bearer " + config.path("token").asText());
                }

                @Override
                public Map<String, String> requestParameters() {
                    return Map.of("key", "k&y");
                }
            };
        }
    }

    /** Leaves parentheses as they are, says its slice in a header, and turns the body round. */
    public static final class Plain extends Named {
        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            return (CustomRequester) (request, streamSlice) -> new CustomRequester.Request(
                    request.method(),
                    request.withUrl(request.url().replace("%28", "(").replace("%29", ")"))
                            .url(),
                    Map.of(
                            "X-Slice", streamSlice.toString(),
                            "X-Seen", request.headers().getOrDefault("Content-Type", "none"),
                            "Authorization", request.headers().getOrDefault("Authorization", "none")),
                    request.body().map(body -> new StringBuilder(body).reverse().toString()));
        }
    }

    /** The regions of the configuration. */
    public static final class Regions extends Named {
        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            return (CustomPartitionRouter) () -> config.path("regions")
                    .valueStream()
                    .map(region -> NODES.objectNode().<ObjectNode>set("region", region))
                    .toList();
        }
    }

    /** The size of all pages so far, up to what the body says. */
    public static final class Sum extends Named {
        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            return new CustomPaginationStrategy() {
                @Override
                public Optional<JsonNode> first() {
                    return Optional.of(NODES.numberNode(0));
                }

                @Override
                public Optional<JsonNode> next(Page page) {
                    long sum = page.token().orElseThrow().longValue() + page.size();
                    return sum < page.response().path("total").longValue()
                            ? Optional.of(NODES.numberNode(sum))
                            : Optional.of(NODES.nullNode());
                }

                @Override
                public OptionalLong pageSize() {
                    return OptionalLong.of(component.path("size").longValue());
                }
            };
        }
    }

    /** Records whose id is odd. */
    public static final class Odd extends Named {
        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            return (CustomRecordFilter)
                    (record, streamSlice) -> record.path("id").asLong() % 2 == 1;
        }
    }

    /** Lines of text after one that is {@code words}; a line {@code bad} is wrong, and one {@code fault} a failure of the class. */
    public static final class Words extends Named {
        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            return (CustomDecoder) body -> {
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, UTF_8));
                if (!"words".equals(lines.readLine())) {
                    throw new IOException("it does not begin with words");
                }
                return lines.lines()
                        .map(line -> {
                            if (line.equals("bad")) {
                                throw new UncheckedIOException(new IOException("a line is bad"));
                            }
                            if (line.equals("fault")) {
                                throw new IllegalStateException("a fault");
                            }
                            return NODES.objectNode().put("word", line);
                        })
                        .iterator();
            };
        }
    }

    /** Renames {@code old} to {@code at}; fails on {@code fault}. */
    public static final class Renamed extends Named {
        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            return (CustomStateMigration) state -> {
                if (state.has("fault")) {
                    throw new IllegalStateException("a fault");
                }
                if (state.has("old")) {
                    state.set("at", state.remove("old"));
                }
                return state;
            };
        }
    }

    /** Adds {@code made}. */
    public static final class Made extends Named {
        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            return (CustomConfigTransformation)
                    changed -> changed.put("made", component.path("with").asText());
        }
    }

    /** A property for each name that the component has. */
    public static final class Fields extends Named {
        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            return (CustomSchemaLoader) () -> {
                ObjectNode schema = NODES.objectNode();
                ObjectNode properties = schema.putObject("properties");
                component.path("fields").forEach(name -> properties.putObject(name.asText()));
                return schema;
            };
        }
    }
}
