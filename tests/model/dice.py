"""Chance, of which one seed makes a whole request."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """One seed makes a whole request: an example stays a short list of steps, which Hypothesis
    makes shorter, and its choices do not run out before the last step.
    """

    def __init__(self, seed: bytes) -> None:
        self.random = Random(seed)

    def pick(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def between(self, least: int, most: int) -> int:
        return self.random.randint(least, most)
