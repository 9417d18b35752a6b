package io.dataconnector.connector.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TemplateTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-03-05T07:08:09.123456Z"), ZoneOffset.UTC);
    private static final Variables VARIABLES = variables();

    private static Variables variables() {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.put("key", "s3cret").put("text", "a-b-c").put("number", 5).putNull("none");
        config.set("price", DecimalNode.valueOf(new BigDecimal("1.10")));
        config.putArray("list").add(3).add(1).add(2);
        return Variables.of(Map.<String, JsonNode>of("config", config, "stream_slice", config), CLOCK);
    }

    private static Object evaluate(String template) {
        return Template.parse(template).evaluate(VARIABLES);
    }

    @Test
    void keepsTheDigitsOfANumberThatIsOnlyPassedOn() {
        assertThat(evaluate("{{ config['price'] }}")).isEqualTo(new BigDecimal("1.10"));
        assertThat(evaluate("{{ config.get('price') }}")).isEqualTo(new BigDecimal("1.10"));
        assertThat(evaluate("{{ config.price or 0 }}")).isEqualTo(1.1);
        assertThat(evaluate("is {{ config.price }}")).isEqualTo("is 1.1");
    }

    @Test
    void knowsTheVariablesThatItNeeds() {
        assertThat(Template.parse("{{ config.a }} {{ stream_interval.b }} {{ now_utc() }}")
                        .dependsOn())
                .containsExactlyInAnyOrder("config", "stream_slice");
        assertThat(Template.parse("{% set a = 1 %}{{ a }}{% for x in b %}{{ x }}{{ loop.index }}{% endfor %}")
                        .dependsOn())
                .containsExactly("b");
        assertThat(Template.parse("{% if a %}{% set c = 1 %}{% endif %}{{ c }}").dependsOn())
                .containsExactlyInAnyOrder("a", "c");
        assertThat(Template.parse("text").isConstant()).isTrue();
        assertThat(Template.parse("text").dependsOn()).isEmpty();
    }

    @Test
    void refusesAMissingVariable() {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> evaluate("{{ record.id }}"))
                .withMessageContaining("there is no variable 'record' here");
    }

    @Test
    void fallsBackOnTheUndefined() {
        Template template = Template.parse("{{ config.a.b }}");
        assertThat(template.evaluate(VARIABLES)).isEqualTo(None.NONE);
        assertThat(template.evaluateBoolean(VARIABLES)).isFalse();
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> template.evaluateString(VARIABLES))
                .withMessageContaining("line 1, column 12: 'dict' has no attribute 'a'");
        assertThat(Template.parse("{{ config.a }}").evaluateString(VARIABLES)).isEqualTo("");
    }

    @Test
    void givesTheTemplateItselfOnATypeError() {
        assertThat(evaluate("{{ config.text + 1 }}")).isEqualTo("{{ config.text + 1 }}");
    }

    @Test
    void keepsTextThatDenotesNoneOfTheTypes() {
        Template template = Template.parse("{{ config.number }}");
        assertThat(template.evaluate(VARIABLES, Set.of(ValueType.STRING))).isEqualTo("5");
        assertThat(template.evaluate(VARIABLES, Set.of(ValueType.INTEGER))).isEqualTo(5L);
        assertThat(Template.parse("[1]").evaluate(VARIABLES, Set.of(ValueType.LIST)))
                .isEqualTo(List.of(1L));
        assertThat(Template.parse("{'a': 1}").evaluate(VARIABLES, Set.of(ValueType.TUPLE)))
                .isEqualTo("{'a': 1}");
        assertThat(Template.parse("True").evaluate(VARIABLES, Set.of(ValueType.BOOLEAN)))
                .isEqualTo(true);
        assertThat(Template.parse("1.5").evaluate(VARIABLES, Set.of(ValueType.FLOAT)))
                .isEqualTo(1.5);
        assertThat(Template.parse("{}").evaluate(VARIABLES, Set.of(ValueType.DICT)))
                .isInstanceOf(Dict.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"False", "false", "{}", "[]", "()", "", "0", "0.0", "None", "set()", "{{ config.none }}"})
    void countsAsFalse(String template) {
        assertThat(Template.parse(template).evaluateBoolean(VARIABLES)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '"',
            value = {
                "{{ a => line 1, column 1: expected '}}', not the end of the template",
                "a {{ 1 + }} => line 1, column 10: expected an expression, not '}}'",
                "{{ 'a }} => line 1, column 4: the string has no closing quote",
                "{{ (1] }} => line 1, column 6: expected ')', not ']'",
                "{{ a b }} => line 1, column 6: expected '}}', not 'b'",
                "{{ a | nope }} => line 1, column 8: there is no filter named 'nope'",
                "{{ a is nope }} => line 1, column 9: there is no test named 'nope'",
                "{{ a ? b }} => line 1, column 6: unexpected character '?'",
                "{% if a %}x => line 1, column 12: expected {% elif %} or {% else %} or {% endif %}, not the end of the template",
                "{% macro a() %} => line 1, column 4: there is no statement 'macro' here; known are if, for, set and raw",
                "{% set true = 1 %} => line 1, column 8: expected a name to assign to, not 'true'",
                "{# a => line 1, column 1: the comment has no end; expected '#}'",
                "{% raw %} => line 1, column 1: the raw block has no end",
                "{{ '\\x1' }} => line 1, column 4: the string has a bad escape: an escape is cut off",
                "{{ f(a=1, 2) }} => line 1, column 11: the arguments are out of order",
                "{{ a.'b' }} => line 1, column 6: expected a name or number after '.', not a string",
                "{{ ) }} => line 1, column 4: unexpected ')'",
                "{% for x of y %}{% endfor %} => line 1, column 10: expected 'in', not 'of'",
                "{{ a is string is none }} => tests cannot be chained",
                "{% for x in y recursive %}{% endfor %} => recursive loops are not supported",
                "{% set x | upper %}a{% endset %} => a filter on a set block is not supported",
                "stream_state => use stream_interval"
            })
    void saysWhereTheSyntaxIsWrong(String template, String message) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Template.parse(template))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '"',
            value = {
                "{{ config.text.encode('utf-8') }} => line 1, column 15: the method 'encode' is not supported",
                "{{ now_utc().astimezone() if config.key }} => line 1, column 13: the method 'astimezone' is not supported",
                "{{ config.list | batch(2) | list }} => line 1, column 18: the filter 'batch' is not supported",
                "{{ 1 if true else (config.list | groupby('a')) }} => line 1, column 34: the filter 'groupby' is not supported",
                "{% set comma = joiner(', ') %} => the function 'joiner' is not supported"
            })
    void refusesWhatIsNotSupportedWhenItIsParsed(String template, String message) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> Template.parse(template))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '"',
            value = {
                "{{ config.list.clear() }} => 'clear' of 'list' is not supported",
                "{{ config.popitem }} => 'popitem' of 'dict' is not supported",
                "{{ config.text['translate'] }} => 'translate' of 'str' is not supported",
                "{{ now_utc().tzinfo }} => 'tzinfo' of 'datetime.datetime' is not supported",
                "{{ today_utc().min }} => 'min' of 'datetime.date' is not supported",
                "{{ duration('PT1S').max }} => 'max' of 'datetime.timedelta' is not supported",
                "{{ duration('P1M').months }} => 'months' of 'Duration' is not supported",
                "{{ (1).real }} => 'real' of 'int' is not supported",
                "{{ config.keys().mapping }} => 'mapping' of 'dict_keys' is not supported",
                "{% for x in [1] %}{{ loop.cycle }}{% endfor %} => 'cycle' of 'LoopContext' is not supported",
                "{{ ([1] | map('string')).send }} => 'send' of 'generator' is not supported",
                "{{ [[1]] | map('batch', 2) | list }} => the filter 'batch' is not supported",
                "{{ 'a' | tojson(indent=2) }} => the argument 'indent' of tojson is not supported",
                "{{ now_utc().replace(fold=1) }} => the argument 'fold' of replace is not supported",
                "{{ 'a'.center(1000000000) }} => the width is too large",
                "{{ 'a' | center(1000000000) }} => the width is too large"
            })
    void refusesWhatIsNotSupportedWhenItIsReached(String template, String message) {
        Template parsed = Template.parse(template);
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> parsed.evaluate(VARIABLES))
                .withMessageContaining(message);
    }

    @Test
    void prefersAMemberToAnUnsupportedMethodInBrackets() {
        Variables variables = Variables.of(
                Map.of("record", JsonNodeFactory.instance.objectNode().put("popitem", 1)), CLOCK);
        assertThat(Template.parse("{{ record['popitem'] }}").evaluate(variables))
                .isEqualTo(1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ config.key.__class__.x }}",
                "{{ 1 // 0 }}",
                "{{ config.key | base64decode }}",
                "{{ config.text.split('') }}",
                "{{ config.pop('x') }}",
                "{{ 'a' * 100000000 }}",
                "{{ 2 ** 1000000 }}",
                "{{ config.text | regex_search('(') }}",
                "{{ duration(config.key) }}",
                "{{ today_with_timezone(config.key) }}",
                "{{ '{} {}'.format(config.key) }}",
                "{{ config.key | hash('nope') }}",
                "{{ config.key | hmac('a', 'md5') }}",
                "{{ config.text.index('z') }}",
                "{{ format_datetime(config.key, '%Y') }}",
                "{{ '{:d}'.format(config.key) }}",
                "{{ [1, 2] | map('nope') | list }}"
            })
    void neverQuotesAValueInAnError(String template) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> evaluate(template))
                .satisfies(failure -> {
                    assertThat(failure.getMessage()).doesNotContain("s3cret").contains("line 1, column ");
                    assertThat(failure.template()).isEqualTo(template);
                    assertThat(failure.line()).isEqualTo(1);
                    assertThat(failure.column()).isPositive();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '"',
            value = {
                "{{ '%05.1f %s %r %x %+d %e %g%%' % (3.14159, 'a', 'b', 255, 5, 12345.678, 0.0001) }} x => 003.1 a 'b' ff +5 1.234568e+04 0.0001% x",
                "{{ '%(a)s-%(b)-4d.' % {'a': 1, 'b': 2} }} => 1-2   .",
                "x {{ '{:>6}|{:<4}|{:^5}|{:06.2f}|{:,}|{:x}|{!r}|{a[0]}|{:.1%}|{:e}'.format('a', 'b', 'c', 3.14159, 1234567, 255, 'q', 0.256, 1.5, a=[9]) }} => "
                        + "x      a¦b   ¦  c  ¦003.14¦1,234,567¦ff¦'q'¦9¦25.6%¦1.500000e+00",
                "x {{ [3, 1, 2] | sort | join('-') }} {{ {'b': 1, 'a': 2} | dictsort }} => x 1-2-3 [('a', 2), ('b', 1)]",
                "x {{ now_utc() - duration('P1M') }} {{ today_utc() + duration('P1Y') }} => x 2024-02-05 07:08:09.123456+00:00 2025-03-05",
                "x {{ [now_utc(), today_utc(), duration('PT1.5S')] }} => x [datetime.datetime(2024, 3, 5, 7, 8, 9, 123456, tzinfo=datetime.timezone.utc), "
                        + "datetime.date(2024, 3, 5), datetime.timedelta(seconds=1, microseconds=500000)]",
                "{% set a, b = (1, 2) %}{{ b }}{{ a }}x => 21x",
                "{% set a %}y{% endset %}{{ a }}x => yx",
                "{% for x in [1, 2, 3] if x > 1 %}{{ loop.index }}/{{ loop.length }}:{{ x }}{{ loop.first }}{{ loop.revindex }}{{ loop.previtem }};{% else %}none{% endfor %} => 1/2:2True2;2/2:3False12;",
                "{% for x in [] %}{% else %}none{% endfor %} => none",
                "{% raw %}{{ a }}{% endraw %} => {{ a }}",
                "{{ 1 if true else (2 | nope) }}x => 1x",
                "{{ dict([['a', 1]], b=2) }} x => {'a': 1, 'b': 2} x",
                "{% set l = [1] %}{{ l.append(2) }}{{ l.extend([3]) }}{{ l.pop(0) }}{{ l }}{{ l.index(3) }}{{ l.count(2) }}{{ l.copy() }}{{ l.reverse() }}{{ l }} => NoneNone1[2, 3]11[2, 3]None[3, 2]",
                "{% set d = {'a': 1} %}{{ d.update(b=2) }}{{ d.setdefault('c', 3) }}{{ d.setdefault('a') }}{{ d.pop('a') }}{{ d.copy() }}{{ d.clear() }}{{ d }} => None311{'b': 2, 'c': 3}None{}",
                "x{{ (duration('P1D') * 2) / 4 }} {{ duration('P1D') // duration('PT5H') }} {{ duration('P1D').days }} {{ -duration('PT1H') }} => x12:00:00 4 1 -1 day, 23:00:00",
                "{{ namespace(a=1) }} {{ namespace(a=1).a }} => <Namespace {'a': 1}> 1",
                "x{{ 'ab'.center(7) }};{{ 'ab'.center(6, '*') }};{{ 'abc'.center(6, '*') }} => x   ab  ;**ab**;*abc**",
                "x{{ 'abcabc'.find('b', 2) }} {{ 'abcabc'.rfind('b', 0, -2) }} {{ 'abcabc'.count('b', 2, 9) }} {{ 'abcabc'.index('c', -2) }} {{ 'abcabc'.rindex('a') }} {{ 'abc'.find('', 9) }} => x4 1 1 5 3 -1",
                "x{{ 'abc'.startswith('b', 1) }} {{ 'abc'.endswith(('x', 'b'), 0, 2) }} {{ 'abc'.find('z', none, 2) }} {{ 'abc'.count('', 1) }} {{ 'abc'.startswith('', 5) }} {{ 'abc'.count('a', 5) }} => xTrue True -1 3 False 0",
                "x{{ [1, 2, 1].index(1, 1) }} {{ [1, 2, 1].index(1, -1, 9) }} {{ 'a'.isascii() }} => x2 2 True",
                "x{{ now_utc().replace(tzinfo=none).isoformat() }} => x2024-03-05T07:08:09.123456",
                "x{{ now_utc().replace(year=2023, hour=1) }} => x2023-03-05 01:08:09.123456+00:00",
                "{{ now_utc().replace(tzinfo=1) }} => {{ now_utc().replace(tzinfo=1) }}",
                "{{ 'a'.ljust(3, 'xy') }} => {{ 'a'.ljust(3, 'xy') }}",
                "{{ max(*[1, 5], **{}) }}x => 5x",
                "{{ format_datetime('05 Mar 24 11 PM', '%s', '%d %b %y %I %p') }}x => 1709679600x",
                "{{ str_to_datetime('2024-W10-2') }} {{ str_to_datetime('2024-065') }}x => 2024-03-05 00:00:00+00:00 2024-03-05 00:00:00+00:00x",
                "{{ str_to_datetime('2024-03-05T24:00') < now_utc() }}{{ today_utc() == now_utc().date() }}x => FalseTruex",
                "{{ 'abc'[::-1] }}{{ [1, 2, 3][-2:] }}{{ (1, 2)[0:1] }} => cba[2, 3](1,)"
            })
    void rendersAsPythonDoes(String template, String expected) {
        assertThat(PythonText.str(evaluate(template.strip())))
                .isEqualTo(expected.strip().replace('¦', '|'));
    }

    @Test
    void becomesJson() {
        assertThat(JsonValues.toJson(evaluate("{'a': [1, (2.5, None), True, 'x'], 1: 12345678901234567890, 'b': {1}}")))
                .hasToString("{\"a\":[1,[2.5,null],true,\"x\"],\"1\":12345678901234567890,\"b\":[1]}");
        assertThat(JsonValues.toJson(new BigDecimal("1.10"))).hasToString("1.10");
        assertThat(JsonValues.toJson(Double.NaN)).hasToString("\"nan\"");
    }
}
