"""What all commands have in common: five beats in their order, and one answer to a null."""

import re
from pathlib import Path
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.conftest import ConnectAs
from tests.house.catalog import Connection
from tests.house.shop import good_calls, meter, open_shop

pytestmark = pytest.mark.once

SQL = Path(__file__).resolve().parents[2] / "sql"
BEATS = ["lock", "repeat", "refuse", "write", "hand on"]
BEAT = re.compile(rf"^ *-- ((?:(?:{'|'.join(BEATS)})(?:, | and |(?=:)))+):", re.M | re.I)
COMMANDS = [
    path
    for domain in ("channel", "billing")
    for path in sorted((SQL / domain / "functions").glob("*.sql"))
    if "\nvolatile\n" in path.read_text()
]
# It takes no decision and writes nothing itself: another command does, channel by channel.
NO_BEAT = {"rebuild_daily_ledger"}


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.stem)
def test_a_command_has_its_beats_in_their_order(path: Path) -> None:
    said = [
        beat
        for line in BEAT.findall(path.read_text())
        for beat in re.split(", | and ", line.lower())
    ]
    assert said or path.stem in NO_BEAT
    assert said == sorted(set(said), key=BEATS.index)


def test_null_metadata_are_none(connect_as: ConnectAs, postgresql: Connection) -> None:
    app = connect_as("shop_app")
    shop = meter(postgresql, app, open_shop(app, connect_as("shop_admin"), tenant_id=1))
    calls = good_calls(shop)
    kept: dict[str, Any] = {}
    for name, arguments in calls.items():
        if "p_metadata" in arguments or name == "record_payment":
            row = app.execute(
                "select tolsel.preview(%s, %s)", [name, Jsonb(arguments | {"p_metadata": None})]
            ).fetchone()
            assert row is not None
            answer = row[0][0] if isinstance(row[0], list) else row[0]
            # The other half of a credit note or a cheque has its metadata.
            halves = ("issue_credit_note", "record_cheque")
            kept[name] = answer.get("metadata") if name not in halves else {}
    assert len(kept) > 10
    # Null leaves what a customer has.
    changing = {"change_customer", "change_invoice"}
    assert {name for name, metadata in kept.items() if metadata != {}} <= changing
