"""Makes tables on an S3 server with spark/run, and compares them with the normalizer's, byte for byte.

Usage: compare_on_s3.py RAW... The raw outputs are put into a bucket of moto, a server in this process. The tables are made twice,
so that the second run replaces those of the first, and once as Parquet. Then runs that must fail do. Exits with 1 at the first
difference.
"""

import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import boto3
from moto.server import ThreadedMotoServer

HOME = Path(__file__).resolve().parents[4]
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}


def require(holds, what):
    if not holds:
        sys.exit(f"compare_on_s3: {what}")


def put_together(parts):
    """The content of parts without the headers of the later ones."""
    contents = [parts[0]]
    for part in parts[1:]:
        contents.append(part[part.index(b"\n") + 1 :])
    return b"".join(contents)


class Store:
    """A bucket, and spark/run against its server."""

    def __init__(self, server):
        host, port = server.get_host_and_port()
        self.endpoint = f"http://{host}:{port}"
        self.client = boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            region_name=CREDENTIALS["AWS_REGION"],
        )
        self.client.create_bucket(Bucket="lake")

    def put(self, file):
        self.client.upload_file(str(file), "lake", f"raw/{file.name}")

    def keys(self, prefix):
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket="lake", Prefix=prefix)
        return sorted(entry["Key"] for page in pages for entry in page.get("Contents", []))

    def contents(self, prefix):
        parts = [key for key in self.keys(prefix) if "/part-" in key]
        return [self.client.get_object(Bucket="lake", Key=key)["Body"].read() for key in parts]

    def run(self, *arguments):
        options = f"-Xmx1g -Dspark.hadoop.fs.s3a.endpoint={self.endpoint} -Dspark.hadoop.fs.s3a.path.style.access=true"
        environment = {**os.environ, **CREDENTIALS, "JAVA_OPTS": options}
        return subprocess.run(
            [HOME / "spark" / "run", *arguments], env=environment, check=False, capture_output=True, text=True
        )


def compare(store, raw, scratch):
    expected = scratch / "tables"
    subprocess.run([HOME / "normalizer" / "bin" / "normalizer", *raw, "--quiet", "--output", expected], check=True)
    for _ in range(2):
        # Small splits: more than one part of a table, more than one task of an input.
        done = store.run("s3a://lake/raw/*", "--output", "s3a://lake/tables", "--split-bytes", "1000", "--partitions", "3")
        require(done.returncode == 0, done.stderr)
    tables = sorted(expected.glob("*.csv"))
    for table in tables:
        parts = store.contents(f"tables/{table.stem}/")
        require(put_together(parts) == table.read_bytes(), f"{table.name} differs")
    rejects = b"".join(store.contents("tables/rejects/"))
    require(rejects == (expected / "rejects.jsonl").read_bytes(), "rejects.jsonl differs")
    require(not any("/." in key for key in store.keys("tables/")), f"hidden files are left: {store.keys('tables/')}")

    done = store.run("s3a://lake/raw/*", "--output", "s3a://lake/tables", "--format", "parquet")
    require(done.returncode == 0, done.stderr)
    left = [key for key in store.keys("tables/") if key.endswith((".csv", "schema.sql"))]
    require(not left, f"results of CSV are left: {left}")
    require(all(store.contents(f"tables/{table.stem}/") for table in tables), "a table has no Parquet file")
    return len(tables)


def fail(store):
    """What users get wrong: one line, exit status 1, and the tables as they were."""
    before = store.keys("")
    for arguments, message in (
        (("s3a://lake/raw/missing.jsonl", "--output", "s3a://lake/tables"), "there is no such file"),
        (("s3a://lake/raw/", "--output", "s3a://lake/tables"), "is a folder"),
        (("s3a://missing/raw/*", "--output", "s3a://lake/tables"), "The specified bucket does not exist"),
        (("s3a://lake/raw/*", "--output", "s3a://missing/tables"), "The specified bucket does not exist"),
    ):
        done = store.run(*arguments)
        said = [line for line in done.stderr.splitlines() if not line.startswith("SLF4J")]
        require(done.returncode == 1, f"{arguments} ends with {done.returncode}")
        require(len(said) == 1 and message in said[0], f"{arguments} says {done.stderr}")
    require(store.keys("") == before, f"{before} became {store.keys('')}")


def main():
    # The server's own log of requests.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    raw = [Path(name) for name in sys.argv[1:]]
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        store = Store(server)
        for file in raw:
            store.put(file)
        with tempfile.TemporaryDirectory() as scratch:
            tables = compare(store, raw, Path(scratch))
        fail(store)
        print(f"{tables} tables and the rejects on S3 are equal to the normalizer's")
    finally:
        server.stop()


main()
