package io.dataconnector.connector.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.dataconnector.core.document.Faults;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where the pages are, for a manifest that has an option for either: a folder or an API, and exactly one of the two. */
final class ApiUrl {
    static final String FOLDER = "fixtures_base_path";
    static final String URL = "api_url";

    private final Faults faults;

    ApiUrl(Faults faults) {
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

    /** Adds a fault if the URL is none; it is said without showing it, as it may hold a password. */
    void check(JsonNode content) {
        if (!content.path(URL).isTextual()) {
            return;
        }
        try {
            URI url = new URI(content.path(URL).textValue());
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (url.getRawUserInfo() != null) {
                fault("must not hold a user or a password: set api_key, which is sent as bearer token");
            } else if (url.getRawQuery() != null || url.getRawFragment() != null) {
                fault("must not have a query or a fragment: the names of streams are appended to it");
            } else if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                fault("is not an absolute URL by http or https, such as https://api.example.com/v1");
            }
        } catch (URISyntaxException e) {
            fault("is not a URL, such as https://api.example.com/v1");
        }
    }

    private void fault(String what) {
        faults.add(Faults.member("", URL), what);
    }
}
