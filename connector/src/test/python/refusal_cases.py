#!/usr/bin/env python3
"""Makes the cases of RefusalDifferentialTest: streams of an API that refuses some pages, read twice by airbyte-cdk.

Usage: refusal_cases.py SEED COUNT > connector/src/test/resources/source/refusals.jsonl

Needs what substream_cases.py needs. A case is a line of JSON: a manifest, and two reads of its stream, the second from the state
of the first. Of each read: the requests in their order with status and body of the answer, what was waited between them, the
records in their order, whether the stream failed, and if not, the last state.
"""
import io
import json
import logging
import random
import sys
import time
import urllib.parse

import requests.adapters
import substream_cases
import urllib3
from airbyte_cdk.models import AirbyteStateMessageSerializer, ConfiguredAirbyteCatalogSerializer, TraceType, Type
from airbyte_cdk.sources.declarative.concurrent_declarative_source import ConcurrentDeclarativeSource
from airbyte_cdk.sources.declarative.parsers.model_to_component_factory import ModelToComponentFactory
from substream_cases import ISO, masked

OPTION = {"type": "RequestOption", "inject_into": "request_parameter"}
CONFIG = {"url": "https://api.example.com"}


class Api:
    """Items in the order of their cursors, and parents; it refuses pages that are too large, too far or of too much time."""

    def __init__(self, rng, retriever):
        self.rng = rng
        self.items = sorted((self.item(i) for i in range(rng.randint(0, 22))), key=lambda item: item["updated_at"])
        self.parents = [{"id": f"p{i}"} for i in range(rng.randint(1, 7))]
        # Seldom something that the manifest knows nothing to do about.
        text = json.dumps(retriever)
        knows = {action: action in text or rng.random() < 0.03 for action in ("RESET_PAGINATION", "REDUCE_PAGE_SIZE", "SPLIT_REQUEST_WINDOW")}
        self.most = rng.choice([None, 2, 3, 5, 10]) if knows["REDUCE_PAGE_SIZE"] else None
        self.farthest = rng.choice([None, 3, 5, 8, 12]) if knows["RESET_PAGINATION"] else None
        self.most_in_window = rng.choice([None, 1, 2, 5, 9]) if knows["SPLIT_REQUEST_WINDOW"] else None
        self.heavy = rng.choice([None, 3, 7]) if knows["REDUCE_PAGE_SIZE"] else None
        self.flaky = rng.choice([None, None, 2, 5]) if knows["REDUCE_PAGE_SIZE"] else None
        self.only_parents = "SubstreamPartitionRouter" in text
        self.log = []

    def item(self, number):
        return {"id": number, "updated_at": f"2024-0{self.rng.randint(1, 5)}-{self.rng.randint(1, 28):02}T0{self.rng.randint(0, 9)}:00:00Z"}

    def change(self):
        for number in range(self.rng.randint(0, 3)):
            self.items.append({"id": 100 + number, "updated_at": f"2024-05-29T0{number}:00:00Z"})
        self.log = []

    def answer(self, url):
        parts = urllib.parse.urlsplit(url)
        query = dict(urllib.parse.parse_qsl(parts.query))
        status, body = self.page(parts.path, query)
        self.log.append([parts.path + ("?" + parts.query if parts.query else ""), status, body])
        return status, body

    def page(self, path, query):
        size = int(query.get("size", 4))
        first = int(query.get("at", query.get("page_token", "0")).lstrip("t"))
        found = self.parents if "parents" in path else [
            item for item in self.items if query.get("since", "") <= item["updated_at"] <= query.get("until", "9")]
        page = found[first:first + size]
        if self.only_parents and "parents" not in path:
            return 200, {"data": page}
        if self.flaky and len(self.log) % 7 == self.flaky:
            return 502, {"error": "unwell"}
        if self.most and size > self.most:
            return 502, {"error": "too large"}
        if self.heavy and size > 1 and any(item["id"] == self.heavy for item in page):
            return 502, {"error": "too heavy"}
        if self.farthest and first >= self.farthest:
            return 422, {"error": "too far"}
        if "since" in query and self.most_in_window and len(found) > self.most_in_window:
            return 413, {"error": "too much"}
        body = {"data": page}
        if first + size < len(found):
            body["next"] = f"t{first + size}"
        return 200, body


class Adapter:
    """Takes the place of the network."""

    def __init__(self):
        self.api = None

    def send(self, adapter, request, **_):
        status, body = self.api.answer(request.url)
        raw = urllib3.HTTPResponse(io.BytesIO(json.dumps(body).encode()), status=status, headers={"Content-Type": "application/json"}, preload_content=False)
        return adapter.build_response(request, raw)


def filters(**statuses):
    """Statuses that no filter is for fail the stream at once."""
    return {"type": "DefaultErrorHandler", "response_filters": [
        {"type": "HttpResponseFilter", "http_codes": [status], "action": statuses.get(f"s{status}", "FAIL")} for status in (413, 422, 502)]}


def paginator(rng, kind, size):
    if kind == "offset":
        return {"type": "DefaultPaginator", "page_token_option": {**OPTION, "field_name": "at"}, "page_size_option": {**OPTION, "field_name": "size"},
                "pagination_strategy": {"type": "OffsetIncrement", "page_size": size, "inject_on_first_request": rng.random() < 0.3}}
    strategy = {"type": "CursorPagination", "cursor_value": "{{ response.get('next') }}", "page_size": size}
    if rng.random() < 0.4:
        strategy["stop_condition"] = "{{ last_page_size < page_size }}"
    elif rng.random() < 0.4:
        strategy["stop_condition"] = "{{ not response.get('next') }}"
    return {"type": "DefaultPaginator", "page_token_option": {**OPTION, "field_name": "page_token"}, "page_size_option": {**OPTION, "field_name": "size"}, "pagination_strategy": strategy}


def cursor(rng, granularity):
    made = {"type": "DatetimeBasedCursor", "cursor_field": "updated_at", "datetime_format": ISO, "start_datetime": "2024-01-01T00:00:00Z", "end_datetime": "2024-06-01T00:00:00Z",
            "start_time_option": {**OPTION, "field_name": "since"}, "end_time_option": {**OPTION, "field_name": "until"}}
    if granularity or rng.random() < 0.5:
        made["cursor_granularity"] = granularity or "PT1S"
        made["step"] = rng.choice(["P2M", "P3M", "P1Y"])
    return made


def stream(rng, name, path, handler, pages):
    return {"type": "DeclarativeStream", "name": name, "primary_key": "id",
            "schema_loader": {"type": "InlineSchemaLoader", "schema": {"type": "object", "properties": {}}},
            "retriever": {"type": "SimpleRetriever", "paginator": pages,
                          "requester": {"type": "HttpRequester", "url_base": "{{ config['url'] }}", "path": path, "error_handler": handler},
                          "record_selector": {"type": "RecordSelector", "extractor": {"type": "DpathExtractor", "field_path": ["data"]}}}}


def traced(rng, made):
    """Records that show for which slice they were made."""
    if rng.random() < 0.4 and "incremental_sync" in made:
        made["transformations"] = [{"type": "AddFields", "fields": [{"type": "AddedFieldDefinition", "path": ["from"], "value": "{{ stream_interval['start_time'] }}"}]}]
    if rng.random() < 0.3:
        made["retriever"]["partition_router"] = {"type": "ListPartitionRouter", "cursor_field": "kind", "values": ["x", "y"], "request_option": {**OPTION, "field_name": "kind"}}
    return made


def reset(rng):
    made = stream(rng, "items", "/items", filters(s422="RESET_PAGINATION"), paginator(rng, rng.choice(["offset", "cursor"]), rng.choice([2, 3, 4])))
    if rng.random() < 0.8:
        made["incremental_sync"] = cursor(rng, None)
    if rng.random() < 0.9:
        made["retriever"]["pagination_reset"] = {"type": "PaginationReset", "action": rng.choice(["SPLIT_USING_CURSOR"] * 4 + ["RESET"])}
        if rng.random() < 0.6:
            made["retriever"]["pagination_reset"]["limits"] = {"type": "PaginationResetLimits", "number_of_records": rng.choice([1, 3, 4, 6, 8])}
    return traced(rng, made)


def reducing(rng):
    made = {"type": "PageSizeReduction", "backoff_seconds": rng.choice([0, 0.5, 2])}
    for name, values in (("reduction_factor", [1.5, 2, 3]), ("minimum_page_size", [1, 2]), ("max_attempts", [1, 2, 4]), ("retries_at_minimum_page_size", [0, 1, 3]), ("reset_policy", ["NEVER", "AFTER_SUCCESSFUL_PAGE"])):
        if rng.random() < 0.6:
            made[name] = rng.choice(values)
    return made


def reduction(rng):
    handler = filters(s502="REDUCE_PAGE_SIZE", s422=rng.choice(["FAIL", "IGNORE", "RESET_PAGINATION"]))
    if rng.random() < 0.3:
        handler = {"type": "CompositeErrorHandler", "error_handlers": [filters(s502="REDUCE_PAGE_SIZE", s422="IGNORE", s413="IGNORE"), {"type": "DefaultErrorHandler"}]}
    made = stream(rng, "items", "/items", handler, paginator(rng, rng.choice(["offset", "cursor"]), rng.choice([4, 8, 20])))
    made["retriever"]["page_size_reduction"] = reducing(rng)
    if rng.random() < 0.5:
        made["incremental_sync"] = cursor(rng, None)
        if rng.random() < 0.5:
            made["retriever"]["pagination_reset"] = {"type": "PaginationReset", "action": "SPLIT_USING_CURSOR"}
    return traced(rng, made)


def splitting(rng):
    made = stream(rng, "items", "/items", filters(s413="SPLIT_REQUEST_WINDOW", s502=rng.choice(["FAIL", "SPLIT_REQUEST_WINDOW"])), paginator(rng, rng.choice(["offset", "cursor"]), rng.choice([2, 4])))
    made["retriever"]["request_window_splitting"] = {"type": "RequestWindowSplitting"}
    if rng.random() < 0.5:
        made["retriever"]["request_window_splitting"]["min_split_window"] = rng.choice(["P10D", "PT3H"])
    made["incremental_sync"] = cursor(rng, rng.choice(["PT1S", "P1D", "PT1H"]))
    if rng.random() < 0.3:
        made["retriever"]["pagination_reset"] = {"type": "PaginationReset", "action": "SPLIT_USING_CURSOR"}
        made["retriever"]["requester"]["error_handler"]["response_filters"][1]["action"] = "RESET_PAGINATION"
    return traced(rng, made)


def parent(rng):
    of_parents = stream(rng, "parents", "/parents", filters(s502="REDUCE_PAGE_SIZE"), paginator(rng, "offset", 4))
    of_parents["retriever"]["page_size_reduction"] = reducing(rng)
    made = stream(rng, "items", "/items", filters(), paginator(rng, "offset", 10))
    made["retriever"]["partition_router"] = {"type": "SubstreamPartitionRouter", "parent_stream_configs": [
        {"type": "ParentStreamConfig", "stream": of_parents, "parent_key": "id", "partition_field": "parent", "request_option": {**OPTION, "field_name": "parent"}}]}
    return made


def read(manifest, state, waits):
    mode = "incremental" if "incremental_sync" in manifest["streams"][0] else "full_refresh"
    catalog = ConfiguredAirbyteCatalogSerializer.load({"streams": [{"stream": {"name": "items", "json_schema": {}, "supported_sync_modes": [mode]}, "sync_mode": mode, "destination_sync_mode": "append"}]})
    states = [AirbyteStateMessageSerializer.load({"type": "STREAM", "stream": {"stream_descriptor": {"name": "items"}, "stream_state": state}})] if state else []
    source = ConcurrentDeclarativeSource(catalog=catalog, config=CONFIG, state=states, source_config=json.loads(json.dumps(manifest)))
    records, last, failed = [], None, False
    waits.clear()
    try:
        for message in source.read(logging.getLogger("airbyte"), CONFIG, catalog, states):
            if message.type == Type.RECORD:
                records.append(message.record.data)
            elif message.type == Type.STATE:
                last = json.loads(json.dumps(message.state.stream.stream_state.__dict__))
            elif message.type == Type.TRACE and message.trace.type == TraceType.ERROR:
                failed = True
    except Exception:
        failed = True
    return records, last, failed


def main():
    seed, number = int(sys.argv[1]), int(sys.argv[2])
    logging.disable(logging.CRITICAL)
    adapter = Adapter()
    requests.adapters.HTTPAdapter.send = lambda self, request, **more: adapter.send(self, request, **more)
    ModelToComponentFactory.__init__ = substream_cases.without_cache(ModelToComponentFactory.__init__)
    waits = []
    asleep = time.sleep

    def sleep(seconds):
        # The CDK's own threads wait for each other in fractions of these.
        if "page_size_reducer" in sys._getframe(1).f_code.co_filename:
            waits.append(round(seconds * 1000))
        else:
            asleep(min(seconds, 0.001))

    time.sleep = sleep
    rng = random.Random(seed)
    out, sys.stdout = sys.stdout, sys.stderr
    for i in range(number):
        kind = [reset, reduction, splitting, reset, parent][i % 5]
        manifest = {"version": "7.0.0", "type": "DeclarativeSource", "check": {"type": "CheckStream", "stream_names": ["items"]}, "streams": [kind(rng)],
                    "concurrency_level": {"type": "ConcurrencyLevel", "default_concurrency": 1}}
        adapter.api = Api(rng, manifest["streams"][0]["retriever"])
        reads, state = [], None
        try:
            for _ in range(2):
                records, after, failed = read(manifest, state, waits)
                reads.append({"answers": adapter.api.log, "waits": list(waits), "records": records, "failed": failed, **({} if failed else {"state": masked(after)})})
                state = None if failed else masked(after)
                adapter.api.change()
        except Exception as e:
            print(kind.__name__, type(e).__name__, str(e)[:300], file=sys.stderr)
            continue
        print(json.dumps({"manifest": manifest, "reads": reads}), file=out)


if __name__ == "__main__":
    main()
