package io.dataconnector.connector.manifest;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.InvalidDocumentException;
import java.util.ArrayList;
import java.util.List;

/**
 * A manifest as typed components, which collects everything that is wrong with it: members of another kind than the
 * one that was asked for, types that are not supported, and members that nobody asked for. So what this version does
 * not know is refused by its name, and never passed over.
 */
public final class ManifestView {
    private final String name;
    private final Component source;
    private final List<Component> components = new ArrayList<>();
    private final Faults faults = new Faults();

    ManifestView(Manifest manifest) {
        requireNonNull(manifest, "manifest is null");
        this.name = manifest.name();
        this.source = new Component(this, DocumentPath.TOP, manifest.content());
        source.requireType("DeclarativeSource");
        source.passOver("definitions", "description", "metadata", "schemas", "version");
    }

    /** The DeclarativeSource. */
    public Component source() {
        return source;
    }

    /** Adds what is wrong with a member, or with a component if there is no member of that name. */
    void fault(DocumentPath path, String message) {
        faults.add(path.toString(), message);
    }

    void register(Component component) {
        components.add(component);
    }

    /**
     * The same as {@link #throwIfRefused}, as a failure of the program.
     *
     * @throws ConnectorException with every fault, each with the path of its place
     */
    public void refuse() {
        try {
            throwIfRefused();
        } catch (InvalidDocumentException e) {
            throw Manifest.refused(e);
        }
    }

    /**
     * Refuses the manifest if anything is wrong with it, once all that is supported has been asked for.
     *
     * @throws InvalidDocumentException with every fault, each with the path of its place
     */
    public void throwIfRefused() throws InvalidDocumentException {
        components.forEach(Component::refuseUnread);
        components.clear();
        faults.throwIfAny(name);
    }
}
