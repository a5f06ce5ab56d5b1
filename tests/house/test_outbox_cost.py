"""What has been delivered costs an event nothing, and what waits costs a claim little.

# G8: pages are counted, not seconds.
"""

import pytest

from tests.conftest import ConnectAs
from tests.house.catalog import Connection, measure

DELIVERED = 100_000
WAITING = 20_000
CLAIM = "select * from tolsel.claim_events('relay', 10, p_tenant_id => 1)"
EMIT = "select tolsel_core.emit_event('a.b', 'long', 1, '{}', 1)"


def pages(conn: Connection, query: str) -> int:
    """Run a query twice, and return how many pages the second run touched."""
    conn.execute(query.encode())
    return measure(conn, query)["pages"]


def add_events(conn: Connection, document: str, count: int, *, delivered: bool) -> None:
    """Write events as they are in life: half of them of one long document, the others of many."""
    columns, values = "", ""
    if delivered:
        columns = ", attempts, attempts_left, claim_id, claimed_by, claimed_at, delivered_at"
        values = ", 1, 11, 1, 'relay', now(), now()"
    conn.execute(
        f"""insert into tolsel_core.event (
                tenant_id, topic, document, document_id, sequence_no, payload{columns})
            select 1, 'a.b', '{document}', n % 2 * n + 1, case n % 2 when 0 then n / 2 else 1 end,
                '{{}}'{values}
            from generate_series(2, {count} + 1) n""".encode()
    )


@pytest.mark.parametrize("is_analyzed", [True, False])
def test_delivered_and_waiting_events_cost_little(
    postgresql: Connection, connect_as: ConnectAs, is_analyzed: bool
) -> None:
    # Whoever has a snapshot, as an autoanalyze has, keeps dead versions in their pages, so that
    # each event that is claimed moves to another page and into its four indexes. It is so in every
    # measurement, not by chance in one.
    reader = connect_as("shop_read", autocommit=False)
    reader.execute("set transaction isolation level repeatable read")
    reader.execute("select from tolsel.event")
    app = connect_as("shop_app")
    # Also with the statistics of a time when the outbox was short and nothing was delivered.
    add_events(postgresql, "other", 100, delivered=False)
    postgresql.execute("analyze tolsel_core.event")
    postgresql.commit()
    empty_claim, empty_emit = pages(app, CLAIM), pages(postgresql, EMIT)
    add_events(postgresql, "many", DELIVERED, delivered=True)
    if is_analyzed:
        postgresql.execute("analyze tolsel_core.event")
    postgresql.commit()
    app = connect_as("shop_app")
    assert pages(app, CLAIM) < empty_claim + 100
    assert pages(postgresql, EMIT.replace("long", "many")) < empty_emit + 20
    add_events(postgresql, "waiting", WAITING, delivered=False)
    if is_analyzed:
        postgresql.execute("analyze tolsel_core.event")
    postgresql.commit()
    app = connect_as("shop_app")
    assert pages(app, CLAIM) < 3 * empty_claim
