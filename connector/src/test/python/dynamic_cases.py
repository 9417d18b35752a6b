#!/usr/bin/env python3
"""Makes the cases of DynamicDifferentialTest: streams of templates, schemas that an API tells, and rules that change a configuration.

Usage: dynamic_cases.py SEED COUNT > connector/src/test/resources/source/dynamic.jsonl

Needs airbyte-cdk 7.x, and the time zone UTC (TZ=UTC). A case is a line of JSON, up to COUNT of each kind:

- "streams": a manifest, a configuration, what retrievers find, and the streams that the CDK makes of its template
- "schema": a manifest with one stream, a configuration, what retrievers find, and the stream's schema
- "config": a manifest, a configuration, and what its rules make of it; whether it is kept, and whether it is valid

Cases in which the CDK fails are left out.
"""
import copy
import json
import logging
import random
import sys

from airbyte_cdk.sources.declarative import concurrent_declarative_source
from airbyte_cdk.sources.declarative.concurrent_declarative_source import ConcurrentDeclarativeSource
from airbyte_cdk.sources.declarative.retrievers.simple_retriever import SimpleRetriever
from airbyte_cdk.sources.types import StreamSlice

CONFIG = {
    "reports": [
        {"name": "first", "fields": ["a", "b"], "limit": 5, "flag": True},
        {"name": "second", "fields": [], "limit": "07", "kind": "on"},
        {"name": "third, the", "fields": ["it's"], "when": "2024-01-01", "note": "a: b"},
    ],
    "one": {"name": "alone", "fields": ["x"]},
    "ids": ["10", "20"],
    "nothing": [],
    "key": "reports",
    "credentials": {"auth": "old", "token": "t", "list": [{"a": 1, "b": 2}, {"a": 3}]},
    "start": "2024-01-01",
    "text": "{\"id\": 7}",
}

FOUND = [
    {"id": 1, "name": "alpha", "fields": ["a"], "table": {"id": "t1", "view": None}, "limit": "9"},
    {"id": 2, "name": "beta", "fields": [], "table": {"id": "t2", "view": "v"}, "kind": "yes"},
]

VALUES = [
    "plain", "{{ components_values['name'] }}", "{{ components_values.get('limit') }}", "{{ components_values.get('kind', 'off') }}",
    "x_{{ components_values['name'] }}_{{ config['start'] }}", "{{ components_values['fields'] }}",
    "[{% for f in components_values['fields'] %}{\"name\": \"{{ f }}\"}{% if not loop.last %}, {% endif %}{% endfor %}]",
    "a: {{ components_values.get('limit', 1) }}\nb:\n  - {{ components_values['name'] }}\n", "{{ components_values.get('note') }}",
    "{{ components_values.get('when', '2024-05-06T00:00:00Z') }}", "{% raw %}{{ stream_slice.start_time }}{% endraw %}",
    "{{ components_values.get('missing') }}", "{{ parameters['place'] }}", "%Y-%m-%d", "1_000", "0x1f", "12:30", "yes", "null", "~", "",
    "{{ components_values.get('source_config_1', [0, ''])[1] }}", "{{ components_values.get('table', {}).get('id') }}", "- a\n- b: c",
    "{{ stream_template_config['name'] }}", "'quoted'", "1.50", "!x", "{{ 1 + 1 }}", "@at", "{{ record[0] in ['x'] }}", "[1, 2", "1e3", "-.5",
]
PATHS = [
    ["**", "title"], ["retriever", "requester", "path"], ["retriever", "requester", "request_parameters", "limit"], ["primary_key"],
    ["retriever", "requester", "request_parameters", "{{ components_values['name'] }}"], ["transformations", "0", "fields", "0", "value"],
    ["retriever", "*", "type_of"], ["transformations", "*", "fields", "*", "path", "0"], ["retriever", "requester", "request_headers"],
    ["retriever", "requester", "request_body_json", "deep", "er"], ["$parameters", "place"], ["transformations"], ["retriever", "?????ator"],
    ["retriever", "requester", "request_parameters", "fixed"], ["retriever", "requester", "**", "fixed"], ["no", "such", "0", "place"],
]
TYPES = [None, None, None, "string", "integer", "number", "boolean"]


def retriever(rng, found_at="/meta"):
    made = {
        "type": "SimpleRetriever",
        "requester": {"type": "HttpRequester", "url_base": "https://api.example.com", "path": found_at},
        "record_selector": {"type": "RecordSelector", "extractor": {"type": "DpathExtractor", "field_path": []}},
    }
    return made


def template(rng):
    return {
        "type": "DeclarativeStream",
        "name": "template",
        "primary_key": "id",
        "$parameters": {"place": "stream", "title": "outer"},
        "retriever": {
            "type": "SimpleRetriever",
            "type_of": "x",
            "requester": {
                "type": "HttpRequester",
                "$parameters": {"title": "inner"} if rng.random() < 0.5 else {},
                "url_base": "https://api.example.com",
                "path": "/items",
                "request_parameters": {"limit": "1", "fixed": "f", "first": "z"},
            },
            "paginator": {"type": "NoPagination"},
            "record_selector": {"type": "RecordSelector", "extractor": {"type": "DpathExtractor", "field_path": ["data"]}},
        },
        "transformations": [
            {"type": "AddFields", "fields": [{"type": "AddedFieldDefinition", "path": ["a"], "value": "1"}]},
            {"type": "AddFields", "fields": [{"type": "AddedFieldDefinition", "path": ["b"], "value": "2"}]},
        ],
    }


def mapping(rng, conditions):
    made = {"type": "ComponentMappingDefinition", "field_path": rng.choice(PATHS), "value": rng.choice(VALUES)}
    value_type = rng.choice(TYPES)
    if value_type:
        made["value_type"] = value_type
    if rng.random() < 0.4:
        made["create_or_update"] = rng.random() < 0.8
    if conditions and rng.random() < 0.2:
        made["condition"] = rng.choice(["{{ components_values.get('flag') }}", "{{ components_values['fields'] | length > 0 }}", "{{ config.get('x') }}"])
    return made


def stream_config(rng):
    made = {"type": "StreamConfig", "configs_pointer": rng.choice([["reports"], ["reports"], ["one"], ["ids"], ["nothing"], ["missing"], ["{{ config['key'] }}"], ["reports", "0"], []])}
    if rng.random() < 0.3:
        made["default_values"] = [{"name": "default", "fields": ["d"]}]
    return made


def resolver(rng):
    kind = rng.choice(["ConfigComponentsResolver", "ConfigComponentsResolver", "HttpComponentsResolver", "ParametrizedComponentsResolver"])
    name = rng.choice(["{{ components_values['name'] }}", "s_{{ components_values['name'] }}", "{{ components_values['name'] }}{{ components_values.get('source_config_1', [''])[0] }}"])
    made = {"type": kind, "components_mapping": [{"type": "ComponentMappingDefinition", "field_path": ["name"], "value": name}]}
    made["components_mapping"] += [mapping(rng, kind.startswith("Config")) for _ in range(rng.randint(1, 4))]
    if rng.random() < 0.3:
        made["$parameters"] = {"place": "resolver"}
    if kind.startswith("Config"):
        made["stream_config"] = stream_config(rng) if rng.random() < 0.7 else [{"type": "StreamConfig", "configs_pointer": ["reports"]}, {"type": "StreamConfig", "configs_pointer": ["ids"]}]
    elif kind.startswith("Http"):
        made["retriever"] = retriever(rng)
        if rng.random() < 0.4:
            made["retriever"]["partition_router"] = {"type": "ListPartitionRouter", "cursor_field": "base", "values": ["p", "q"]}
            made["components_mapping"][0]["value"] = "{{ stream_slice.base }}_{{ components_values['name'] }}"
    else:
        made["stream_parameters"] = {"type": "StreamParametersDefinition", "list_of_parameters_for_stream": [{"name": "one", "fields": ["f"]}, {"name": "two", "fields": [], "limit": 3}]}
    return made


def source(**members):
    return {"version": "7.0.0", "type": "DeclarativeSource", "check": {"type": "CheckStream", "stream_names": []}, **members}


def run(manifest, config):
    return ConcurrentDeclarativeSource(catalog=None, config=copy.deepcopy(config), state=None, source_config=copy.deepcopy(manifest))


def plain(value):
    """Without what JSON has no value for; the CDK fails on such a stream later."""
    return json.loads(json.dumps(value))


def streams_case(rng):
    dynamic = {"type": "DynamicDeclarativeStream", "stream_template": template(rng), "components_resolver": resolver(rng)}
    if rng.random() < 0.3:
        dynamic["use_parent_parameters"] = rng.random() < 0.3
    manifest = source(dynamic_streams=[dynamic])
    case = {"kind": "streams", "manifest": manifest, "found": FOUND}
    try:
        made = run(manifest, CONFIG).dynamic_streams
        for stream in made:
            stream.pop("dynamic_stream_name")
        case["streams"] = plain(made)
    except Exception:
        case["error"] = True
    return case


def schema_case(rng):
    types = ["string", "number", "integer", "boolean", "date", "timestamp_with_timezone", "time_without_timezone", "array", "object", "odd", "int", ["string", "number"], ["a", "b"], "list"]
    fields = [{"name": f"Field {i}", "type": rng.choice(types if rng.random() < 0.5 else types[:5]), "meta": {"type": rng.choice(types[:4]), "on": rng.random() < 0.5}} for i in range(rng.randint(0, 4))]
    found = rng.choice([[{"fields": fields, "other": 1}], [{"fields": fields}, {"fields": []}], [{"fields": fields}], [], [{}], [{"fields": {"x": 1, "y": 2}}]])
    identifier = {
        "type": "SchemaTypeIdentifier",
        "schema_pointer": rng.choice([["fields"], ["fields"], ["fields"], ["{{ 'fie' + 'lds' }}"], ["missing"]]),
        "key_pointer": rng.choice([["name"], ["name"], ["name"], [], ["nothing"]]),
    }
    if rng.random() < 0.7:
        identifier["type_pointer"] = rng.choice([["type"], ["meta", "type"], ["absent"]])
    if rng.random() < 0.8:
        identifier["types_mapping"] = [
            {"current_type": "odd", "target_type": "string"},
            {"current_type": "int", "target_type": "integer", "condition": "{{ raw_schema['meta']['on'] }}"},
            {"current_type": "int", "target_type": ["integer", "number"]},
            {"current_type": ["a", "b"], "target_type": "object"},
            {"current_type": "list", "target_type": {"field_type": "array", "items": {"field_type": "array", "items": "integer"}}},
        ]
    loader = {"type": "DynamicSchemaLoader", "retriever": retriever(rng), "schema_type_identifier": identifier}
    if rng.random() < 0.3:
        loader["retriever"]["partition_router"] = {"type": "ListPartitionRouter", "cursor_field": "base", "values": ["p", "q"]}
    if rng.random() < 0.3:
        loader["schema_filter"] = {"type": "RecordFilter", "condition": rng.choice(["{{ 'Field 1' not in record }}", "{{ record.values() | list | first != 1 and config['key'] == 'reports' }}", "{{ False }}"])}
    if rng.random() < 0.3:
        loader["schema_transformations"] = rng.choice([[{"type": "KeysToLower"}], [{"type": "KeysToSnakeCase"}], [{"type": "AddFields", "fields": [{"type": "AddedFieldDefinition", "path": ["extra"], "value": "{{ {'type': ['null', 'string']} }}"}]}], [{"type": "RemoveFields", "field_pointers": [["Field 0"]]}]])
    inline = {"type": "InlineSchemaLoader", "schema": {"type": "object", "properties": {"Field 0": {"type": "null"}, "own": {"type": "string"}}}}
    stream = template(rng)
    stream["schema_loader"] = rng.choice([loader, loader, loader, [inline, loader], [loader, inline]])
    manifest = source(streams=[stream])
    case = {"kind": "schema", "manifest": manifest, "found": found}
    FOUND_NOW[:] = found
    try:
        case["schema"] = plain(run(manifest, CONFIG).streams(CONFIG)[0].get_json_schema())
    except Exception:
        case["error"] = True
    FOUND_NOW[:] = FOUND
    return case


def config_transformation(rng):
    kind = rng.choice(["ConfigAddFields", "ConfigAddFields", "ConfigRemoveFields", "ConfigRemapField"])
    made = {"type": kind}
    if kind == "ConfigAddFields":
        made["fields"] = [{
            "type": "AddedFieldDefinition",
            "path": rng.choice([["new"], ["credentials", "auth"], ["a", "b", "0"], ["start"], ["credentials", "list", "1", "b"], ["text", "x"]]),
            "value": rng.choice(["plain", "{{ config['start'] }}T00:00:00Z", "{{ config.get('new', 'none') }}", "{{ 2 * 3 }}", "{{ config['credentials']['list'] }}", "07", "True", "{{ config.get('x') }}"]),
        } for _ in range(rng.randint(1, 2))]
        if rng.random() < 0.3:
            made["fields"][0]["value_type"] = rng.choice(["string", "integer", "boolean"])
    elif kind == "ConfigRemoveFields":
        made["field_pointers"] = rng.sample([["start"], ["credentials", "token"], ["**", "a"], ["reports", "*", "limit"], ["ids", "0"], ["missing", "x"]], rng.randint(1, 2))
    else:
        made["field_path"] = rng.choice([["credentials", "auth"], ["key"], ["credentials", "none"], ["ids", "0"], ["credentials"], ["{{ 'st' + 'art' }}"], ["text"]])
        made["map"] = rng.choice([{"old": "new", "reports": "ids"}, {"old": 1}, {"{{ 'o' + 'ld' }}": "{{ config['start'] }}"}, {"2024-01-01": {"deep": True}}, {}])
    if kind != "ConfigRemapField" and rng.random() < 0.3:
        made["condition"] = rng.choice(["{{ config.get('start') }}", "{{ config['credentials']['auth'] == 'new' }}", "{{ config.get('none') is not none }}"])
    return made


def validation(rng):
    return {
        "type": "DpathValidator",
        "field_path": rng.choice([["start"], ["credentials", "list", "*", "a"], ["missing"], ["text"], ["reports"], ["{{ 'one' }}"], ["credentials", "list", "*"]]),
        "validation_strategy": {"type": "ValidateAdheresToSchema", "base_schema": rng.choice([{"type": "object"}, {"type": "integer"}, {"type": "array", "minItems": 2}, {"type": "object", "required": ["id"]}, {"type": "object", "required": ["b"]}, {}])},
    }


def config_case(rng):
    rules = {"type": "ConfigNormalizationRules"}
    if rng.random() < 0.7:
        rules["config_migrations"] = [{"type": "ConfigMigration", "description": "x", "transformations": [config_transformation(rng) for _ in range(rng.randint(1, 2))]} for _ in range(rng.randint(1, 2))]
    if rng.random() < 0.7:
        rules["transformations"] = [config_transformation(rng) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.5:
        rules["validations"] = [validation(rng) for _ in range(rng.randint(1, 2))]
    spec = {"type": "Spec", "connection_specification": {"type": "object"}, "config_normalization_rules": rules}
    manifest = source(streams=[template(rng)], spec=spec)
    case = {"kind": "config", "manifest": manifest}
    try:
        made = run(manifest, CONFIG)
        before = copy.deepcopy(CONFIG)
        made._spec_component.migrate_config(before)
        case["migrated"] = plain(before)
        made._spec_component.transform_config(before)
        case["config"] = plain(before)
        try:
            made._spec_component.validate_config(before)
            case["valid"] = True
        except ValueError:
            case["valid"] = False
    except Exception:
        case["error"] = True
    return case


FOUND_NOW = list(FOUND)


def found_records(self, records_schema, stream_slice=None):
    return iter(copy.deepcopy(FOUND_NOW))


def main(seed, count):
    logging.disable(logging.CRITICAL)
    SimpleRetriever.read_records = found_records
    concurrent_declarative_source.print = lambda *_: None
    rng = random.Random(seed)
    print(json.dumps({"config": CONFIG}))
    for make in (streams_case, schema_case, config_case):
        for _ in range(count):
            case = make(rng)
            if "error" not in case:
                print(json.dumps(case, separators=(",", ":")))


main(int(sys.argv[1]), int(sys.argv[2]))
