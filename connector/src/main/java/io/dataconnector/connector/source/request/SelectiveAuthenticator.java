package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses between authenticators by a value of the configuration. */
final class SelectiveAuthenticator implements Authenticator {
    private final String place;
    private final List<String> path;
    private final Map<String, Authenticator> authenticators;
    private final Settings settings;

    private SelectiveAuthenticator(
            String place, List<String> path, Map<String, Authenticator> authenticators, Settings settings) {
        this.place = place;
        this.path = List.copyOf(path);
        this.authenticators = Map.copyOf(authenticators);
        this.settings = settings;
    }

    static Authenticator compile(Component component, Settings settings) {
        component.requiredValue("authenticator_selection_path");
        component.requiredValue("authenticators");
        Map<String, Authenticator> authenticators = new LinkedHashMap<>();
        component
                .untyped("authenticators")
                .ifPresent(choices -> component
                        .object("authenticators")
                        .ifPresent(object -> object.fieldNames()
                                .forEachRemaining(name -> choices.component(name, Authenticator.types())
                                        .ifPresent(choice ->
                                                authenticators.put(name, Authenticator.compile(choice, settings))))));
        List<String> path = component.texts("authenticator_selection_path");
        return new SelectiveAuthenticator(component.path(), path, authenticators, settings);
    }

    @Override
    public void authenticate(RequestParts parts) {
        chosen().authenticate(parts);
    }

    @Override
    public Optional<LoginAuthenticator> login() {
        return chosen().login();
    }

    private Authenticator chosen() {
        JsonNode selection = settings.config();
        for (String name : path) {
            selection = selection.isArray() && name.matches("\\d{1,9}")
                    ? selection.path(Integer.parseInt(name))
                    : selection.path(name);
        }
        String key = selection.isMissingNode() ? "" : JsonValues.toText(selection);
        return Optional.ofNullable(authenticators.get(key))
                .orElseThrow(() -> new ConnectorException(
                        FailureType.CONFIG_ERROR,
                        "Manifest at " + place + ": the configuration must choose an authenticator at "
                                + String.join(".", path) + ", one of "
                                + String.join(
                                        ", ",
                                        authenticators.keySet().stream()
                                                .sorted()
                                                .toList()) + "."));
    }
}
