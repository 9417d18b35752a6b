package io.dataconnector.connector.source.slicing;

import io.dataconnector.connector.manifest.Component;

/** Compiles the parents of a stream. Only the catalog knows what a stream is. */
@FunctionalInterface
public interface ParentCompiler {
    /**
     * Compiles a parent; what is wrong with it is a finding of the manifest's view.
     *
     * @param stream a DeclarativeStream or a StateDelegatingStream
     * @param isIncremental whether it is read from where the last read ended
     */
    ParentStream compile(Component stream, boolean isIncremental);
}
