package io.dataconnector.connector.source.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.manifest.Manifest;
import io.dataconnector.connector.manifest.ManifestView;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.document.Yaml;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** A part of a manifest as a test writes it, which must not have faults unless the test says so. */
final class TestManifest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ManifestView view;

    private TestManifest(ManifestView view) {
        this.view = view;
    }

    /** @param yaml members of the source */
    static TestManifest of(String yaml) {
        try {
            return new TestManifest(
                    Manifest.resolve(Yaml.read("m.yaml", yaml.getBytes(UTF_8))).view());
        } catch (InvalidDocumentException e) {
            throw new AssertionError(e);
        }
    }

    Component source() {
        return view.source();
    }

    /** A component among its members. */
    Component component(String name, String type) {
        return view.source().component(name, type).orElseThrow();
    }

    /** What is wrong with it; empty if nothing is. */
    String faults() {
        try {
            view.throwIfRefused();
            return "";
        } catch (InvalidDocumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    static Settings settings(String config) {
        try {
            return new Settings((ObjectNode) Json.read(config), Clock.fixed(NOW, ZoneOffset.UTC));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
