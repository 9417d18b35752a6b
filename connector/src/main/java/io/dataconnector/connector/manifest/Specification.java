package io.dataconnector.connector.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What {@code spec} prints for a manifest: the ConnectorSpecification of the Airbyte protocol that the CDK makes of the
 * component Spec ({@code Spec.generate_spec}). The CDK also prints {@code supportsNormalization} and {@code
 * supportsDBT}, which are false for every source and by default; they are left out.
 */
public final class Specification {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Specification() {}

    /**
     * The specification of a source. What is wrong with it is a fault of the source's view.
     *
     * @param source a DeclarativeSource
     */
    public static ObjectNode of(Component source) {
        return source.requiredComponent("spec", "Spec")
                .map(Specification::ofSpec)
                .orElseGet(NODES::objectNode);
    }

    private static ObjectNode ofSpec(Component spec) {
        ObjectNode specification = NODES.objectNode();
        // What they do to a configuration is no part of what is printed; who reads one has to look.
        spec.passOver("config_normalization_rules");
        spec.requiredValue("connection_specification");
        spec.object("connection_specification")
                .ifPresent(schema -> specification.set("connectionSpecification", schema));
        // An empty address is none to the CDK.
        spec.text("documentation_url")
                .filter(url -> !url.isEmpty())
                .ifPresent(url -> specification.put("documentationUrl", url));
        spec.untyped("advanced_auth").ifPresent(flow -> specification.set("advanced_auth", advancedAuth(flow)));
        return specification;
    }

    /** How a user signs in: an AuthFlow, whose members have the same names in the protocol. */
    private static ObjectNode advancedAuth(Component flow) {
        ObjectNode auth = copy(flow, "auth_flow_type", "predicate_key", "predicate_value");
        flow.untyped("oauth_config_specification")
                .ifPresent(oauth -> auth.set("oauth_config_specification", oauth(oauth)));
        return auth;
    }

    private static ObjectNode oauth(Component oauth) {
        ObjectNode specification = NODES.objectNode();
        oauth.object("oauth_connector_input_specification").ifPresent(input -> {
            ObjectNode written = input.deepCopy();
            // The CDK writes the default out.
            if (!written.has("scopes_join_strategy")) {
                written.put("scopes_join_strategy", "space");
            }
            specification.set("oauth_connector_input_specification", written);
        });
        specification.setAll(copy(
                oauth,
                "oauth_user_input_from_connector_config_specification",
                "complete_oauth_output_specification",
                "complete_oauth_server_input_specification",
                "complete_oauth_server_output_specification"));
        return specification;
    }

    private static ObjectNode copy(Component part, String... names) {
        ObjectNode copy = NODES.objectNode();
        for (String name : names) {
            part.value(name).ifPresent(value -> copy.set(name, value));
        }
        return copy;
    }
}
