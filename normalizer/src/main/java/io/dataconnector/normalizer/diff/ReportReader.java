package io.dataconnector.normalizer.diff;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dataconnector.normalizer.quality.Report;
import java.io.IOException;

/**
 * Reads {@code report.json} into the records that it was written from. Unknown members are ignored,
 * and lists that an older version did not write are empty.
 */
final class ReportReader {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ReportReader() {}

    /** @throws com.fasterxml.jackson.core.JsonProcessingException if the bytes are not a report */
    static Report read(byte[] json) throws IOException {
        Report report = MAPPER.readValue(json, Report.class);
        if (report == null) {
            throw new JsonParseException(null, "it is null");
        }
        return report;
    }
}
