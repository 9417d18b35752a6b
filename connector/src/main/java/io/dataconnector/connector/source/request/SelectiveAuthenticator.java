package io.dataconnector.connector.source.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.Interpolated;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.template.JsonValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses between authenticators by a value of the configuration. */
final class SelectiveAuthenticator implements Authenticator {
    private final String place;
    private final List<String> path;
    private final Set<String> names;
    private final Optional<Authenticator> chosen;

    /** @param names of all authenticators that there are to choose from */
    private SelectiveAuthenticator(String place, List<String> path, Set<String> names, Optional<Authenticator> chosen) {
        this.place = place;
        this.path = List.copyOf(path);
        this.names = Set.copyOf(names);
        this.chosen = chosen;
    }

    static Authenticator compile(Component component, Optional<Interpolated> base, Settings settings) {
        component.requiredValue("authenticator_selection_path");
        component.requiredValue("authenticators");
        List<String> path = component.texts("authenticator_selection_path");
        Set<String> names = component
                .object("authenticators")
                .map(choices -> Set.copyOf(
                        choices.propertyStream().map(Map.Entry::getKey).toList()))
                .orElse(Set.of());
        String selected = selected(path, settings);
        // The others need not be possible with this configuration.
        Optional<Authenticator> chosen = component
                .untyped("authenticators")
                .filter(choices -> names.contains(selected))
                .flatMap(choices -> {
                    choices.passOver(names.toArray(String[]::new));
                    return choices.component(selected, Authenticator.types());
                })
                .map(choice -> Authenticator.compile(choice, base, settings));
        if (chosen.isEmpty()) {
            component
                    .untyped("authenticators")
                    .ifPresent(choices -> names.stream()
                            .sorted()
                            .forEach(name -> choices.component(name, Authenticator.types())
                                    .ifPresent(choice -> Authenticator.compile(choice, base, settings))));
        }
        return new SelectiveAuthenticator(component.path(), path, names, chosen);
    }

    @Override
    public void authenticate(RequestParts parts) {
        chosen().authenticate(parts);
    }

    @Override
    public Optional<LoginAuthenticator> login() {
        return chosen().login();
    }

    private static String selected(List<String> path, Settings settings) {
        JsonNode selection = settings.config();
        for (String name : path) {
            selection = selection.isArray() && name.matches("\\d{1,9}")
                    ? selection.path(Integer.parseInt(name))
                    : selection.path(name);
        }
        return selection.isMissingNode() ? "" : JsonValues.toText(selection);
    }

    private Authenticator chosen() {
        return chosen.orElseThrow(() -> new ConnectorException(
                FailureType.CONFIG_ERROR,
                "Manifest at " + place + ": the configuration must choose an authenticator at "
                        + String.join(".", path) + ", one of "
                        + String.join(", ", names.stream().sorted().toList()) + "."));
    }
}
