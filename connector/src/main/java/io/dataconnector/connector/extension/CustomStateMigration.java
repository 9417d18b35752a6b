package io.dataconnector.connector.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Brings the state of a stream into the form of today: one of the {@code state_migrations} of a stream. */
@FunctionalInterface
public non-sealed interface CustomStateMigration extends CustomComponent {
    /**
     * The state in the form of today. It is asked for whenever there is a state at the start of a read.
     *
     * @param state a copy, which may be changed
     * @return the state as it is, if there is nothing to do
     */
    ObjectNode migrate(ObjectNode state);
}
