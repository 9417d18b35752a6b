package io.dataconnector.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import org.junit.jupiter.api.Test;

/** Each expectation is what the CDK prints, but for what the class says is left out. */
final class SpecificationTest {
    private static void assertRefused(String yaml, String faults) throws InvalidDocumentException {
        ManifestView view = Manifests.resolve(yaml).view();
        Specification.of(view.source());
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(view::throwIfRefused)
                .withMessage("m.yaml:" + faults.replace("\n", "\n  "));
    }

    @Test
    void theMembersHaveTheNamesOfTheProtocol() throws InvalidDocumentException {
        ManifestView view = Manifests.resolve("""
                        spec:
                          connection_specification: {type: object, required: [a], additionalProperties: true}
                          documentation_url: https://example.com/docs
                          advanced_auth:
                            auth_flow_type: oauth2.0
                            predicate_key: [credentials, auth_type]
                            predicate_value: null
                            oauth_config_specification:
                              oauth_connector_input_specification: {consent_url: a}
                              complete_oauth_output_specification: {properties: {token: {type: string}}}
                        """).view();

        assertThat(Json.write(Specification.of(view.source())))
                .isEqualTo(
                        "{\"connectionSpecification\":{\"type\":\"object\",\"required\":[\"a\"],"
                                + "\"additionalProperties\":true},\"documentationUrl\":\"https://example.com/docs\","
                                + "\"advanced_auth\":{\"auth_flow_type\":\"oauth2.0\","
                                + "\"predicate_key\":[\"credentials\",\"auth_type\"],\"oauth_config_specification\":{\"oauth_connector_input_specification\":"
                                + "{\"consent_url\":\"a\",\"scopes_join_strategy\":\"space\"},"
                                + "\"complete_oauth_output_specification\":{\"properties\":{\"token\":{\"type\":\"string\"}}}}}}");
        view.throwIfRefused();
    }

    @Test
    void whatIsNotUnderstoodIsRefused() throws InvalidDocumentException {
        assertRefused(
                "spec: {connection_specification: {}, documentation_ulr: '',"
                        + " config_normalization_rules: {}, advanced_auth: {auth_flow_typ: 1}}",
                """

                  at spec.documentation_ulr: a member of Spec that is not supported; did you mean documentation_url?
                  at spec.advanced_auth.auth_flow_typ: a member of this object that is not supported; did you mean auth_flow_type?""");
        assertRefused("version: 7.0.0", " at the top: the required member spec of DeclarativeSource is missing");
        assertRefused("spec: {}", " at spec: the required member connection_specification of Spec is missing");
    }
}
