"""Runs the connector as a platform does: a process whose standard output is messages."""

import json
import subprocess
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
TOP = FOLDER.parent.parent
LAUNCHER = TOP / "connector" / "bin" / "connector"


def run(*arguments):
    return subprocess.run([str(LAUNCHER), *map(str, arguments)], cwd=TOP, capture_output=True, text=True, check=False)


def parse(line):
    """A JSON document with the digits of its numbers."""
    return json.loads(line, parse_float=Decimal)


def messages(*arguments, status=0):
    done = run(*arguments)
    assert done.returncode == status, done.stdout + done.stderr
    return [parse(line) for line in done.stdout.splitlines()]


def of_type(kind, found):
    return [message for message in found if message["type"] == kind]


def fixtures():
    """All records of the fixtures, and of which stream they are."""
    pages = sorted(TOP.glob("fixtures/*/page_*.json"))
    return [{"stream": page.parent.name, "data": data} for page in pages for data in parse(page.read_text("utf-8"))["data"]]
