package io.dataconnector.connector.source.job;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.ConfiguredValue;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.decoding.Decoder;
import io.dataconnector.connector.source.record.RecordExtractor;
import io.dataconnector.connector.source.request.Requester;
import io.dataconnector.connector.source.request.RequesterTypes;
import io.dataconnector.connector.template.JsonValues;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs that have to be done by an API before a slice of a stream can be downloaded: an {@code AsyncRetriever} of a
 * manifest but for its download.
 *
 * @param creation begins a job
 * @param polling asks how far it has come
 * @param abort ends one that takes too long, or that nobody waits for any more
 * @param deletion removes one whose result has been downloaded
 * @param targetRequester asks where the result is; without it, the last response to {@code polling} tells
 * @param targets finds in that response what to download; without it, there is one download for each job
 * @param statuses what the API says of a job
 * @param decoder turns responses into JSON; empty if they are JSON
 * @param timeout how long a job may take
 * @param retryWait how long to wait before one that has failed is begun anew
 * @param most how many jobs of the source may run at once, at least one
 */
public record AsyncJobs(
        Requester creation,
        Requester polling,
        Optional<Requester> abort,
        Optional<Requester> deletion,
        Optional<Requester> targetRequester,
        Optional<RecordExtractor> targets,
        StatusMapping statuses,
        Optional<Decoder> decoder,
        Duration timeout,
        Optional<Duration> retryWait,
        int most) {
    /** The member of a source that limits how many jobs may run at once. */
    public static final String MOST = "max_concurrent_async_job_count";

    private static final int DEFAULT_TIMEOUT_MINUTES = 60;

    public AsyncJobs {
        requireNonNull(creation, "creation is null");
        requireNonNull(polling, "polling is null");
        requireNonNull(abort, "abort is null");
        requireNonNull(deletion, "deletion is null");
        requireNonNull(targetRequester, "targetRequester is null");
        requireNonNull(targets, "targets is null");
        requireNonNull(statuses, "statuses is null");
        requireNonNull(decoder, "decoder is null");
        requireNonNull(timeout, "timeout is null");
        requireNonNull(retryWait, "retryWait is null");
        if (most < 1) {
            throw new IllegalArgumentException("most is " + most);
        }
    }

    /** The jobs of an AsyncRetriever; empty if something is missing, which is then a fault of the manifest. */
    public static Optional<AsyncJobs> compile(Component retriever, Settings settings) {
        Optional<Requester> creation = requester(retriever, "creation_requester", true, settings);
        Optional<Requester> polling = requester(retriever, "polling_requester", true, settings);
        Optional<Requester> abort = requester(retriever, "abort_requester", false, settings);
        Optional<Requester> deletion = requester(retriever, "delete_requester", false, settings);
        Optional<Requester> target = requester(retriever, "download_target_requester", false, settings);
        Optional<RecordExtractor> status = extractor(retriever, "status_extractor", true, settings);
        Optional<RecordExtractor> targets = extractor(retriever, "download_target_extractor", false, settings);
        if (target.isPresent() && targets.isEmpty()) {
            retriever.fault("download_target_extractor", "is required beside download_target_requester");
        }
        if (retriever.requiredValue("status_mapping").isMissingNode()) {
            return Optional.empty();
        }
        Optional<StatusMapping> statuses = status.flatMap(
                known -> retriever.untyped("status_mapping").map(mapping -> StatusMapping.compile(mapping, known)));
        Duration timeout = number(retriever, "polling_job_timeout", settings)
                .map(Duration::ofMinutes)
                .orElse(Duration.ofMinutes(DEFAULT_TIMEOUT_MINUTES));
        Optional<Duration> retryWait =
                number(retriever, "failed_retry_wait_time_in_seconds", settings).map(Duration::ofSeconds);
        Optional<Decoder> decoder = Decoder.compile(retriever, "decoder", settings);
        if (creation.isEmpty() || polling.isEmpty() || statuses.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AsyncJobs(
                creation.get(),
                polling.get(),
                abort,
                deletion,
                target,
                targets,
                statuses.get(),
                decoder,
                timeout,
                retryWait,
                settings.maxJobs()));
    }

    /**
     * How many jobs of a source may run at once: its member {@value #MOST}, and 1, as in the CDK, if that is
     * less, or gives no number.
     */
    public static int most(Component source, Settings settings) {
        return source.value(MOST)
                .flatMap(count -> Interpolated.of(JsonValues.toText(count), source, MOST, settings))
                .map(text -> text.valueOrNull(Map.of()).asInt(1))
                .map(count -> Math.max(1, count))
                .orElse(1);
    }

    /** A number of minutes or seconds, at least 1. */
    private static Optional<Integer> number(Component retriever, String member, Settings settings) {
        Optional<Integer> number = retriever
                .value(member)
                .flatMap(value -> Interpolated.of(JsonValues.toText(value), retriever, member, settings))
                .flatMap(text -> ConfiguredValue.evaluate(text, retriever, member))
                .map(value -> value.isIntegralNumber() && value.canConvertToInt() ? value.intValue() : 0);
        if (number.isPresent() && number.get() < 1) {
            retriever.fault(member, "must be an integer of 1 or more, or a template that gives one");
            return Optional.empty();
        }
        return number;
    }

    private static Optional<Requester> requester(
            Component retriever, String member, boolean isRequired, Settings settings) {
        return component(retriever, member, isRequired, RequesterTypes.supported())
                .map(given -> Requester.compile(given, settings));
    }

    private static Optional<RecordExtractor> extractor(
            Component retriever, String member, boolean isRequired, Settings settings) {
        return component(retriever, member, isRequired, "DpathExtractor")
                .map(given -> RecordExtractor.compile(given, settings));
    }

    private static Optional<Component> component(
            Component retriever, String member, boolean isRequired, String... types) {
        return isRequired ? retriever.requiredComponent(member, types) : retriever.component(member, types);
    }
}
