"""Compares what pyarrow and DuckDB read from the normalizer's typed files with its CSV files, value by value.

Usage: compare_formats.py FOLDER... Each folder is the result of a run with --format csv,parquet,duckdb. Prints how many values of
which types were compared, and exits with 1 at the first that differs.
"""

import json
import sys
from collections import Counter
from datetime import date
from decimal import Decimal, getcontext
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

getcontext().prec = 100
DAYS_TO_1970 = date(1970, 1, 1).toordinal()
compared = Counter()


def csv_rows(path):
    """The rows of a CSV file; an empty field is None, and "" is an empty text."""
    # The reader of the standard library does not tell the two apart.
    text = path.read_bytes().decode()
    rows, row, at = [], [], 0
    while at < len(text):
        if text[at] == '"':
            field, at = "", at + 1
            while True:
                end = text.index('"', at)
                field, at = field + text[at:end], end + 1
                if text[at] != '"':
                    break
                field, at = field + '"', at + 1
        else:
            end = min(i for i in (text.find(",", at), text.find("\r\n", at)) if i >= 0)
            field, at = text[at:end] or None, end
        row.append(field)
        if text[at] == ",":
            at += 1
        else:
            rows.append(row)
            row, at = [], at + 2
    return rows


def nanos(timestamp):
    """Nanoseconds since 1970 of a timestamp as CSV has it, from year 0 on, which Python's datetime does not have."""
    year, month, day = (int(part) for part in timestamp[:10].split("-"))
    # The calendar repeats itself after 400 years, which have 146,097 days.
    days = date(year % 400 + 400, month, day).toordinal() + (year // 400 - 1) * 146_097 - DAYS_TO_1970
    hour, minute, second = (int(part) for part in timestamp[11:19].split(":"))
    fraction = timestamp[19:-1].lstrip(".")
    return (days * 86_400 + hour * 3_600 + minute * 60 + second) * 10**9 + int(fraction.ljust(9, "0") or 0)


def from_csv(text, kind):
    """The value of a field of CSV."""
    if text is None:
        return None
    if kind == "timestamp":
        return nanos(text)
    if kind == "decimal":
        return Decimal(text)
    if kind == "integer":
        return int(text)
    if kind == "boolean":
        return {"true": True, "false": False}[text]
    return text


def from_arrow(column):
    """The values of a column: an instant as nanoseconds, everything else as pyarrow gives it."""
    kind = column.type
    if pa.types.is_timestamp(kind):
        factor = {"us": 1_000, "ns": 1}[kind.unit]
        return [None if value is None else value * factor for value in column.cast(pa.int64()).to_pylist()]
    return column.to_pylist()


def require(holds, what):
    if not holds:
        sys.exit(f"compare_formats: not so: {what}")


def compare(place, found, texts, kind):
    for row, (value, text) in enumerate(zip(found, texts, strict=True), start=1):
        # A column without a type that holds all of its values is text.
        expected = text if isinstance(value, str) else from_csv(text, kind)
        require(value == expected, f"{place}, row {row}: {value!r} is {text!r}")


def compare_folder(folder):
    database = duckdb.connect(str(folder / "analytics.duckdb"), read_only=True)
    database.execute("SET TimeZone = 'UTC'")
    for table in json.loads((folder / "report.json").read_text())["tables"]:
        name = table["name"]
        header, *rows = csv_rows(folder / f"{name}.csv")
        require(header == [column["name"] for column in table["columns"]], f"the header of {name}")
        file = pq.ParquetFile(folder / f"{name}.parquet")
        parquet = file.read()
        require(parquet.column_names == header, f"the columns of {name}.parquet")
        for group in range(file.num_row_groups):
            chunk = file.metadata.row_group(group).column(0)
            require(chunk.compression == "ZSTD" and chunk.is_stats_set, f"{name}.parquet has zstd and statistics")
        loaded = database.execute(f'SELECT * FROM "{name}"').arrow()
        require(loaded.column_names == header, f"the columns of {name} in the database")
        for i, column in enumerate(table["columns"]):
            texts = [row[i] for row in rows]
            place = f"{folder.name}/{name}.{column['name']}"
            kind = parquet.schema.field(i).type
            require(not pa.types.is_timestamp(kind) or kind.tz == "UTC", f"{place} is in UTC")
            compare(f"{place} of Parquet", from_arrow(parquet.column(i)), texts, column["type"])
            compared[str(kind)] += len(texts)
            compare(f"{place} of DuckDB", from_arrow(loaded.column(i)), texts, column["type"])
    database.close()


def main():
    for folder in sys.argv[1:]:
        compare_folder(Path(folder))
    print(f"pyarrow {pa.__version__} and DuckDB {duckdb.__version__} read the values of CSV:")
    for kind, count in sorted(compared.items()):
        print(f"  {kind}: {count}")


main()
