package io.dataconnector.connector.source.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.source.SourceCases;
import org.junit.jupiter.api.Test;

final class CheckOverridesTest {
    private static Manifest manifest(String check, String authenticator) {
        ObjectNode content =
                (ObjectNode) SourceCases.json("{\"check\":" + check + ",\"definitions\":[" + authenticator + "]}");
        return new Manifest("m.yaml", content, content);
    }

    private static ObjectNode applied(String check, String config) {
        return CheckOverrides.apply(CheckOverrides.of(manifest(check, "{}")), (ObjectNode) SourceCases.json(config));
    }

    @Test
    void membersAtTheTopAreReplacedAsAWhole() {
        assertThat(applied("{\"config_overrides\":{\"a\":{\"x\":1},\"b\":null}}", "{\"a\":{\"y\":2},\"c\":3}"))
                .hasToString("{\"a\":{\"x\":1},\"c\":3,\"b\":null}");
        assertThat(applied("{}", "{\"c\":3}")).hasToString("{\"c\":3}");
    }

    @Test
    void whatThePlatformReservesIsRefused() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> applied("{\"config_overrides\":{\"__airbyte_check_stream_names\":[]}}", "{}"))
                .withMessage("Manifest m.yaml at check.config_overrides: has names that are reserved for the platform:"
                        + " __airbyte_check_stream_names.");
    }

    @Test
    void whatWouldBeKeptIsRefused() {
        assertThatExceptionOfType(ConnectorException.class)
                .isThrownBy(() -> CheckOverrides.of(manifest(
                        "{\"config_overrides\":{\"a\":1}}",
                        "{\"type\":\"OAuthAuthenticator\",\"refresh_token_updater\":{}}")))
                .withMessageContaining("cannot be used together with a refresh_token_updater");
    }
}
