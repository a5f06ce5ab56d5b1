"""Steps of time along a chart: days, weeks or months, by how long the period is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAYS_AS_DAYS = 62
_DAYS_AS_WEEKS = 270


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Some days in a row, and what they are called."""

    first_on: date
    last_on: date
    name: str


def month_name(on: date) -> str:
    """Return a month as people write it."""
    return f"{_MONTHS[on.month - 1]} {on.year}"


def list_months(from_on: date, to_on: date) -> list[Step]:
    """Return the months that a period touches, its ends cut off."""
    steps = []
    first = from_on
    while first <= to_on:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        last = min(following - timedelta(days=1), to_on)
        steps.append(Step(first_on=first, last_on=last, name=month_name(first)))
        first = following
    return steps


def list_steps(from_on: date, to_on: date) -> Sequence[Step]:
    """Return the days of a short period, the weeks of a longer one, else its months."""
    days = (to_on - from_on).days + 1
    if days > _DAYS_AS_WEEKS:
        return list_months(from_on, to_on)
    length = 1 if days <= _DAYS_AS_DAYS else 7
    steps = []
    first = from_on
    while first <= to_on:
        last = min(first + timedelta(days=length - 1), to_on)
        name = f"{first.day} {_MONTHS[first.month - 1]}"
        steps.append(Step(first_on=first, last_on=last, name=name))
        first = last + timedelta(days=1)
    return steps
