package io.dataconnector.connector.source.job;

/** How far a job has come. */
public enum JobStatus {
    RUNNING,
    /** Its result can be downloaded. */
    COMPLETED,
    /** It has come to an end without a result; another one may do better. */
    FAILED,
    /** It takes too long, by the word of the API or by the manifest's limit; another one may do better. */
    TIMED_OUT,
    /** There is nothing to download. */
    SKIPPED
}
