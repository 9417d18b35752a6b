package io.dataconnector.connector.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Faults;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Where the pages are, a folder or an API: exactly one of the two, and the URL of an API must be one. */
final class ApiOptions {
    static final String FOLDER = "fixtures_base_path";
    static final String URL = "api_url";
    static final String KEY = "api_key";

    private static final String SECRET = "airbyte_secret";

    private final Faults faults;

    ApiOptions(Faults faults) {
        this.faults = faults;
    }

    /** Adds a fault unless there is one source of pages. */
    void requireOneSource(JsonNode content) {
        if (content.has(FOLDER) && content.has(URL)) {
            faults.add(
                    "",
                    FOLDER + " and " + URL + " exclude each other: leave out " + FOLDER + " to read from the API, or "
                            + URL + " to read from files");
        } else if (content.isObject() && !content.has(FOLDER) && !content.has(URL)) {
            faults.add(
                    "",
                    "one of " + FOLDER + " and " + URL + " is required: set " + FOLDER + " to a folder of pages, or "
                            + URL + " to the URL of an API");
        }
    }

    /** The URL without slashes at its end; what is wrong with one is said without showing it, as it may hold a password. */
    Optional<String> url(JsonNode content) {
        if (!content.has(URL)) {
            return Optional.empty();
        }
        String text = content.required(URL).textValue();
        try {
            URI url = new URI(text);
            if (url.getRawUserInfo() != null) {
                return fault("must not hold a user or a password: set api_key, which is sent as bearer token");
            }
            if (url.getRawQuery() != null || url.getRawFragment() != null) {
                return fault("must not have a query or a fragment: the names of streams are appended to it");
            }
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                return fault("is not an absolute URL by http or https, such as https://api.example.com/v1");
            }
        } catch (URISyntaxException e) {
            return fault("is not a URL, such as https://api.example.com/v1");
        }
        return Optional.of(text.replaceAll("/+$", ""));
    }

    private Optional<String> fault(String what) {
        faults.add(Faults.member("", URL), what);
        return Optional.empty();
    }

    /** Whether an option holds a secret. */
    static boolean isSecret(JsonNode option) {
        return option.path(SECRET).booleanValue();
    }
}
