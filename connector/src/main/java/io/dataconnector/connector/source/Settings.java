package io.dataconnector.connector.source;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * What the templates of all components can refer to.
 *
 * @param config the configuration as the user wrote it; not to be changed
 * @param clock what they take for now
 * @param loginClock by which credentials are made and expire, which goes on while a read takes the same instant for now
 * @param isTrusted whether the manifest is known to be valid, so that what is not needed is neither parsed nor evaluated;
 *     otherwise everything is, so that all that is wrong is said at once
 * @param kept the configuration with the credentials that have been replaced in this run
 * @param maxJobs how many asynchronous jobs of the source may run at once
 * @param connection which streams are configured, and their states
 * @param folder where the file of the manifest is, beside which others may be; empty if it is no file
 */
public record Settings(
        ObjectNode config,
        Clock clock,
        Clock loginClock,
        boolean isTrusted,
        KeptConfiguration kept,
        int maxJobs,
        Connection connection,
        Optional<Path> folder) {
    public Settings {
        requireNonNull(config, "config is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(loginClock, "loginClock is null");
        requireNonNull(kept, "kept is null");
        requireNonNull(connection, "connection is null");
        requireNonNull(folder, "folder is null");
    }

    /** Those of a manifest of which nothing is known. */
    public Settings(ObjectNode config, Clock clock) {
        this(config, clock, clock);
    }

    /** The same where templates take another instant for now than credentials. */
    public Settings(ObjectNode config, Clock clock, Clock loginClock) {
        this(config, clock, loginClock, false, new KeptConfiguration(config), 1, Connection.NONE, Optional.empty());
    }

    /** The same for a manifest that is known to be valid. */
    public Settings trusted() {
        return new Settings(config, clock, loginClock, true, kept, maxJobs, connection, folder);
    }

    /** The same for a source that may have so many asynchronous jobs. */
    public Settings withMaxJobs(int most) {
        return new Settings(config, clock, loginClock, isTrusted, kept, most, connection, folder);
    }

    /** The same for streams that are configured otherwise, or have other states. */
    public Settings withConnection(Connection other) {
        return new Settings(config, clock, loginClock, isTrusted, kept, maxJobs, other, folder);
    }

    /** The same for the manifest of a file. */
    public Settings withFolderOf(Path manifest) {
        return new Settings(
                config,
                clock,
                loginClock,
                isTrusted,
                kept,
                maxJobs,
                connection,
                Optional.ofNullable(manifest.toAbsolutePath().getParent()));
    }
}
