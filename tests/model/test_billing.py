"""Runs the model of billing and channels; TOLSEL_MODEL chooses as in test_ledger.py."""

import functools
from typing import Any

import hypothesis
import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.model.billing.machine import WEIGHTS, BillingMachine
from tests.model.desk import Tally
from tests.model.test_ledger import EXAMPLES, PROFILE, SEED, SLICE, STEPS, profile
from tests.templates import Database

pytestmark = pytest.mark.torture

if PROFILE == "short":
    EXAMPLES, SLICE = 8, 8


def test_billing_does_what_the_model_does(
    template: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally()
    try:
        for seed in range(SEED, SEED + EXAMPLES // SLICE):
            machine: Any = functools.partial(BillingMachine, template, tally)
            machine = hypothesis.seed(seed)(machine)
            run_state_machine_as_test(machine, settings=profile(SLICE, STEPS))
    finally:
        with capsys.disabled():
            print(f"\n{EXAMPLES} examples of up to {STEPS} steps, seed {SEED}\n{tally.table()}")
    never = {command for command in WEIGHTS if not tally.calls[command, "ok"]}
    assert PROFILE == "short" or not never - {"move_clock", "repeat", "age"}, (
        f"never met: {sorted(never)}"
    )
