package io.dataconnector.connector.manifest;

import static java.util.Objects.requireNonNull;

import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.core.document.Faults;
import io.dataconnector.core.document.InvalidDocumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A manifest as typed components, which collects what is wrong with it and what this version cannot do: members of another
 * kind than the one that was asked for, types that are not supported, and members that nobody asked for. What is wrong
 * refuses the manifest, as in the CDK. What is not supported refuses it, too, unless it is within a part that stands for
 * itself, such as a stream. A member that the format does not have is no more than a warning where the CDK passes over it.
 */
public final class ManifestView {
    private static final int MAX_SHOWN = 10;

    private final String name;
    private final Component source;
    private final List<Component> components = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<DocumentPath> parts = new ArrayList<>();
    private final List<DocumentPath> made = new ArrayList<>();
    private final List<DocumentPath> abandoned = new ArrayList<>();
    /** Members without effect, by type and name: the places where they are. */
    private final Map<String, List<DocumentPath>> idle = new LinkedHashMap<>();

    /** How much is lost by a finding. */
    private enum Kind {
        /** The manifest is wrong. */
        FAULT,
        /** This version does not support a part of it. */
        LIMIT,
        /** A part of it cannot be used with this configuration. */
        OF_CONFIGURATION
    }

    private record Finding(DocumentPath path, String message, Kind kind) {
        boolean isLimit() {
            return kind != Kind.FAULT;
        }

        @Override
        public String toString() {
            return Faults.at(path.toString(), message);
        }
    }

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
        findings.add(new Finding(path, message, Kind.FAULT));
    }

    /** Adds what this version does not support. */
    void limit(DocumentPath path, String message) {
        findings.add(new Finding(path, message, Kind.LIMIT));
    }

    /** Adds what cannot be used with the configuration, though another one may do. */
    void limitOfConfiguration(DocumentPath path, String message) {
        findings.add(new Finding(path, message, Kind.OF_CONFIGURATION));
    }

    /** Forgets what only the configuration keeps from being used, because it is none of a user. */
    public void passOverConfiguration() {
        findings.removeIf(finding -> finding.kind() == Kind.OF_CONFIGURATION);
    }

    void addAbandoned(DocumentPath place) {
        abandoned.add(place);
    }

    /** Whether a component has been left because of the configuration, also if that has been passed over. */
    public boolean isAbandonedForConfiguration(Component part) {
        return abandoned.stream().anyMatch(place -> place.isWithin(part.place()));
    }

    /** Adds a member that has no effect. */
    void idle(String type, String member, DocumentPath path) {
        idle.computeIfAbsent(type + "." + member, known -> new ArrayList<>()).add(path);
    }

    /** Judges no members of what is within a place. */
    void forget(DocumentPath place) {
        components.removeIf(component -> component.place().isWithin(place));
    }

    /** Says that what is at a place has not been written by an author, but made of a template. */
    void addMade(DocumentPath place) {
        made.add(place);
    }

    boolean isMade(DocumentPath place) {
        return made.stream().anyMatch(place::isWithin);
    }

    void register(Component component) {
        components.add(component);
    }

    /** Says that a component stands for itself: what is not supported in it does not concern the rest of the manifest. */
    public void isolate(Component part) {
        parts.add(part.place());
    }

    /** What is not supported within a component, each with its place; complete once the manifest has not been refused. */
    public List<String> limits(Component part) {
        return findings.stream()
                .filter(finding -> finding.isLimit() && finding.path().isWithin(part.place()))
                .map(Finding::toString)
                .distinct()
                .toList();
    }

    /** All that is wrong with a component, or not supported in it, each with its place, once all has been asked for. */
    public List<String> findings(Component part) {
        components.stream()
                .filter(known -> known.place().isWithin(part.place()))
                .forEach(Component::judgeUnread);
        return findings.stream()
                .filter(finding -> finding.path().isWithin(part.place()))
                .map(Finding::toString)
                .toList();
    }

    /** The members that have no effect, each with its place, in one sentence; empty if there are none. */
    public List<String> warnings() {
        if (idle.isEmpty()) {
            return List.of();
        }
        List<String> members = new ArrayList<>();
        idle.forEach((member, places) -> members.add(
                member + " at " + places.get(0) + (places.size() == 1 ? "" : " and " + (places.size() - 1) + " more")));
        String rest = members.size() <= MAX_SHOWN ? "" : ", and " + (members.size() - MAX_SHOWN) + " others";
        return List.of("Manifest " + name + " has members that do not exist in the format and have no effect: "
                + String.join(", ", members.subList(0, Math.min(MAX_SHOWN, members.size()))) + rest + ".");
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
        components.forEach(Component::judgeUnread);
        components.clear();
        Faults faults = new Faults();
        for (Finding finding : findings) {
            boolean isOfPart = finding.isLimit()
                    && parts.stream().anyMatch(part -> finding.path().isWithin(part));
            if (!isOfPart) {
                faults.add(finding.path().toString(), finding.message());
            }
        }
        faults.throwIfAny(name);
    }
}
