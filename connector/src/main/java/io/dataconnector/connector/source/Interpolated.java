package io.dataconnector.connector.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.template.JsonValues;
import io.dataconnector.connector.template.Template;
import io.dataconnector.connector.template.TemplateException;
import io.dataconnector.connector.template.ValueType;
import io.dataconnector.connector.template.Variables;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A text of a manifest that may contain templates. It knows its place in the manifest, so that a failure can name it,
 * and brings the variables that every template has: {@code config} and {@code parameters}.
 */
public final class Interpolated {
    private static final Set<String> OF_CONFIGURATION = Set.of("config", "parameters");
    /** Parts of the names of functions and filters that give another value each time. */
    private static final Set<String> VARYING = Set.of("now", "today", "random", "day_delta", "uuid");

    private final String text;
    private final String place;
    private final JsonNode parameters;
    private final Settings settings;
    private final boolean isPlain;
    private final Optional<PlainPath> plainPath;
    /** Parsed when it is needed, so that the classes of templates are not loaded before. */
    private final Lazy<Template> template;

    private Interpolated(String written, String place, JsonNode parameters, Settings settings, Optional<String> known) {
        text = known.orElse(written);
        this.place = place;
        this.parameters = parameters.isMissingNode() ? JsonNodeFactory.instance.objectNode() : parameters;
        this.settings = settings;
        isPlain = known.isPresent() || isPlain(text);
        plainPath = PlainPath.of(text);
        template = new Lazy<>(() -> Template.parse(text));
        if (!isPlain && plainPath.isEmpty() && !settings.isTrusted()) {
            // Whether it is a template shows at once.
            template.get();
        }
    }

    /**
     * A text of a component.
     *
     * @param member the member that the text is in; with a text that cannot be parsed, what it is part of cannot be read
     * @return empty if the text cannot be parsed
     */
    public static Optional<Interpolated> of(String text, Component component, String member, Settings settings) {
        requireNonNull(text, "text is null");
        try {
            String parent = component.path();
            String place = parent.isEmpty() ? member : parent + "." + member;
            Optional<String> known = settings.isTrusted() ? known(text, component, member, settings) : Optional.empty();
            return Optional.of(new Interpolated(text, place, component.parameters(), settings, known));
        } catch (TemplateException e) {
            component.limit(member, e.getMessage());
            return Optional.empty();
        }
    }

    /** The value that the build has found for a configuration which says nothing of what the text reads. */
    private static Optional<String> known(String text, Component component, String member, Settings settings) {
        JsonNode value = component
                .value(ManifestBuild.UNCONFIGURED)
                .map(values -> values.path(member))
                .orElseGet(MissingNode::getInstance);
        boolean isConfigured = value.isTextual()
                && settings.config().propertyStream().anyMatch(option -> text.contains(option.getKey()));
        return isConfigured ? Optional.empty() : Optional.ofNullable(value.textValue());
    }

    /** The text of a member of a component; empty if there is none, or it cannot be parsed. */
    public static Optional<Interpolated> of(Component component, String member, Settings settings) {
        return component.text(member).flatMap(text -> of(text, component, member, settings));
    }

    /** The texts of a member that is an array of them, such as the steps of a path; what cannot be parsed is left out. */
    public static List<Interpolated> listOf(Component component, String member, Settings settings) {
        List<Interpolated> texts = new ArrayList<>();
        for (String text : component.texts(member)) {
            of(text, component, member, settings).ifPresent(texts::add);
        }
        return List.copyOf(texts);
    }

    /** Whether a text is the value of itself: without templates, and no literal of Python such as a number. */
    static boolean isPlain(String text) {
        if (text.isEmpty() || !(Character.isLetter(text.charAt(0)) || text.charAt(0) == '/')) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '"' || c == '\'' || c == '(' || c == '\n') {
                return false;
            }
        }
        return !Set.of("True", "False", "None").contains(text) && !text.contains("stream_state");
    }

    /** The text as it is in the manifest. */
    public String text() {
        return text;
    }

    /** Where it is in the manifest: {@code streams[0].retriever.requester.path}. */
    public String place() {
        return place;
    }

    /** Whether it has the same value every time. */
    public boolean isConstant() {
        return isPlain || (plainPath.isEmpty() && template.get().isConstant());
    }

    /** Whether nothing but the configuration decides about its value: no other variables, nor time or chance. */
    public boolean isOfConfiguration() {
        if (isPlain) {
            return true;
        }
        return isOfConfiguration(text, variables());
    }

    /** The same of a text that reads these variables. */
    static boolean isOfConfiguration(String text, Set<String> variables) {
        return OF_CONFIGURATION.containsAll(variables) && VARYING.stream().noneMatch(text::contains);
    }

    /** The variables that it reads. */
    public Set<String> variables() {
        if (isPlain) {
            return Set.of();
        }
        return plainPath
                .map(path -> Set.of(path.variable()))
                .orElseGet(() -> template.get().dependsOn());
    }

    /** Whether it reads a variable. */
    public boolean reads(String variable) {
        return variables().contains(variable);
    }

    /** The paths of a variable that it reads; see {@link Template#pathsOf}. */
    public Optional<Set<List<String>>> pathsOf(String variable) {
        if (!reads(variable)) {
            return Optional.of(Set.of());
        }
        return plainPath
                .map(path -> Optional.of(Set.of(path.names())))
                .orElseGet(() -> template.get().pathsOf(variable));
    }

    /**
     * The value, as an {@code InterpolatedString} of the CDK has it.
     *
     * @param variables those of this call, such as {@code stream_slice}
     * @throws ConnectorException if the template fails
     */
    public JsonNode value(Map<String, ? extends JsonNode> variables) {
        return ofPlainPath(variables)
                .<JsonNode>map(TextNode::valueOf)
                .orElseGet(() -> JsonValues.toJson(evaluate(text, Template::evaluateString, variables)));
    }

    private Optional<String> ofPlainPath(Map<String, ? extends JsonNode> variables) {
        return isPlain ? Optional.of(text) : plainPath.flatMap(path -> path.text(new AllVariables(variables)::value));
    }

    /**
     * The same, but text that denotes a value of none of the given types stays text.
     *
     * @throws ConnectorException if the template fails
     */
    public JsonNode value(Map<String, ? extends JsonNode> variables, Set<ValueType> types) {
        return JsonValues.toJson(evaluate(text, (parsed, values) -> parsed.evaluateString(values, types), variables));
    }

    /**
     * The value as text, as Python's {@code str} makes it.
     *
     * @throws ConnectorException if the template fails
     */
    public String string(Map<String, ? extends JsonNode> variables) {
        return ofPlainPath(variables)
                .orElseGet(() -> JsonValues.toText(evaluate(text, Template::evaluateString, variables)));
    }

    /**
     * The value, but null where the template is empty or uses something undefined, as the CDK's {@code
     * JinjaInterpolation} has it.
     *
     * @throws ConnectorException if the template fails
     */
    public JsonNode valueOrNull(Map<String, ? extends JsonNode> variables) {
        return JsonValues.toJson(evaluate(text, Template::evaluate, variables));
    }

    /**
     * The value or null, as {@link #valueOrNull(Map)} has it, but what is of none of some types stays text.
     *
     * @throws ConnectorException if the template fails
     */
    public JsonNode valueOrNull(Map<String, ? extends JsonNode> variables, Set<ValueType> types) {
        BiFunction<Template, Variables, Object> evaluation = (of, with) -> of.evaluate(with, types);
        return JsonValues.toJson(evaluate(text, evaluation, variables));
    }

    /**
     * Whether the value is true, as an {@code InterpolatedBoolean} of the CDK has it.
     *
     * @throws ConnectorException if the template fails
     */
    public boolean isTrue(Map<String, ? extends JsonNode> variables) {
        return plainPath
                .flatMap(path -> path.isTrue(new AllVariables(variables)::value))
                .orElseGet(() -> evaluate(!text.equals("false"), Template::evaluateBoolean, variables));
    }

    /** Whether a failure is that of a template while it was evaluated, which another configuration may mend. */
    public static boolean isOfTemplate(ConnectorException failure) {
        return failure.failureType() == FailureType.CONFIG_ERROR && failure.getCause() instanceof TemplateException;
    }

    private <T> T evaluate(
            T ofPlainText, BiFunction<Template, Variables, T> evaluation, Map<String, ? extends JsonNode> variables) {
        if (isPlain) {
            return ofPlainText;
        }
        try {
            return evaluation.apply(template.get(), new AllVariables(variables));
        } catch (TemplateException e) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR, "Manifest at " + place + ": " + e.getMessage() + ".", e);
        }
    }

    /** The variables of a call, and those that are there in every call. */
    private final class AllVariables implements Variables {
        private final Map<String, ? extends JsonNode> ofCall;

        AllVariables(Map<String, ? extends JsonNode> ofCall) {
            this.ofCall = ofCall;
        }

        @Override
        public Optional<JsonNode> value(String name) {
            return switch (name) {
                case "config" -> Optional.of(settings.config());
                case "parameters" -> Optional.of(parameters);
                default -> Optional.ofNullable(ofCall.get(name));
            };
        }

        @Override
        public Clock clock() {
            return settings.clock();
        }
    }
}
