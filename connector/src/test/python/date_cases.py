#!/usr/bin/env python3
"""Makes the cases of DateFormatTest: dates and durations, and what airbyte-cdk makes of them.

Usage: date_cases.py SEED COUNT > connector/src/test/resources/template/dates.jsonl

Needs airbyte-cdk 7.x and the time zone UTC (TZ=UTC). A case is a line of JSON: format and text with the instant that the text is (null if it is
none), format and instant with the text that is written, or duration and instant with the instants after and before by that much (null if the text is no duration).
Instants are in microseconds since the epoch.
"""
import datetime
import json
import random
import sys

from airbyte_cdk.sources.declarative.datetime.datetime_parser import DatetimeParser
from isodate import parse_duration

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
FORMATS = ["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d", "%d/%m/%Y %I:%M %p", "%s", "%ms",
           "%s_as_float", "%epoch_microseconds", "%Y-%m-%dT%H:%M:%S.%_msZ", "%Y-%m-%dT%H:%M:%S.%_ms%z", "%Y-%m-%dT%H:%M:%S.000Z", "%Y-%m-%dT%H:%M:%S+00:00", "%b %d, %Y", "%Y%m%d", "%Y-%m",
           "%y-%j", "%a, %d %b %Y %H:%M:%S GMT", "%Y-%m-%d %H:%M:%S%z", "%-d.%-m.%Y", "%Q", "100%%-%Y"]
DURATIONS = ["P1D", "PT1H", "P1M", "P1Y", "P1Y2M3DT4H5M6S", "-P1M", "P2W", "PT0.000001S", "PT0.001S", "P0D", "PT1S", "P1.5D", "PT", "P", "1D", "P1", "P10Y", "P13M", "+P1D", "-PT36H", "P30D", "P0.5M", "", "P1D "]


def micros(moment):
    return (moment - EPOCH) // datetime.timedelta(microseconds=1)


def moment(rng):
    if rng.randrange(6) == 0:
        return rng.choice([EPOCH, EPOCH.replace(year=2024, month=2, day=29), EPOCH.replace(year=2023, month=1, day=31), EPOCH.replace(year=1969, month=12, day=31, hour=23, minute=59, second=59, microsecond=999999)])
    seconds = rng.randrange(-10 ** 9, 4 * 10 ** 9)
    return EPOCH + datetime.timedelta(seconds=seconds, microseconds=rng.choice([0, 0, 1000 * rng.randrange(1000), rng.randrange(10 ** 6)]))


def text(rng):
    zone = rng.choice([datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=2)), datetime.timezone(-datetime.timedelta(hours=9, minutes=30))])
    written = DatetimeParser().format(moment(rng).astimezone(zone), rng.choice(FORMATS))
    if rng.randrange(5) == 0:
        at = rng.randrange(len(written))
        written = rng.choice([written[:at] + written[at + 1:], written[:at] + rng.choice("0123456789Zz+-:. T") + written[at + 1:], " " + written, written.lower(), written.replace("-0", "-")])
    return rng.choice([written] * 20 + ["", "now", "12", "-1", "1_000", "1e3", "99999999999999", "nan", "1700000000.5", "+5", "0"])


def case(rng):
    parser, kind = DatetimeParser(), rng.randrange(5)
    if kind < 3:
        format, given = rng.choice(FORMATS), text(rng)
        if rng.randrange(2):
            format, given = fitting(rng)
        try:
            return {"format": format, "text": given, "parsed": micros(parser.parse(given, format))}
        except (ValueError, OverflowError):
            return {"format": format, "text": given, "parsed": None}
    instant = moment(rng)
    if kind == 3:
        format = rng.choice(FORMATS[:-2])
        return {"format": format, "instant": micros(instant), "written": parser.format(instant, format)}
    duration = rng.choice(DURATIONS)
    try:
        length = parse_duration(duration)
        return {"duration": duration, "instant": micros(instant), "after": micros(instant + length), "before": micros(instant - length)}
    except ValueError:
        return {"duration": duration, "instant": micros(instant), "after": None}


def fitting(rng):
    format = rng.choice(FORMATS)
    written = DatetimeParser().format(moment(rng), format)
    return format, rng.choice([written, written, written.replace("+0000", rng.choice(["Z", "+02:00", "-0330", "+01"])), written.replace("0", "", 1), written.upper()])


def main():
    rng = random.Random(int(sys.argv[1]))
    for _ in range(int(sys.argv[2])):
        print(json.dumps(case(rng)))


if __name__ == "__main__":
    main()
