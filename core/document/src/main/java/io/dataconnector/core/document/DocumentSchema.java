package io.dataconnector.core.document;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** A JSON Schema, draft-07, against which documents are validated. */
public final class DocumentSchema {
    private final Schema schema;

    private DocumentSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * A schema whose formats are asserted.
     *
     * @throws IllegalArgumentException if it is no schema, with a message that goes on after the name of its place
     */
    public static DocumentSchema of(JsonNode schema) {
        return of(schema, true);
    }

    /**
     * A schema whose formats are only annotations; the draft leaves this choice to the implementation.
     *
     * @throws IllegalArgumentException if it is no schema, with a message that goes on after the name of its place
     */
    public static DocumentSchema withoutFormats(JsonNode schema) {
        return of(schema, false);
    }

    private static DocumentSchema of(JsonNode schema, boolean areFormatsAsserted) {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(areFormatsAsserted)
                .locale(Locale.ENGLISH)
                .build();
        try {
            Schema compiled = SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_7, registry -> registry.schemaRegistryConfig(config))
                    .getSchema(schema);
            compiled.initializeValidators();
            return new DocumentSchema(compiled);
        } catch (SchemaException e) {
            throw new IllegalArgumentException("is no JSON Schema: " + e.getMessage(), e);
        }
    }

    /** The schema in a resource of a program, at the top of its resources. */
    public static DocumentSchema ofResource(Class<?> program, String name) {
        try (InputStream resource = requireNonNull(program.getResourceAsStream("/" + name), name)) {
            return of(Json.read(resource.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Validates a document.
     *
     * @throws InvalidDocumentException if it is not valid, with every fault and its JSON pointer
     */
    public void check(Document document) throws InvalidDocumentException {
        Faults faults = new Faults();
        addFaults(document.content(), faults);
        faults.throwIfAny(document.name());
    }

    /** Adds everything that is wrong with a document. */
    public void addFaults(JsonNode document, Faults faults) {
        faults(document).forEach(faults::addMessage);
    }

    /** Everything that is wrong with a document, each fault with its JSON pointer; empty if it is valid. */
    public List<String> faults(JsonNode document) {
        return schema.validate(document).stream().map(this::describe).distinct().toList();
    }

    private String describe(Error error) {
        return Faults.at(error.getInstanceLocation().toString(), message(error));
    }

    /** What is wrong; a pattern or a format is explained by the schema's own examples, if it has any. */
    private String message(Error error) {
        boolean isAboutForm =
                error.getKeyword().equals("pattern") || error.getKeyword().equals("format");
        String rule = error.getEvaluationPath().toString();
        JsonNode examples = schema.getSchemaNode()
                .at(rule.substring(0, rule.lastIndexOf('/')))
                .path("examples");
        if (!isAboutForm || examples.isEmpty()) {
            return error.getMessage();
        }
        String shown = examples.valueStream().map(JsonNode::toString).collect(joining(" or "));
        return Faults.show(error.getInstanceNode()) + " does not have the expected form, for example " + shown;
    }
}
