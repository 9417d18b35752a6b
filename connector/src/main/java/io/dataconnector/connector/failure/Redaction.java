package io.dataconnector.connector.failure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes the secrets of a configuration out of texts: as they are, with any of their characters encoded as in URLs, JSON
 * or HTML, and in Base64, also as a part of what was encoded. It learns the secrets that servers hand out, and keeps the
 * latest. Thread-safe.
 */
public final class Redaction {
    /** Takes nothing out. */
    public static final Redaction NONE = new Redaction(List.of());

    private static final String MASK = "****";
    private static final int BASE64_GROUP = 3;
    /** What is shorter would take ordinary letters out of every text. */
    private static final int MIN_LENGTH = 3;

    /** More characters may overflow the stack when a pattern is compiled. */
    private static final int MAX_PIECE = 4_000;

    /** Enough for the tokens of all requests under way; a run may be handed out any number of them. */
    private static final int MAX_LEARNT = 64;

    private final Set<String> configured;
    private final Optional<Pattern> ofConfiguration;
    /** The patterns of what was learnt, the one that was used last at the end. */
    private final Map<String, Pattern> learnt = new LinkedHashMap<>(MAX_LEARNT, 0.75f, true);

    private volatile List<Pattern> patterns;

    /** @param secrets the values that must not be shown */
    public Redaction(Collection<String> secrets) {
        configured = Set.copyOf(secrets);
        ofConfiguration = pattern(configured.stream().flatMap(Redaction::pieces).toList(), Redaction::anyForm);
        patterns = ofConfiguration.stream().toList();
    }

    /**
     * Takes one more secret out from now on, until {@value #MAX_LEARNT} others have been added since it was last. To add
     * it whenever it is used costs little.
     */
    public synchronized void add(String secret) {
        if (this == NONE) {
            throw new IllegalStateException("NONE knows no secrets");
        }
        if (configured.contains(secret) || learnt.get(secret) != null) {
            return;
        }
        pattern(List.of(secret), Redaction::usualForm).ifPresent(pattern -> {
            learnt.put(secret, pattern);
            if (learnt.size() > MAX_LEARNT) {
                learnt.remove(learnt.keySet().iterator().next());
            }
            patterns = Stream.concat(ofConfiguration.stream(), learnt.values().stream())
                    .toList();
        });
    }

    private static Optional<Pattern> pattern(Collection<String> secrets, IntFunction<String> character) {
        Set<String> all = new LinkedHashSet<>(secrets);
        // Of a secret in the path of a URL, this much is left: the rest is the fragment, which is dropped.
        secrets.stream()
                .filter(secret -> secret.contains("#"))
                .forEach(secret -> all.add(secret.substring(0, secret.indexOf('#'))));
        List<String> longestFirst = new ArrayList<>(all);
        longestFirst.removeIf(secret -> secret.length() < MIN_LENGTH);
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        return longestFirst.isEmpty()
                ? Optional.empty()
                : Optional.of(Pattern.compile(longestFirst.stream()
                        .map(secret -> forms(secret, character))
                        .collect(joining("|"))));
    }

    /** Equal pieces of a secret that is too long for one pattern, each of which is masked by itself. */
    private static Stream<String> pieces(String secret) {
        int count = Math.max(1, (secret.length() + MAX_PIECE - 1) / MAX_PIECE);
        int size = Math.max(1, (secret.length() + count - 1) / count);
        return IntStream.range(0, count)
                .mapToObj(piece -> secret.substring(
                        Math.min(secret.length(), piece * size), Math.min(secret.length(), (piece + 1) * size)));
    }

    private static String forms(String secret, IntFunction<String> character) {
        Set<String> forms = new LinkedHashSet<>();
        // As it is, before it is taken for something encoded.
        forms.add(Pattern.quote(secret));
        forms.add(secret.codePoints().mapToObj(character).collect(joining()));
        addBase64Forms(secret.getBytes(UTF_8), forms);
        return String.join("|", forms);
    }

    /**
     * A letter or digit of ASCII as it is, which no usual encoder changes, so that long tokens have small patterns; any
     * other character in any form.
     */
    private static String usualForm(int character) {
        boolean isPlain = character < 0x80 && Character.isLetterOrDigit(character);
        return isPlain ? Character.toString(character) : anyForm(character);
    }

    /** A character as it is or encoded. The first form that fits is it, so that no text takes long. */
    private static String anyForm(int character) {
        String plain = Character.toString(character);
        Set<String> forms = new LinkedHashSet<>();
        StringBuilder percent = new StringBuilder();
        for (byte octet : plain.getBytes(UTF_8)) {
            percent.append("%%%02x".formatted(octet & 0xff));
        }
        forms.add("(?i:" + percent + ")");
        StringBuilder unicode = new StringBuilder();
        plain.chars().forEach(unit -> unicode.append("\\\\u%04x".formatted(unit)));
        forms.add("(?i:" + unicode + ")");
        forms.add("(?i:&#0*" + character + ";|&#x0*" + Integer.toHexString(character) + ";)");
        switch (character) {
            case '&' -> forms.add("&amp;");
            case '<' -> forms.add("&lt;");
            case '>' -> forms.add("&gt;");
            case '"' -> forms.add("&quot;");
            case '\'' -> forms.add("&apos;");
            case ' ' -> forms.add("\\+");
            case '\n' -> forms.add("\\\\n");
            case '\r' -> forms.add("\\\\r");
            case '\t' -> forms.add("\\\\t");
            default -> {
                // It has no name.
            }
        }
        if ("\"\\/'".indexOf(character) >= 0) {
            forms.add(Pattern.quote("\\" + plain));
        }
        forms.add(Pattern.quote(plain));
        return "(?>" + String.join("|", forms) + ")";
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
                forms.add(Pattern.quote(own));
                forms.add(Pattern.quote(own.replace('+', '-').replace('/', '_')));
            }
        }
    }

    /** The text with a mask in the place of each secret, one for those that overlap. */
    public String apply(String text) {
        List<MatchResult> matches = patterns.stream()
                .flatMap(pattern -> pattern.matcher(text).results())
                .sorted(Comparator.comparingInt(MatchResult::start))
                .toList();
        StringBuilder masked = new StringBuilder();
        int end = 0;
        for (MatchResult match : matches) {
            if (match.start() >= end) {
                masked.append(text, end, match.start()).append(MASK);
            }
            end = Math.max(end, match.end());
        }
        return masked.append(text, end, text.length()).toString();
    }
}
