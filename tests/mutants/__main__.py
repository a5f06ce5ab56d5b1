"""Put faults into the code, one at a time, and say which no test has seen.

usage: make mutants [N=60] [SEED=1] [T=sql/queue] [KIND=lock]
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from pathlib import Path

from tests.harness import ROOT
from tests.mutants.faults import Fault, faults_in
from tests.mutants.runner import judge

EQUIVALENT = Path(__file__).with_name("equivalent.txt")


def equivalent() -> dict[tuple[str, str, str], str]:
    """Read the faults that are none: file, line as it is, line as it would be, and why."""
    found = {}
    for block in EQUIVALENT.read_text().split("\n\n"):
        path, was, became, *why = block.strip().splitlines()
        found[path, was.removeprefix("- "), became.removeprefix("+ ")] = " ".join(why)
    return found


def drawn() -> list[Fault]:
    """Draw the faults of this run, of each kind as many as of any, as long as there are some."""
    none = equivalent()
    wanted, kind = os.environ.get("T", ""), os.environ.get("KIND", "")
    faults = [
        fault
        for fault in faults_in(ROOT)
        if re.search(wanted, f"{fault.path}:{fault.line}")
        and fault.kind.startswith(kind)
        and (fault.path, fault.was, fault.became) not in none
    ]
    random.Random(int(os.environ.get("SEED", "1"))).shuffle(faults)
    places: Counter[str] = Counter()
    ranked = []
    for fault in faults:
        places[fault.kind] += 1
        ranked.append((places[fault.kind], fault))
    ranked.sort(key=lambda pair: pair[0])
    return [fault for _, fault in ranked[: int(os.environ.get("N", "60"))]]


def main() -> None:
    """Judge the faults, and print what came of it."""
    killed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    survivors = []
    is_verbose = bool(os.environ.get("VERBOSE"))
    for fault, killer in judge(drawn()):
        total[fault.kind] += 1
        killed[fault.kind] += killer is not None
        if killer is None:
            survivors.append(fault)
        if is_verbose or killer is None:
            print(f"{killer or 'SURVIVES'}  {fault}", flush=True)
    print()
    for kind in sorted(total):
        print(f"{kind:20} {killed[kind]:4} / {total[kind]}")
    print(f"{'all':20} {killed.total():4} / {total.total()}, {len(survivors)} survive")


if __name__ == "__main__":
    main()
