#!/usr/bin/env python3
"""Makes the cases of ErrorHandlerDifferentialTest: error handlers of manifests, responses, and what airbyte-cdk does.

Usage: error_cases.py SEED COUNT > connector/src/test/resources/request/error_cases.jsonl
       error_cases.py SEED COUNT by-response > connector/src/test/resources/request/wait_cases.jsonl

Needs airbyte-cdk 7.x. The first line is the configuration and the time, in seconds since 1970. Each further line is a
case: handler, status, headers, body, attempt, and action, failure_type (of a failure), message (where a filter has
one), retries, and wait in seconds, null for none, or "refused". Statuses that the CDK has no rule for are not made: it
tries them again, and we do not; nor messages whose template uses what is not there, which fail it, and a regex that
matches within the header, where we find a number and it does not. With by-response, strategies are WaitTimeFromResponse,
among others, and only the cases are made in which the request is sent again.
"""
import json
import logging
import random
import sys
from unittest import mock

import requests

from airbyte_cdk.sources.declarative.models.declarative_component_schema import CompositeErrorHandler, DefaultErrorHandler
from airbyte_cdk.sources.declarative.parsers.manifest_component_transformer import ManifestComponentTransformer
from airbyte_cdk.sources.declarative.parsers.model_to_component_factory import ModelToComponentFactory
from airbyte_cdk.utils import AirbyteTracedException

BY_RESPONSE = sys.argv[3:] == ["by-response"]
NOW = 1767225600
CONFIG = {"wait": 7, "header": "X-Reset", "code": "E42", "retries": 3}
STATUSES = [200, 200, 200, 201, 400, 401, 403, 404, 405, 408, 429, 429, 500, 502, 503, 504]
BODIES = ["", "{}", "{\"error\": \"quota exceeded\"}", "{\"errors\": [{\"message\": \"bad E42\"}, {\"detail\": \"x\"}, 3]}", "{\"message\": \"\", \"reason\": \"Not allowed\"}",
          "plain quota text", "<html>E42</html>", "[{\"msg\": \"one\"}, \"two\"]", "{\"status\": \"pending\", \"data\": [1]}", "{\"ok\": false, \"code\": 17}", "\"quota\"", "null", "{\"error\": {\"err\": \"E42\"}}"]
PREDICATES = ["{{ 'error' in response }}", "{{ response.get('code') == 17 }}", "{{ response['ok'] == false }}", "{{ headers['x-limit'] == '0' }}", "{{ headers.get('X-Limit') == '0' }}",
              "{{ response.status == 'pending' }}", "{{ false }}", "{{ response.missing.deep }}", "{{ request_url.endswith('/items') and response.get('code') }}", "{{ response.errors[0].message }}"]
MESSAGES = ["Plain words.", "Code {{ config['code'] }} at {{ request_url }}", "The API says {{ response.get('error') }}", "Limit {{ headers['X-Limit'] }}"]
ACTIONS = ["SUCCESS", "FAIL", "FAIL", "RETRY", "IGNORE", "RATE_LIMITED"]
HEADERS = [{}, {}, {"Retry-After": "12"}, {"X-Reset": str(NOW + 90)}, {"X-Reset": str(NOW - 5)}, {"x-reset": "30 s"}, {"X-Limit": "0", "Retry-After": "0"}, {"X-Reset": "1.5"}, {"Retry-After": "soon"}, {"X-Reset": "45 more"}]


WAIT_BODIES = ["", "null", "[3]", "<html>4</html>", "{}", "{\"wait\": 5}", "{\"wait\": \"2.5\"}", "{\"wait\": \" 8 \"}", "{\"wait\": 0}", "{\"wait\": -3}", "{\"wait\": \"soon\"}", "{\"wait\": null}", "{\"wait\": true}",
               "{\"wait\": [6]}", "{\"error\": {\"wait\": 7, \"until\": \"2026-01-01T00:00:40Z\"}}", "{\"error\": \"E42\", \"wait\": 1e3}", "{\"wait\": \"inf\"}", "{\"wait\": \"1e2\"}", "{\"wait\": \"007\"}"]
WAITS = ["{{ response.wait }}", "{{ response['wait'] }}", "{{ response.get('wait', 9) }}", "{{ response.wait * 2 }}", "{{ response.wait + 1 }}", "{{ response.error.wait }}", "{{ response['error']['wait'] | int + 1 }}",
         "{{ headers['Retry-After'] }}", "{{ headers.get('X-Reset') }}", "{{ config['wait'] }}", "11", "{{ '' }}", "{{ response }}", "{{ response.wait | float }}", "{{ response[0] }}",
         "{{ response.wait or headers['retry-after'] }}", "{{ parameters.get('x', 4) }}", "{{ 1 / (response.wait or 0) }}"]


def filter_(rng):
    made = {"type": "HttpResponseFilter", "action": rng.choice(ACTIONS)}
    kind = rng.randrange(6)
    if kind < 3:
        made["http_codes"] = rng.sample(sorted(set(STATUSES)), rng.randrange(1, 4))
    if kind in (2, 3):
        made["predicate"] = rng.choice(PREDICATES)
    if kind > 3:
        made["error_message_contains"] = rng.choice(["quota", "E42", "Not", "two"])
    if rng.random() < 0.4:
        made["error_message"] = rng.choice(MESSAGES)
    if rng.random() < 0.3:
        made["failure_type"] = rng.choice(["config_error", "system_error", "transient_error"])
    return made


def strategy_by_response(rng):
    made = {"type": "WaitTimeFromResponse", "wait_time_in_seconds": rng.choice(WAITS)}
    if rng.random() < 0.3:
        made["max_waiting_time_in_seconds"] = rng.choice([0, 5, 10, "{{ config['wait'] }}"])
    return made


def strategy(rng):
    if BY_RESPONSE and rng.random() < 0.6:
        return strategy_by_response(rng)
    kind = rng.randrange(4)
    if kind == 0:
        return {"type": "ConstantBackoffStrategy", "backoff_time_in_seconds": rng.choice([5, 0, 2.5, "{{ config['wait'] }}"])}
    if kind == 1:
        return {"type": "ExponentialBackoffStrategy", **rng.choice([{}, {"factor": 3}, {"factor": "{{ config['wait'] }}"}, {"factor": 0.5}])}
    made = {"type": rng.choice(["WaitTimeFromHeader", "WaitUntilTimeFromHeader"]), "header": rng.choice(["Retry-After", "X-Reset", "{{ config['header'] }}"])}
    if rng.random() < 0.3:
        made["regex"] = rng.choice(["[.\\d]+", "\\d+"])
    if rng.random() < 0.3:
        made["max_waiting_time_in_seconds"] = rng.choice([10, 12, 60, 3600])
    if made["type"] == "WaitUntilTimeFromHeader" and rng.random() < 0.4:
        made["min_wait"] = rng.choice([3, 20, 100])
    return made


def handler(rng, depth=0):
    if rng.random() < 0.3 and depth < 2:
        return {"type": "CompositeErrorHandler", "error_handlers": [handler(rng, depth + 1) for _ in range(rng.randrange(1, 4))]}
    made = {"type": "DefaultErrorHandler"}
    if rng.random() < 0.85:
        made["response_filters"] = [filter_(rng) for _ in range(rng.randrange(1, 4))]
    if rng.random() < 0.5:
        made["backoff_strategies"] = [strategy(rng) for _ in range(rng.randrange(1, 3))]
    if rng.random() < 0.3:
        made["max_retries"] = rng.choice([0, 2, 10, "{{ config['retries'] }}", "{{ config.get('gone', 4) }}"])
    return made


def response(status, headers, body):
    made = requests.Response()
    made.status_code = status
    made.headers.update(headers)
    made._content = body.encode()
    made.url = "https://api.example.com/v1/items?key=secret"
    return made


def case(rng, factory):
    definition = handler(rng)
    status, headers, body, attempt = rng.choice(STATUSES), rng.choice(HEADERS), rng.choice(WAIT_BODIES if BY_RESPONSE else BODIES), rng.randrange(1, 5)
    made = {"handler": definition, "status": status, "headers": headers, "body": body, "attempt": attempt}
    resolved = ManifestComponentTransformer().propagate_types_and_parameters("", definition, {})
    model = CompositeErrorHandler if definition["type"] == "CompositeErrorHandler" else DefaultErrorHandler
    built = factory.create_component(model, resolved, CONFIG)
    answer = response(status, headers, body)
    try:
        resolution = built.interpret_response(answer)
        made["action"] = resolution.response_action.value
        if made["action"] == "FAIL":
            made["failure_type"] = resolution.failure_type.value
        ours = resolution.error_message
        made["message"] = ours if ours and not ours.startswith("HTTP Status Code") else None
    except Exception as e:
        made["error"] = type(e).__name__
    made["retries"] = built.max_retries
    made["wait"] = None
    try:
        for backoff in built.backoff_strategies or []:
            wait = backoff.backoff_time(answer, attempt)
            if wait:
                made["wait"] = round(wait, 3)
                break
    except AirbyteTracedException:
        made["wait"] = "refused"
    return made


def main():
    # The CDK would log to standard output.
    logging.disable(logging.CRITICAL)
    rng = random.Random(int(sys.argv[1]))
    factory = ModelToComponentFactory()
    print(json.dumps({"config": CONFIG, "now": NOW}))
    with mock.patch("time.time", lambda: NOW):
        for _ in range(int(sys.argv[2])):
            made = case(rng, factory)
            is_wanted = not BY_RESPONSE or made.get("action") in ("RETRY", "RATE_LIMITED") and "WaitTimeFromResponse" in json.dumps(made)
            if made.get("error") != "UndefinedError" and is_wanted:
                print(json.dumps(made))


if __name__ == "__main__":
    main()
