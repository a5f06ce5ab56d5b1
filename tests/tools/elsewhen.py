"""Run a command where and when a machine might be: at another time, in another zone, at a pace.

The clock goes on from a moment, for the tests, for the server they start and for whatever these
start. At a pace of 10 all takes ten times as long as it does; at a tenth, a tenth of it.
"""

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests import harness

_SITE = Path(__file__).with_name("elsewhen_site")


def environment(*, at: str, zone: str, pace: float) -> dict[str, str]:
    """Return what a process is given to be elsewhere; `at` is local time of the zone."""
    found = {"TZ": zone, harness.ELSEWHEN: f"{at or 'now'} {zone} at a pace of {pace:g}"}
    if not at and pace == 1:
        return found
    library = harness.libfaketime()
    if library is None:
        sys.exit("libfaketime is not installed here")
    here = datetime.now().astimezone()
    there = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(zone)) if at else here
    return found | {
        "LD_PRELOAD": str(library),
        "FAKETIME": f"{(there - here).total_seconds():+.0f} x{pace:g}",
        # Patience and the ages of files are not what is looked for.
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(_SITE), os.environ.get("PYTHONPATH")])),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", default="", help="a moment such as 2027-02-28 23:50")
    parser.add_argument("--zone", default="")
    parser.add_argument("--pace", default="")
    parser.add_argument("command", nargs="+")
    given = parser.parse_args()
    here = environment(at=given.at, zone=given.zone or "UTC", pace=float(given.pace or 1))
    os.execvpe(given.command[0], given.command, os.environ | here)


if __name__ == "__main__":
    main()
