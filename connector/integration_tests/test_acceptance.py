"""What Airbyte's connector acceptance tests ask of a source: spec, connection, discovery, basic read, full refresh and
incremental."""

import json
from collections import Counter

import jsonschema
import pytest
from connector import FOLDER, fixtures, messages, of_type, parse, run

CONFIG = FOLDER / "config.json"
CATALOG = FOLDER / "configured_catalog.json"
STREAMS = ["accounts", "events", "invoices", "users"]


def read(*arguments, catalog=CATALOG):
    return messages("read", "--config", CONFIG, "--catalog", catalog, *arguments)


def records(found):
    return [message["record"] for message in of_type("RECORD", found)]


def counted(found):
    """Records as a multiset, whatever order the streams were read in."""
    return Counter((record["stream"], json.dumps(record["data"], default=str)) for record in found)


@pytest.fixture(scope="module")
def streams():
    (catalog,) = of_type("CATALOG", messages("discover", "--config", CONFIG))
    return {stream["name"]: stream for stream in catalog["catalog"]["streams"]}


@pytest.fixture
def full_refresh(tmp_path):
    catalog = json.loads(CATALOG.read_text("utf-8"))
    for stream in catalog["streams"]:
        stream["sync_mode"] = "full_refresh"
        stream["destination_sync_mode"] = "overwrite"
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(catalog), "utf-8")
    return path


# Spec


def specification():
    (spec,) = of_type("SPEC", messages("spec"))
    return spec["spec"]["connectionSpecification"]


def properties(schema):
    for name, value in schema.get("properties", {}).items():
        yield name, value
        yield from properties(value)
        yield from properties(value.get("items", {}))


def test_spec_is_a_schema_that_the_form_can_show():
    schema = specification()
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is True
    for name, value in properties(schema):
        assert value.get("title") and value.get("description"), name
        assert not {"$ref", "anyOf", "allOf", "not"} & set(value), name


def test_spec_accepts_the_configuration():
    jsonschema.validate(json.loads(CONFIG.read_text("utf-8")), specification())


def test_spec_hides_what_is_secret():
    assert {name for name, value in properties(specification()) if value.get("airbyte_secret")} == {"api_key"}


# Connection


def test_check_succeeds():
    (status,) = of_type("CONNECTION_STATUS", messages("check", "--config", CONFIG))
    assert status["connectionStatus"]["status"] == "SUCCEEDED"


def test_check_says_what_is_wrong_with_a_configuration():
    (status,) = of_type("CONNECTION_STATUS", messages("check", "--config", FOLDER / "invalid_config.json"))
    assert status["connectionStatus"]["status"] == "FAILED"
    assert "the folder no_such_folder does not exist" in status["connectionStatus"]["message"]


# Discovery


def test_discover_gives_valid_schemas(streams):
    assert sorted(streams) == STREAMS
    for stream in streams.values():
        jsonschema.Draft7Validator.check_schema(stream["json_schema"])
        assert stream["json_schema"]["type"] == "object"
        assert "$ref" not in json.dumps(stream["json_schema"])


def test_discover_declares_keys_and_cursors(streams):
    for stream in streams.values():
        declared = stream["json_schema"]["properties"]
        assert stream["supported_sync_modes"] == ["full_refresh", "incremental"]
        assert stream["default_cursor_field"] == ["updated_at"]
        assert stream["source_defined_primary_key"] == [["id"]]
        assert {"id", "updated_at"} <= set(declared)


def test_configured_catalog_is_what_discover_gives(streams):
    configured = json.loads(CATALOG.read_text("utf-8"))["streams"]
    assert {stream["stream"]["name"]: stream["stream"] for stream in configured} == streams


# Basic read


def test_read_gives_the_expected_records():
    expected = [parse(line) for line in (FOLDER / "expected_records.jsonl").read_text("utf-8").splitlines()]
    assert counted(records(read())) == counted(expected)
    assert counted(expected) == counted(fixtures())


def test_records_are_valid_but_for_the_amount_that_is_text(streams):
    found = records(read())
    assert {record["stream"] for record in found} == set(STREAMS)
    invalid = []
    for record in found:
        validator = jsonschema.Draft7Validator(streams[record["stream"]]["json_schema"])
        data = json.loads(json.dumps(record["data"], default=float))
        invalid += [(record["stream"], data["id"], error.json_path) for error in validator.iter_errors(data)]
    # The schema's description says so. Numbers in text are a drift of the source, which the connector passes on.
    assert invalid == [("invoices", "inv_008", "$.amount")]


def test_streams_are_started_and_completed():
    statuses = {name: [] for name in STREAMS}
    for message in of_type("TRACE", read()):
        status = message["trace"]["stream_status"]
        statuses[status["stream_descriptor"]["name"]].append(status["status"])
    assert statuses == {name: ["STARTED", "RUNNING", "COMPLETE"] for name in STREAMS}


def test_states_count_the_records():
    found = read()
    counts = Counter()
    for message in of_type("STATE", found):
        state = message["state"]
        counts[state["stream"]["stream_descriptor"]["name"]] += int(state["sourceStats"]["recordCount"])
    assert counts == Counter(record["stream"] for record in records(found))


def test_a_failed_read_says_why():
    done = run("read", "--config", FOLDER / "invalid_config.json", "--catalog", CATALOG)
    errors = [
        message["trace"]["error"]
        for message in map(parse, done.stdout.splitlines())
        if message["type"] == "TRACE" and message["trace"]["type"] == "ERROR"
    ]
    assert done.returncode == 1
    assert errors and all(error["failure_type"] == "config_error" for error in errors)
    assert "no_such_folder" in errors[0]["message"]


# Full refresh


def test_full_refresh_reads_the_same_twice(full_refresh):
    first = records(read(catalog=full_refresh))
    assert counted(first) == counted(fixtures())
    assert counted(records(read(catalog=full_refresh))) == counted(first)


# Incremental


def test_a_second_read_finds_nothing_new(tmp_path):
    state = tmp_path / "state.json"
    last = {}
    for message in of_type("STATE", read()):
        last[message["state"]["stream"]["stream_descriptor"]["name"]] = message["state"]
    state.write_text(json.dumps(list(last.values()), default=str), "utf-8")
    assert sorted(last) == STREAMS
    assert records(read("--state", state)) == []


def test_each_state_can_be_continued_from(tmp_path):
    config = tmp_path / "config.json"
    config.write_text(json.dumps({"fixtures_base_path": "fixtures", "checkpoint_interval": 1}), "utf-8")
    found = messages("read", "--config", config, "--catalog", CATALOG)
    cut = [index for index, message in enumerate(found) if message["type"] == "STATE"]
    assert len(cut) > len(STREAMS)
    for index in cut:
        last = {}
        for message in of_type("STATE", found[: index + 1]):
            last[message["state"]["stream"]["stream_descriptor"]["name"]] = message["state"]
        state = tmp_path / "state.json"
        state.write_text(json.dumps(list(last.values()), default=str), "utf-8")
        both = counted(records(found[: index + 1])) + counted(records(read("--state", state)))
        assert set(both) == set(counted(fixtures()))


def test_a_state_of_the_future_gives_no_records():
    assert records(read("--state", FOLDER / "abnormal_state.json")) == []
