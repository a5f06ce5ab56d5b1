"""What each choice of the ledger's tables costs: databases that differ in one thing."""

from collections.abc import Mapping
from functools import partial

from tests.bench import lab

_LEDGER = "tolsel_ledger"
_KEY = ", p_request_key => md5(random()::text)"


def main(wanted: str = "") -> None:
    """Print the tables whose title contains a text."""
    with lab.open_lab() as bench:
        for title, changes in CHOICES.items():
            if wanted in title:
                script = lab.post_journal(options=_KEY if "with a key" in title else "")
                _compare(bench, title, changes, script)
        for program in (readers_view, slots):
            if wanted in program.__name__:
                program(bench)


def _compare(
    bench: lab.Lab, title: str, changes: Mapping[str, str], script: str, *, user: str = lab.APP
) -> None:
    runs = {}
    for number, (name, change) in enumerate([("as it is", ""), *changes.items()]):
        database = bench.make(f"spike_{number}", change=change)
        runs[name] = partial(bench.cpu, database, script, user=user)
    lab.report(title, lab.interleave(runs), unit="us CPU")
    bench.drop(*(f"spike_{number}" for number in range(len(runs))))


def readers_view(bench: lab.Lab) -> None:
    """Compare what row security costs a reader."""
    changes = {"row security off": _for_all_tables("disable row level security")}
    script = lab.two_accounts() + (
        "select balance from tolsel.account_balance where tenant_id = 1 and account_id = :lesser;\n"
    )
    _compare(bench, "a reader's view", changes, script, user=lab.READER)


def slots(bench: lab.Lab) -> None:
    """Compare accounts of 1, 8 and 32 slots, on which all clients post at once."""
    database = bench.make("slots")
    with bench.connect(database, user=lab.APP) as conn:
        opened = {
            count: conn.execute(
                "select (tolsel.open_account(%s, 'Hot', 'revenue', p_slots => %s)).account_id",
                [f"hot-{count}", count],
            ).fetchone()
            for count in (1, 8, 32)
        }
    for clients in (8, 32):
        scripts = {"any accounts": lab.post_journal()} | {
            f"one account, {count} slots": lab.post_journal(hot=row[0])
            for count, row in opened.items()
            if row
        }
        runs = {
            name: partial(bench.tps, database, script, clients=clients)
            for name, script in scripts.items()
        }
        lab.report(f"{clients} clients", lab.interleave(runs))
    bench.drop(database)


def _for_all_tables(action: str) -> str:
    return ";;".join(
        f"alter table {_LEDGER}.{table} {action}"
        for table in ("account", "balance", "journal", "entry")
    )


def _policies_for_owner() -> str:
    return ";;".join(
        f"create policy {table}_of_owner on {_LEDGER}.{table} to tolsel_owner"
        " using (tenant_id = any((select tolsel_core.my_tenant_ids())::bigint[]))"
        for table in ("account", "balance", "journal", "entry")
    )


def _drop(table: str, *constraints: str) -> str:
    table = f"{_LEDGER}.{table}"
    return ";;".join(f"alter table {table} drop constraint {name}" for name in constraints)


# Without an index there is nothing to conflict with: the function must not name one.
_NO_CONFLICT = f"""
    do $do$
    begin
        execute replace(
            pg_get_functiondef('{_LEDGER}.post'::regproc),
            'on conflict (tenant_id, request_key) where request_key is not null do nothing', '');
    end
    $do$"""
_SLOT_KEY = f"""
    alter table {_LEDGER}.entry add constraint entry_slot_fkey
        foreign key (tenant_id, account_id, slot)
        references {_LEDGER}.balance (tenant_id, account_id, slot)"""
_SHORT_KEY = f"""
    alter table {_LEDGER}.balance drop constraint balance_last_entry_fkey;;
    alter table {_LEDGER}.entry drop constraint entry_pkey;;
    alter table {_LEDGER}.entry add primary key (tenant_id, account_id, slot, version);;
    alter table {_LEDGER}.entry add constraint entry_balance_after_key
        unique (tenant_id, account_id, slot, version, balance_after);;
    alter table {_LEDGER}.balance add constraint balance_last_entry_fkey
        foreign key (tenant_id, account_id, slot, version, balance)
        references {_LEDGER}.entry (tenant_id, account_id, slot, version, balance_after)"""
# Each entry points at the one before it: a gap or a wrong sum anywhere in a chain is refused.
_CHAIN = f"""
    alter table {_LEDGER}.entry
        add previous_version bigint generated always as (nullif(version - 1, 0)) stored,
        add balance_before tolsel_core.money_amount
            generated always as (balance_after - amount) stored,
        add constraint entry_previous_fkey
            foreign key (tenant_id, account_id, slot, previous_version, balance_before)
            references {_LEDGER}.entry (tenant_id, account_id, slot, version, balance_after)"""
_CHECKS = {
    "balance": [
        f"balance_{name}_check" for name in ("version", "slot", "credit_limit", "available")
    ],
    "journal": ["journal_description_check"],
}
_KEYS = {
    "full, unique": f"""
        drop index {_LEDGER}.journal_request_key_idx;;
        create unique index on {_LEDGER}.journal (tenant_id, request_key)""",
    "none": f"drop index {_LEDGER}.journal_request_key_idx;;{_NO_CONFLICT}",
}

CHOICES: Mapping[str, Mapping[str, str]] = {
    "foreign keys of entry": {
        "also to the balance": _SLOT_KEY,
        "none": _drop("entry", "entry_journal_id_fkey"),
    },
    "drift foreign key": {"without": _drop("balance", "balance_last_entry_fkey")},
    "chain of entries": {"each points at the one before": _CHAIN},
    "key of entry": {"4 columns, and a unique of 5": _SHORT_KEY},
    "index of effective days": {"without": f"drop index {_LEDGER}.entry_effective_on_idx"},
    "trigger of daily totals": {
        "without": f"drop trigger balance_after_update_daily_total on {_LEDGER}.balance"
    },
    "CHECKs": {"without": ";;".join(_drop(table, *names) for table, names in _CHECKS.items())},
    "row security of the writer": {
        "off": _for_all_tables("disable row level security"),
        "forced": _policies_for_owner() + ";;" + _for_all_tables("force row level security"),
    },
    "index of request keys": _KEYS,
    "index of request keys, with a key": _KEYS,
}
