"""Reads the same API by the shipped manifest with the connector and with the Python CDK, as users start them.

Usage: read_with_cdk.py FIXTURES

FIXTURES is a folder of pages, which a local HTTP server answers from. Both programs are started as processes, four times
each: twice without a state, of which the faster run counts, then with the own last state, then with that of the other.
It is an error if the records of the first read differ in any stream, if the connector finds something new with its own
state, or if both together find nothing. What the CDK reads again with a state is told: records equal to it, and those
whose cursor has more than six decimal places, which the CDK cannot read. Needs airbyte-cdk, version 7. The exit status
is 0 if all is as it should be, 1 if not.
"""

import collections
import dataclasses
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

import yaml

import compare_with_cdk

CONNECTOR = "connector/bin/connector"
MANIFEST = "connector/src/main/resources/manifest.yaml"
CDK = pathlib.Path(sys.executable).with_name("source-declarative-manifest")
SHOWN = 5


class Handler(compare_with_cdk.handler(pathlib.Path(sys.argv[-1]))):
    # The end of a small page would wait for the client's acknowledgement.
    disable_nagle_algorithm = True


@dataclasses.dataclass
class Read:
    """What one run wrote, and what it took, in seconds."""

    records: dict
    states: list
    elapsed: float
    cpu: float

    def count(self):
        return sum(len(records) for records in self.records.values())

    def rate(self):
        return self.count() / self.elapsed

    def describe(self):
        return (
            f"{self.count():,} records in {self.elapsed:.2f} s, {self.cpu:.2f} s of CPU:"
            f" {self.rate():,.0f} records per second"
        )


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
    records = collections.defaultdict(list)
    states = {}
    with open(output, encoding="utf-8") as lines:
        for line in lines:
            message = json.loads(line)
            if message["type"] == "RECORD":
                records[message["record"]["stream"]].append(message["record"]["data"])
            elif message["type"] == "STATE":
                states[message["state"]["stream"]["stream_descriptor"]["name"]] = message
    return Read(records, [state["state"] for state in states.values()], elapsed, cpu)


def catalog_of(names):
    return {
        "streams": [
            {
                "stream": {
                    "name": name,
                    "json_schema": {},
                    "supported_sync_modes": ["full_refresh", "incremental"],
                },
                "sync_mode": "incremental",
                "destination_sync_mode": "append",
            }
            for name in names
        ]
    }


class Programs:
    """The two programs, each on the same server with the same configuration and catalog."""

    def __init__(self, folder, config, names):
        self.folder = folder
        self.arguments = ["--config", self.write("config.json", config), "--catalog"]
        self.arguments.append(self.write("catalog.json", catalog_of(names)))

    def write(self, name, document):
        file = self.folder / name
        file.write_text(json.dumps(document), encoding="utf-8")
        return str(file)

    def connector(self, states=()):
        return self.read([CONNECTOR, "read", *self.arguments], states)

    def cdk(self, states=()):
        return self.read([str(CDK), "read", *self.arguments, "--manifest-path", MANIFEST], states)

    def read(self, command, states):
        state = self.write("state.json", list(states))
        return run([*command, "--state", state], self.folder / "output.jsonl")


def as_the_cdk_writes(record):
    """The CDK leaves out members of a record that are null when it writes it; the connector passes its bytes on."""
    return compare_with_cdk.canonical({name: member for name, member in record.items() if member is not None})


def difference(one, other):
    return collections.Counter(map(as_the_cdk_writes, one)) - collections.Counter(map(as_the_cdk_writes, other))


def is_same(names, cdk, connector):
    result = True
    for name in names:
        only = {
            "only on the CDK": difference(cdk.records[name], connector.records[name]),
            "only of the connector": difference(connector.records[name], cdk.records[name]),
        }
        found = len(cdk.records[name]), len(connector.records[name])
        is_equal = not any(only.values()) and bool(connector.records[name])
        result &= is_equal
        print(f"{name}: {found[0]} records on the CDK, {found[1]} of the connector, {'same' if is_equal else 'DIFFERENT'}")
        for where, records in only.items():
            for record in list(records.elements())[:SHOWN]:
                print(f"  {where}: {record[:200]}")
    return result


def tell_what_is_new(what, read):
    print(f"{what}: {read.count()} records")
    for name, records in read.records.items():
        shown = ", ".join(f"{record['id']} of {record.get('updated_at')}" for record in records[:SHOWN])
        print(f"  {name}: {shown}{', ...' if len(records) > SHOWN else ''}")


def compare(programs, names):
    connector = min((programs.connector() for _ in range(2)), key=lambda read: read.elapsed)
    cdk = min((programs.cdk() for _ in range(2)), key=lambda read: read.elapsed)
    is_good = is_same(names, cdk, connector)
    for program, read in ("CDK", cdk), ("connector", connector):
        for state in read.states:
            stream = state["stream"]
            print(f"state of the {program}: {stream['stream_descriptor']['name']} {json.dumps(stream['stream_state'])}")

    again = programs.connector(connector.states)
    tell_what_is_new("connector, again with its own state", again)
    tell_what_is_new("connector, with the state of the CDK", programs.connector(cdk.states))
    tell_what_is_new("CDK, again with its own state", programs.cdk(cdk.states))
    tell_what_is_new("CDK, with the state of the connector", programs.cdk(connector.states))

    print(f"CDK: {cdk.describe()}")
    print(f"connector: {connector.describe()}")
    print(f"connector : CDK, records per second: {connector.rate() / cdk.rate():.1f}; CPU: {cdk.cpu / connector.cpu:.1f}")
    return is_good and again.count() == 0


def main():
    manifest = yaml.safe_load(pathlib.Path(MANIFEST).read_text(encoding="utf-8"))
    names = [stream["$parameters"]["name"] for stream in manifest["streams"]]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = {"api_url": f"http://127.0.0.1:{server.server_port}", "api_key": compare_with_cdk.API_KEY}
    with tempfile.TemporaryDirectory() as folder:
        return 0 if compare(Programs(pathlib.Path(folder), config, names), names) else 1


if __name__ == "__main__":
    if len(sys.argv) != 2 or not os.path.isdir(sys.argv[1]):
        sys.exit(__doc__)
    sys.exit(main())
