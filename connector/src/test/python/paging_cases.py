#!/usr/bin/env python3
"""Makes the cases of PaginationDifferentialTest: paginators, pages, and what airbyte-cdk makes of them.

Usage: paging_cases.py SEED COUNT > connector/src/test/resources/source/paging.jsonl

Needs airbyte-cdk 7.x. A case is a line of JSON: the paginator as a manifest has it, the configuration, the pages that the
server would answer with, and what is expected: the first token, and for each page what the request is given (options by
place, path) and the token that follows; a null ends the walk. The member "error" in the place of them says that the CDK
fails there.
"""
import json
import random
import sys

import requests

from airbyte_cdk.sources.declarative.models.declarative_component_schema import DefaultPaginator
from airbyte_cdk.sources.declarative.parsers.model_to_component_factory import ModelToComponentFactory
from airbyte_cdk.sources.types import Record, StreamSlice

CONFIG = {"page_size": 3, "size_text": "4", "nothing": None, "float": 2.5, "name": "cur"}
SLICE = {"region": "eu", "start_time": "2024-01-01"}
TOKENS = [None, "", "abc", "a b&c", "12", 12, 0, "0", "007", 1.5, True, False, [], [1, "x"], {}, {"a": 1}, "None", "{'a': 1}", "https://h.test/next?p=2",
          "/next?p=2", "1_0", "page_2", "\u00fc", "'quoted'", "[1, 2]", "2024-01-01", 12345678901234567890, "true", "1e3", "-5"]
CURSORS = ["{{ response.next }}", "{{ response['next'] }}", "{{ response.get('next', {}) }}", "{{ response.get('meta', {}).get('next', '') }}",
           "{{ response.meta.next }}", "{{ last_record['id'] }}", "{{ last_record.id }}", "{{ headers['link']['next']['url'] }}",
           "{{ headers.get('link', {}).get('next', {}).get('url', '') }}", "{{ headers['X-Next'] }}", "{{ headers.get('X-Next') }}",
           "{{ headers.get('Link', '') }}", "{{ response.page + 1 }}", "{{ response.next if response.more else None }}",
           "{{ last_page_size }}", "{{ page_size }}", "{{ response.total - page_size }}", "{{ stream_slice['region'] }}-{{ response.next }}",
           "{{ stream_interval.start_time }}", "constant", "{{ config['name'] }}{{ response.next }}", "{{ response }}", "{{ headers.link }}",
           "{{ response['items'] }}", "{{ response['meta'] }}", "{{ [response.next] }}", "{{ last_record }}", "{{ None }}", "{{ response.next | int }}",
           "{% if response.more %}{{ response.next }}{% endif %}", " {{ response.next }} "]
STOPS = [None, None, None, "{{ not response.next }}", "{{ last_page_size < 2 }}", "{{ last_page_size < page_size }}", "{{ response.more == false }}", "{{ response.meta.done }}",
         "{{ not headers.get('link', {}).get('next') }}", "{{ response.page >= response.pages }}", "{{ last_record is none }}", "{{ False }}", "true", "",
         "{{ stream_slice.region == 'us' }}", "{{ response.next }}"]
LINKS = [None, "", '<https://h.test/?page=2>; rel="next"', '<https://h.test/?page=2>; rel="next", <https://h.test/?page=9>; rel="last"',
         "<https://h.test/a;b>; rel=prev", "<u>", '<u>; title="x=y"; rel="next"', "<u>; rel=next; a", "<u>; a; rel=next", "  ", '<a>,<b>; rel="next"',
         '<u>; rel="next";', "u; rel=next", '<u>; REL="next"', '<u, v>; rel="next"', "<u>;rel = 'next'"]
SIZES = [None, None, 2, 3, 0, "2", "3", "{{ config['page_size'] }}", "{{ config['size_text'] }}", "{{ config['nothing'] }}", "{{ config['missing'] }}", "{{ config['float'] }}",
         "{{ 2 + 1 }}", "x", ""]
# Unlike the CDK, an offset increment has no page size that is a fraction.
OFFSET_SIZES = [size for size in SIZES if "float" not in str(size)] + ["{{ response.limit }}", "{{ response['limit'] or 2 }}", "{{ response.get('limit') }}"]


def option(rng):
    place = rng.choice(["request_parameter", "header", "body_data", "body_json"])
    made = {"type": "RequestOption", "inject_into": place}
    if place == "body_json" and rng.random() < 0.5:
        made["field_path"] = ["data", rng.choice(["page", "{{ config['name'] }}", "size"])]
    else:
        made["field_name"] = rng.choice(["page", "limit", "{{ config['name'] }}", "token"])
    return made


def paginator(rng):
    kind = rng.choice(["CursorPagination", "CursorPagination", "PageIncrement", "OffsetIncrement"])
    strategy = {"type": kind}
    size = rng.choice(OFFSET_SIZES if kind == "OffsetIncrement" else SIZES)
    if size is not None:
        strategy["page_size"] = size
    if kind == "CursorPagination":
        strategy["cursor_value"] = rng.choice(CURSORS)
        stop = rng.choice(STOPS)
        if stop is not None:
            strategy["stop_condition"] = stop
    else:
        if rng.random() < 0.5:
            strategy["inject_on_first_request"] = rng.random() < 0.7
        if kind == "PageIncrement" and rng.random() < 0.6:
            strategy["start_from_page"] = rng.choice([0, 1, 1, 5, -1, -2])
    made = {"type": "DefaultPaginator", "pagination_strategy": strategy}
    if rng.random() < 0.8:
        made["page_token_option"] = {"type": "RequestPath"} if rng.random() < 0.25 else option(rng)
    if rng.random() < 0.4:
        made["page_size_option"] = option(rng)
    return made


def body(rng):
    made = {}
    for name, values in (("next", TOKENS), ("more", [True, False]), ("page", [1, 2]), ("pages", [2, 3]), ("total", [0, 3, 10]), ("limit", [2, 3, None, "2", 0]), ("items", ["m"])):
        if rng.random() < 0.75:
            made[name] = rng.choice(values)
    if rng.random() < 0.75:
        made["meta"] = {"next": rng.choice(TOKENS), "done": rng.choice([True, False, None, 0, "false"])} if rng.random() < 0.8 else rng.choice([None, {}, []])
    shape = rng.random()
    return made if shape < 0.9 else [made, {"next": "second"}] if shape < 0.96 else rng.choice([[], {}])


def page(rng):
    headers = {}
    link = rng.choice(LINKS)
    if link is not None:
        headers["Link"] = link
    if rng.random() < 0.5:
        headers["X-Next"] = rng.choice(["n1", "7", ""])
    size = rng.choice([0, 1, 2, 2, 3, 3, 3, 4, 7])
    last = {"id": rng.choice(["r1", 41, None, ""]), "v": [1]} if size else None
    return {"response": body(rng), "headers": headers, "size": size, "last_record": last}


def response(described):
    made = requests.Response()
    made.status_code = 200
    made._content = json.dumps(described["response"]).encode()
    made.headers.update(described["headers"])
    return made


def plain(value):
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Record):
        return dict(value)
    return value


def unusable(definition, token):
    """Whether a token has no place in a request, which the CDK sends all the same or refuses elsewhere."""
    option = definition.get("page_token_option")
    value = token["next_page_token"] if token else None
    if not option or value is None:
        return False
    if option["type"] == "RequestPath":
        return isinstance(value, (bool, list, tuple, dict))
    return isinstance(value, dict) and option["inject_into"] != "body_json"


def walk(definition, pages):
    try:
        made = ModelToComponentFactory().create_component(DefaultPaginator, definition, CONFIG, url_base="https://h.test")
    except Exception as e:
        return {"error": type(e).__name__}
    initial = made.get_initial_token()
    token = {"next_page_token": initial} if initial is not None else None
    steps = []
    for described in pages:
        step = {"options": {}}
        for place, get in (("request_parameter", made.get_request_params), ("header", made.get_request_headers),
                           ("body_data", made.get_request_body_data), ("body_json", made.get_request_body_json)):
            options = get(next_page_token=token)
            if options:
                step["options"][place] = options
        step["path"] = made.path(token)
        steps.append(step)
        if unusable(definition, token):
            step["error"] = "unusable token"
            break
        try:
            last = described["last_record"]
            token = made.next_page_token(response(described), described["size"], Record(last, "s") if last else None,
                                         token["next_page_token"] if token else None,
                                         stream_slice=StreamSlice(partition={"region": "eu"}, cursor_slice={"start_time": "2024-01-01"}))
        except Exception as e:
            step["error"] = type(e).__name__
            break
        step["next"] = plain(token["next_page_token"]) if token else None
        if not token:
            break
    return {"first": initial, "steps": steps}


def main():
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    print(json.dumps({"config": CONFIG, "partition": {"region": "eu"}, "interval": {"start_time": "2024-01-01"}}))
    made = 0
    while made < count:
        definition = paginator(rng)
        pages = [page(rng) for _ in range(4)]
        expected = walk(json.loads(json.dumps(definition)), pages)
        if " at 0x" in str(expected):
            continue
        # Of the cases that end at once, a few are enough.
        if len(expected.get("steps", [])) < 2 and rng.random() < 0.6:
            continue
        line = json.dumps({"paginator": definition, "pages": pages[:max(1, len(expected.get("steps", [])))], "expected": expected}, default=str)
        print(line)
        made += 1


if __name__ == "__main__":
    main()
