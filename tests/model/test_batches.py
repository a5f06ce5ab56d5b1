"""A batch is the same as its journals one by one, except that it is all or nothing."""

from typing import Any

import hypothesis
import pytest

from tests.model.desk import Tally
from tests.model.draws import Draws
from tests.model.faults import Head
from tests.model.machine import SEEDS, LedgerMachine
from tests.model.test_ledger import EXAMPLES, SEED, profile
from tests.templates import Database

pytestmark = pytest.mark.torture

# Two desks are two sessions, which may well take different slots: what is in them is equal.
STANDING = """
    select dense_rank() over (order by e.journal_id) as journal_no, e.line_no, e.account_id,
        e.version, e.effective_on, e.amount, e.balance_after, j.description, j.request_key,
        j.metadata
    from tolsel.entry e join tolsel.journal j using (tenant_id, journal_id)
    order by e.journal_id, e.line_no"""
BALANCES = "select account_id, balance, available from tolsel.account_balance order by account_id"


def test_batch_is_one_by_one(template: Database) -> None:
    tally = Tally()

    @hypothesis.seed(SEED)
    @profile(EXAMPLES, 1)
    @hypothesis.given(seed=SEEDS)
    def run(seed: bytes) -> None:
        together, alone = LedgerMachine(template, tally), LedgerMachine(template, tally)
        try:
            compare(seed, together, alone)
        finally:
            together.teardown()
            alone.teardown()

    run()
    outcomes = {outcome for function, outcome in tally.calls if function == "post_journals"}
    assert {"ok", "UC024", "UL005"} <= outcomes


def compare(seed: bytes, together: LedgerMachine, alone: LedgerMachine) -> None:
    for machine in (together, alone):
        machine.open_books()
    requests = draw_requests(Draws(seed, together.book))
    code, done = None, 0
    for head, items in requests:
        alone.clerk.post_journal(alone.desk.app, head, items)
        code = alone.clerk.last_code
        if code:
            break
        done += 1
    post = together.clerk.post_journals
    post(together.desk.app, requests)
    assert (together.clerk.last_code is None) == (code is None)
    if code:
        # Whatever refused the whole, what refuses the part is what refused the journal alone,
        # or another fault of the same journal.
        post(together.desk.app, requests[: done + 1])
        assert together.clerk.last_code in alone.clerk.last_codes
        post(together.desk.app, requests[:done])
        assert together.clerk.last_code is None
    for query in (STANDING, BALANCES):
        assert together.desk.read(query) == alone.desk.read(query)


def draw_requests(draws: Draws) -> list[tuple[Head, Any]]:
    """Journals that are mostly good; some have the key of an earlier one."""
    requests: list[tuple[Head, Any]] = []
    for _ in range(draws.between(1, 7)):
        head = Head(request_key=draws.pick([None, "a", "b", "c", "d"]))
        items: Any = draws.lines()
        if draws.chance(10):
            head, items = draws.head(), draws.items()
        earlier = [(h, i) for h, i in requests if h.request_key]
        if earlier and draws.chance(25):
            head, items = draws.pick(earlier)
        requests.append((head, items))
    return requests
