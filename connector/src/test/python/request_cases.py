#!/usr/bin/env python3
"""Makes the cases of RequesterDifferentialTest: requesters of manifests, and the requests that airbyte-cdk prepares.

Usage: request_cases.py SEED COUNT > connector/src/test/resources/request/cases.jsonl

Needs airbyte-cdk 7.x. Requesters come from a grammar over shapes that occur in manifests; nothing is sent. The first line
is the configuration. Each further line is a case: requester, slice, token, injections (option and value), path, and
either method, url, headers (those that the CDK would send but for the client's own) and body, or error. What we differ
in on purpose is not made: a bearer token that is missing, credentials that look like a number, headers or a body whose
one template gives a text.
"""
import copy
import json
import random
import sys

from airbyte_cdk.sources.declarative.models.declarative_component_schema import HttpRequester, RequestOption
from airbyte_cdk.sources.declarative.parsers.manifest_component_transformer import ManifestComponentTransformer
from airbyte_cdk.sources.declarative.parsers.model_to_component_factory import ModelToComponentFactory
from airbyte_cdk.sources.declarative.decoders.json_decoder import JsonDecoder
from airbyte_cdk.sources.types import StreamSlice
from airbyte_cdk.utils.mapping_helpers import combine_mappings

CONFIG = {"url": "https://api.example.com/v1", "slash": "https://api.example.com/v2/", "key": "k/e+y=\u00fc &%", "n": 5, "flag": True,
          "none": None, "empty": "", "list": ["a", "b c", 3], "region": "eu", "ratio": 0.5, "id": "007", "nested": {"x": {"y": "z"}}, "host": "shop-1"}
TEXTS = ["x", "a b&c=d", "{{ config['key'] }}", "{{ config['n'] }}", "{{ config['flag'] }}", "{{ config['none'] }}", "{{ config['empty'] }}",
         "{{ config['missing'] }}", "{{ config['list'] }}", "[1, 'b']", "{{ stream_slice['id'] }}", "{{ stream_partition.id }}",
         "{{ stream_interval['start'] }}", "{{ next_page_token['next_page_token'] }}", "{{ next_page_token.next_page_token if next_page_token else '' }}",
         "{{ parameters['name'] }}", "1e3", "007", "True", "None", "\u00fcn\u00efc\u00f6de \u20ac", "{'a': 1}", "a,b", "*~'()!-._", "12", "{{ config['ratio'] }}",
         "{{ config['id'] }}", "{{ 1 + 2 }}", "{{ config['n'] }},{{ config['region'] }}", "{{ stream_slice.get('gone') }}", "", "%41%zz", "plain/with?marks#x",
         "{{ stream_slice.start ~ '..' ~ stream_slice.end }}", "{{ [1, 2] if config['flag'] else [] }}", "{{ [] }}", "{{ ['a', none, 2.0] }}"]
NAMES = ["limit", "q", "filter[status]", "since", "{{ config['region'] }}_id", "a b", "$top", "ids[]", "\u00fc", "{{ parameters['name'] }}", "page.size"]
HEADER_TEXTS = [t for t in TEXTS if t.isascii() and not t.startswith(" ") and "key" not in t]
HEADER_NAMES = ["X-Api", "Accept", "x-version", "Content-Type", "X-{{ config['region'] }}", "Authorization-Extra", "accept"]
BASES = ["https://api.example.com", "https://api.example.com/", "https://api.example.com/v1", "{{ config['url'] }}", "{{ config['slash'] }}",
         "https://{{ config['host'] }}.example.com/api/v3", "https://api.example.com/v1?fixed=1", "https://api.example.com/a b/\u00fc", "{{ config['url'] }}/{{ stream_slice.get('id', 'none') }}"]
PATHS = ["items", "/items", "//items", "items/", "items/{{ stream_slice['id'] }}/parts", "/{{ parameters['name'] }}", "items?limit=12", "items?limit=12&q=x", "../up", "./here",
         "a/./b/../c", "search?q=a b&r=%41&s=%zz", "https://other.example.com/full?x=1", "", "{{ next_page_token['next_page_token'] if next_page_token else 'first' }}",
         "items;v=1", "a//b", "items#part", "\u00fc/{{ config['key'] }}", "items/{id}", "items?", "{{ config['id'] }}", "{{ config['n'] }}", "?only=query", "a%2Fb", "items|x"]
PAGE_PATHS = [None] * 6 + ["https://api.example.com/v1/items?page=2&limit=12", "/v1/items?after=a%20b", "items?page=3", "https://other.example.com/next", "?cursor=abc"]
TOKENS = [None, None, None, "abc", "a b/c", 2, "https://api.example.com/x?y=1", {"k": "v"}, 0, 2.5]
VALUES = ["v", "a b", 10, 0, True, 1.5, ["x", "y z"], "\u20ac", "2024-01-01T00:00:00Z", "x"]


def entries(rng, names, texts, most=4):
    return {rng.choice(names): rng.choice(texts) for _ in range(rng.randrange(most + 1))}


def nested(rng, depth=0):
    kind = rng.randrange(8 if depth < 3 else 5)
    if kind < 4:
        return rng.choice(TEXTS)
    if kind == 4:
        return rng.choice([1, 2.5, True, False, None, 10 ** 20, -3])
    if kind == 5:
        return [nested(rng, depth + 1) for _ in range(rng.randrange(3))]
    return {rng.choice(NAMES + ["12", "True", "1.0"]): nested(rng, depth + 1) for _ in range(rng.randrange(4))}


def authenticator(rng):
    kind = rng.randrange(9)
    token = rng.choice(["{{ config['key'] }}", "{{ config['region'] }}", "secret", "{{ config['region'] }}-{{ config['n'] }}", "{{ config['id'] }}"])
    if kind == 0:
        return {"type": "NoAuth"}
    if kind == 1:
        return {"type": "BearerAuthenticator", "api_token": "{{ config['region'] }}.{{ config['host'] }}"}
    if kind in (2, 3):
        place = rng.choice(["request_parameter", "body_data", "body_json"])
        return {"type": "ApiKeyAuthenticator", "api_token": token,
                "inject_into": {"type": "RequestOption", "inject_into": place, "field_name": rng.choice(["api_key", "limit", "{{ config['region'] }}"])}}
    if kind == 4:
        return {"type": "ApiKeyAuthenticator", "api_token": "Token {{ config['region'] }}", "header": rng.choice(["X-Api", "Authorization", "X-Key-{{ config['region'] }}"])}
    if kind == 5:
        return {"type": "BasicHttpAuthenticator", "username": token, **rng.choice([{}, {"password": "{{ config['key'] }}"}, {"password": ""}])}
    if kind == 6:
        return {"type": "SelectiveAuthenticator", "authenticator_selection_path": ["region"],
                "authenticators": {"eu": {"type": "BearerAuthenticator", "api_token": "e.u"}, "us": {"type": "NoAuth"}}}
    return None


def requester(rng):
    made = {"type": "HttpRequester", "$parameters": {"name": "orders"}}
    if rng.random() < 0.85:
        made["url_base"] = rng.choice(BASES)
    else:
        made["url"] = rng.choice(BASES)
    if rng.random() < 0.9:
        made["path"] = rng.choice(PATHS)
    if rng.random() < 0.75:
        made["request_parameters"] = rng.choice(["{{ {'a': 1, 'b': config['list'], 'c': none} }}", "text", ""]) if rng.random() < 0.1 else entries(rng, NAMES, TEXTS)
    if rng.random() < 0.4:
        made["request_headers"] = "{{ {'X-Map': config['n']} }}" if rng.random() < 0.1 else entries(rng, HEADER_NAMES, HEADER_TEXTS, 3)
    if rng.random() < 0.4:
        made["http_method"] = rng.choice(["GET", "POST", "POST", "POST"])
        kind = rng.randrange(9)
        if kind == 0:
            made["request_body_json"] = {"k": nested(rng), **{rng.choice(NAMES): nested(rng) for _ in range(2)}}
        elif kind == 1:
            made["request_body_json"] = "{{ {'a': config['list'], 'b': {'c': stream_slice.get('id')}} }}"
        elif kind == 2:
            made["request_body_data"] = entries(rng, NAMES, TEXTS)
        elif kind == 3:
            made["request_body_data"] = rng.choice(["a={{ config['n'] }}&b=\u00fc", "{{ config['region'] }}", "{{ {'x': [1, 2]} }}"])
        elif kind == 4:
            made["request_body"] = {"type": "RequestBodyJsonObject", "value": {"k": nested(rng), "n": 1}}
        elif kind == 5:
            made["request_body"] = {"type": "RequestBodyUrlEncodedForm", "value": entries(rng, NAMES, TEXTS)}
        elif kind == 6:
            made["request_body"] = {"type": "RequestBodyPlainText", "value": rng.choice(["hello {{ config['region'] }}", "line\nline", "{\"a\": \"{{ config['n'] }}\"}"])}
        elif kind == 7:
            made["request_body"] = {"type": "RequestBodyGraphQL", "value": {"query": "query { x(id: \"{{ stream_slice.get('id') }}\") { y } }",
                                                                          **rng.choice([{}, {"variables": {"n": "{{ config['n'] }}"}}])}}
    auth = authenticator(rng)
    if auth:
        made["authenticator"] = auth
    return made


def injection(rng):
    place = rng.choice(["request_parameter", "request_parameter", "request_parameter", "header", "body_data", "body_json", "body_json"])
    option = {"type": "RequestOption", "inject_into": place}
    if place == "body_json" and rng.random() < 0.5:
        option["field_path"] = rng.choice([["page", "size"], ["page", "token"], ["k"], ["page", "{{ config['region'] }}"]])
    else:
        option["field_name"] = rng.choice(["cursor", "limit", "since", "X-Page", "{{ config['region'] }}"])
    return {"option": option, "value": rng.choice(VALUES if place != "header" else [v for v in VALUES if str(v).isascii()])}


def case(rng, factory):
    definition = requester(rng)
    partition, interval = rng.choice([({}, {}), ({"id": 7}, {}), ({"id": "a/b c"}, {"start": "2024-01-01", "end": "2024-02-01"}), ({}, {"start": "2024-01-01", "end": "2024-02-01"})])
    token = rng.choice(TOKENS)
    injections = [injection(rng) for _ in range(rng.choice([0, 0, 0, 1, 1, 2, 3]))]
    path = rng.choice(PAGE_PATHS)
    made = {"requester": copy.deepcopy(definition), "partition": partition, "interval": interval, "token": token, "injections": injections, "path": path}
    try:
        made.update(prepare(factory, definition, partition, interval, token, injections, path))
    except Exception as e:
        made["error"] = type(e).__name__
    return made


def prepare(factory, definition, partition, interval, token, injections, path):
    resolved = ManifestComponentTransformer().propagate_types_and_parameters("", definition, {})
    built = factory.create_component(HttpRequester, resolved, CONFIG, name="orders", decoder=JsonDecoder(parameters={}))
    extra = {"request_parameter": [], "header": [], "body_data": [], "body_json": []}
    for given in injections:
        option = factory.create_component(RequestOption, given["option"], CONFIG)
        target = {}
        option.inject_into_request(target, given["value"], CONFIG)
        extra[given["option"]["inject_into"]].append(target)
    extra = {k: combine_mappings(v, allow_same_value_merge=k == "body_json") for k, v in extra.items()}
    context = (None, StreamSlice(partition=partition, cursor_slice=interval), None if token is None else {"next_page_token": token})
    request = built._http_client._create_prepared_request(
        http_method=built.get_method().value,
        url=built._get_url(path=path, stream_state=None, stream_slice=context[1], next_page_token=context[2]),
        dedupe_query_params=True,
        headers=built._request_headers(*context, extra["header"]),
        params=built._request_params(*context, extra["request_parameter"]),
        json=built._request_body_json(*context, extra["body_json"]),
        data=built._request_body_data(*context, extra["body_data"]))
    own = {"user-agent", "accept-encoding", "connection", "content-length"}
    body = request.body.decode() if isinstance(request.body, bytes) else request.body
    # A fragment is never sent.
    return {"method": request.method, "url": request.url.split("#")[0], "body": body,
            "headers": {k.lower(): v for k, v in sorted(request.headers.items()) if k.lower() not in own}}


def main():
    rng = random.Random(int(sys.argv[1]))
    factory = ModelToComponentFactory()
    print(json.dumps(CONFIG))
    for _ in range(int(sys.argv[2])):
        print(json.dumps(case(rng, factory)))


if __name__ == "__main__":
    main()
