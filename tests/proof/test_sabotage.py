"""One sabotage of each kind and a sample of the rest; `make bench T=proof` runs them all.

# G15 V1 T1 T2 T3: who takes a guard away is found by the next run of the validator.
"""

import pytest

from tests.house.catalog import Connection, column
from tests.proof import sabotage

_SAMPLE, _SAMPLE_BY_HAND = 100, 5
NOTHING = sabotage.Sabotage("nothing", "select 1", "changed_guard", "")


@pytest.mark.long
def test_verify_names_every_kind_of_sabotage(postgresql: Connection) -> None:
    kinds = {s.kind: s for s in sabotage.list_sabotages(postgresql)}
    assert len(kinds) > 120
    for one in kinds.values():
        with postgresql.transaction(force_rollback=True):
            postgresql.execute(one.statement.encode())
            found = column(
                postgresql,
                "select split_part(check_name, '.', 2) from tolsel.verify() where status <> 'ok'",
            )
            # It shows three of those that a check names.
            assert one.finder in found and sabotage.is_found(postgresql, one), one


@pytest.mark.torture
def test_a_sample_of_all_sabotages_is_found(postgresql: Connection) -> None:
    everything = sabotage.list_sabotages(postgresql)
    assert len(everything) > 10000
    outcome = sabotage.run(postgresql, [NOTHING, *everything[::_SAMPLE]])
    assert outcome.survived == [NOTHING]
    assert not outcome.refused


@pytest.mark.long
def test_what_somebody_has_thought_of_is_found(postgresql: Connection) -> None:
    """`python -m tests.bench proof by_hand` tries all of the list."""
    everything = sabotage.list_by_hand()
    assert len(everything) > 100
    outcome = sabotage.run(postgresql, everything[::_SAMPLE_BY_HAND])
    assert not outcome.survived
    assert not outcome.refused
