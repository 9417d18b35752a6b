#!/usr/bin/env python3
"""Makes the cases of SlicingDifferentialTest: cursors and partition routers, and the slices that airbyte-cdk makes of them.

Usage: slicing_cases.py SEED COUNT > connector/src/test/resources/source/slicing.jsonl

Needs airbyte-cdk 7.x, and the time zone UTC (TZ=UTC). A case is a line of JSON. Of a cursor: the component as a manifest
has it, the cursor of the state or null, and the slices that are expected, the earliest cursor, and what is put into the
request of the first; or an error. Of partitions: the routers, the partitions, and what is put into the request of each.
"""
import itertools
import json
import random
import sys

import airbyte_cdk.sources.declarative.interpolation.macros as macros
import airbyte_cdk.sources.streams.concurrent.state_converters.datetime_stream_state_converter as converter
from airbyte_cdk.sources.connector_state_manager import ConnectorStateManager
from airbyte_cdk.sources.declarative.models.declarative_component_schema import DatetimeBasedCursor, ListPartitionRouter
from airbyte_cdk.sources.declarative.parsers.model_to_component_factory import ModelToComponentFactory
from airbyte_cdk.sources.declarative.partition_routers.cartesian_product_stream_slicer import CartesianProductStreamSlicer
from airbyte_cdk.sources.declarative.requesters.request_options.datetime_based_request_options_provider import (
    DatetimeBasedRequestOptionsProvider,
)
from airbyte_cdk.utils.datetime_helpers import AirbyteDateTime
from template_cases import NOW, FixedModule

CONFIG = {"start_date": "2024-01-01", "start": "2024-01-31T12:30:00Z", "name": "cur", "step": "P5D", "empty": "", "regions": ["eu", "us"], "ids": [1, 0, "", None, "x"],
          "text": "abc", "target": "MONTH", "mixed": "['a', 'b']"}
ISO = "%Y-%m-%dT%H:%M:%SZ"
# Formats, and starts by them; the last of each does not match.
STARTS = {
    "%Y-%m-%d": ["2024-01-01", "2024-02-28", "2023-12-31", "2024-03-05", "2024-03-06", "2024-03-04", "{{ config['start_date'] }}", "{{ day_delta(-7, format='%Y-%m-%d') }}", "x"],
    ISO: ["2024-01-31T00:00:00Z", "2024-03-01T05:06:07Z", "2024-03-05T07:08:08Z", "2024-03-05T07:08:09Z", "2020-02-29T23:59:59Z", "{{ config['start'] }}", "2024-01-31"],
    "%Y-%m-%dT%H:%M:%S.%fZ": ["2024-03-05T00:00:00.000001Z", "2024-02-01T00:00:00.5Z", "2024-03-05T07:08:09.123456Z", "x"],
    "%Y-%m-%dT%H:%M:%S%z": ["2024-02-05T00:00:00+0000", "2024-02-05T00:00:00Z", "2024-01-01T00:00:00+00:00", "2024-02-05"],
    "%s": ["1706745600", "1709622489", "1709622490", "0", "x"],
    "%ms": ["1706745600000", "1709622489123", "x"],
    "%epoch_microseconds": ["1706745600000000", "x"],
    "%s_as_float": ["1706745600.5", "x"],
    "%Y-%m-%dT%H:%M:%S.%_msZ": ["2024-02-01T00:00:00.123Z", "x"],
    "%d.%m.%Y": ["01.02.2024", "2024-02-01"],
    "%Y%m%d": ["20240101", "2024010"],
}
STATES = {
    "%Y-%m-%d": ["2024-02-10", "2024-03-05", "2024-03-06", "2023-01-01", "2024-03-04"],
    ISO: ["2024-03-01T00:00:00Z", "2024-03-05T07:08:09Z", "2024-03-05T07:08:10Z", "2019-01-01T00:00:00Z"],
    "%Y-%m-%dT%H:%M:%S.%fZ": ["2024-03-05T07:08:09.123456Z", "2024-03-05T07:08:09.123455Z", "2024-02-03T00:00:00.25Z"],
    "%Y-%m-%dT%H:%M:%S%z": ["2024-03-01T00:00:00+0000"],
    "%s": ["1709000000", "1709622489", "1709622500"],
    "%ms": ["1709622480001"],
    "%epoch_microseconds": ["1709622480000001"],
    "%s_as_float": ["1709622480.25"],
    "%Y-%m-%dT%H:%M:%S.%_msZ": ["2024-03-01T00:00:00.001Z"],
    "%d.%m.%Y": ["29.02.2024"],
    "%Y%m%d": ["20240229"],
}
STEPS = [("P30D", "P1D"), ("P1M", "P1D"), ("P1M", "PT1S"), ("P1W", "PT1S"), ("P5D", "PT0S"), ("P10D", "P0D"), ("P1Y", "PT1S"), ("P1D", "P1D"), ("P2W", "PT0.000001S"), ("PT12H", "PT1H"),
         ("P1M10D", "PT0.001S"), ("{{ config['step'] }}", "PT1S"), ("{{ config['empty'] }}", "PT1S"), ("P3000Y", "P1D"), ("P20D", "P1M"), ("", ""), ("PT0S", "PT1S"), ("x", "PT1S"), ("P1D", None),
         (None, "P1D"), ("P1D", "x")]
MOST_SLICES = 60
CLAMPINGS = [{"target": "DAY"}, {"target": "{{ config['target'] }}"}, {"target": "MONTH", "target_details": {}}, {"target": "YEAR"}, {"target": "WEEK"},
             {"target": "WEEK", "target_details": {"weekday": "x"}}] + 2 * [{"target": "WEEK", "target_details": {"weekday": day}} for day in ("MONDAY", "TUESDAY", "THURSDAY", "SUNDAY")]
LOOKBACKS = ["P1D", "P1M", "PT1H", "P100D", "PT0S", "{{ config['step'] }}", "{{ config['empty'] }}", "x", ""]


def option(rng):
    place = rng.choice(["request_parameter", "header", "body_data", "body_json"])
    return {"type": "RequestOption", "inject_into": place, "field_name": rng.choice(["since", "until", "{{ config['name'] }}"])}


def bound(rng, pattern):
    # A text that does not match is rare, so that most cases are valid.
    texts = STARTS[pattern]
    text = texts[-1] if rng.random() < 0.03 else rng.choice(texts[:-1])
    if rng.random() < 0.6:
        return text
    made = {"type": "MinMaxDatetime", "datetime": text}
    if rng.random() < 0.3:
        other = rng.choice(list(STARTS))
        made["datetime_format"] = other
        made["datetime"] = rng.choice(STARTS[other][:-1])
        texts = STARTS[other]
    for limit in ("min_datetime", "max_datetime"):
        if rng.random() < 0.3:
            made[limit] = rng.choice(texts[:-1] + ["", "{{ config['empty'] }}"])
    return made


def cursor(rng):
    pattern = rng.choice(list(STARTS) + ["%Y-%m-%d", ISO, ISO])
    made = {"type": "DatetimeBasedCursor", "cursor_field": rng.choice(["updated_at", "{{ config['name'] }}"]), "datetime_format": pattern, "start_datetime": bound(rng, pattern)}
    if rng.random() < 0.35:
        made["end_datetime"] = bound(rng, pattern)
    if rng.random() < 0.7:
        step, granularity = rng.choice(STEPS)
        if step is not None:
            made["step"] = step
        if granularity is not None:
            made["cursor_granularity"] = granularity
    if rng.random() < 0.4:
        made["lookback_window"] = rng.choice(LOOKBACKS)
    if rng.random() < 0.2:
        made["is_compare_strictly"] = rng.random() < 0.8
    if rng.random() < 0.3:
        made["partition_field_start"] = rng.choice(["from", "{{ config['name'] }}", ""])
        made["partition_field_end"] = "to"
    if rng.random() < 0.3:
        made["cursor_datetime_formats"] = rng.choice([["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"], ["%Y-%m-%d"], ["%s", ISO]])
    if rng.random() < 0.5:
        made["start_time_option"] = option(rng)
    if rng.random() < 0.4:
        made["end_time_option"] = option(rng)
    # The CDK cannot subtract a month from a date that is clamped.
    if rng.random() < 0.25 and made.get("cursor_granularity") != "P1M":
        made["clamping"] = rng.choice(CLAMPINGS)
    state = rng.choice(STATES[pattern]) if rng.random() < 0.6 else None
    return made, state


def options(provider, stream_slice):
    made = {}
    for place, get in (("request_parameter", provider.get_request_params), ("header", provider.get_request_headers),
                       ("body_data", provider.get_request_body_data), ("body_json", provider.get_request_body_json)):
        values = get(stream_slice=stream_slice)
        if values:
            made[place] = dict(values)
    return made


def instant(moment):
    """The text of Java's Instant.toString()."""
    text = moment.isoformat().replace("+00:00", "")
    return (text[:-3] if "." in text and text.endswith("000") else text) + "Z"


def slices(definition, state):
    definition = json.loads(json.dumps(definition))
    factory = ModelToComponentFactory()
    factory._connector_state_manager = ConnectorStateManager()
    try:
        name = "cur" if "config" in definition["cursor_field"] else definition["cursor_field"]
        made = factory.create_concurrent_cursor_from_datetime_based_cursor(
            model_type=DatetimeBasedCursor, component_definition=definition, stream_name="s", stream_namespace=None,
            stream_state={name: state} if state else {}, config=CONFIG)
        listed = list(itertools.islice(made.stream_slices(), MOST_SLICES))
        model = DatetimeBasedCursor.parse_obj(definition)
        provider = DatetimeBasedRequestOptionsProvider(
            start_time_option=factory.create_request_option(model.start_time_option, CONFIG) if model.start_time_option else None,
            end_time_option=factory.create_request_option(model.end_time_option, CONFIG) if model.end_time_option else None,
            partition_field_start=model.partition_field_start, partition_field_end=model.partition_field_end, config=CONFIG, parameters={})
        return {"field": made.cursor_field.cursor_field_key, "slices": [dict(one.cursor_slice) for one in listed],
                "lowest": instant(made._lowest_cursor_value_to_sync()), "request": options(provider, listed[0]) if listed else {}}
    except Exception as e:
        return {"error": type(e).__name__}


def router(rng):
    made = {"type": "ListPartitionRouter", "cursor_field": rng.choice(["region", "kind", "{{ config['name'] }}"]),
            "values": rng.choice([["a", "b"], ["x"], ["{{ 1 }}", "", "2"], "{{ config['regions'] }}", "{{ config['ids'] }}", "['p', 'q']", "{{ config['mixed'] }}", "[1, 2]", []])}
    if rng.random() < 0.7:
        made["request_option"] = option(rng)
        if made["request_option"]["inject_into"] == "body_json" and rng.random() < 0.5:
            made["request_option"]["field_path"] = ["since", rng.choice(["a", "b"])]
            del made["request_option"]["field_name"]
    return made


def partitions(definitions):
    factory = ModelToComponentFactory()
    made = CartesianProductStreamSlicer(
        stream_slicers=[factory.create_component(ListPartitionRouter, json.loads(json.dumps(one)), CONFIG) for one in definitions], parameters={})
    listed = list(made.stream_slices())
    return {"partitions": [dict(one.partition) for one in listed], "requests": [options(made, one) for one in listed]}


def main():
    macros.datetime = FixedModule
    converter.ab_datetime_now = lambda: AirbyteDateTime.from_datetime(NOW)
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    print(json.dumps({"config": CONFIG, "now": NOW.isoformat()}))
    for _ in range(count):
        definition, state = cursor(rng)
        print(json.dumps({"cursor": definition, "state": state, "expected": slices(definition, state)}))
    for _ in range(count // 5):
        routers = [router(rng) for _ in range(rng.choice([1, 2, 2, 3]))]
        print(json.dumps({"routers": routers, "expected": partitions(routers)}))


if __name__ == "__main__":
    main()
