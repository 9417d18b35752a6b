package io.dataconnector.connector.source.record;

import com.fasterxml.jackson.databind.node.TextNode;
import io.dataconnector.connector.failure.ConnectorException;
import io.dataconnector.connector.failure.FailureType;
import io.dataconnector.core.document.Faults;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names in snake case, as the CDK makes them: a new word begins at a capital letter and at a change between letters and digits; what is neither
 * separates words. Letters with marks lose them; other letters than Latin ones are refused, because the CDK
 * transliterates them by tables that this version does not have.
 */
final class SnakeCase {
    private static final Pattern WORD = Pattern.compile("[A-Z]+[a-z]*|[a-z]+|[0-9]+|(?<separator>[^a-zA-Z0-9]+)");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    /** Latin letters that are no letter with a mark. */
    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("\u00df", "ss"),
            Map.entry("\u00c6", "AE"),
            Map.entry("\u00e6", "ae"),
            Map.entry("\u00d8", "O"),
            Map.entry("\u00f8", "o"),
            Map.entry("\u0141", "L"),
            Map.entry("\u0142", "l"),
            Map.entry("\u0152", "OE"),
            Map.entry("\u0153", "oe"),
            Map.entry("\u0110", "D"),
            Map.entry("\u0111", "d"),
            Map.entry("\u0131", "i"));

    /** How many names are remembered; the records of a stream have the same ones, unless they are data. */
    private static final int MAX_REMEMBERED = 10_000;

    private final String place;
    private final Map<String, String> remembered = new ConcurrentHashMap<>();

    /**
     * @param place where in the manifest the names are asked for
     */
    SnakeCase(String place) {
        this.place = place;
    }

    /**
     * A name in snake case.
     *
     * @throws ConnectorException if it has other letters than Latin ones
     */
    String name(String name) {
        String known = remembered.get(name);
        if (known != null) {
            return known;
        }
        String made = make(name);
        if (remembered.size() < MAX_REMEMBERED) {
            remembered.put(name, made);
        }
        return made;
    }

    private String make(String name) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(ascii(name));
        while (matcher.find()) {
            words.add(matcher.group("separator") == null ? matcher.group().toLowerCase(Locale.ROOT) : "");
        }
        // Separators stay as underscores at the ends only.
        for (int i = words.size() - 2; i > 0; i--) {
            if (words.get(i).isEmpty()) {
                words.remove(i);
            }
        }
        if (!words.isEmpty()
                && !words.get(0).isEmpty()
                && Character.isDigit(words.get(0).charAt(0))) {
            words.add(0, "");
        }
        return String.join("_", words);
    }

    private String ascii(String name) {
        if (isAscii(name)) {
            return name;
        }
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(letter -> {
            String character = Character.toString(letter);
            text.append(LETTERS.getOrDefault(
                    character,
                    MARKS.matcher(Normalizer.normalize(character, Normalizer.Form.NFD))
                            .replaceAll("")));
        });
        if (!isAscii(text)) {
            throw new ConnectorException(
                    FailureType.CONFIG_ERROR,
                    "Manifest at " + place + ": the name " + Faults.show(TextNode.valueOf(name))
                            + " of a record has letters that KeysToSnakeCase cannot write in ASCII; rename it with KeysReplace"
                            + " before, or leave KeysToSnakeCase out.");
        }
        return text.toString();
    }

    private static boolean isAscii(CharSequence text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
