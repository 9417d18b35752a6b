#!/usr/bin/env python3
"""Makes the cases of SubstreamDifferentialTest: streams whose partitions come from other streams, read twice by airbyte-cdk.

Usage: substream_cases.py SEED COUNT > connector/src/test/resources/source/substreams.jsonl

Needs airbyte-cdk 7.x, and the time zone UTC (TZ=UTC). A case is a line of JSON: a manifest whose last stream is read, and two
reads, the second from the state of the first, of an API that has changed in between. Of each read: what the API answered to
which request, the records, and the last state, in which the seconds that the read took are 1.
"""
import io
import json
import logging
import random
import sys
import urllib.parse

import requests.adapters
import urllib3
from airbyte_cdk.models import AirbyteStateMessageSerializer, ConfiguredAirbyteCatalogSerializer, Type
from airbyte_cdk.sources.declarative.concurrent_declarative_source import ConcurrentDeclarativeSource
from airbyte_cdk.sources.declarative.parsers.model_to_component_factory import ModelToComponentFactory

CONFIG = {"key": "id", "start": "2024-01-01T00:00:00Z"}
ISO = "%Y-%m-%dT%H:%M:%SZ"
PAGE_SIZE = 2


class Api:
    """Parents, and the records of each: /parents, /groups, and /items with the partition in the query."""

    def __init__(self, rng):
        self.rng = rng
        self.groups = [{"id": f"g{i}"} for i in range(rng.randint(1, 2))]
        self.parents = [self.parent(i) for i in range(rng.randint(0, 5))]
        self.items = {}
        self.log = {}

    def parent(self, number):
        key = self.rng.choice([number, f"p{number}", f"p {number}&"])
        return {"id": key, "info": {"key": f"k{number}", "list": [number]}, "name": self.rng.choice(["x", "y", None]), "updated_at": self.date()}

    def date(self):
        return f"2024-0{self.rng.randint(1, 5)}-{self.rng.randint(10, 28)}T0{self.rng.randint(0, 9)}:00:00Z"

    def change(self):
        """What happens between the two reads."""
        if self.parents and self.rng.random() < 0.3:
            self.parents.pop(self.rng.randrange(len(self.parents)))
        for _ in range(self.rng.randint(0, 2)):
            self.parents.append(self.parent(10 + len(self.parents)))
        if self.rng.random() < 0.3:
            self.parents.reverse()
        for records in self.items.values():
            if self.rng.random() < 0.6:
                records.append(self.item(len(records) + 100))
        self.log = {}

    def item(self, number):
        made = {"id": number, "updated_at": self.date()}
        if self.rng.random() < 0.05:
            del made["updated_at"]
        return made

    def answer(self, method, url, headers, body):
        request = " ".join([method, url, *(f"{name}:{value}" for name, value in sorted(headers.items())), body]).strip()
        if request not in self.log:
            # A copy, because the API changes.
            self.log[request] = json.loads(json.dumps(self.body(url, headers, body)))
        return self.log[request]

    def body(self, url, headers, body):
        parts = urllib.parse.urlsplit(url)
        query = dict(urllib.parse.parse_qsl(parts.query))
        if "/groups" in parts.path:
            return {"data": self.groups}
        if "/parents" in parts.path:
            page = int(query.get("page", 0))
            parents = since(self.parents, query)
            return {"data": parents[page * PAGE_SIZE:(page + 1) * PAGE_SIZE] if "page" in query else parents}
        key = json.dumps([parts.path, sorted((k, v) for k, v in query.items() if k not in ("since", "until", "page")), sorted(headers.items()), body])
        if key not in self.items:
            self.items[key] = [self.item(i) for i in range(self.rng.randint(0, 4))]
        return {"data": since(self.items[key], query)}


def since(records, query):
    """The records of an interval, if one is asked for; no partition comes twice, which the CDK reads once or twice."""
    if "since" not in query:
        return records
    return [r for r in records if query["since"] <= r.get("updated_at", query["since"]) <= query.get("until", "9")]


class Adapter:
    """Takes the place of the network."""

    def __init__(self):
        self.api = None

    def send(self, adapter, request, **_):
        headers = {name.lower(): value for name, value in request.headers.items() if name.lower().startswith("x-")}
        body = request.body.decode() if isinstance(request.body, bytes) else request.body or ""
        content = json.dumps(self.api.answer(request.method, request.url, headers, body)).encode()
        raw = urllib3.HTTPResponse(io.BytesIO(content), status=200, headers={"Content-Type": "application/json"}, preload_content=False)
        return adapter.build_response(request, raw)


def without_cache(initialize):
    """The CDK keeps the answers of parents on disk, also from one case to the next."""
    return lambda self, *arguments, **options: initialize(self, *arguments, **{**options, "disable_cache": True})


def requester(path, **more):
    return {"type": "HttpRequester", "url_base": "https://api.example.com", "path": path, **more}


def stream(name, path, **more):
    retriever = {"type": "SimpleRetriever", "requester": requester(path), "record_selector": {"type": "RecordSelector", "extractor": {"type": "DpathExtractor", "field_path": ["data"]}}}
    return {"type": "DeclarativeStream", "name": name, "primary_key": "id", "retriever": retriever,
            "schema_loader": {"type": "InlineSchemaLoader", "schema": {"type": "object", "properties": {}}}, **more}


def cursor(rng, stepped):
    made = {"type": "DatetimeBasedCursor", "cursor_field": "updated_at", "datetime_format": ISO, "start_datetime": "{{ config['start'] }}", "end_datetime": "2024-06-01T00:00:00Z"}
    if stepped:
        made.update(step="P2M", cursor_granularity="PT1S")
    if stepped or rng.random() < 0.5:
        made["start_time_option"] = {"type": "RequestOption", "inject_into": "request_parameter", "field_name": "since"}
        made["end_time_option"] = {"type": "RequestOption", "inject_into": "request_parameter", "field_name": "until"}
    if rng.random() < 0.3:
        made["lookback_window"] = "P10D"
    if not stepped and rng.random() < 0.3:
        made["is_client_side_incremental"] = True
    return made


def option(rng, place):
    names = {"request_parameter": "partition", "header": "X-Partition", "body_json": "partition"}
    return {"type": "RequestOption", "inject_into": place, "field_name": names[place]}


def parent(rng):
    """A parent stream with a router of its own, perhaps."""
    made = stream("parents", "/parents")
    retriever = made["retriever"]
    kind = rng.random()
    if kind < 0.2:
        retriever["partition_router"] = {"type": "ListPartitionRouter", "cursor_field": "region", "values": ["eu", "us"], "request_option": {"type": "RequestOption", "inject_into": "request_parameter", "field_name": "region"}}
    elif kind < 0.45:
        retriever["partition_router"] = {"type": "SubstreamPartitionRouter", "parent_stream_configs": [
            {"type": "ParentStreamConfig", "stream": stream("groups", "/groups"), "parent_key": "id", "partition_field": "group"}]}
        retriever["requester"]["path"] = "/parents/{{ stream_partition.group }}"
    if rng.random() < 0.5:
        retriever["paginator"] = {"type": "DefaultPaginator", "page_token_option": {"type": "RequestOption", "inject_into": "request_parameter", "field_name": "page"},
                                  "pagination_strategy": {"type": "PageIncrement", "page_size": PAGE_SIZE, "inject_on_first_request": True}}
    if rng.random() < 0.2:
        retriever["record_selector"]["record_filter"] = {"type": "RecordFilter", "condition": "{{ record['name'] != 'y' }}"}
    if rng.random() < 0.2:
        made["transformations"] = [{"type": "AddFields", "fields": [{"type": "AddedFieldDefinition", "path": ["made"], "value": "m{{ record['id'] }}"}]}]
    is_incremental = rng.random() < 0.4
    if is_incremental:
        made["incremental_sync"] = cursor(rng, rng.random() < 0.3)
    key = "made" if "transformations" in made else rng.choice(["id", "id", "info/key", "{{ config['key'] }}", "info/list/0"])
    config = {"type": "ParentStreamConfig", "stream": made, "parent_key": key, "partition_field": rng.choice(["parent", "{{ config['key'] }}"])}
    if is_incremental and rng.random() < 0.6:
        config["incremental_dependency"] = True
    return config


def case(rng):
    child = stream("items", "/items")
    retriever = child["retriever"]
    config = parent(rng)
    field = "id" if "config" in config["partition_field"] else "parent"
    router = {"type": "SubstreamPartitionRouter", "parent_stream_configs": [config]}
    parameters = {}
    shape = rng.random()
    if shape < 0.12:
        router = {"type": "GroupingPartitionRouter", "group_size": 2, "underlying_partition_router": router, "deduplicate": rng.random() < 0.5}
        parameters["partition"] = "{{ stream_partition['" + field + "'] | join('.') }}"
    elif shape < 0.3:
        router = [{"type": "ListPartitionRouter", "cursor_field": "kind", "values": ["a", "b"]}, router]
        if rng.random() < 0.5:
            router.reverse()
        parameters["partition"] = "{{ stream_partition['" + field + "'] }}"
        parameters["kind"] = "{{ stream_slice.kind }}"
    else:
        if rng.random() < 0.2:
            other = stream("groups", "/groups")
            router["parent_stream_configs"].append({"type": "ParentStreamConfig", "stream": other, "parent_key": "id", "partition_field": field})
        if rng.random() < 0.5:
            place = rng.choice(["request_parameter", "header", "body_json"])
            for one in router["parent_stream_configs"]:
                one["request_option"] = option(rng, place)
            if place == "body_json":
                retriever["requester"]["http_method"] = "POST"
        else:
            retriever["requester"]["path"] = "/items/{{ stream_partition['" + field + "'] }}"
        if rng.random() < 0.4:
            parameters["of"] = "{{ stream_partition.parent_slice.get('group', '-') }}"
    if rng.random() < 0.3 and shape >= 0.12:
        config["extra_fields"] = [["name"], ["info", "key"], ["nothing"]]
        parameters["extra"] = "{{ stream_slice.extra_fields['info.key'] }}.{{ stream_slice.extra_fields.name }}.{{ stream_slice.extra_fields['nothing'] }}"
    if parameters:
        retriever["requester"]["request_parameters"] = parameters
    retriever["partition_router"] = router
    if rng.random() < 0.75:
        child["incremental_sync"] = cursor(rng, rng.random() < 0.4)
        if rng.random() < 0.2:
            child["incremental_sync"]["global_substream_cursor"] = True
    if rng.random() < 0.2:
        child["transformations"] = [{"type": "AddFields", "fields": [{"type": "AddedFieldDefinition", "path": ["of"], "value": "{{ stream_partition['" + field + "'] }}"}]}]
    return {"version": "7.0.0", "type": "DeclarativeSource", "check": {"type": "CheckStream", "stream_names": ["items"]}, "streams": [child],
            "concurrency_level": {"type": "ConcurrencyLevel", "default_concurrency": 2}}


def masked(state):
    if isinstance(state, dict):
        return {name: min(value, 1) if name == "lookback_window" else masked(value) for name, value in state.items()}
    return [masked(one) for one in state] if isinstance(state, list) else state


def read(manifest, state):
    mode = "incremental" if "incremental_sync" in manifest["streams"][0] else "full_refresh"
    catalog = ConfiguredAirbyteCatalogSerializer.load({"streams": [{"stream": {"name": "items", "json_schema": {}, "supported_sync_modes": [mode]}, "sync_mode": mode, "destination_sync_mode": "append"}]})
    states = [AirbyteStateMessageSerializer.load({"type": "STREAM", "stream": {"stream_descriptor": {"name": "items"}, "stream_state": state}})] if state else []
    source = ConcurrentDeclarativeSource(catalog=catalog, config=CONFIG, state=states, source_config=json.loads(json.dumps(manifest)))
    records, last = [], None
    for message in source.read(logging.getLogger("airbyte"), CONFIG, catalog, states):
        if message.type == Type.RECORD:
            records.append(message.record.data)
        elif message.type == Type.STATE:
            last = json.loads(json.dumps(message.state.stream.stream_state.__dict__))
    return sorted(records, key=lambda r: json.dumps(r, sort_keys=True)), last


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    logging.disable(logging.CRITICAL)
    adapter = Adapter()
    requests.adapters.HTTPAdapter.send = lambda self, request, **more: adapter.send(self, request, **more)
    ModelToComponentFactory.__init__ = without_cache(ModelToComponentFactory.__init__)
    rng = random.Random(seed)
    out, sys.stdout = sys.stdout, sys.stderr
    print(json.dumps({"config": CONFIG}), file=out)
    for _ in range(count):
        manifest = case(rng)
        adapter.api = Api(rng)
        reads, state = [], None
        try:
            for _ in range(2):
                records, after = read(manifest, state)
                reads.append({"answers": dict(sorted(adapter.api.log.items())), "records": records, "state": masked(after)})
                state = reads[-1]["state"]
                adapter.api.change()
        except Exception as e:
            print(type(e).__name__, str(e)[:300], file=sys.stderr)
            continue
        print(json.dumps({"manifest": manifest, "reads": reads}), file=out)


if __name__ == "__main__":
    main()
