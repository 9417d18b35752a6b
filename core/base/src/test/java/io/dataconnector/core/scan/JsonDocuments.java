package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dataconnector.core.testing.Draws;
import java.util.Collections;
import java.util.List;

/**
 * Arbitrary JSON: values of every kind, nested, with names that recur, rendered with space and escapes
 * wherever the grammar allows them.
 */
final class JsonDocuments {
    private static final int MAX_DEPTH = 4;
    private static final int MAX_CHILDREN = 4;

    private JsonDocuments() {}

    /** A JSON value, apart from how it is written. */
    sealed interface Value permits Scalar, Text, ArrayOf, ObjectOf {}

    /** A number or a literal. */
    record Scalar(String text) implements Value {}

    /** A string, which may hold lone surrogates. */
    record Text(String content) implements Value {}

    record ArrayOf(List<Value> elements) implements Value {
        ArrayOf {
            elements = List.copyOf(elements);
        }
    }

    /** Names may come more than once. */
    record ObjectOf(List<Member> members) implements Value {
        ObjectOf {
            members = List.copyOf(members);
        }
    }

    record Member(String name, Value value) {}

    /** Any document. */
    static String document(Draws draws) {
        return rendered(value(draws, MAX_DEPTH), draws);
    }

    /** An object that has an array {@code data} and a value {@code next} once, among other members. */
    static String page(Draws draws) {
        List<Member> members = draws.list(0, MAX_CHILDREN, () -> member(draws, MAX_DEPTH - 1));
        members.removeIf(member -> member.name().equals("data") || member.name().equals("next"));
        members.add(new Member("data", elements(draws, MAX_DEPTH - 1)));
        members.add(new Member("next", value(draws, 1)));
        Collections.shuffle(members, draws.random());
        return rendered(new ObjectOf(members), draws);
    }

    /** A string in its quotes, with nothing around it. */
    static String string(Draws draws) {
        return rendered(new Text(text(draws)), draws).strip();
    }

    private static String rendered(Value value, Draws draws) {
        return new JsonRenderer(draws.random()).render(value);
    }

    /** The content of a string, with characters of every length in UTF-8, and lone surrogates. */
    private static String text(Draws draws) {
        return draws.string(
                20, "ab\"\\/\b\f\n\r\t\u0000\u001f\u007f\u0080é\u07ff\u0800日\ud800\udbff\udc00\udfff\ue000\uffff");
    }

    private static Value value(Draws draws, int depth) {
        return switch (draws.below(depth == 0 ? 1 : 3)) {
            case 0 -> scalar(draws);
            case 1 -> elements(draws, depth - 1);
            default -> new ObjectOf(draws.list(0, MAX_CHILDREN, () -> member(draws, depth - 1)));
        };
    }

    private static Value scalar(Draws draws) {
        return switch (draws.below(3)) {
            case 0 -> new Scalar(draws.oneOf("true", "false", "null"));
            case 1 -> new Scalar(number(draws));
            default -> new Text(text(draws));
        };
    }

    private static String number(Draws draws) {
        return draws.oneOf("", "-")
                + (draws.bool() ? "0" : "1" + digits(draws))
                + (draws.bool() ? "" : "." + digits(draws))
                + draws.oneOf("", "", "e0", "E7", "e+12", "E-08");
    }

    private static String digits(Draws draws) {
        return draws.below(10) + draws.string(24, "0123456789");
    }

    private static ArrayOf elements(Draws draws, int depth) {
        return new ArrayOf(draws.list(0, MAX_CHILDREN, () -> value(draws, depth)));
    }

    /** Names from a few, so that they recur, with those that the tests watch for; no lone surrogates. */
    private static Member member(Draws draws, int depth) {
        String name = switch (draws.below(10)) {
            case 0, 1, 2, 3, 4 -> draws.oneOf("a", "b", "0");
            case 5, 6, 7 -> draws.oneOf("", "é🌲", "~/", "\"\\", "updated_at", "data", "next");
            default -> withoutLoneSurrogates(text(draws));
        };
        return new Member(name, value(draws, depth));
    }

    private static String withoutLoneSurrogates(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }
}
