package io.dataconnector.connector.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.extension.CustomBackoffStrategy;
import io.dataconnector.connector.extension.CustomComponent;
import io.dataconnector.connector.extension.CustomComponentFactory;
import io.dataconnector.connector.extension.CustomRecordExtractor;
import io.dataconnector.connector.extension.CustomTransformation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Components of the tests, which are services of their class path. */
public final class TestComponents {
    private TestComponents() {}

    /** {@code test.Members}: the values of a response that are objects are its records. */
    public static final class Members implements CustomComponentFactory {
        @Override
        public String className() {
            return "test.Members";
        }

        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            if (component.has("refused")) {
                throw new IllegalArgumentException("refused is not supported");
            }
            if (component.has("broken")) {
                throw new IllegalStateException();
            }
            return (CustomRecordExtractor) response -> response.valueStream()
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .toList();
        }
    }

    /** {@code test.Marking}: sets the field {@code mark} to what the configuration has; fails on a record with {@code bad}. */
    public static final class Marking implements CustomComponentFactory {
        @Override
        public String className() {
            return "test.Marking";
        }

        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            return (CustomTransformation) (record, streamSlice) -> {
                if (record.has("bad")) {
                    throw new IllegalStateException("a bad record");
                }
                record.set("mark", config.path("mark"));
                record.put("slice", List.copyOf(streamSlice.properties()).toString());
            };
        }
    }

    /** {@code test.Patient}: waits a second for each attempt, and a negative time without a response. */
    public static final class Patient implements CustomComponentFactory {
        @Override
        public String className() {
            return "test.Patient";
        }

        @Override
        public CustomComponent create(ObjectNode component, ObjectNode config) {
            return (CustomBackoffStrategy)
                    failure -> Optional.of(Duration.ofSeconds(failure.status().isPresent() ? failure.attempt() : -1));
        }
    }
}
