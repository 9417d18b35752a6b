"""PyAirbyte, on the launcher as a local executable: check, discover, read into its DuckDB cache."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import timezone
from decimal import Decimal

os.environ.update(AIRBYTE_OFFLINE_MODE="1", DO_NOT_TRACK="1")

import airbyte
import pytest
from airbyte.caches import DuckDBCache
from airbyte.exceptions import AirbyteConnectorCheckFailedError, AirbyteConnectorFailedError
from airbyte_cdk.utils.datetime_helpers import ab_datetime_parse
from connector import LAUNCHER, TOP, fixtures
from sqlalchemy import text

STREAMS = ["accounts", "events", "invoices", "users"]


def source(folder, **options):
    return airbyte.get_source(
        "source-dataconnector", config={"fixtures_base_path": str(folder), **options}, local_executable=LAUNCHER
    )


def new_cache(folder):
    """PyAirbyte's own folder for the cache, in the working directory, must not have a quote in its path."""
    return DuckDBCache(db_path=folder / "cache.duckdb", schema_name="main", cache_dir=folder)


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return new_cache(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def shipped(cache):
    """The source, after its first read into the cache."""
    shipped = source(TOP / "fixtures")
    shipped.check()
    shipped.select_all_streams()
    assert shipped.read(cache=cache).processed_records == 83
    return shipped


def query(cache, sql):
    with cache.get_sql_engine().connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def test_discover():
    assert sorted(source(TOP / "fixtures").get_available_streams()) == STREAMS


def test_a_read_fills_the_cache(cache, shipped):
    counts = {name: query(cache, f"select count(*) from main.{name}")[0][0] for name in STREAMS}
    assert counts == {"accounts": 19, "events": 24, "invoices": 19, "users": 21}


def test_a_second_read_finds_nothing_new(cache, shipped):
    assert shipped.read(cache=cache).processed_records == 0


def test_types_of_the_cache(cache, shipped):
    types = dict(
        ((table, column), kind)
        for table, column, kind in query(
            cache, "select table_name, column_name, data_type from information_schema.columns where table_schema = 'main'"
        )
    )
    assert types["invoices", "amount"] == "DECIMAL(38,9)"
    assert types["invoices", "issued_at"] == "TIMESTAMP"
    assert types["users", "is_active"] == "BOOLEAN"
    assert types["events", "properties"] == types["accounts", "address"] == types["invoices", "line_items"] == "JSON"


def wrong_timestamps(cache):
    """How many timestamps there are in the fixtures, and how many of them are another instant in the cache."""
    expected, found = [], []
    for record in fixtures():
        stream, data = record["stream"], record["data"]
        for column in sorted(data):
            if column.endswith("_at") and data[column] is not None:
                expected.append((stream, data["id"], column, ab_datetime_parse(data[column])))
    columns = query(cache, "select table_name, column_name from information_schema.columns where data_type = 'TIMESTAMP'")
    for table, column in columns:
        if table in STREAMS and not column.startswith("_airbyte_"):
            rows = query(cache, f"select '{table}', id, '{column}', {column} from {table} where {column} is not null")
            found += [(*place, time.replace(tzinfo=timezone.utc)) for *place, time in rows]
    assert len(found) == len(expected)
    return len(expected), (Counter(expected) - Counter(found)).total()


def test_timestamps_of_the_cache_lose_their_offset(cache, shipped):
    """What docs/airbyte.md says of PyAirbyte's cache; this fails if that changes for the better."""
    assert wrong_timestamps(cache) == (210, 149)


def test_timestamps_in_utc_are_the_same_instants_in_the_cache(tmp_path):
    cache = new_cache(tmp_path)
    shipped = source(TOP / "fixtures", timestamps_in_utc=True)
    shipped.select_all_streams()
    assert shipped.read(cache=cache).processed_records == 83
    assert wrong_timestamps(cache) == (210, 0)
    assert shipped.read(cache=cache).processed_records == 0


def test_amounts_keep_their_digits(cache, shipped):
    assert query(cache, "select amount from main.invoices where id = 'inv_001'") == [(Decimal("1234567890.10"),)]


def test_a_source_of_ones_own(cache, tmp_path):
    """A manifest in the configuration, as Airbyte's builder passes it."""
    pages = tmp_path / "pages" / "plans"
    pages.mkdir(parents=True)
    page = {"plans": [{"id": 1, "price": 19.99}, {"id": 2, "price": 1234567890.10}]}
    (pages / "page_1.json").write_text(json.dumps(page), "utf-8")
    manifest = {
        "version": "7.0.0",
        "type": "DeclarativeSource",
        "check": {"type": "CheckStream", "stream_names": ["plans"]},
        "streams": [
            {
                "type": "DeclarativeStream",
                "name": "plans",
                "primary_key": ["id"],
                "retriever": {
                    "type": "SimpleRetriever",
                    "requester": {
                        "type": "HttpRequester",
                        "url_base": "https://api.example.com",
                        "path": "/plans",
                        "http_method": "GET",
                    },
                    "record_selector": {
                        "type": "RecordSelector",
                        "extractor": {"type": "DpathExtractor", "field_path": ["plans"]},
                    },
                },
                "schema_loader": {
                    "type": "InlineSchemaLoader",
                    "schema": {
                        "type": "object",
                        "properties": {"id": {"type": "integer"}, "price": {"type": ["number", "null"]}},
                    },
                },
            }
        ],
        "spec": {
            "type": "Spec",
            "connection_specification": {"type": "object", "additionalProperties": True, "properties": {}},
        },
    }
    own = airbyte.get_source(
        "source-plans",
        config={"fixtures_base_path": str(pages.parent), "__injected_declarative_manifest": manifest},
        local_executable=LAUNCHER,
    )
    own.check()
    own.select_all_streams()
    assert own.read(cache=cache).processed_records == 2
    assert query(cache, "select id, price from main.plans order by id") == [
        (1, Decimal("19.99")),
        (2, Decimal("1234567890.10")),
    ]


# Of a process, because what PyAirbyte says is on its standard error: it stops the connector once it has its record.
def test_one_record_without_a_traceback():
    program = (
        "import airbyte, sys\n"
        "source = airbyte.get_source('source-dataconnector', config={'fixtures_base_path': 'fixtures'},"
        " local_executable=sys.argv[1])\n"
        "print(len(list(source.get_records('accounts', limit=1))), 'record')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(LAUNCHER)], cwd=TOP, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "1 record"
    assert "Traceback" not in done.stdout + done.stderr


def test_a_wrong_configuration_shows_our_message():
    with pytest.raises(AirbyteConnectorCheckFailedError, match="the folder nowhere does not exist"):
        source("nowhere").check()


def test_a_failed_read_is_told_on_standard_error(cache, capfd):
    wrong = source("nowhere")
    wrong.select_all_streams()
    with pytest.raises(AirbyteConnectorFailedError):
        wrong.read(cache=cache)
    told = capfd.readouterr()
    assert "the folder nowhere does not exist" in " ".join((told.out + told.err).split())
