package io.dataconnector.connector.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.source.Slice;
import io.dataconnector.connector.source.job.AsyncJobs;
import io.dataconnector.connector.source.job.JobStatus;
import io.dataconnector.connector.source.record.RecordExtractor;
import io.dataconnector.connector.source.request.Requester;
import io.dataconnector.connector.sync.JobRequests.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The job that prepares one slice. If it fails or takes too long, another one takes its place, up to {@value #MAX_ATTEMPTS} of
 * them. Used by one thread at a time.
 */
final class SliceJob {
    /** As in the CDK. */
    static final int MAX_ATTEMPTS = 3;

    private static final String CREATION_RESPONSE = "creation_response";
    private static final String POLLING_RESPONSE = "polling_response";
    private static final String DOWNLOAD_TARGET = "download_target";

    private final AsyncJobs jobs;
    private final JobRequests requests;
    private final Slice slice;
    private final Clock clock;
    private final Consumer<String> log;

    private JobStatus status = JobStatus.FAILED;
    private int attempts;
    private Instant begunAt = Instant.MIN;
    private Instant retryAt = Instant.MIN;
    private @Nullable Answer creation;
    private @Nullable Answer polled;
    private Instant polledAt = Instant.MIN;
    private String failure = "";

    /**
     * A job that has not been begun.
     *
     * @param log is told when it fails, in a sentence
     */
    SliceJob(AsyncJobs jobs, JobRequests requests, Slice slice, Clock clock, Consumer<String> log) {
        this.jobs = requireNonNull(jobs, "jobs is null");
        this.requests = requireNonNull(requests, "requests is null");
        this.slice = requireNonNull(slice, "slice is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.log = requireNonNull(log, "log is null");
    }

    boolean isRunning() {
        return status == JobStatus.RUNNING;
    }

    /** Whether it has come to an end that nothing changes any more. */
    boolean isDone() {
        return switch (status) {
            case COMPLETED, SKIPPED -> true;
            case FAILED, TIMED_OUT -> attempts >= MAX_ATTEMPTS;
            case RUNNING -> false;
        };
    }

    /**
     * Begins the job, or another one in its place, when it is time for that.
     *
     * @throws ConnectorException if the configuration keeps it from being begun
     */
    void beginIfDue() {
        if (isRunning() || isDone() || clock.instant().isBefore(retryAt)) {
            return;
        }
        attempts++;
        try {
            creation = requests.send("creation", jobs.creation(), slice);
            begunAt = clock.instant();
            status = JobStatus.RUNNING;
        } catch (ConnectorException e) {
            if (e.failureType() == FailureType.CONFIG_ERROR) {
                throw e;
            }
            creation = null;
            fail(JobStatus.FAILED, e.getMessage());
        }
    }

    /**
     * Whether it has been completed, and the answer that says so is older than a given age: what it names to be downloaded
     * may not be there any more.
     */
    boolean isOutdated(Duration age) {
        return status == JobStatus.COMPLETED
                && Duration.between(polledAt, clock.instant()).compareTo(age) > 0;
    }

    /**
     * Asks how far it has come. If it has been completed, it may have failed since; that it is running again is not
     * believed.
     *
     * @throws ConnectorException if the API does not tell
     */
    void poll() {
        Answer answer = requests.send("polling", jobs.polling(), created());
        JobStatus told = jobs.statuses().of(answer.document());
        Duration taken = Duration.between(begunAt, clock.instant());
        boolean isLate = isRunning() && told == JobStatus.RUNNING && taken.compareTo(jobs.timeout()) >= 0;
        switch (isLate ? JobStatus.TIMED_OUT : told) {
            case RUNNING -> {}
            case COMPLETED -> {
                status = JobStatus.COMPLETED;
                polled = answer;
                polledAt = clock.instant();
            }
            case SKIPPED -> status = JobStatus.SKIPPED;
            case FAILED -> {
                retryAt = jobs.retryWait().map(clock.instant()::plus).orElse(Instant.MIN);
                fail(JobStatus.FAILED, "the API says that its job has failed");
            }
            case TIMED_OUT -> {
                abort();
                fail(
                        JobStatus.TIMED_OUT,
                        isLate
                                ? "its job has taken more than "
                                        + jobs.timeout().toMinutes() + " min (polling_job_timeout)"
                                : "the API says that its job has taken too long");
            }
        }
    }

    private void fail(JobStatus end, String what) {
        status = end;
        failure = what;
        log.accept(
                what + (isDone() ? "" : "; it is begun anew") + " (attempt " + attempts + " of " + MAX_ATTEMPTS + ")");
    }

    /** When it was begun, by the clock of the source; so nothing in its result is newer. */
    Optional<Instant> asOf() {
        return Optional.ofNullable(creation).map(Answer::sentAt);
    }

    /**
     * What is to be downloaded; nothing if there is nothing.
     *
     * @throws ConnectorException if all jobs have failed, or the API does not tell where the result is
     */
    List<Slice> downloads() {
        return switch (status) {
            case SKIPPED -> List.of();
            case COMPLETED ->
                targets().stream()
                        .map(target -> {
                            ObjectNode fields = JsonNodeFactory.instance.objectNode();
                            fields.set(DOWNLOAD_TARGET, target);
                            fields.set(
                                    CREATION_RESPONSE, requireNonNull(creation).variable());
                            fields.set(POLLING_RESPONSE, requireNonNull(polled).variable());
                            return slice.withExtraFields(fields);
                        })
                        .toList();
            case FAILED, TIMED_OUT, RUNNING ->
                throw new ConnectorException(
                        FailureType.SYSTEM_ERROR,
                        "No job has come to an end with a result, in " + MAX_ATTEMPTS + " attempts; the last time "
                                + failure
                                + ". Run the read again with the last state later; if that does not help, ask whoever runs"
                                + " the API.");
        };
    }

    private List<JsonNode> targets() {
        if (jobs.targets().isEmpty()) {
            return List.of(JsonNodeFactory.instance.textNode(""));
        }
        Answer answer = requireNonNull(polled);
        if (jobs.targetRequester().isPresent()) {
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            fields.set(POLLING_RESPONSE, answer.variable());
            answer =
                    requests.send("download target", jobs.targetRequester().get(), Slice.WHOLE.withExtraFields(fields));
        }
        RecordExtractor extractor = jobs.targets().get();
        return extractor.extract(answer.document());
    }

    /**
     * Tells the API that its result has been downloaded, if the manifest says how. If that fails, the result stays there,
     * but it has been read all the same.
     */
    void delete() {
        if (status != JobStatus.COMPLETED) {
            return;
        }
        try {
            jobs.deletion().ifPresent(requester -> requests.tell("deletion", requester, created()));
        } catch (ConnectorException e) {
            log.accept("its result could not be deleted: " + clause(e));
        }
    }

    private void abort() {
        try {
            jobs.abort().ifPresent(requester -> requests.tell("abort", requester, created()));
        } catch (ConnectorException e) {
            log.accept("its job could not be aborted: " + clause(e));
        }
    }

    /** What has failed, without a full stop, which whoever logs it adds. */
    private static String clause(ConnectorException failure) {
        return failure.getMessage().replaceFirst("\\.$", "");
    }

    /** Whether the API has something of it: the job, which is running, or its result. */
    boolean isAtApi() {
        return isRunning() || status == JobStatus.COMPLETED;
    }

    /** Aborts the job if it is running, or deletes its result, because nobody waits for it any more. */
    void abandon(Duration limit) {
        if (!isAtApi()) {
            return;
        }
        String what = isRunning() ? "abort" : "deletion";
        Optional<Requester> requester = isRunning() ? jobs.abort() : jobs.deletion();
        try {
            requester.ifPresent(known -> requests.farewell(what, known, created(), limit));
        } catch (ConnectorException e) {
            // The stream has a failure of its own to tell.
        }
    }

    /** The slice with what the API answered when the job was begun. */
    private Slice created() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.set(CREATION_RESPONSE, requireNonNull(creation).variable());
        return slice.withExtraFields(fields);
    }
}
