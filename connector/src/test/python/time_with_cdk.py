"""Measures records per second of the connector and of the Python CDK on streams that differ in what is done to a record.

Usage: time_with_cdk.py [RECORDS [STREAM...]]

A local server has pages of generated records, 1,000 each, which repeat after a hundred pages. Every stream is read by either
program as a process of its own, ROUNDS times, twice without it, of which the fastest run counts; ten thousand records of both
must be equal. PAGE is how many records a page has, and LATENCY how many seconds the server waits before it answers. Prints a
Markdown table. The exit status is 0 if all records agree, 1 if not. Needs airbyte-cdk, version 7.
"""

import collections
import http.server
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

CONNECTOR = "connector/bin/connector"
CDK = pathlib.Path(sys.executable).with_name("source-declarative-manifest")
PAGE = int(os.environ.get("PAGE", "1000"))
LATENCY = float(os.environ.get("LATENCY", "0"))
DISTINCT_PAGES = 100
COMPARED = 10_000
ROUNDS = int(os.environ.get("ROUNDS", "2"))

ADD_CONSTANTS = {
    "type": "AddFields",
    "fields": [
        {"type": "AddedFieldDefinition", "path": ["source"], "value": "shop"},
        {"type": "AddedFieldDefinition", "path": ["region"], "value": "{{ config['region'] }}"},
    ],
}
ADD_TEMPLATES = {
    "type": "AddFields",
    "fields": [
        {"type": "AddedFieldDefinition", "path": ["label"], "value": "{{ record['name'] }} of {{ record['group'] }}"},
        {"type": "AddedFieldDefinition", "path": ["city"], "value": "{{ record['address']['city'] }}"},
    ],
}
REMOVE = {"type": "RemoveFields", "field_pointers": [["internal"], ["address", "geo"]]}
FILTER = {"type": "RecordFilter", "condition": "{{ record['status'] != 'deleted' and record['amount'] | float > 0 }}"}
SNAKE = {"type": "KeysToSnakeCase"}

SCHEMA = {
    "type": "object",
    "additionalProperties": True,
    "properties": {
        "id": {"type": "integer"},
        "name": {"type": ["null", "string"]},
        "amount": {"type": ["null", "number"]},
        "isActive": {"type": "boolean"},
        "code": {"type": "string"},
        "address": {"type": "object", "properties": {"zip": {"type": "string"}, "city": {"type": "string"}}},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
}

# What is done to the records of each stream: transformations, filter, normalization.
STREAMS = {
    "plain": ([], None, None),
    "constants": ([ADD_CONSTANTS, REMOVE], None, None),
    "templates": ([ADD_TEMPLATES], None, None),
    "filtered": ([], FILTER, None),
    "snake_case": ([SNAKE], None, None),
    "normalized": ([], None, "Default"),
    "all": ([ADD_TEMPLATES, ADD_CONSTANTS, REMOVE, SNAKE], FILTER, "Default"),
    "substream": ([ADD_CONSTANTS], None, None),
}


def stream(name):
    transformations, record_filter, normalization = STREAMS[name]
    selector = {"type": "RecordSelector", "extractor": {"type": "DpathExtractor", "field_path": ["data"]}}
    if record_filter:
        selector["record_filter"] = record_filter
    if normalization:
        selector["schema_normalization"] = normalization
    retriever = {
        "type": "SimpleRetriever",
        "requester": {"type": "HttpRequester", "url_base": "{{ config['api_url'] }}", "path": "/items"},
        "record_selector": selector,
        "paginator": {
            "type": "DefaultPaginator",
            "page_token_option": {"type": "RequestOption", "inject_into": "request_parameter", "field_name": "page"},
            "pagination_strategy": {"type": "CursorPagination", "cursor_value": "{{ response.get('next') }}"},
        },
    }
    if name == "substream":
        retriever["requester"]["path"] = "/parents/{{ stream_partition.parent }}"
        retriever["partition_router"] = {
            "type": "SubstreamPartitionRouter",
            "parent_stream_configs": [
                {
                    "type": "ParentStreamConfig",
                    "parent_key": "id",
                    "partition_field": "parent",
                    "stream": parents(),
                }
            ],
        }
        del retriever["paginator"]
    result = {
        "type": "DeclarativeStream",
        "name": name,
        "primary_key": "id",
        "retriever": retriever,
        "schema_loader": {"type": "InlineSchemaLoader", "schema": SCHEMA},
    }
    if transformations:
        result["transformations"] = transformations
    return result


def parents():
    return {
        "type": "DeclarativeStream",
        "name": "parents",
        "primary_key": "id",
        "retriever": {
            "type": "SimpleRetriever",
            "requester": {"type": "HttpRequester", "url_base": "{{ config['api_url'] }}", "path": "/parents"},
            "record_selector": {
                "type": "RecordSelector",
                "extractor": {"type": "DpathExtractor", "field_path": ["data"]},
            },
        },
        "schema_loader": {"type": "InlineSchemaLoader", "schema": {"type": "object", "properties": {}}},
    }


def manifest():
    return {
        "version": "6.0.0",
        "type": "DeclarativeSource",
        "check": {"type": "CheckStream", "stream_names": ["plain"]},
        "streams": [stream(name) for name in STREAMS],
        "concurrency_level": {"type": "ConcurrencyLevel", "default_concurrency": 10},
        "spec": {
            "type": "Spec",
            "connection_specification": {"type": "object", "additionalProperties": True, "properties": {}},
        },
    }


def record(number):
    return {
        "id": number,
        "name": f"Item number {number} \u00e4\u00f6\u00fc",
        "group": f"group {number % 17}",
        "status": "deleted" if number % 10 == 9 else "active",
        "amount": f"{number % 1000}.25" if number % 2 else number % 1000 + 0.5,
        "code": number * 7919 % 100_003,
        "isActive": number % 3 == 0,
        "createdAt": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}T12:00:00Z",
        "address": {"street": f"Street {number % 100}", "city": "Berlin", "zip": 10115, "geo": {"lat": 52.5, "lon": 13.4}},
        "tags": ["new", "sale", str(number % 5)],
        "internal": {"checksum": f"{number:032x}"},
    }


class Pages:
    """All pages as bytes, made beforehand; the records repeat."""

    def __init__(self, records):
        self.count = records // PAGE
        self.items = [self.page(index) for index in range(min(self.count, DISTINCT_PAGES))]
        self.parents = json.dumps({"data": [{"id": index} for index in range(self.count)]}).encode()

    @staticmethod
    def page(index):
        records = [record(index * PAGE + place) for place in range(PAGE)]
        return json.dumps({"data": records}, ensure_ascii=False).encode()

    def find(self, url):
        """The parts of the body of an answer."""
        parts = urllib.parse.urlsplit(url)
        if parts.path == "/parents":
            return [self.parents]
        if parts.path.startswith("/parents/"):
            return [self.item(int(parts.path.rpartition("/")[2]))]
        index = int(urllib.parse.parse_qs(parts.query).get("page", ["p0"])[0][1:])
        if index + 1 == self.count:
            return [self.item(index)]
        return [self.item(index)[:-1], f', "next": "p{index + 1}"}}'.encode()]

    def item(self, index):
        return self.items[index % DISTINCT_PAGES]


def handler(pages):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # The end of a page would wait for the client's acknowledgement.
        disable_nagle_algorithm = True

        def do_GET(self):
            time.sleep(LATENCY)
            parts = pages.find(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(sum(map(len, parts))))
            self.end_headers()
            for part in parts:
                self.wfile.write(part)

        def log_message(self, *arguments):
            pass

    return Handler


Run = collections.namedtuple("Run", "count elapsed cpu records")


def cpu_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(command, output):
    """Runs a read; the output goes to a file, so that what takes time is the read."""
    cpu = cpu_of_children()
    start = time.monotonic()
    with open(output, "wb") as out, open(output.with_suffix(".err"), "wb") as errors:
        status = subprocess.run(command, stdout=out, stderr=errors, check=False).returncode
    elapsed = time.monotonic() - start
    cpu = cpu_of_children() - cpu
    if status != 0:
        last = output.read_bytes()[-2000:] + output.with_suffix(".err").read_bytes()[-2000:]
        sys.exit(f"{command[0]} ended with the exit status {status}:\n{last.decode(errors='replace')}")
    count = 0
    records = {}
    with open(output, "rb") as lines:
        for line in lines:
            if line.startswith((b'{"type":"RECORD"', b'{"type": "RECORD"')):
                count += 1
                data = json.loads(line)["record"]["data"]
                if data["id"] < COMPARED:
                    records[data["id"]] = {name: value for name, value in data.items() if value is not None}
    return Run(count, elapsed, cpu, records)


def fastest(command, output):
    return min((run(command, output) for _ in range(ROUNDS)), key=lambda one: one.elapsed)


def measure(folder, name, config, manifest_file):
    catalog = folder / "catalog.json"
    entry = {
        "stream": {"name": name, "json_schema": {}, "supported_sync_modes": ["full_refresh"]},
        "sync_mode": "full_refresh",
        "destination_sync_mode": "overwrite",
    }
    catalog.write_text(json.dumps({"streams": [entry]}), encoding="utf-8")
    arguments = ["read", "--config", str(config), "--catalog", str(catalog), "--manifest-path", str(manifest_file)]
    ours = fastest([CONNECTOR, *arguments], folder / "connector.jsonl")
    theirs = fastest([str(CDK), *arguments], folder / "cdk.jsonl")
    is_same = ours.count == theirs.count and ours.records == theirs.records
    rates = [one.count / one.elapsed for one in (theirs, ours)]
    print(
        f"| {name} | {theirs.count:,} | {theirs.elapsed:.1f} | {theirs.cpu:.1f} | {rates[0]:,.0f} |"
        f" {ours.elapsed:.2f} | {ours.cpu:.2f} | {rates[1]:,.0f} | {rates[1] / rates[0]:.1f} | {theirs.cpu / ours.cpu:.1f} |",
        flush=True,
    )
    if not is_same:
        different = [number for number in theirs.records if theirs.records[number] != ours.records.get(number)]
        print(f"DIFFERENT: {theirs.count} and {ours.count} records, of those compared {different[:3]}", file=sys.stderr)
        for number in different[:1]:
            print(theirs.records[number], ours.records.get(number), sep="\n", file=sys.stderr)
    return is_same


def main(records, names):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(Pages(records)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("| stream | records | CDK, s | CPU, s | per second | connector, s | CPU, s | per second | times | times by CPU |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        config = folder / "config.json"
        config.write_text(json.dumps({"api_url": f"http://127.0.0.1:{server.server_port}", "region": "eu"}))
        manifest_file = folder / "manifest.json"
        manifest_file.write_text(json.dumps(manifest()))
        return 0 if all([measure(folder, name, config, manifest_file) for name in names]) else 1


if __name__ == "__main__":
    if not all(argument.isdigit() for argument in sys.argv[1:2]) or not set(sys.argv[2:]) <= set(STREAMS):
        sys.exit(__doc__)
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 100_000, sys.argv[2:] or list(STREAMS)))
