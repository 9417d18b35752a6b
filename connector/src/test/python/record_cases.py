#!/usr/bin/env python3
"""Makes the cases of RecordDifferentialTest: what airbyte-cdk makes of records and responses.

Usage: record_cases.py SEED COUNT > connector/src/test/resources/record/cases.jsonl
       record_cases.py SEED COUNT extractors > connector/src/test/resources/record/extractor_cases.jsonl

With extractors, all cases are of extractors with a RecordExpander, or of several in one.

Needs airbyte-cdk 7.x. The first line has the config of all cases, each other line is one. With "stream", the manifest of a DeclarativeStream, of which only the
record_selector of the retriever, the transformations and the schema_loader count: partition, interval, token, record, and the
outcome, which is "kept" (the record as it is then), "dropped" or "error" (the type of the exception). With "extractor":
response, and "records" or "error". Cases with empty names are left out, because dpath refuses them, and so are
paths with more than one **, which are refused when the manifest is read, and records where the CDK depends on the order of a set.
"""
import copy
import json
import logging
import random
import sys

from airbyte_cdk.sources.declarative.models.declarative_component_schema import (AddFields, CombinedExtractor, DpathExtractor, DpathFlattenFields, FlattenFields, KeysReplace, KeysToLower, KeysToSnakeCase,
                                                                                 RecordSelector, RemoveFields)
from airbyte_cdk.sources.declarative.parsers.model_to_component_factory import ModelToComponentFactory
from airbyte_cdk.sources.types import StreamSlice

MODELS = {model.__name__: model for model in (AddFields, DpathFlattenFields, FlattenFields, KeysReplace, KeysToLower, KeysToSnakeCase, RemoveFields)}
CONFIG = {"limit": 3, "field": "data", "name": "shop", "prefix": "p_", "number": 7, "nothing": None}
NAMES = ["id", "a", "b", "Name", "userID", "items", "data", "nested", "x y", "\u00e9t\u00e9", "a.b", "A", "0", "1", "count", "created_at", "HTTPCode2", "-x", "9lives", "x_*", "Stra\u00dfe"]
LONGEST_CASE = 900
SCALARS = [None, True, False, 0, 1, 7, -3, 2.5, 1e16, 1234567890123456789, "", "text", "12", "1.5", "0", "yes", "Off", "None", "[1, 2]", "2024-01-02T03:04:05Z", "\u00fc\u4e2d\U0001f600", "it's \"so\"", " 5 ", "1_000"]


def value(rng, depth):
    kind = rng.randrange(8) if depth else 0
    if kind < 4:
        return rng.choice(SCALARS)
    if kind < 6:
        return [value(rng, depth - 1) for _ in range(rng.randrange(4))]
    return record(rng, depth - 1)


def record(rng, depth=3):
    names = rng.sample(NAMES, rng.randrange(1, 7))
    return {name: value(rng, depth) for name in names}


TEMPLATES = ["{{ record['a'] }}", "{{ record.id }}", "{{ record.nested.a }}", "{{ record.get('b') }}", "{{ record['items'] }}", "plain", "{{ config['name'] }}-{{ record.get('id', 'none') }}",
             "{{ stream_slice['parent'] }}", "{{ stream_interval.start }}", "{{ record['a'] | string }}", "12", "{{ record.count + 1 }}", "[1, {'k': 2}]", "{{ record.get('a') or 'empty' }}",
             "{{ stream_partition.parent.id }}", "{{ record['data'][0] }}", "true", "{{ none }}", "{{ record | length }}", "{{ 1.0 }}", "{{ parameters.p }}"]
CONDITIONS = ["", "{{ record.get('id') }}", "{{ record['a'] is defined }}", "{{ record.count > 1 }}", "{{ 'a' in record }}", "{{ record.get('Name') != 'text' }}", "{{ stream_slice.parent == 'p1' }}",
              "{{ record | length > config.limit }}", "false", "True", "{{ record.nested.a == 7 }}", "{{ record['missing'] }}", "{{ False }}", "{{ record.get('data') }}"]
FILTERS = CONDITIONS[1:] + ["{{ next_page_token is none }}", "{{ next_page_token.next_page_token == 't2' }}"]
ADD_CONDITIONS = CONDITIONS + ["{{ value }}", "{{ value is none }}", "{{ path[0] == 'a' }}", "{{ value | string | length > 3 }}"]
PROPERTY_CONDITIONS = ["{{ property is none }}", "{{ property | string == '' }}", "{{ property is integer }}", "{{ property == 'text' }}", "{{ not property }}", "{{ property | length > 3 }}"]


def path(rng, wild=True):
    steps = NAMES + ["new", "deep", "2", "4"] + (["*", "*", "*", "**", "a*", "?", "[!a]", "[a-c]", "x_[*]", "-1", "[", "[]a]", "[z-a]"] if wild else [])
    chosen = [rng.choice(steps) for _ in range(rng.choice([1, 1, 1, 2, 2, 3]))]
    return path(rng, wild) if chosen.count("**") > 1 else chosen


def transformation(rng):
    kind = rng.choice(["AddFields", "AddFields", "AddFields", "RemoveFields", "RemoveFields", "RemoveFields", "KeysToLower", "KeysToSnakeCase", "FlattenFields", "DpathFlattenFields", "DpathFlattenFields", "KeysReplace"])
    component = {"type": kind}
    if kind == "AddFields":
        component["fields"] = []
        for _ in range(rng.choice([1, 1, 2])):
            field = {"type": "AddedFieldDefinition", "path": path(rng, wild=False), "value": rng.choice(TEMPLATES)}
            if rng.randrange(4) == 0:
                field["value_type"] = rng.choice(["string", "number", "integer", "boolean"])
            component["fields"].append(field)
        if rng.randrange(3) == 0:
            component["condition"] = rng.choice(ADD_CONDITIONS)
    elif kind == "RemoveFields":
        component["field_pointers"] = [path(rng) for _ in range(rng.choice([1, 1, 2]))]
        if rng.randrange(5) == 0:
            component["condition"] = rng.choice(PROPERTY_CONDITIONS)
    elif kind == "FlattenFields":
        if rng.randrange(2):
            component["flatten_lists"] = rng.choice([True, False])
    elif kind == "DpathFlattenFields":
        component["field_path"] = [rng.choice(["nested", "data", "a", "{{ config['field'] }}", "items", "*", "b"]) for _ in range(rng.choice([1, 1, 2]))]
        for flag in ("delete_origin_value", "replace_record"):
            if rng.randrange(2):
                component[flag] = rng.choice([True, False])
        if rng.randrange(3) == 0:
            component["key_transformation"] = {"type": "KeyTransformation", "prefix": rng.choice(["p_", "{{ config['prefix'] }}", "{{ config['number'] }}"])}
            if rng.randrange(2):
                component["key_transformation"]["suffix"] = "_s"
    elif kind == "KeysReplace":
        component["old"] = rng.choice([" ", "a", ".", "{{ config['number'] }}", "{{ stream_slice['parent'] }}", "e"])
        component["new"] = rng.choice(["_", "", "xx", "{{ record.get('id', 'q') }}"])
    return component


TYPES = ["string", "number", "integer", "boolean", "array", "object", ["string", "null"], ["null", "number"], ["integer"], ["string", "integer"], ["null", "boolean"], ["array", "null"], []]


def schema(rng, depth=2):
    properties = {}
    for name in rng.sample(NAMES, 12):
        member = {"type": rng.choice(TYPES)}
        if depth and rng.randrange(2):
            member.update(schema(rng, depth - 1))
        if rng.randrange(3) == 0:
            member["items"] = rng.choice([{"type": "string"}, {"type": ["string", "null"]}, {"type": ["integer"]}, {"type": "object", "properties": {"a": {"type": "string"}}}])
        if rng.randrange(10) == 0:
            member = {"$ref": "#/definitions/shared"}
        properties[name] = member
    return {"properties": properties}


def stream(rng):
    selector = {"type": "RecordSelector", "extractor": {"type": "DpathExtractor", "field_path": []}}
    result = {"type": "DeclarativeStream", "retriever": {"type": "SimpleRetriever", "record_selector": selector}}
    if rng.randrange(3) == 0:
        selector["record_filter"] = {"type": "RecordFilter"}
        if rng.randrange(12):
            selector["record_filter"]["condition"] = rng.choice(FILTERS)
        if rng.randrange(2):
            selector["transform_before_filtering"] = rng.choice([True, False])
    result["transformations"] = [transformation(rng) for _ in range(rng.choice([0, 1, 1, 1, 2, 3]))]
    if rng.randrange(4) == 0:
        selector["schema_normalization"] = rng.choice(["Default", "Default", "Default", "None"])
        result["schema_loader"] = {"type": "InlineSchemaLoader",
                                   "schema": {"definitions": {"shared": {"type": "object", "properties": {"a": {"type": "integer"}}}}, **schema(rng)}}
    return result


def is_repeatable(record, components):
    """Whether the outcome does not depend on the order in which KeysToLower takes the names."""
    lower = any(component["type"] == "KeysToLower" for component in components)
    return not lower or all(component["type"] in ("KeysToLower", "AddFields") for component in components) and len({name.lower() for name in record}) == len(record)


def stream_case(rng):
    manifest, given = stream(rng), record(rng)
    partition, interval = rng.choice([({}, {}), ({"parent": "p1"}, {}), ({"parent": {"id": 5}}, {"start": "2024-01-01", "end": "2024-01-31"})])
    token = rng.choice([None, None, "t2", 3])
    if not is_repeatable(given, manifest["transformations"]):
        return None
    case = {"stream": manifest, "partition": partition, "interval": interval, "token": token, "record": given}
    factory = ModelToComponentFactory()
    try:
        transformations = [factory._create_component_from_model(model=MODELS[part["type"]].parse_obj(part), config=CONFIG) for part in manifest["transformations"]]
        selector = factory.create_record_selector(RecordSelector.parse_obj(manifest["retriever"]["record_selector"]), CONFIG, name="s", transformations=transformations)
        kept = list(selector.filter_and_transform([copy.deepcopy(given)], {}, manifest.get("schema_loader", {}).get("schema", {}), StreamSlice(partition=partition, cursor_slice=interval),
                                                  {"next_page_token": token} if token is not None else None))
    except Exception as e:
        return {**case, "error": type(e).__name__}
    return {**case, "kept": dict(kept[0].data)} if kept else {**case, "dropped": True}


def expander(rng):
    made = {"type": "RecordExpander", "expand_records_from_field": [rng.choice(["items", "items", "data", "nested", "a", "*", "a*", "**", "0", "-1", "{{ config['field'] }}"]) for _ in range(rng.choice([0, 1, 1, 1, 1, 2, 2]))]}
    if made["expand_records_from_field"].count("**") > 1:
        return expander(rng)
    for flag in ("remain_original_record", "merge_parent"):
        if rng.randrange(3) == 0:
            made[flag] = rng.choice([True, True, False])
    if rng.randrange(3) == 0:
        # Within an object that an element has, the CDK writes into the parent as well.
        own = ["nested", "data", "a"] if not made.get("remain_original_record") else ["meta"]
        made["parent_fields"] = [{"type": "ParentFieldPath", "parent_path": [rng.choice(["id", "a", "b", "Name", "nested", "items", "0", "-1", "{{ config['field'] }}"]) for _ in range(rng.choice([1, 1, 2]))],
                                  "record_path": rng.choice([["p_id"], ["id"], ["meta", "x"], ["meta", "deep", "y"], [rng.choice(own), "z"], ["a?"]])} for _ in range(rng.choice([1, 1, 2]))]
    if rng.randrange(3) == 0:
        made["on_no_records"] = rng.choice(["skip", "emit_parent"])
    return made


def plain_extractor(rng):
    made = {"type": "DpathExtractor", "field_path": [rng.choice(["data", "data", "items", "nested", "*", "a"]) for _ in range(rng.choice([0, 1, 1, 2]))]}
    if rng.randrange(3):
        made["record_expander"] = expander(rng)
    return made


def combined_extractor(rng, depth=1):
    made = {"type": "CombinedExtractor", "extractors": [combined_extractor(rng, 0) if depth and rng.randrange(6) == 0 else plain_extractor(rng) for _ in range(rng.randrange(1, 4))]}
    if rng.randrange(2):
        made["mode"] = rng.choice(["union", "first_match"])
    if rng.randrange(2):
        made["skip_empty_records"] = rng.choice([True, True, False])
    return made


def parent(rng):
    made = record(rng, 2)
    for name in rng.sample(["items", "data", "nested"], 2):
        made[name] = rng.choice([[record(rng, 1) for _ in range(rng.randrange(3))], [rng.choice(SCALARS), record(rng, 1), {}], {"items": [record(rng, 1)], "a": 5}, [], [[record(rng, 1)], [7]]])
    return made


def other_extractor_case(rng):
    response = rng.choice([parent, parent, lambda given: {"data": [parent(given) for _ in range(given.randrange(3))]}, lambda given: [parent(given)]])(rng)
    manifest = rng.choice([plain_extractor, combined_extractor])(rng)
    case = {"extractor": manifest, "response": response}
    model = DpathExtractor if manifest["type"] == "DpathExtractor" else CombinedExtractor
    try:
        extractor = ModelToComponentFactory()._create_component_from_model(model=model.parse_obj(manifest), config=CONFIG, decoder=Decoder())
        return {**case, "records": copy.deepcopy(list(extractor.extract_records(Response(response))))}
    except Exception as e:
        return {**case, "error": type(e).__name__}


class Response:
    def __init__(self, body):
        self.body = body


class Decoder:
    def decode(self, response):
        body = copy.deepcopy(response.body)
        yield from body if isinstance(body, list) else [body]

    def is_stream_response(self):
        return False


def extractor_case(rng):
    steps = [rng.choice(NAMES + ["{{ config['field'] }}", "data", "*", "*", "a*", "-1", "?", "{{ config['number'] }}", "**"]) for _ in range(rng.choice([0, 1, 1, 2, 2, 3]))]
    response = value(rng, 0) if rng.randrange(20) == 0 else [record(rng) for _ in range(rng.randrange(3))] if rng.randrange(8) == 0 else record(rng, 4)
    if rng.randrange(2) and isinstance(response, dict):
        response[rng.choice(["data", "items"])] = rng.choice([[record(rng) for _ in range(rng.randrange(4))], record(rng)])
    manifest = {"type": "DpathExtractor", "field_path": steps}
    case = {"extractor": manifest, "response": response}
    extractor = ModelToComponentFactory()._create_component_from_model(model=DpathExtractor.parse_obj(manifest), config=CONFIG, decoder=Decoder())
    try:
        return {**case, "records": list(extractor.extract_records(Response(response)))}
    except Exception as e:
        return {**case, "error": type(e).__name__}


def main():
    logging.disable(logging.CRITICAL)
    rng = random.Random(int(sys.argv[1]))
    print(json.dumps({"config": CONFIG}))
    written = 0
    while written < int(sys.argv[2]):
        case = other_extractor_case(rng) if sys.argv[3:] else extractor_case(rng) if rng.randrange(4) == 0 else stream_case(rng)
        text = json.dumps(case)
        if case is not None and len(text) < LONGEST_CASE and " at 0x" not in text:
            print(text)
            written += 1


if __name__ == "__main__":
    main()
