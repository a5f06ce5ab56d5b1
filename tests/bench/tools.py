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
    """Start the command line as people do, each time beside a Python that does nothing."""
    python = [sys.executable, "-c", "pass"]
    tolsel = [str(Path(sys.executable).with_name("tolsel")), "--help"]
    times = [(_time(lambda: _run(python)), _time(lambda: _run(tolsel))) for _ in range(_TIMES)]
    nothing, helped = (_spread([*of]) for of in zip(*times, strict=True))
    print(f"python, which does nothing: {nothing} ms")
    print(f"tolsel --help (aim: 150 ms): {helped} ms")
    print(f"that is {_spread([h / n for n, h in times], 1)} times as long")


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _tell(title: str, work: Callable[[], None]) -> None:
    print(f"{title}: {_spread([_time(work) for _ in range(_TIMES)])} ms")


def _time(work: Callable[[], None]) -> float:
    """Return how many milliseconds it takes."""
    began = time.monotonic()
    work()
    return 1000 * (time.monotonic() - began)


def _spread(figures: list[float], digits: int = 0) -> str:
    """Return the median, with the tenth and the ninetieth of a hundred."""
    low, *_, high = statistics.quantiles(figures, n=10)
    return f"{statistics.median(figures):.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"
