#!/usr/bin/env python3
"""Makes the cases of TemplateDifferentialTest: templates, their variables, and what airbyte-cdk makes of them.

Usage: template_cases.py SEED COUNT > connector/src/test/resources/template/cases.jsonl

Needs airbyte-cdk 7.x, and the time zone UTC (TZ=UTC). Templates in differences.jsonl, where we differ on purpose, are left out. Templates come from a grammar and from shapes that occur in manifests. A case is a line of JSON:
template, names (of the context used), mode (eval, string or bool), and either kind and text of the result (str() of it,
with a repr for containers) or error (type of the exception).
"""
import datetime
import json
import pathlib
import random
import sys

import airbyte_cdk.sources.declarative.interpolation.macros as macros
from airbyte_cdk.sources.declarative.interpolation.interpolated_boolean import InterpolatedBoolean
from airbyte_cdk.sources.declarative.interpolation.interpolated_string import InterpolatedString
from airbyte_cdk.sources.declarative.interpolation.jinja import JinjaInterpolation

DIFFERENCES = pathlib.Path(__file__).parent.parent / "resources" / "template" / "differences.jsonl"
NOW = datetime.datetime(2024, 3, 5, 7, 8, 9, 123456, tzinfo=datetime.timezone.utc)


class AnyDateTime(type):
    def __instancecheck__(cls, value):
        return isinstance(value, datetime.datetime)


class FixedDateTime(datetime.datetime, metaclass=AnyDateTime):
    @classmethod
    def now(cls, tz=None):
        return NOW.astimezone(tz) if tz else NOW.replace(tzinfo=None)


class FixedModule:
    """The datetime module with a clock that stands still."""

    timezone = datetime.timezone
    timedelta = datetime.timedelta
    datetime = FixedDateTime


CONTEXT = {
    "config": {"token": "abc", "start": "2024-01-02T03:04:05Z", "limit": 10, "flag": True, "off": False, "none": None,
               "tags": ["x", "Y", "z"], "nested": {"deep": {"name": "Ann"}}, "empty": "", "zero": 0, "ratio": 0.1,
               "site": "my-shop", "number": "42", "big": 12345678901234567890123, "list": [3, 1, 2]},
    "record": {"id": 7, "name": "Widget One", "updated": "2024-02-03T04:05:06+02:00", "price": 1e16, "amount": 12.5,
               "items": [{"sku": "a", "n": 1}, {"sku": "b", "n": 2}, {"n": 3}], "gone": None, "date": "2024-10-11",
               "code": "007", "pair": "1,2", "text": "it's \"here\"", "umlaut": "\u00fc\u4e2d\U0001F600", "status": "active"},
    "response": {"next": "c2", "meta": {"page": 2, "pages": 5, "more": True}, "data": [1, 2, 3], "total": 0},
    "headers": {"link": "<https://e.test/a?page=3>; rel=next", "X-Count": "12"},
    "stream_slice": {"start_time": "2024-01-01", "end_time": "2024-01-31", "parent": "p1"},
    "parameters": {"name": "orders", "path": "/orders"},
}
PATHS = ["config['token']", "config.limit", "config['flag']", "config['off']", "config.none", "config['tags']", "config.nested.deep.name",
         "config['nested']['deep']", "config.empty", "config['zero']", "config.ratio", "config.get('missing')", "config['missing']",
         "config.missing", "config.get('missing', 'd')", "config['number']", "config['big']", "config.list", "record['id']", "record.name",
         "record['updated']", "record.price", "record['amount']", "record['items']", "record['items'][0]['sku']",
         "record.gone", "record['date']", "record.code", "record['pair']", "record.text", "record.umlaut", "record['nope']['x']",
         "response.next", "response['meta']['page']", "response.get('meta', {}).get('more')", "response.data[-1]", "response.data[5]",
         "response['data']", "response.total", "headers['link']", "headers.get('X-Count')", "stream_slice['start_time']",
         "stream_interval.end_time", "stream_partition['parent']", "parameters.name", "parameters['path']", "config.get('a', {}).get('b')",
         "record['status']", "config.site"]
STRINGS = ["'a'", "\"b c\"", "'it\\'s'", "'%Y-%m-%d'", "''", "'x-y-z'", "'12'", "'\\n'", "'\\u00e9'", "' pad '", "'Ab Cd'", "'1.5'", "'None'", "'[1, 2]'", "'{}'", "'0'", "'False'"]
NUMBERS = ["0", "1", "2", "-1", "3", "10", "1.5", "0.1", "1e3", "2.0", "1_000", "100000000000000000000", "0x1f", "7", "1e16", "1e-5"]
CONSTANTS = ["true", "false", "none", "True", "False", "None"]
FILTERS = ["int", "float", "string", "length", "lower", "upper", "trim", "title", "capitalize", "abs", "first", "last", "list", "sort", "unique | list",
           "join(',')", "join", "replace('a', 'b')", "default('d')", "default('d', true)", "d(1)", "tojson", "urlencode", "round", "round(1)",
           "round(0, 'floor')", "round(1, 'ceil')", "hash", "hash('sha256', 'salt')", "hmac('k')", "base64encode", "regex_search('([0-9]+)')",
           "regex_replace('[a-z]', '_')", "map('string') | list", "map(attribute='sku') | list", "select | list", "reject('none') | list",
           "selectattr('n', 'gt', 1) | list", "rejectattr('sku') | list", "map(attribute='sku', default='?') | join('+')", "sum", "max", "min", "reverse | list", "count",
           "int(5)", "float(2.5)", "string | length", "wordcount", "sort(reverse=true)", "map('upper') | join", "items | list", "dictsort", "format(1)", "center(8)",
           "sum(attribute='n')", "base64binascii_decode", "int(base=16)", "attr('x')", "base64encode | base64decode"]
TESTS = ["defined", "undefined", "none", "string", "number", "integer", "float", "boolean", "mapping", "sequence", "iterable", "true", "false", "odd", "even",
         "lower", "upper", "not none", "not defined", "in [1, 2]", "eq 1", "divisibleby 2", "gt 1", "sameas true", "lt(3)", "ne('a')", "ge 2"]
METHODS = [".split('-')", ".split()", ".upper()", ".lower()", ".strip()", ".replace('-', '_')", ".startswith('a')", ".endswith('Z')", ".title()",
           ".zfill(5)", ".isdigit()", ".rstrip('z')", ".lstrip()", ".find('a')", ".count('a')", ".split('-')[0]", ".split('-', 1)", ".rsplit('-', 1)[-1]",
           ".keys()", ".values()", ".items()", ".get('name')", "[0]", "[-1]", "[1:]", "[:2]", "[::-1]", "[::2]", ".partition('-')", ".splitlines()", ".format(1, x=2)",
           ".capitalize()", ".swapcase()", ".ljust(6, '.')", ".isalpha()", ".index('a')", ".join(['p', 'q'])", ".removeprefix('a')", ".isupper()", ".__class__", ".foo",
           ".keys() | list", ".items() | list", ".values() | list", ".rjust(4)", ".islower()", ".isnumeric()", ".rpartition('-')", ".casefold()"]
DATES = ["now_utc()", "today_utc()", "str_to_datetime('2024-01-31T10:20:30.123456Z')", "str_to_datetime(config['start'])", "str_to_datetime(record['updated'])",
         "str_to_datetime('2023-12-31')", "today_with_timezone('Asia/Tokyo')", "str_to_datetime('20240229T0102')"]
DATE_METHODS = [".strftime('%Y-%m-%d')", ".strftime('%Y-%m-%dT%H:%M:%SZ')", ".strftime('%s')", ".isoformat()", ".year", ".month", ".strftime('%d/%b/%y %j %U %W %V %a %A %B %p %I')",
                ".timestamp()", ".weekday()", ".strftime('%-d.%-m. %e %H%%')", ".isoformat('T', 'seconds')", ".date()", ".replace(day=1)", ".strftime('%z %Z %f')", ".day", ".hour",
                ".isoformat(timespec='milliseconds')", ""]
DURATIONS = ["duration('P1D')", "duration('PT1H30M')", "duration('P1M')", "duration('P1Y2M')", "duration('P1W')", "duration('-P2D')", "duration('PT0.5S')"]
FORMATS = ["'%Y-%m-%d'", "'%s'", "'%ms'", "'%Y-%m-%dT%H:%M:%S.%f%z'", "'%s_as_float'", "'%epoch_microseconds'", "'%Y-%m-%dT%H:%M:%S.%_msZ'", "'%Y%m%d'"]

# What the grammar seldom reaches, always among the cases.
FURTHER = r"""
{{ [1, 2.0, 'a'] == [1.0, 2, 'a'] }} {{ [1] == [1, 2] }} {{ [1, 2] == [1, 3] }} {{ (1, 2) == (1, 2) }} {{ (1,) == [1] }}
{{ {'a': 1} == {'a': 1.0} }} {{ {'a': 1} == {'b': 1} }} {{ {'a': 1} == {'a': 1, 'b': 2} }} {{ {'a': 1} == {'a': 2} }}
{{ [1, 2] < [1, 3] }} {{ (1, 2) >= (1,) }} {{ 'a' in {'a': 1} }} {{ 'b' not in {'a': 1} }} {{ 1 in (1, 2) }}
{{ now_utc() == now_utc() }} {{ now_utc() > str_to_datetime('2024-01-01') }} {{ today_utc() < today_utc() }}
{{ duration('P1D') > duration('PT1H') }} {{ duration('P1D') == duration('PT24H') }} {{ config.x == config.y }}
x{{ '\a\b\f\r\t\v\101\7\U0001F600\N{BULLET}\q' | tojson }}
{{ ['\r\t\x01', '\x85', '\u2028', '\U000e0001', '\xa0', '\'] }} x
{{ now_utc().minute }} {{ now_utc().second }} {{ now_utc().microsecond }} {{ duration('PT1.5S').microseconds }}
{{ now_utc().isoformat('T', 'hours') }} {{ now_utc().isoformat(' ', 'minutes') }} {{ now_utc().isoformat(timespec='microseconds') }}
{{ now_utc().isoformat('TT') }}
{{ now_utc().isoformat(timespec='years') }}
{{ now_utc().replace(month=13) }}
x {{ duration('P1Y2M3DT4H') }} {{ duration('P1Y') + duration('P1M') }} {{ duration('P1M') + today_utc() }} {{ duration('PT1H') + duration('PT2H') }} {{ duration('P2M') - duration('P1M') }}
x {{ duration('P1D') * 0.5 }} {{ 2 * duration('PT1H') }} {{ +duration('PT1H') }} {{ -duration('PT1H') }}
{{ duration('P1D') / 0 }}
{{ duration('P1D') / 'a' }}
{{ duration('P1D') % 2 }}
{{ today_utc() + duration('P9999Y') }}
{{ today_utc() + 1 }}
x {{ today_utc() - duration('PT1H') }} {{ today_utc() - duration('-PT1H') }} {{ today_utc() + duration('PT25H') }} {{ today_utc() + duration('-PT1H') }} {{ today_utc() - duration('P1DT1H') }}
{{ now_utc() | int }}
{{ 'inf' | float | int }}
{{ '0x1f' | int(base=16) }} {{ '0b11' | int(base=2) }} {{ '-0o17' | int(0, 8) }}
x{{ 'nan' | float }} {{ '-inf' | float }} {{ 'Infinity' | float }} {{ -1.5 | abs }} {{ (-1.5) | abs }}
{{ 1.5 | round(0, 'nope') }}
x{{ 1234.5 | round(-2) }} {{ 1234 | round(-2, 'ceil') }} {{ 1.25 | round(1, 'floor') }} {{ 7 | round(-1, 'floor') }}
{{ config.missing | default }}x
{{ {1, 2} | reverse }}
x{{ ([1, 2] | map('string')) | reverse | list }} {{ 'abc' | reverse }}
x{{ record['items'] | sort(attribute='n,sku') | map(attribute='n') | join }} {{ ['b', 'A'] | sort }} {{ ['b', 'A'] | sort(case_sensitive=true) }}
{{ {'a': 2, 'b': 1} | dictsort(by='value') }} {{ {'a': 2, 'b': 1} | dictsort(reverse=true) }}
{{ {'a': 1} | dictsort(by='x') }}
{{ [] | max }}x{{ [] | min }}
{{ record['items'] | sum(attribute='n') }} {{ [1.5, 2] | sum(start=1) }}
x{{ config.missing | items | list }}
{{ [1] | map | list }}
{{ [1] | selectattr | list }}
x{{ 'abc'.removesuffix('c') }} {{ 'abc'.removesuffix('x') }} {{ 'abc'.removeprefix('ab') }}
{{ ' a b  c d '.split(none, 2) }} {{ ' a b  c d '.rsplit(none, 2) }} {{ ' a b '.split(none, 0) }} {{ ' a b '.rsplit(none, 1) }}
{{ 'a\nb\r\nc'.splitlines() }} {{ 'a\nb\r\nc\n'.splitlines(true) }}
{{ 'abc'.partition('') }}
{{ 'abcabc'.replace('b', 'x', 1) }} {{ 'abc'.replace('', '-', 2) }} {{ 'aaa' | replace('a', 'b', 2) }} {{ 'ab'.replace('', '-', 9) }}
{{ '{:q}'.format(1) }}
{{ '{:.2f'.format(1) }}
{{ '{:>99999999}'.format(1) }}
{{ '{:!!}'.format(1) }}
x{{ '{:#x} {:X} {:o} {:b} {:#o} {:+d} {:5} {}'.format(255, 255, 8, 5, 8, 3, true, true) }}
{{ '{:.1d}'.format(1) }}
x{{ '{:E} {:G} {:g} {:.3} {} {:g} {:%}'.format(12345.678, 1e-10, 1e20, 3.14159, 1e22, 100000.0, 0.5) }}
{{ '{:c}'.format('a') }}
x{{ '{:f} {:e}'.format('inf' | float, 'nan' | float) }}
x{{ 1e400 | string }} {{ '%x' % 'a' }}
{{ '%d' % 'a' }}
{{ '%f' % 'a' }}
{{ '%q' % 1 }}
{{ '%' % 1 }}
{{ '%s %s' % 1 }}
{{ '%s' % (1, 2) }}
{{ '%(a)s' % 1 }}
{{ '%(a)s' % {'b': 1} }}
{{ '%f' % config.missing }}
{{ '%(a)s' % config.missing }}
x{{ '%d %i' % (1.9, true) }} {{ '%a' % 'b' }} {{ '%#x % d %-5d| %05d' % (255, 3, 4, 5) }}
x{{ '%s-%s' | format(1, 'b') }} {{ '%(a)s' | format(a=1) }} {{ {'a': 'b c', 'd': 1} | urlencode }} {{ [('a', 'b/c')] | urlencode }}
{{ ['abc'] | urlencode }}
{{ now_utc().strftime('%C %k %l %G %g %u %w %P %n %t %F %D %x %T %X %R %r %c %h') }}x
{{ now_utc().strftime('%') }}x
{{ now_utc().strftime('%_d %-j %0e') }}x
{{ format_datetime('31/02/2023', '%Y', '%d/%m/%Y') }}
{{ format_datetime('01:02:60 2023', '%Y', '%H:%M:%S %Y') }}
{{ format_datetime('2023 060 .5', '%Y-%m-%d %f', '%Y %j .%f') }}x
{{ format_datetime('2023-01-02T03:04:05+02:30', '%Y-%m-%dT%H:%M:%S%z', '%Y-%m-%dT%H:%M:%S%z') }}x
{{ format_datetime('2023-01-02 Z', '%s', '%Y-%m-%d %z') }}x{{ format_datetime('100% 2023', '%Y', '100%% %Y') }}
{{ format_datetime('2023', '%Y', '%Y %Y') }}
{{ format_datetime('2023', '%Y', '%Q') }}
x{{ {'a': ['nan' | float, 'inf' | float, '-inf' | float]} | string }}
x{{ '"\\n\r\t\b\f' | tojson }} {{ {1: 2, none: 3} | string }}
{{ {(1, 2): 3} | string }}
{{ + config.flag }} {{ +1.5 }} {{ -config.flag }}
{{ +'a' }}
{{ 9223372036854775807 + 1 }} {{ -9223372036854775808 - 1 }} {{ 9223372036854775807 * 9223372036854775807 }} {{ 100000000000000000000 + 1 }}
{{ 100000000000000000000 ** -1 }} {{ 3 ** 50 }} {{ 2 ** -1 }} {{ 1.5 * 2 }} {{ -0.0 // 5 }} {{ 0.0 % -3 }} {{ 5.0 % -3 }}
{{ 0 ** -1 }}
{{ 10.0 ** 400 }}
{{ [1] + [2] }} {{ (1,) + (2,) }} {{ [1] * 2 }} {{ 'ab' * 2 }} {{ 2 * (1,) }}
{{ 'a'[100000000000000000000:] }} {{ 'abc'[-100000000000000000000:2] }}
{{ 'a'.zfill(config.missing) }}
{{ 'a'.zfill('b') }}
{{ (10 ** 400) | float }}
{{ (10 ** 400) * 1.5 }}
{% for x in [1, 2] %}{{ loop.index0 }}{{ loop.revindex0 }}{{ loop.depth }}{{ loop.depth0 }}{{ loop.nextitem }}{{ loop.nope }}{% endfor %}
{% for x in [[1], [2, 3]] %}{% for y in x %}{{ loop.depth }}{% endfor %}{{ loop.index }}{% endfor %}
{{ dict(*[[('a', 1)]], **{'b': 2}) }} {{ max(*[1, 2], *[3]) if false else 1 }}
{{ str_to_datetime('20240305T070809Z') }} {{ str_to_datetime('2024-03-05T07:08:09,5+01') }} {{ str_to_datetime('2024') }} {{ str_to_datetime('2024-03') }}x
{{ str_to_datetime('nope') }}
{{ format_datetime(1700000000, '%Y', '%s') }} {{ format_datetime(1700000000123, '%Y-%m-%d', '%ms') }} {{ format_datetime(1700000000, '%Y', '%epoch_microseconds') }}
{{ config.token | hash('sha3_512') | length }} {{ config.token | hash('sha1', salt='s') }} {{ 'YWJj' | base64decode }} {{ '/w==' | base64decode }}
{{ '\xe9' | base64binascii_decode }}
{{ 1 | base64encode }}
""".strip().splitlines()


def pick(rng, values):
    return rng.choice(values)


def date(rng):
    kind = rng.randrange(9)
    if kind < 3:
        return pick(rng, DATES) + pick(rng, DATE_METHODS)
    if kind == 3:
        return f"({pick(rng, DATES)} {pick(rng, ['+', '-'])} {pick(rng, DURATIONS)}){pick(rng, DATE_METHODS)}"
    if kind == 4:
        return f"format_datetime({pick(rng, DATES + PATHS + ['1700000000', '1700000000123'])}, {pick(rng, FORMATS)})"
    if kind == 5:
        return f"day_delta({rng.randint(-400, 400)}{pick(rng, ['', ', format=' + pick(rng, FORMATS[:1])])})"
    if kind == 6:
        return f"({pick(rng, DATES)} - {pick(rng, DATES)}){pick(rng, ['', '.days', '.total_seconds()', '.seconds'])}"
    if kind == 7:
        return f"timestamp({pick(rng, DATES + PATHS + NUMBERS)})"
    return f"format_datetime({pick(rng, ['record.date', 'config.start', chr(39) + '31/12/2023 23:59' + chr(39)])}, {pick(rng, FORMATS)}, {pick(rng, [chr(39) + '%d/%m/%Y %H:%M' + chr(39), chr(39) + '%Y-%m-%d' + chr(39), chr(39) + '%Y-%m-%dT%H:%M:%SZ' + chr(39)])})"


def atom(rng):
    kind = rng.randrange(12)
    if kind < 6:
        return pick(rng, PATHS)
    if kind < 8:
        return pick(rng, STRINGS)
    if kind < 10:
        return pick(rng, NUMBERS)
    return pick(rng, CONSTANTS)


def expression(rng, depth):
    if depth == 0:
        return atom(rng)
    kind = rng.randrange(20)
    inner = lambda: expression(rng, depth - 1)
    if kind < 3:
        return f"{inner()} {pick(rng, ['+', '-', '*', '/', '//', '%', '~', '**'] if rng.random() < .8 else ['~'])} {inner()}"
    if kind < 5:
        return f"{inner()} {pick(rng, ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in'])} {inner()}"
    if kind == 5:
        return f"{inner()} {pick(rng, ['and', 'or'])} {inner()}"
    if kind == 6:
        return f"not {inner()}"
    if kind < 10:
        return f"{inner()} | {pick(rng, FILTERS)}"
    if kind == 10:
        return f"{inner()} is {pick(rng, TESTS)}"
    if kind < 13:
        target = pick(rng, PATHS + STRINGS)
        return target + pick(rng, METHODS)
    if kind == 13:
        return f"({inner()})"
    if kind == 14:
        return f"{inner()} if {inner()}" + (f" else {inner()}" if rng.random() < .8 else "")
    if kind == 15:
        return pick(rng, [f"[{inner()}, {inner()}]", f"({inner()}, {inner()})", f"{{'k': {inner()}, 'j': {inner()}}}", f"[{inner()}]", f"({inner()},)"])
    if kind == 16:
        return pick(rng, [f"max({inner()}, {inner()})", f"min({inner()})", f"sanitize_url({inner()})", f"camel_case_to_snake_case({inner()})", f"dict(a={inner()})"])
    if kind == 17:
        return f"-{inner()}"
    if kind == 18:
        return date(rng)
    return f"{inner()} {pick(rng, ['<', '<=', '=='])} {inner()} {pick(rng, ['<', '>='])} {inner()}"


def template(rng):
    kind = rng.randrange(20)
    some = lambda: expression(rng, rng.randrange(4))
    if kind < 9:
        return "{{ " + some() + " }}"
    if kind < 11:
        return pick(rng, ["/v1/", "a-", " ", "page=", "[", "'", "1", "\n"]) + "{{ " + some() + " }}" + pick(rng, ["", "/items", "]", "'", " ", "\n", "0", "{{ " + some() + " }}"])
    if kind == 11:
        return "{% if " + some() + " %}" + pick(rng, ["yes", "1", "{{ " + some() + " }}"]) + pick(rng, ["", "{% else %}no", "{% elif " + some() + " %}{{ " + some() + " }}{% else %}-"]) + "{% endif %}"
    if kind == 12:
        return "{% for x in " + pick(rng, ["config.tags", "record['items']", "response.data", "config.none", some()]) + " %}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}"
    if kind == 13:
        return "{% set v = " + some() + " %}" + pick(rng, ["", " "]) + "{{ v" + pick(rng, ["", " ~ v", " | string", " is none"]) + " }}"
    if kind == 14:
        return "{{- " + some() + " -}}  {# note #} x" + pick(rng, ["", " {%- if true -%} t {%- endif %}"])
    if kind == 15:
        return "{% set ns = namespace(v=0) %}{% for x in " + pick(rng, ["response.data", "config.list"]) + " %}{% set ns.v = ns.v + x %}{% endfor %}{{ ns.v }}"
    if kind == 16:
        return "{{ " + date(rng) + " }}"
    if kind == 17:
        return "{% for k, v in " + pick(rng, ["config.nested.items()", "{'a': 1, 'b': 2}.items()", "response.meta | dictsort"]) + " %}{{ k }}={{ v }}{{ '&' if not loop.last }}{% endfor %}"
    if kind == 18:
        return pick(rng, ["{1: 'a'}", "[1, 2,]", "(1,)", "1_0", "00", "0x10", "1e400", "'a' 'b'", "True", "none", "- 1", "1 # c", "{1, 2}", "\"\"\"x\"\"\"", "r'\\d'", "1.", ".5", "[", "007", "'\\x41'", "--1", "1+1", "u'x'", "set()", "{'a': [1, (2, 3)]}", "  12", "\n12", "plain text", "a: b", "it's", "1,2", "()", "-0.0", "1 2"])
    return "{{ " + pick(rng, PATHS) + pick(rng, METHODS) + " }}"


def result(value):
    return {"kind": type(value).__name__, "text": repr(value)}


def evaluate(text, mode):
    variables = {k: json.loads(json.dumps(v)) for k, v in CONTEXT.items()}
    config = variables.pop("config")
    parameters = variables.pop("parameters")
    try:
        if mode == "bool":
            value = InterpolatedBoolean(condition=text, parameters=parameters).eval(config, **variables)
        elif mode == "string":
            value = InterpolatedString.create(text, parameters=parameters).eval(config, **variables)
        else:
            value = JinjaInterpolation().eval(text, config, parameters=parameters, **variables)
        return result(value)
    except Exception as e:
        return {"error": type(e).__name__}


def main():
    macros.datetime = FixedModule
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    print(json.dumps({"now": NOW.isoformat(), "context": CONTEXT}))
    with open(DIFFERENCES, encoding="utf-8") as lines:
        differences = {json.loads(line)["template"] for line in lines}
    seen = set()
    further = [(text, "eval") for text in FURTHER]
    while len(seen) < count:
        text, mode = further.pop() if further else (template(rng), rng.choice(["eval", "eval", "eval", "string", "bool"]))
        if (text, mode) in seen or text in differences or len(text) > 300:
            continue
        seen.add((text, mode))
        outcome = evaluate(text, mode)
        if " at 0x" in outcome.get("text", ""):
            continue
        print(json.dumps({"template": text, "mode": mode, **outcome}))


if __name__ == "__main__":
    main()
