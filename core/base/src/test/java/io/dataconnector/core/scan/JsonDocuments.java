package io.dataconnector.core.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

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
    static Arbitrary<String> documents() {
        return rendered(values(MAX_DEPTH));
    }

    /** An object that has an array {@code data} and a value {@code next} once, among other members. */
    static Arbitrary<String> pages() {
        Arbitrary<Member> data = elements(MAX_DEPTH - 1).map(elements -> new Member("data", elements));
        Arbitrary<Member> next = values(1).map(value -> new Member("next", value));
        Arbitrary<List<Member>> others = members(MAX_DEPTH - 1)
                .filter(member ->
                        !member.name().equals("data") && !member.name().equals("next"))
                .list()
                .ofMaxSize(MAX_CHILDREN);
        return rendered(Combinators.combine(data, next, others)
                .as((first, second, more) ->
                        Stream.concat(Stream.of(first, second), more.stream()).toList())
                .flatMap(Arbitraries::shuffle)
                .map(ObjectOf::new));
    }

    /** A string in its quotes, with nothing around it. */
    static Arbitrary<String> strings() {
        return Combinators.combine(texts(), Arbitraries.longs())
                .as((text, seed) -> new JsonRenderer(new Random(seed))
                        .render(new Text(text))
                        .strip());
    }

    /** The content of a string, with characters of every length in UTF-8, and lone surrogates. */
    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars(
                        "ab\"\\/\b\f\n\r\t\u0000\u001f\u007f\u0080é\u07ff\u0800日\ud800\udbff\udc00\udfff\ue000\uffff")
                .ofMaxLength(20);
    }

    private static Arbitrary<String> rendered(Arbitrary<? extends Value> values) {
        return Combinators.combine(values, Arbitraries.longs())
                .as((value, seed) -> new JsonRenderer(new Random(seed)).render(value));
    }

    private static Arbitrary<Value> values(int depth) {
        Arbitrary<Value> scalars = Arbitraries.oneOf(literals(), numbers(), texts().map(Text::new));
        return depth == 0 ? scalars : Arbitraries.oneOf(scalars, elements(depth - 1), objects(depth - 1));
    }

    private static Arbitrary<Value> literals() {
        return Arbitraries.of("true", "false", "null").map(Scalar::new);
    }

    private static Arbitrary<Value> numbers() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(25);
        Arbitrary<String> whole = Arbitraries.oneOf(Arbitraries.just("0"), digits.map(text -> "1" + text));
        Arbitrary<String> fraction = Arbitraries.oneOf(Arbitraries.just(""), digits.map(text -> "." + text));
        Arbitrary<String> exponent = Arbitraries.of("", "", "e0", "E7", "e+12", "E-08");
        return Combinators.combine(Arbitraries.of("", "-"), whole, fraction, exponent)
                .as((sign, before, behind, power) -> new Scalar(sign + before + behind + power));
    }

    private static Arbitrary<Value> elements(int depth) {
        return values(depth).list().ofMaxSize(MAX_CHILDREN).map(ArrayOf::new);
    }

    private static Arbitrary<Value> objects(int depth) {
        return members(depth).list().ofMaxSize(MAX_CHILDREN).map(ObjectOf::new);
    }

    /** Names from a few, so that they recur, with those that the tests watch for; no lone surrogates. */
    private static Arbitrary<Member> members(int depth) {
        Arbitrary<String> names = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of("a", "b", "0")),
                Tuple.of(3, Arbitraries.of("", "é🌲", "~/", "\"\\", "updated_at", "data", "next")),
                Tuple.of(2, texts().filter(name -> UTF_8.newEncoder().canEncode(name))));
        return Combinators.combine(names, values(depth)).as(Member::new);
    }
}
