#!/usr/bin/env python3
"""Makes the other cases of SubstreamDifferentialTest: unions of partitions, counting cursors, first pages that parents have,
asynchronous jobs, properties that are asked for in chunks, and requests that leave something out or have a body, read twice by airbyte-cdk.

Usage: retriever_cases.py SEED COUNT > connector/src/test/resources/source/retrievers.jsonl

Needs what substream_cases.py needs; the lines are of the same form.
"""
import json
import logging
import random
import sys
import urllib.parse

import requests.adapters
import substream_cases
from airbyte_cdk.sources.declarative.async_job.job_orchestrator import AsyncJobOrchestrator
from airbyte_cdk.sources.declarative.parsers.model_to_component_factory import ModelToComponentFactory
from substream_cases import cursor, read, requester, stream

OPTION = {"type": "RequestOption", "inject_into": "request_parameter"}


class Api(substream_cases.Api):
    """The same with records that are numbered, /numbers, and a second list of parents, /others, some of them the same."""

    def __init__(self, rng):
        super().__init__(rng)
        self.numbers = [{"id": f"n{i}", "n": rng.randint(1, 50)} for i in range(rng.randint(1, 6))]

    def change(self):
        super().change()
        self.numbers.append({"id": "late", "n": self.rng.randint(30, 90)})

    def body(self, url, headers, body):
        path, _, query = url.partition("?")
        if path.endswith("/numbers"):
            first = dict(pair.split("=") for pair in query.split("&") if pair).get("since", "0")
            return {"data": [one for one in self.numbers if one["n"] >= int(first)]}
        if path.endswith("/shops"):
            return {"data": [self.shop(one) for one in self.parents]}
        if "/orders/" in path:
            return self.orders(path.rpartition("/")[2], query)
        if path.endswith("/wide"):
            return {"data": self.wide(dict(urllib.parse.parse_qsl(query)))}
        if path.endswith("/jobs"):
            return {"id": urllib.parse.quote(body or "all", safe=""), "status": "new"}
        if "/jobs/" in path:
            job = path.rpartition("/")[2]
            return {"job": {"status": "done"}, "result": job[:7], "urls": [f"https://files.example.com/{part}?job={urllib.parse.quote(job, safe='')}" for part in "ab"]}
        if "files.example.com" in url:
            return [{**one, "file": path[-1]} for one in self.items.setdefault(url, [self.item(i) for i in range(self.rng.randint(0, 3))])]
        if path.endswith("/others"):
            return {"data": self.parents[:1] + [{"id": "other", "name": "o"}]}
        return super().body(url, headers, body)


    def wide(self, query):
        """Records that have what is asked for; two properties are within one object, one record never has an id."""
        asked = query["fields"].split(",")
        all_of_them = []
        for i, parent in enumerate(self.parents):
            made = {"id": f"w{i}"} if "id" in asked and i != 3 else {}
            for name in asked:
                if name in ("na", "nb"):
                    made.setdefault("nest", {})[name] = f"{name}{i}"
                elif name == "updated_at":
                    made[name] = parent["updated_at"]
                elif name != "id":
                    made[name] = i if name != "kind" else f"k{i % 2}"
            all_of_them.append(made)
        page = int(query.get("page", 0))
        return all_of_them[page * 2:page * 2 + 2] if "page" in query else all_of_them

    def shop(self, parent):
        made = {"id": parent["id"], "updated_at": parent["updated_at"]}
        if parent["name"] != "y":
            made["sub"] = {"orders": self.orders(urllib.parse.quote(str(parent["id"])), "")}
        return made

    def orders(self, shop, query):
        """Two pages, of which the first names the second."""
        all_of_shop = self.items.setdefault("orders " + shop, [self.item(i) for i in range(self.rng.randint(0, 4))])
        if "page=2" in query:
            return {"data": all_of_shop[2:]}
        return {"data": all_of_shop[:2], **({"next": "2"} if len(all_of_shop) > 2 else {})}


def lazy(rng):
    made = stream("items", "/orders/{{ stream_partition.shop }}")
    made["retriever"]["paginator"] = {"type": "DefaultPaginator", "page_token_option": {**OPTION, "field_name": "page"},
                                      "pagination_strategy": {"type": "CursorPagination", "cursor_value": "{{ response.get('next') }}", "stop_condition": "{{ not response.get('next') }}"}}
    config = {"type": "ParentStreamConfig", "stream": stream("shops", "/shops"), "parent_key": "id", "partition_field": "shop", "lazy_read_pointer": ["sub", rng.choice(["orders", "{{ 'orders' }}"])]}
    if rng.random() < 0.4:
        config["extra_fields"] = [["updated_at"]]
        made["retriever"]["requester"]["request_parameters"] = {"at": "{{ stream_slice.extra_fields['updated_at'] }}"}
    made["retriever"]["partition_router"] = {"type": "SubstreamPartitionRouter", "parent_stream_configs": [config]}
    made["incremental_sync"] = cursor(rng, False)
    return made


def report(rng):
    made = stream("items", "/unused")
    targets = rng.random() < 0.7
    retriever = {
        "type": "AsyncRetriever",
        "status_mapping": {"type": "AsyncJobStatusMap", "running": ["new"], "completed": ["done"], "failed": ["bad"], "timeout": []},
        "status_extractor": {"type": "DpathExtractor", "field_path": ["job", "status"]},
        "creation_requester": requester("/jobs", http_method="POST", request_body_json={"of": "{{ stream_partition.get('kind') }}", "from": "{{ stream_interval.get('start_time') }}"}),
        "polling_requester": requester("/jobs/{{ creation_response['id'] }}", request_headers={"X-Job": "{{ creation_response.status }}"}),
        "download_requester": {"type": "HttpRequester", "url_base": "{{ download_target }}"} if targets else
                              {"type": "HttpRequester", "url_base": "https://files.example.com", "path": "b", "request_parameters": {"result": "{{ polling_response['result'] }}.{{ creation_response['id'] }}"}},
        "record_selector": {"type": "RecordSelector", "extractor": {"type": "DpathExtractor", "field_path": ["unused"]}},
    }
    if targets:
        retriever["download_target_extractor"] = {"type": "DpathExtractor", "field_path": ["urls"]}
    if rng.random() < 0.3:
        retriever["delete_requester"] = requester("/done/{{ creation_response['id'] }}", http_method="POST")
    if rng.random() < 0.4:
        retriever["record_selector"]["record_filter"] = {"type": "RecordFilter", "condition": "{{ record['file'] == 'b' }}"}
    if rng.random() < 0.6:
        retriever["partition_router"] = {"type": "ListPartitionRouter", "cursor_field": "kind", "values": ["x", "y"]}
    if rng.random() < 0.6:
        made["incremental_sync"] = cursor(rng, rng.random() < 0.6)
    if rng.random() < 0.4:
        made["transformations"] = [{"type": "AddFields", "fields": [{"type": "AddedFieldDefinition", "path": ["of"], "value": "{{ stream_partition.get('kind') }}"}]}]
    made["retriever"] = retriever
    return made


def properties(rng):
    made = stream("items", "/wide")
    names = ["a", "na", "long_name", "nb", "kind", "updated_at", "b"]
    rng.shuffle(names)
    wanted = {"type": "QueryProperties", "property_list": names}
    if rng.random() < 0.9:
        wanted["always_include_properties"] = rng.choice([["id"], ["id", "kind"]])
    if rng.random() < 0.8:
        wanted["property_chunking"] = {"type": "PropertyChunking", "property_limit_type": rng.choice(["property_count", "characters"]), "property_limit": rng.choice([1, 2, 3, 10, 12, 40])}
        if rng.random() < 0.5:
            wanted["property_chunking"]["record_merge_strategy"] = {"type": "GroupByKeyMergeStrategy", "key": rng.choice(["id", ["id"], ["id", "kind"]])}
    made["retriever"]["requester"]["request_parameters"] = {"first": "1", "fields": wanted, "last": "{{ config['key'] }}"}
    if rng.random() < 0.4:
        made["retriever"]["paginator"] = {"type": "DefaultPaginator", "page_token_option": {**OPTION, "field_name": "page"},
                                          "pagination_strategy": {"type": "PageIncrement", "page_size": 2, "inject_on_first_request": True}}
    if rng.random() < 0.3:
        made["retriever"]["record_selector"]["record_filter"] = {"type": "RecordFilter", "condition": "{{ record.get('a', 1) != 0 }}"}
    if rng.random() < 0.3:
        made["transformations"] = [{"type": "AddFields", "fields": [{"type": "AddedFieldDefinition", "path": ["of"], "value": "{{ record.get('a') }}"}]}]
    if rng.random() < 0.3:
        made["incremental_sync"] = {**cursor(rng, False)}
        made["incremental_sync"].pop("is_client_side_incremental", None)
    return made


def without_nulls(records):
    """As the CDK writes them."""
    return [{name: value for name, value in record.items() if value is not None} for record in records]


def union(rng):
    made = stream("items", "/items")
    routers = [
        {"type": "SubstreamPartitionRouter", "parent_stream_configs": [
            {"type": "ParentStreamConfig", "stream": stream(name, path), "parent_key": "id", "partition_field": "parent", "extra_fields": [["name"]]}]}
        for name, path in (("parents", "/parents"), ("others", "/others"))]
    routers.append({"type": "ListPartitionRouter", "cursor_field": "parent", "values": ["other", "p1", "listed"]})
    rng.shuffle(routers)
    made["retriever"]["partition_router"] = {"type": "UnionPartitionRouter", "partition_field": "parent", "partition_routers": routers[:rng.randint(2, 3)]}
    made["retriever"]["requester"]["request_parameters"] = {"partition": "{{ stream_partition.parent }}", "name": "{{ stream_slice.extra_fields.get('name') }}"}
    if rng.random() < 0.6:
        made["incremental_sync"] = cursor(rng, rng.random() < 0.4)
    return made


def count(rng):
    made = stream("items", "/numbers")
    made["incremental_sync"] = {"type": "IncrementingCountCursor", "cursor_field": "n"}
    if rng.random() < 0.7:
        made["incremental_sync"]["start_value"] = rng.choice([0, 5, "{{ config.get('first', 7) }}"])
    if rng.random() < 0.7:
        made["incremental_sync"]["start_value_option"] = {**OPTION, "field_name": "since"}
    if rng.random() < 0.3:
        made["retriever"]["requester"]["request_parameters"] = {"from": "{{ stream_interval['start'] }}"}
    return made


def paged(rng):
    made = stream("items", "/parents")
    retriever = made["retriever"]
    retriever["paginator"] = {"type": "DefaultPaginator", "page_token_option": {**OPTION, "field_name": "page"},
                              "pagination_strategy": {"type": "PageIncrement", "page_size": 2, "inject_on_first_request": rng.random() < 0.5}}
    retriever["partition_router"] = {"type": "ListPartitionRouter", "cursor_field": "kind", "values": ["a", "b"], "request_option": {**OPTION, "field_name": "kind"}}
    retriever["ignore_stream_slicer_parameters_on_paginated_requests"] = rng.random() < 0.7
    if rng.random() < 0.3:
        made["incremental_sync"] = {**cursor(rng, False), "start_time_option": {**OPTION, "field_name": "from"}}
        made["incremental_sync"].pop("end_time_option", None)
    return made


def body_of_get(rng):
    made = stream("items", "/parents")
    requester = made["retriever"]["requester"]
    if rng.random() < 0.5:
        requester["request_body_json"] = {"q": {"text": "{{ config['key'] }}"}, "size": rng.choice([2, "{{ 1 + 1 }}"])}
    else:
        requester["request_body_data"] = {"q": "a b&{{ config['key'] }}"}
    return made


def main():
    seed, number = int(sys.argv[1]), int(sys.argv[2])
    logging.disable(logging.CRITICAL)
    adapter = substream_cases.Adapter()
    requests.adapters.HTTPAdapter.send = lambda self, request, **more: adapter.send(self, request, **more)
    ModelToComponentFactory.__init__ = substream_cases.without_cache(ModelToComponentFactory.__init__)
    AsyncJobOrchestrator._WAIT_TIME_BETWEEN_STATUS_UPDATE_IN_SECONDS = 0
    rng = random.Random(seed)
    out, sys.stdout = sys.stdout, sys.stderr
    print(json.dumps({"config": substream_cases.CONFIG}), file=out)
    for i in range(number):
        kind = [union, count, paged, body_of_get, lazy, report, properties][i % 7]
        manifest = {"version": "7.0.0", "type": "DeclarativeSource", "check": {"type": "CheckStream", "stream_names": ["items"]}, "streams": [kind(rng)],
                    "concurrency_level": {"type": "ConcurrencyLevel", "default_concurrency": 2}}
        adapter.api = Api(rng)
        reads, state = [], None
        try:
            for _ in range(2):
                records, after = read(manifest, state)
                reads.append({"answers": dict(sorted(adapter.api.log.items())), "records": without_nulls(records), "state": substream_cases.masked(after)})
                state = reads[-1]["state"]
                adapter.api.change()
        except Exception as e:
            print(kind.__name__, type(e).__name__, str(e)[:300], file=sys.stderr)
            continue
        print(json.dumps({"manifest": manifest, "reads": reads}), file=out)


if __name__ == "__main__":
    main()
