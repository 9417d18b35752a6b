"""Compares the shipped manifest on the Python CDK with the connector: the same records on a first read.

Usage: compare_with_cdk.py MANIFEST FIXTURES RAW_OUTPUT

MANIFEST is the shipped manifest.yaml, FIXTURES the folder of pages that a local HTTP server answers from, and RAW_OUTPUT
what the connector wrote when it read the same folder. Needs the package airbyte-cdk, version 7. The exit status is 0 if
both have the same records in every stream, 1 if not.
"""

import collections
import http.server
import json
import logging
import pathlib
import sys
import threading
import urllib.parse

import yaml
from airbyte_cdk.models import (
    AirbyteStream,
    ConfiguredAirbyteCatalog,
    ConfiguredAirbyteStream,
    DestinationSyncMode,
    SyncMode,
    Type,
)
from airbyte_cdk.sources.declarative.concurrent_declarative_source import ConcurrentDeclarativeSource

API_KEY = "key-of-the-test"


def handler(fixtures: pathlib.Path):
    """Answers GET /STREAM from STREAM/page_1.json, and GET /STREAM?cursor=TOKEN from STREAM/TOKEN.json."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            url = urllib.parse.urlsplit(self.path)
            token = urllib.parse.parse_qs(url.query).get("cursor", ["page_1"])[0]
            page = fixtures / pathlib.Path(url.path).name / f"{pathlib.Path(token).name}.json"
            if self.headers.get("Authorization") != f"Bearer {API_KEY}":
                self.answer(401, b'{"error": "unauthorized"}')
            elif page.is_file():
                self.answer(200, page.read_bytes())
            else:
                self.answer(404, b'{"error": "not found"}')

        def answer(self, status, body):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    return Handler


def read_with_cdk(manifest, config, names, state):
    """The records of each stream, and the last states."""
    catalog = ConfiguredAirbyteCatalog(
        streams=[
            ConfiguredAirbyteStream(
                stream=AirbyteStream(
                    name=name, json_schema={}, supported_sync_modes=[SyncMode.full_refresh, SyncMode.incremental]
                ),
                sync_mode=SyncMode.incremental,
                destination_sync_mode=DestinationSyncMode.append,
            )
            for name in names
        ]
    )
    logger = logging.getLogger("compare")
    source = ConcurrentDeclarativeSource(catalog=catalog, config=config, state=state, source_config=manifest)
    status = source.check(logger, config)
    if status.status.value != "SUCCEEDED":
        sys.exit(f"check on the CDK: {status.message}")
    records = collections.defaultdict(list)
    states = {}
    for message in source.read(logger, config, catalog, state):
        if message.type == Type.RECORD:
            records[message.record.stream].append(message.record.data)
        elif message.type == Type.STATE:
            states[message.state.stream.stream_descriptor.name] = message.state
    return records, list(states.values())


def read_raw_output(path):
    """The records of each stream that the connector wrote."""
    records = collections.defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        message = json.loads(line)
        if message["type"] == "RECORD":
            records[message["record"]["stream"]].append(message["record"]["data"])
    return records


def as_the_cdk_reads(value):
    """The CDK reads an integer of more than 64 bits as a double; the connector passes its digits on."""
    if isinstance(value, dict):
        return {name: as_the_cdk_reads(member) for name, member in value.items()}
    if isinstance(value, list):
        return [as_the_cdk_reads(element) for element in value]
    is_large = type(value) is int and not -(2**63) <= value < 2**64
    return float(value) if is_large else value


def canonical(record):
    """A record as text, in which the order of members does not count."""
    return json.dumps(as_the_cdk_reads(record), sort_keys=True, ensure_ascii=False)


def main(manifest_file, fixtures, raw_output):
    manifest = yaml.safe_load(pathlib.Path(manifest_file).read_text(encoding="utf-8"))
    names = [stream["$parameters"]["name"] for stream in manifest["streams"]]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(pathlib.Path(fixtures)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = {"api_url": f"http://127.0.0.1:{server.server_port}", "api_key": API_KEY}
    cdk, states = read_with_cdk(manifest, config, names, [])
    again, _ = read_with_cdk(manifest, config, names, states)
    server.shutdown()
    connector = read_raw_output(pathlib.Path(raw_output))

    is_same = True
    for name in names:
        only_cdk = collections.Counter(map(canonical, cdk[name])) - collections.Counter(map(canonical, connector[name]))
        only_connector = collections.Counter(map(canonical, connector[name])) - collections.Counter(
            map(canonical, cdk[name])
        )
        is_same &= not only_cdk and not only_connector and bool(connector[name])
        print(f"{name}: {len(cdk[name])} records on the CDK, {len(connector[name])} of the connector")
        for record in only_cdk.elements():
            print(f"  only on the CDK: {record[:200]}")
        for record in only_connector.elements():
            print(f"  only of the connector: {record[:200]}")
        for record in again[name]:
            print(f"  read again with the state on the CDK: {record['id']}, {record['updated_at']}")
    for state in states:
        print(f"state: {state.stream.stream_descriptor.name} {vars(state.stream.stream_state)}")
    return 0 if is_same else 1


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
