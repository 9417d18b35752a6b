package io.dataconnector.connector.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.document.Document;
import io.dataconnector.core.document.InvalidDocumentException;
import io.dataconnector.core.document.Json;
import io.dataconnector.core.document.Yaml;

/** Manifests that tests write as YAML. */
final class Manifests {
    private Manifests() {}

    static Manifest resolve(String yaml) throws InvalidDocumentException {
        Document document = Yaml.read("m.yaml", yaml.getBytes(UTF_8));
        return Manifest.resolve(document);
    }

    /** A member of the resolved manifest as JSON. */
    static String resolved(String yaml, String pointer) throws InvalidDocumentException {
        return Json.write(resolve(yaml).content().at(pointer));
    }
}
