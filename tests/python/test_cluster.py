"""`tolsel cluster` and `tolsel.connect`: a catalogue and two shards, each a database of its own."""

import json

import pytest

import tolsel
from tests.python.clustered import SHARDS, add_both, execute, run

pytestmark = pytest.mark.once


def test_tenants_are_opened_where_there_are_fewest_and_found_again(urls: dict[str, str]) -> None:
    add_both(urls)
    opened = [run(urls, "open", f"Shop {n}", "EUR", "UTC").stdout for n in range(3)]
    assert opened == ["tenant 1001 on north\n", "tenant 1002 on south\n", "tenant 2001 on north\n"]
    assert run(urls, "dsn", "1002").stdout == urls["south"] + "\n"
    shown = json.loads(run(urls, "tenants", "--format", "json").stdout)
    assert [(p["tenant_id"], p["name"], p["shard_name"]) for p in shown] == [
        (1001, "Shop 0", "north"), (1002, "Shop 1", "south"), (2001, "Shop 2", "north"),
    ]  # fmt: skip
    assert run(urls, "change", "south", "--closed").exit_code == 0
    assert run(urls, "open", "Shop 3", "EUR", "UTC").stdout == "tenant 3001 on north\n"
    assert run(urls, "open", "Inn", "EUR", "UTC", "--shard", "south").stdout.startswith(
        "tenant 2002 on south"
    )
    refused = run(urls, "open", "Inn", "EUR", "UTC", "--shard", "east")
    assert refused.exit_code == 2 and "no shard east" in refused.stderr


def test_a_client_opens_the_shard_of_its_tenant(
    urls: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add_both(urls)
    for name in ("Shop", "Mill"):
        run(urls, "open", name, "EUR", "UTC")
    execute(urls["south"], "select tolsel.grant_login(session_user, 1002)")
    monkeypatch.setenv("TOLSEL_CATALOGUE", urls["catalogue"])
    with tolsel.connect(tenant=1002) as conn:  # whole transactions, as on one machine
        assert conn.info.dbname in urls["south"]
        ann = tolsel.open_customer(name="Ann", tenant_id=1002).run(conn)
        assert ann.tenant_id == 1002
    with tolsel.connect(tenant=1001, catalogue=urls["catalogue"]) as conn:
        # The wrong shard, or one that the tenant has left: it is told, and nothing is written.
        with pytest.raises(tolsel.TenantElsewhere, match="shard") as refusal:
            tolsel.open_customer(name="Ann", tenant_id=1002).run(conn)
        assert refusal.value.detail == "Tenant 1002; this database is shard 1 (north)."
    with pytest.raises(tolsel.TenantNotPlaced):
        tolsel.connect(tenant=3)
    monkeypatch.delenv("TOLSEL_CATALOGUE")
    with pytest.raises(tolsel.errors.ReportedError, match="no catalogue"):
        tolsel.connect(tenant=1)


def test_a_database_with_tenants_becomes_a_shard_and_keeps_their_numbers(
    urls: dict[str, str],
) -> None:
    execute(urls["north"], "select tolsel.open_tenant('Shop', 'EUR', 'UTC')")
    added = run(urls, "add", "north", urls["north"])
    assert added.stdout == "north: 1 tenants, 1 new\n", added.output
    # Repeated by who was interrupted.
    assert run(urls, "add", "north", urls["north"]).stdout == "north: 1 tenants, 0 new\n"
    # Another one, whose tenant has the same number, stays by itself, and is not told anything.
    execute(urls["south"], "select tolsel.open_tenant('Mill', 'EUR', 'UTC')")
    refused = run(urls, "add", "south", urls["south"])
    assert refused.exit_code == 2 and "US004" in refused.stderr, refused.output
    assert run(urls, "list").stdout.splitlines()[-1] == "shards: 1"
    assert not execute(urls["south"], "select from tolsel_core.cluster_membership")
    # Who is opened on a shard without the catalogue is found by asking.
    execute(urls["north"], "select tolsel.open_tenant('Inn', 'EUR', 'UTC')")
    assert run(urls, "refresh").stdout == "north: 2 tenants, 1 new\n"
    execute(urls["catalogue"], "select tolsel.place_tenants('north', '{5}', '{Gone}')")
    found = run(urls, "refresh")
    assert (found.exit_code, found.stdout) == (
        1, "north: 2 tenants, 0 new\nnorth: not there: 5\n",
    )  # fmt: skip


def test_one_command_is_for_all_databases(urls: dict[str, str]) -> None:
    assert "US001" not in run(urls, "verify").stderr
    assert run(urls, "status").exit_code == 2  # there are no shards yet
    add_both(urls)
    for command in ("migrate", "verify", "jobs"):
        found = run(urls, command)
        assert found.exit_code == 0, found.output
        said = found.stdout.splitlines()
        assert {line.partition(":")[0] for line in said[:-5]} == {*SHARDS, "catalogue"}
        assert [line.split()[:2] for line in said[-3:]] == [
            ["north", "0"], ["south", "0"], ["catalogue", "0"],
        ]  # fmt: skip
    run(urls, "open", "Mill", "EUR", "UTC")
    assert run(urls, "verify").exit_code == 0
    execute(urls["south"], "drop trigger ticket_after_update_append_only on tolsel_queue.ticket")
    found = run(urls, "verify")
    assert found.exit_code == 1
    assert "south: BREACH  core.changed_guard, 1 rows" in found.stdout, found.stdout


def test_the_accounts_of_all_shards_add_up(urls: dict[str, str]) -> None:
    add_both(urls)
    assert run(urls, "report").stdout == "nothing is booked\n"
    for name, tenant, amount in (("north", 1001, "10"), ("south", 1002, "5.50")):
        run(urls, "open", f"Shop {name}", "EUR", "UTC")
        execute(urls[name], "select tolsel.grant_login(session_user, %s)", tenant)
        execute(urls[name], "select tolsel.open_customer('Ann')")
        execute(
            urls[name],
            "select tolsel.issue_invoice(1, jsonb_build_array(%s::jsonb))",
            json.dumps({"amount": amount}),
        )
    found = run(urls, "report")
    lines = [line.split() for line in found.stdout.splitlines()]
    assert lines[2:] == [
        ["4000", "2", "2", "0.00", "15.50"],
        ["customer:*", "2", "2", "15.50", "0.00"],
        ["EUR:", "0.00", "in", "all"],
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "North", "service=n"], "US002"),
        (["add", "north", "host=h password=secret"], "US002"),
        (["change", "east", "--closed"], "US001"),
        (["dsn", "77"], "US005"),
        (["migrate"], "the catalogue has no shards"),
    ],
)
def test_what_is_refused_is_explained(urls: dict[str, str], words: list[str], said: str) -> None:
    found = run(urls, *words)
    assert found.exit_code == 2 and said in found.stderr and "secret" not in found.output
    assert "HINT" in found.stderr
