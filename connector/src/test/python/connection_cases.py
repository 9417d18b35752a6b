#!/usr/bin/env python3
"""Makes the cases of ConnectionDifferentialTest: streams that depend on what a connection says of them, read twice by airbyte-cdk.

Usage: connection_cases.py SEED COUNT > connector/src/test/resources/source/connection.jsonl

Needs what substream_cases.py needs; the lines are of the same form, with the configured stream of each manifest. The state of
a stream without a cursor counts, too.
"""
import json
import logging
import random
import sys
import urllib.parse

import requests.adapters
import substream_cases
from airbyte_cdk.models import AirbyteStateMessageSerializer, ConfiguredAirbyteCatalogSerializer, Type
from airbyte_cdk.sources.declarative.concurrent_declarative_source import ConcurrentDeclarativeSource
from airbyte_cdk.sources.declarative.parsers.model_to_component_factory import ModelToComponentFactory
from substream_cases import CONFIG, cursor, requester, stream

OPTION = {"type": "RequestOption", "inject_into": "request_parameter"}
NAMES = ["a", "prop_b", "c", "prop_long", "updated_at"]


class Api(substream_cases.Api):
    """The same with names of properties, /names, and records that have those that are asked for, /wide."""

    def body(self, url, headers, body):
        path, _, query = url.partition("?")
        asked = dict(urllib.parse.parse_qsl(query))
        if path.endswith("/names"):
            names = [{"name": name, "info": {"names": [name.upper()]}} for name in NAMES] + [{"other": 1}]
            page = int(asked.get("page", 0))
            return {"data": names[page * 4:page * 4 + 4] if "page" in asked else names}
        if path.endswith("/wide"):
            fields = asked.get("fields", body).split(",")
            return {"data": [{"id": f"w{i}", **{name: parent["updated_at"] if name == "updated_at" else i for name in fields if name not in ("", "id")}} for i, parent in enumerate(self.parents)]}
        return super().body(url, headers, body)

    def item(self, number):
        return {**super().item(number), "created_at": self.date(), "n": self.rng.randint(1, 50)}


def endpoint(rng):
    found = stream("unused", "/names")["retriever"]
    if rng.random() < 0.5:
        found["paginator"] = {"type": "DefaultPaginator", "page_token_option": {**OPTION, "field_name": "page"},
                              "pagination_strategy": {"type": "PageIncrement", "page_size": 4, "inject_on_first_request": True}}
    if rng.random() < 0.4:
        found["record_selector"]["record_filter"] = {"type": "RecordFilter", "condition": "{{ record.get('name') != 'c' }}"}
    if rng.random() < 0.3:
        found["partition_router"] = {"type": "ListPartitionRouter", "cursor_field": "kind", "values": ["x", "y"]}
    return {"type": "PropertiesFromEndpoint", "property_field_path": rng.choice([["name"], ["name"], ["info", "names", "0"], ["{{ 'na' + 'me' }}"], ["info", "names", "*"]]), "retriever": found}


def properties(rng, configured):
    made = stream("items", "/wide")
    wanted = {"type": "QueryProperties", "property_list": endpoint(rng) if rng.random() < 0.7 else rng.sample(NAMES, 4)}
    if rng.random() < 0.6:
        wanted["always_include_properties"] = ["id"]
    if rng.random() < 0.6:
        wanted["property_chunking"] = {"type": "PropertyChunking", "property_limit_type": rng.choice(["property_count", "characters"]), "property_limit": rng.choice([2, 3, 12])}
    if rng.random() < 0.6:
        wanted["property_selector"] = {"type": "JsonSchemaPropertySelector"}
        if rng.random() < 0.5:
            wanted["property_selector"]["transformations"] = [rng.choice([{"type": "KeysReplace", "old": "x_", "new": "prop_"}, {"type": "RemoveFields", "field_pointers": [["a"]]}])]
        names = ["id", *rng.sample([*NAMES, "x_b", "NAME", "A"], 4)]
        configured["stream"]["json_schema"] = rng.choice([{"properties": {name: {"type": "string"} for name in names}}] * 4 + [{}])
    asks = made["retriever"]["requester"]
    kind = rng.random()
    if kind < 0.5:
        asks["request_parameters"] = {"fields": wanted}
    elif kind < 0.8 or isinstance(wanted["property_list"], list):
        asks.update(query_properties=wanted, request_parameters={"fields": "{{ stream_partition.extra_fields['query_properties'] | join(',') }}"})
    else:
        asks.update(fetch_properties_from_endpoint=wanted["property_list"], request_parameters={"fields": "{{ stream_slice.extra_fields['query_properties'] | join(',') }}"})
    return made


def delegating(rng, configured, name="items", paths=("/items/all", "/items/changes")):
    first, second = stream(name, paths[0]), stream(name, paths[1])
    if rng.random() < 0.5:
        first["incremental_sync"] = cursor(rng, rng.random() < 0.3)
    second["incremental_sync"] = cursor(rng, rng.random() < 0.3)
    if name == "items" and rng.random() < 0.3:
        router = {"type": "ListPartitionRouter", "cursor_field": "kind", "values": ["x", "y"], "request_option": {**OPTION, "field_name": "kind"}}
        for one in (first, second):
            one["retriever"]["partition_router"] = router
    made = {"type": "StateDelegatingStream", "name": name, "full_refresh_stream": first, "incremental_stream": second}
    if rng.random() < 0.5:
        made["api_retention_period"] = rng.choice(["P100Y", "P1D", "{{ 'P1D' if config['key'] == 'id' else 'P100Y' }}", "PT1H"])
    return made


def of_delegating(rng, configured):
    made = stream("items", "/items")
    config = {"type": "ParentStreamConfig", "stream": delegating(rng, configured, "parents", ("/parents", "/parents/changes")), "parent_key": "id", "partition_field": "parent",
              "request_option": {**OPTION, "field_name": "parent"}}
    if rng.random() < 0.7:
        config["incremental_dependency"] = True
        config["stream"]["full_refresh_stream"].setdefault("incremental_sync", cursor(rng, False))
    made["retriever"]["partition_router"] = {"type": "SubstreamPartitionRouter", "parent_stream_configs": [config]}
    made["incremental_sync"] = cursor(rng, False)
    return made


def chosen_cursor(rng, configured):
    made = stream("items", "/items")
    if rng.random() < 0.3:
        made["incremental_sync"] = {"type": "IncrementingCountCursor", "cursor_field": "id"}
        configured["cursor_field"] = rng.choice([["n"], ["id"], []])
    else:
        made["incremental_sync"] = cursor(rng, rng.random() < 0.3)
        configured["cursor_field"] = rng.choice([["created_at"], ["created_at"], ["updated_at"], [""], []])
        if rng.random() < 0.4:
            made["retriever"]["partition_router"] = {"type": "ListPartitionRouter", "cursor_field": "kind", "values": ["x", "y"], "request_option": {**OPTION, "field_name": "kind"}}
    if rng.random() < 0.8:
        made["incremental_sync"]["allow_catalog_defined_cursor_field"] = True
    return made


def read(manifest, configured, state):
    catalog = ConfiguredAirbyteCatalogSerializer.load({"streams": [configured]})
    states = [AirbyteStateMessageSerializer.load({"type": "STREAM", "stream": {"stream_descriptor": {"name": "items"}, "stream_state": state}})] if state else []
    source = ConcurrentDeclarativeSource(catalog=catalog, config=CONFIG, state=states, source_config=json.loads(json.dumps(manifest)))
    records, last = [], None
    for message in source.read(logging.getLogger("airbyte"), CONFIG, catalog, states):
        if message.type == Type.RECORD:
            records.append({name: value for name, value in message.record.data.items() if value is not None})
        elif message.type == Type.STATE:
            last = json.loads(json.dumps(message.state.stream.stream_state.__dict__))
    return sorted(records, key=lambda r: json.dumps(r, sort_keys=True)), last


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    logging.disable(logging.CRITICAL)
    adapter = substream_cases.Adapter()
    requests.adapters.HTTPAdapter.send = lambda self, request, **more: adapter.send(self, request, **more)
    ModelToComponentFactory.__init__ = substream_cases.without_cache(ModelToComponentFactory.__init__)
    rng = random.Random(seed)
    out, sys.stdout = sys.stdout, sys.stderr
    print(json.dumps({"config": CONFIG}), file=out)
    for i in range(count):
        kind = [properties, delegating, of_delegating, chosen_cursor][i % 4]
        configured = {"stream": {"name": "items", "json_schema": {}, "supported_sync_modes": ["full_refresh", "incremental"]}, "sync_mode": "incremental", "destination_sync_mode": "append"}
        manifest = {"version": "7.0.0", "type": "DeclarativeSource", "check": {"type": "CheckStream", "stream_names": ["items"]}, "streams": [kind(rng, configured)],
                    "concurrency_level": {"type": "ConcurrencyLevel", "default_concurrency": 2}}
        adapter.api = Api(rng)
        reads, state = [], None
        try:
            for _ in range(2):
                records, after = read(manifest, configured, state)
                reads.append({"answers": dict(sorted(adapter.api.log.items())), "records": records, "state": substream_cases.masked(after)})
                state = reads[-1]["state"]
                adapter.api.change()
        except Exception as e:
            print(kind.__name__, type(e).__name__, str(e)[:300], file=sys.stderr)
            continue
        print(json.dumps({"manifest": manifest, "configured": configured, "reads": reads}), file=out)


if __name__ == "__main__":
    main()
