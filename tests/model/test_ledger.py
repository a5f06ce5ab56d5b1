"""Runs the model against the ledger: `make test` shortly, `make model` for long.

TOLSEL_MODEL chooses the profile: short always makes the same examples, so that it tells something
about a change; long makes new ones; hunt is long without making a failing example small.
TOLSEL_MODEL_SEED makes the examples of a seed that was printed, TOLSEL_MODEL_EXAMPLES so many.
"""

import functools
import os
from random import randrange
from typing import Any

import hypothesis
import psycopg
import pytest
from hypothesis import HealthCheck, Phase
from hypothesis.stateful import run_state_machine_as_test

from tests.model.desk import Tally
from tests.model.machine import LedgerMachine
from tests.templates import Database

pytestmark = pytest.mark.torture

PROFILE = os.environ.get("TOLSEL_MODEL", "short")
EXAMPLES, STEPS = (10, 30) if PROFILE == "short" else (200, 50)
EXAMPLES = int(os.environ.get("TOLSEL_MODEL_EXAMPLES", EXAMPLES))
SEED = int(os.environ.get("TOLSEL_MODEL_SEED", 0 if PROFILE == "short" else randrange(10**9)))
SLICE = 10
COMMANDS = {
    "capture_hold", "close_period", "drain_daily_totals", "expire_holds", "get_balance_at",
    "list_account_statement", "list_accounts", "list_trial_balance", "open_account", "place_hold",
    "post_journal", "post_journals", "rebuild_balances", "rebuild_daily_totals", "release_hold",
    "reopen_period", "reverse_journal", "set_clock", "set_credit_limit", "set_daily_totals",
    "verify",
}  # fmt: skip
# The refusals of the ledger that the comments of these commands name.
TOLD = """
    select distinct (regexp_matches(obj_description(p.oid), 'UL[0-9]{3}', 'g'))[1]
    from pg_proc p
    where p.pronamespace = 'tolsel'::regnamespace and p.proname = any(%s)"""
# What other commands lead to: an account that a validation has frozen, a year that is closed.
OTHERS = {"UL027", "UL092", "UL093"}


def profile(examples: int, steps: int) -> hypothesis.settings:
    return hypothesis.settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=[Phase.generate] if PROFILE == "hunt" else [Phase.generate, Phase.shrink],
        suppress_health_check=[*HealthCheck],
    )


def run(template: Database, tally: Tally, examples: int, *, is_previewing: bool = False) -> None:
    """Run the machine; it wants a class, and takes whatever makes a machine.

    In slices: from the eleventh example on Hypothesis mostly makes variants of earlier ones.
    """
    for seed in range(SEED, SEED + examples // SLICE):
        machine: Any = functools.partial(
            LedgerMachine, template, tally, is_previewing=is_previewing
        )
        machine = hypothesis.seed(seed)(machine)
        run_state_machine_as_test(machine, settings=profile(SLICE, STEPS))


def test_ledger_does_what_the_model_does(
    template: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = Tally()
    try:
        run(template, tally, EXAMPLES)
    finally:
        with capsys.disabled():
            print(f"\n{EXAMPLES} examples of up to {STEPS} steps, seed {SEED}\n{tally.table()}")
    with psycopg.connect(template.url()) as conn:
        told = conn.execute(TOLD, [[*COMMANDS]]).fetchall()
    never = {code for (code,) in told} - tally.codes().keys() - OTHERS
    never |= {command for command in COMMANDS if not tally.calls[command, "ok"]}
    assert PROFILE == "short" or not never, f"never met: {sorted(never)}"


def test_preview_is_the_real_thing(template: Database) -> None:
    tally = Tally()
    run(template, tally, max(SLICE, EXAMPLES // 4), is_previewing=True)
    assert tally.calls["preview", "ok"] > 20
