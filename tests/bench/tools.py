"""What a developer waits for: a database for a test, and the help of the command line."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests import harness
from tolsel.testing import copied, make_template

_TIMES = 30


def main(wanted: str = "") -> None:
    """Print the tables whose title contains a text."""
    for program in (databases, help_text):
        if wanted in program.__name__:
            program()


def databases() -> None:
    """Copy the template, and drop the copy, on a server in memory as the fixtures have it."""
    with harness.own_server() as cluster:
        url = cluster.url()
        began = time.monotonic()
        name = make_template(url)
        print(f"the template, once a version: {time.monotonic() - began:.1f} s")

        def copy() -> None:
            with copied(url, name):
                pass

        _tell("a database of a test's own (aim: 100 ms)", copy)


def help_text() -> None:
    """Start the command line as people do."""
    python = [sys.executable, "-c", "pass"]
    tolsel = [str(Path(sys.executable).with_name("tolsel")), "--help"]
    _tell("python, which does nothing", lambda: _run(python))
    _tell("tolsel --help (aim: 150 ms)", lambda: _run(tolsel))


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _tell(title: str, work: Callable[[], None]) -> None:
    times = []
    for _ in range(_TIMES):
        began = time.monotonic()
        work()
        times.append(1000 * (time.monotonic() - began))
    low, high = statistics.quantiles(times, n=10)[0], statistics.quantiles(times, n=10)[-1]
    print(f"{title}: {statistics.median(times):.0f} ms ({low:.0f} to {high:.0f})")
