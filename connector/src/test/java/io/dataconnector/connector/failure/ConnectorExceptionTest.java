package io.dataconnector.connector.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ConnectorExceptionTest {
    @Test
    void carriesAMessageACategoryAndACause() {
        IllegalStateException cause = new IllegalStateException();

        ConnectorException failure = new ConnectorException(FailureType.TRANSIENT_ERROR, "Try later.", cause);

        assertThat(failure).hasMessage("Try later.").hasCause(cause);
        assertThat(failure.failureType()).isEqualTo(FailureType.TRANSIENT_ERROR);
    }

    @Test
    void isNothingWithoutAMessage() {
        assertThatThrownBy(() -> new ConnectorException(FailureType.CONFIG_ERROR, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("message is null");
    }
}
