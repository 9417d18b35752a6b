package io.dataconnector.connector.source.paging;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.PythonTruth;
import io.dataconnector.connector.source.ConfiguredValue;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The number of records that a page is asked for. Zero is no page size, as in the CDK, but for the template variable.
 *
 * @param declared the number, unless there is none or it depends on the response
 * @param ofResponse the template of a number that depends on the response
 */
record PageSize(OptionalLong declared, Optional<Interpolated> ofResponse) {
    static final String RESPONSE = "response";
    private static final String MEMBER = "page_size";
    private static final String FAULT = "must be an integer that is not negative, or a template of one";
    private static final PageSize NONE = new PageSize(OptionalLong.empty(), Optional.empty());
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    /** The page size of a strategy, which depends on nothing but the configuration. */
    static PageSize compile(Component strategy, Settings settings) {
        return compile(strategy, settings, false);
    }

    /** The page size of an offset increment, which may depend on the response, and may be none. */
    static PageSize compileForOffset(Component strategy, Settings settings) {
        return compile(strategy, settings, true);
    }

    private static PageSize compile(Component strategy, Settings settings, boolean isOfOffset) {
        Optional<JsonNode> written = strategy.value(MEMBER);
        if (written.isEmpty() || (isOfOffset && written.get().asText("-").isEmpty())) {
            return NONE;
        }
        JsonNode value = written.get();
        if (!value.isTextual()) {
            return ofNumber(value, strategy);
        }
        if (DIGITS.matcher(value.textValue()).matches()) {
            return of(Long.parseLong(value.textValue()));
        }
        Optional<Interpolated> text = Interpolated.of(strategy, MEMBER, settings);
        if (isOfOffset && text.filter(template -> template.reads(RESPONSE)).isPresent()) {
            return new PageSize(OptionalLong.empty(), text);
        }
        return text.flatMap(template -> ConfiguredValue.evaluate(template, strategy, MEMBER))
                .map(number -> isOfOffset && !PythonTruth.isTrue(number) ? NONE : ofNumber(number, strategy))
                .orElse(NONE);
    }

    private static PageSize ofNumber(JsonNode number, Component strategy) {
        if (!isPageSize(number)) {
            strategy.fault(MEMBER, FAULT);
            return NONE;
        }
        return of(number.longValue());
    }

    private static boolean isPageSize(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0;
    }

    private static PageSize of(long number) {
        return new PageSize(OptionalLong.of(number), Optional.empty());
    }

    /** The number, if it is one to ask for. */
    OptionalLong known() {
        return declared.orElse(0) == 0 ? OptionalLong.empty() : declared;
    }

    /**
     * The size that counts for a page that has been read; 0 if there is none.
     *
     * @throws ConnectorException if it depends on the response, and is no number
     */
    long of(JsonNode response) {
        if (ofResponse.isEmpty()) {
            return declared.orElse(0);
        }
        JsonNode number = ofResponse.get().value(Map.of(RESPONSE, response));
        if (!PythonTruth.isTrue(number)) {
            return 0;
        }
        if (!isPageSize(number)) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR, "Manifest at " + ofResponse.get().place() + ": it " + FAULT + ".");
        }
        return number.longValue();
    }
}
