package io.dataconnector.connector.failure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the secrets of a configuration out of texts: as they are, URL-encoded in each usual way, and in
 * Base64, also as a part of what was encoded.
 */
public final class Redaction {
    /** Takes nothing out. */
    public static final Redaction NONE = new Redaction(List.of());

    private static final String MASK = "****";
    private static final int BASE64_GROUP = 3;
    /** What is shorter would take ordinary letters out of every text. */
    private static final int MIN_LENGTH = 3;

    private final List<String> forms;

    /** @param secrets the values that must not be shown */
    public Redaction(Collection<String> secrets) {
        Set<String> all = new LinkedHashSet<>();
        secrets.forEach(secret -> addForms(secret, all));
        List<String> longestFirst = new ArrayList<>(all);
        longestFirst.removeIf(form -> form.length() < MIN_LENGTH);
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        forms = List.copyOf(longestFirst);
    }

    private static void addForms(String secret, Set<String> forms) {
        forms.add(secret);
        String form = URLEncoder.encode(secret, UTF_8);
        forms.add(form);
        forms.add(form.replace("+", "%20"));
        String strict = form.replace("%7E", "~").replace("*", "%2A");
        forms.add(strict);
        forms.add(strict.replace("+", "%20"));
        forms.add(inPath(secret));
        forms.add(jsonText(secret));
        addBase64Forms(secret.getBytes(UTF_8), forms);
    }

    /** As it stands in the path or the query of a URL that it is a part of, where only what must be is encoded. */
    private static String inPath(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(UTF_8)) {
            boolean isKept = octet > ' ' && octet <= '~' && "\"<>[\\]^`{|}#%".indexOf(octet) < 0;
            encoded.append(isKept ? String.valueOf((char) octet) : "%%%02X".formatted(octet & 0xff));
        }
        return encoded.toString();
    }

    /** The characters of a text as JSON strings show them. */
    private static String jsonText(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /**
     * What the Base64 of a longer text shows of a secret in it: three forms, by the place of its first byte in
     * a group of three, of which only the characters count that no neighbour has a part in.
     */
    private static void addBase64Forms(byte[] secret, Set<String> forms) {
        for (int shift = 0; shift < BASE64_GROUP; shift++) {
            byte[] shifted = new byte[shift + secret.length];
            System.arraycopy(secret, 0, shifted, shift, secret.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int first = (shift * 8 + 5) / 6;
            int end = shifted.length * 8 / 6;
            if (end - first >= MIN_LENGTH) {
                String own = encoded.substring(first, end);
                forms.add(own);
                forms.add(own.replace('+', '-').replace('/', '_'));
            }
        }
    }

    /** The text with a mask in the place of each secret. */
    public String apply(String text) {
        String redacted = text;
        for (String form : forms) {
            redacted = redacted.replace(form, MASK);
        }
        return redacted;
    }
}
