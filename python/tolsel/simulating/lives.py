"""How long resources live, and how large they are: drawn, or taken from a file of real usage."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tolsel.errors import ReportedError
from tolsel.simulating.companies import PLANS

_COLUMNS = ("cpu_milli", "creation_time", "deletion_time", "scheduled_time")
_SIZES = ((1_000, "nano"), (4_000, "small"), (8_000, "medium"), (16_000, "large"))


@dataclass(frozen=True, slots=True)
class Life:
    """A plan, and for how many seconds it runs."""

    plan: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Lives:
    """Where lives are drawn from: those of a file, else as chance has it."""

    known: tuple[Life, ...] = ()

    def draw(self, chance: Random) -> Life:
        """Draw one."""
        if self.known:
            return chance.choice(self.known)
        return Life(
            chance.choice(tuple(PLANS)), max(60, int(chance.expovariate(1 / (30 * 86_400))))
        )


def read_lives(path: Path) -> Lives:
    """Read the lives of containers: size, and seconds from being scheduled to being deleted."""
    opener = gzip.open if path.suffix == ".gz" else open
    known = []
    try:
        with opener(path, "rt", encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row[_COLUMNS[3]]:
                    seconds = int(float(row["deletion_time"]) - float(row["scheduled_time"]))
                    known.append(Life(_plan_of(int(row["cpu_milli"])), max(60, seconds)))
    except (KeyError, ValueError, UnicodeDecodeError, gzip.BadGzipFile) as error:
        raise ReportedError(
            f"{path}: line {len(known) + 2} says nothing of a life: {error!r}",
            hint=f"A CSV file with the columns {', '.join(_COLUMNS)} is read, also as .gz.",
        ) from error
    if not known:
        raise ReportedError(
            f"{path} has no lives in it.",
            hint=f"A CSV file with the columns {', '.join(_COLUMNS)} is read, also as .gz.",
        )
    return Lives(tuple(known))


def _plan_of(cpu_milli: int) -> str:
    return next((plan for most, plan in _SIZES if cpu_milli <= most), "enterprise")
