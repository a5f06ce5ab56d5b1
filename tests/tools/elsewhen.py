"""Run a command where and when a machine might be: at another time, in another zone, at a pace.

The clock goes on from a moment, for the tests, for the server they start and for whatever these
start. At a pace of 10 all takes ten times as long as it does, and at a tenth a tenth of it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests import harness

_SOURCE = Path(__file__).with_suffix(".c")
_LIBRARY = harness.ROOT / ".tolsel" / "elsewhen.so"
# A month ends, a leap day, a year ends and both clock changes of Berlin, where tenant 1 is; then
# where days begin first and last; and a machine that is ten times as fast, or as slow.
PLACES = [
    ("2027-02-28 23:50", "UTC", 1),
    ("2028-02-29 12:00", "Europe/Berlin", 1),
    ("2026-12-31 23:59", "Europe/Berlin", 1),
    ("2027-03-28 01:59:50", "Europe/Berlin", 1),
    ("2027-10-31 02:59:50", "Europe/Berlin", 1),
    ("", "Pacific/Kiritimati", 1),
    ("", "America/Santiago", 1),
    ("", "UTC", 0.1),
    ("", "UTC", 10),
]


def build() -> Path:
    """Compile what is preloaded, unless it is there."""
    if not _LIBRARY.exists() or _LIBRARY.stat().st_mtime < _SOURCE.stat().st_mtime:
        if not shutil.which("cc"):
            sys.exit("there is no C compiler here, and the clock stays as it is")
        _LIBRARY.parent.mkdir(exist_ok=True)
        options = ["-shared", "-fPIC", "-O2", "-Wall", "-Werror"]
        subprocess.run(["cc", *options, "-o", _LIBRARY, _SOURCE], check=True)
    return _LIBRARY


def environment(*, at: str, zone: str, pace: float) -> dict[str, str]:
    """Return what a process is given to be elsewhere; `at` is local time of the zone."""
    begin = time.time_ns()
    offset = 0
    if at:
        there = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone))
        offset = round(there.timestamp() * 10**9) - begin
    return {
        harness.ELSEWHEN: f"{at or 'now'} {zone} at a pace of {pace:g}",
        "TZ": zone,
        "LD_PRELOAD": str(build()),
        "ELSEWHEN_BEGIN_NS": str(begin),
        "ELSEWHEN_OFFSET_NS": str(offset),
        "ELSEWHEN_PACE": str(pace),
    }


def everywhere(command: list[str]) -> int:
    """Run a command in each of the places, and say where it has failed."""
    failed = []
    for at, zone, pace in PLACES:
        here = environment(at=at, zone=zone, pace=pace)
        print(f"\nelsewhen: {here[harness.ELSEWHEN]}", flush=True)
        if subprocess.run(command, env=os.environ | here, check=False).returncode:
            failed.append(here[harness.ELSEWHEN])
    for place in failed:
        print(f"elsewhen: failed at {place}")
    return 1 if failed else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--everywhere", action="store_true", help="one after the other")
    parser.add_argument("--at", default="", help="a moment such as 2027-02-28 23:50")
    parser.add_argument("--zone", default="")
    parser.add_argument("--pace", default="")
    parser.add_argument("command", nargs="+")
    given = parser.parse_args()
    if given.everywhere:
        sys.exit(everywhere(given.command))
    here = environment(at=given.at, zone=given.zone or "UTC", pace=float(given.pace or 1))
    os.execvpe(given.command[0], given.command, os.environ | here)


if __name__ == "__main__":
    main()
