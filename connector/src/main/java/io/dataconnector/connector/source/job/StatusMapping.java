package io.dataconnector.connector.source.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.record.RecordExtractor;
import io.dataconnector.connector.template.JsonValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the words of an API for the status of a job mean: {@code status_extractor} and {@code AsyncJobStatusMap}. */
public final class StatusMapping {
    private static final Map<String, JobStatus> MEMBERS = Map.of(
            "running", JobStatus.RUNNING,
            "completed", JobStatus.COMPLETED,
            "failed", JobStatus.FAILED,
            "timeout", JobStatus.TIMED_OUT,
            "skipped", JobStatus.SKIPPED);
    private static final String OPTIONAL = "skipped";

    private final String place;
    private final RecordExtractor extractor;
    private final Map<String, JobStatus> statuses;

    private StatusMapping(String place, RecordExtractor extractor, Map<String, JobStatus> statuses) {
        this.place = place;
        this.extractor = requireNonNull(extractor, "extractor is null");
        this.statuses = Map.copyOf(statuses);
    }

    /** An AsyncJobStatusMap, whose words may be numbers; one that is in two of its lists is a fault, as is a list that is missing. */
    static StatusMapping compile(Component mapping, RecordExtractor extractor) {
        Map<String, JobStatus> statuses = new HashMap<>();
        for (String member : List.of("running", "completed", "failed", "timeout", OPTIONAL)) {
            if (!member.equals(OPTIONAL)) {
                mapping.requiredValue(member);
            }
            for (JsonNode status : mapping.values(member)) {
                String word = JsonValues.toText(status);
                if (statuses.put(word, MEMBERS.getOrDefault(member, JobStatus.RUNNING)) != null) {
                    mapping.fault(member, "the status \"" + word + "\" is in another list, too");
                }
            }
        }
        return new StatusMapping(mapping.path(), extractor, statuses);
    }

    /**
     * The status that a response to a polling request tells.
     *
     * @throws ConnectorException if the manifest does not say what it means
     */
    public JobStatus of(JsonNode response) {
        String word = JsonValues.toText(
                extractor.extract(response).stream().findFirst().orElseGet(JsonNodeFactory.instance::nullNode));
        JobStatus status = statuses.get(word);
        if (status == null) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "The API says that a job has the status \"" + word + "\", which the manifest does not map at "
                            + place + ". Add it to one of the lists there.");
        }
        return status;
    }
}
