"""The prices of plans, as they were set."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Prices:
    """What each plan costs a month, from which hour on."""

    dated: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def set(self, plan: str, hour: int, price: int) -> None:
        """Set what a plan costs from an hour on; hours only rise."""
        self.dated.setdefault(plan, []).append((hour, price))

    def find(self, plan: str, hour: int) -> int | None:
        """Return what a plan costs at an hour."""
        found = [price for from_hour, price in self.dated.get(plan, ()) if from_hour <= hour]
        return found[-1] if found else None
