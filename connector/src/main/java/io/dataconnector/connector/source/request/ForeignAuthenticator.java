package io.dataconnector.connector.source.request;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dataconnector.connector.extension.CustomAuthenticator;
import io.dataconnector.connector.http.Login;
import io.dataconnector.connector.manifest.Component;
import io.dataconnector.connector.source.CustomComponents;
import io.dataconnector.connector.source.Settings;
import io.dataconnector.connector.source.request.RequestOption.Place;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Adds the credentials that a class of its own gives, when a request is sent.
 *
 * @param place where in the manifest it is
 */
record ForeignAuthenticator(String place, CustomAuthenticator authenticator) implements LoginAuthenticator {
    ForeignAuthenticator {
        requireNonNull(place, "place is null");
        requireNonNull(authenticator, "authenticator is null");
    }

    /** A CustomAuthenticator; one that adds nothing if there is no class for it. */
    static Authenticator compile(Component component, Settings settings) {
        return CustomComponents.find(component, settings, CustomAuthenticator.class)
                .<Authenticator>map(found -> new ForeignAuthenticator(component.path(), found))
                .orElse(NONE);
    }

    @Override
    public void authenticate(RequestParts parts, Login login) {
        parts.add(Place.HEADER, hidden(authenticator::headers, login));
        parts.add(Place.REQUEST_PARAMETER, hidden(authenticator::requestParameters, login));
    }

    private ObjectNode hidden(Supplier<Map<String, String>> values, Login login) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        CustomComponents.call(place, () -> Map.copyOf(values.get())).forEach((name, value) -> {
            login.hide(value);
            // Of "Bearer TOKEN", servers may tell the token alone.
            login.hide(value.substring(value.lastIndexOf(' ') + 1));
            object.put(name, value);
        });
        return object;
    }
}
