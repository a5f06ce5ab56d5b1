"""Every public function gets bad values of its arguments' types; it refuses in words, or obeys.

# A8 A9 A10 A11: numbers, dates, texts and documents that nobody should send. From inside a
function only a registered refusal may come; what cannot become the type of an argument is
refused by the server before tolsel is asked.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.conftest import ConnectAs
from tests.house.catalog import Connection, column, fingerprint, public_functions
from tests.house.shop import good_calls, lines, open_shop

HUGE = 100_000
MARKER = "CANARY-OF-THE-OTHER-TENANT"
# What the server says of a text that cannot become a number, a date or a document.
NOT_OF_THE_TYPE = {"22P02", "22003", "22007", "22008", "22P05", "54001", "22021"}

INJECTIONS = [
    "'; drop table tolsel_ledger.entry; --", "x' union select name from tolsel_core.tenant --",
    "$$; select 1; $$", "$post_journal$", "%s %I %L %%", "\\", "\\'", '"', "''", "1) or true --",
    "tolsel_core.tenant", "{}", "[]", "null", "NULL", "(select 1)", "$1", "%(x)s", "${x}", "`id`",
    "../../../etc/passwd", "<script>", "\u202e\u0645\u0631\u062d\u0628\u0627", "\U0001f642",
    "a\nb", "\x01\x02", "\u00a0", "\ufeff", "a" * 200, "a" * 201, "a" * 1001,
]  # fmt: skip
DEEP = "[" * 5000 + "]" * 5000
VALUES: dict[str, list[str | None]] = {
    "numeric": [
        "NaN", "Infinity", "-Infinity", "0", "-0", "-0.01", "0.001", "1e15", "-1e15", "1e3",
        "999999999999999.99", "1e100000", "1e-16383", "", "x", "0x10", None,
    ],
    "bigint": [
        "0", "-1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1.5",
        "", "x", None,
    ],
    "integer": ["0", "-1", "2147483647", "-2147483648", "2147483648", "", None],
    "smallint": ["0", "-1", "32767", "-32768", "32768", "", None],
    "date": [
        "infinity", "-infinity", "4713-01-01 BC", "5874897-12-31", "1899-12-31", "1900-01-01",
        "2199-12-31", "2200-01-01", "2026-02-30", "", "today", None,
    ],
    "timestamp with time zone": [
        "infinity", "-infinity", "4714-11-24 00:00:00+00 BC", "294276-12-31 23:59:59Z",
        "0001-01-01Z", "2199-12-31Z", "2200-01-01Z", "", "x", None,
    ],
    "time without time zone": ["24:00", "12:00", "11:59:59.999999", "25:00", "", None],
    "boolean": ["true", "false", "maybe", None],
    "text": ["", " ", "\t\n", "x" * 1_000_000, *INJECTIONS, None],
    "text[]": [
        "{}", "{null}", "{{a,b},{c,d}}", "{" + ",".join(["x"] * 10_000) + "}", "x", None,
        '{"\'; drop table x; --"}',
    ],
    "bigint[]": ["{}", "{null}", "{{1,2},{3,4}}", "{" + "7," * 10_000 + "7}", "x", None],
    "numeric[]": [
        "{}", "{null}", "{NaN}", "{Infinity}", "{-1}", "{0.001}", "{1e15}", "{1e100000}",
        "{{1,2},{3,4}}", "[0:0]={3}", "{" + "7," * 10_000 + "7}", "x", None,
    ],
    "jsonb": [
        "null", "[]", "{}", "1", "true", '"x"', "[[]]", "[null]", "[1]", "[{}]", '["x"]', DEEP,
        "[" * 200_000, '{"a": "\\u0000"}', "{", "", '{"a": 1e100000}', "[1e-16383]",
        json.dumps({"k": "x" * 10_000_000}), json.dumps({"k" * 20_000: 1}),
        json.dumps([{"lines": DEEP}]), '[{"lines": [[[]]]}]', '[{"lines": 1}]', '[{"lines": [{}]}]',
        '{"lines": []}', '[{"lines": [], "effective_on": {}}]', '[{"lines": [], "metadata": 1}]',
        '[{"lines": [{"account_code": ["till"], "amount": {"a": 1}}]}]',
        '[{"account_id": 1e18, "amount": 1}]', '[{"account_id": 1e400, "amount": 1}]',
        '[{"account_id": "999999999999999999", "amount": 1}]',
        '[{"account_code": "till", "amount": 1e100000}, {"account_code": "4000", "amount": -1}]',
        '[{"account_code": "till", "amount": 1, "currency": {}}]',
        *[json.dumps(lines(text, "4000", "1")) for text in INJECTIONS],
        *[json.dumps(lines("till", "4000", text)) for text in INJECTIONS],
        *[json.dumps([{"lines": lines("till", "4000", "1"), "effective_on": text,
            "description": text, "request_key": text}]) for text in INJECTIONS],
        *[json.dumps([{"lines": lines("till", "4000", "1"), "effective_on": day}])
          for day in ("1899-12-31", "2200-01-01", "9999-12-31", "0000-01-01", "2026-02-30")],
        None,
    ],
}  # fmt: skip
WIDE: dict[str, dict[str, Any]] = {
    "add_check": {
        "p_check_name": "audit.odd", "p_view_name": "tolsel_ledger.breach_open_system",
        "p_title": "Odd.", "p_severity": "notice", "p_is_freezing": False,
    },
    "add_shard": {"p_name": "south", "p_dsn": "service=south"},
    "change_shard": {"p_name": "north", "p_dsn": "service=other", "p_is_open": False},
    "claim_next_job": {},
    "find_shard": {"p_tenant_id": 1},
    "grant_login": {"p_login": "shop_app", "p_tenant_id": 1, "p_is_default": True},
    "join_cluster": {"p_shard_no": 7, "p_shard_name": "seven", "p_after_tenant_id": 50},
    "list_jobs": {},
    "list_placements": {"p_shard_name": "north", "p_after_tenant_id": 0, "p_limit": 10},
    "list_shards": {},
    "list_tenants": {"p_after_tenant_id": 0, "p_limit": 10},
    "place_tenants": {
        "p_shard_name": "north", "p_tenant_ids": "{1, 2}", "p_names": "{Shop, Twin}",
    },
    "help": {"p_words": "refund"},
    "list_currencies": {},
    "list_incidents": {"p_is_open": True, "p_limit": 10},
    "open_tenant": {
        "p_name": "New", "p_currency": "EUR", "p_time_zone": "UTC", "p_day_starts_at": "04:00",
    },
    "revoke_login": {"p_login": "twin_app", "p_tenant_id": 2},
    "run_claimed_job": {"p_job_run_id": 1},
    "run_next_job": {},
    "set_job": {
        "p_job_name": "ledger.expire_holds", "p_is_enabled": True, "p_item_limit": 10,
        "p_backoff_s": 60,
    },
    "repair": {"p_is_dry_run": False},
    "seal_entries": {"p_limit": 10},
    "set_check_freezing": {"p_check_name": "ledger.wrong_balance", "p_is_freezing": True},
    "set_log_retention": {"p_table_name": "system_log", "p_keep_days": 10},
    "set_clock": {"p_at": "2026-01-01T00:00:00Z"},
    "validate_books": {"p_is_full": False},
    "verify": {},
}  # fmt: skip


# What a refusal may say in all: message, detail and hint.
MOST_TOLD = 1000


def told(error: psycopg.Error) -> int:
    """Return how many characters a refusal says."""
    said = (error.diag.message_primary, error.diag.message_detail, error.diag.message_hint)
    return sum(len(part or "") for part in said)


def made_huge(value: Any) -> Iterator[Any]:
    """Yield a value with each of its texts made huge, one at a time; it may be within others."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from ({**value, key: huge} for huge in made_huge(part))
        yield value | {"k" * HUGE: 1}
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from ([*value[:place], huge, *value[place + 1 :]] for huge in made_huge(part))
    elif isinstance(value, str):
        yield "x" * HUGE
        yield "9" * HUGE


class Caller:
    """Makes calls and undoes them, and keeps what no call should have answered."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.faults: dict[str, str] = {}

    def call(self, conn: Connection, function: str, arguments: dict[str, Any], kinds: Any) -> None:
        text = ", ".join(f"{name} => %({name})s::{kinds[name]}" for name in arguments)
        values = {k: Jsonb(v) if isinstance(v, dict | list) else v for k, v in arguments.items()}
        try:
            with conn.transaction(force_rollback=True):
                found = conn.execute(f"select x::text from tolsel.{function}({text}) x", values)
                answer = str(found.fetchall())
        except psycopg.Error as error:
            state, context = error.sqlstate or "?", error.diag.context or ""
            answer = f"{state} {error} {context}"
            is_ours = state.startswith("U") and error.diag.message_detail
            if is_ours and told(error) > MOST_TOLD:
                self.note(function, f"tells {told(error)} characters", arguments, answer)
            if not (is_ours or (state in NOT_OF_THE_TYPE and "function tolsel" not in context)):
                self.note(function, state, arguments, answer)
            self.states[state] += 1
        else:
            self.states["ok"] += 1
        if MARKER in answer and function != "list_tenants":  # an administrator's, of them all
            self.note(function, "leak", arguments, answer)

    def note(self, function: str, what: str, arguments: dict[str, Any], answer: str) -> None:
        shown = {k: str(v)[:60] for k, v in arguments.items()}
        self.faults.setdefault(f"{function} {what}", f"{shown}: {answer[:300]}")


@pytest.fixture
def callers(postgresql: Connection, connect_as: ConnectAs) -> dict[str, Connection]:
    postgresql.execute("update tolsel_core.tenant set name = %s where tenant_id = 2", [MARKER])
    postgresql.commit()
    connect_as("twin_app").execute(
        "select tolsel.post_journal(%s, %s)", [Jsonb(lines("1050", "4000", "77")), MARKER]
    )
    owner = connect_as("shop_admin")
    found = {"tolsel_app": connect_as("shop_app"), "tolsel_admin": owner}
    for conn in found.values():
        conn.execute("set statement_timeout = '20s'")
    return found


@pytest.mark.long
def test_bad_values_are_refused_in_words(
    postgresql: Connection, connect_as: ConnectAs, callers: dict[str, Connection]
) -> None:
    shop = open_shop(callers["tolsel_app"], callers["tolsel_admin"], tenant_id=1)
    calls = good_calls(shop) | WIDE
    functions = public_functions(postgresql)
    assert calls.keys() == {f.name for f in functions}
    before = fingerprint(postgresql)
    postgresql.rollback()
    caller = Caller()
    chance = random.Random(20260101)
    for function in functions:
        conn = callers.get(next((r for r in function.roles if r in callers), ""))
        if conn is None:
            # For the owner alone.
            conn = postgresql
            conn.execute("set role tolsel_owner")
        good = calls[function.name]
        kinds = function.arguments
        for name, kind in kinds.items():
            for value in VALUES[kind]:
                caller.call(conn, function.name, good | {name: value}, kinds)
        for _ in range(10 if kinds else 0):
            names = chance.sample(sorted(kinds), chance.randint(1, len(kinds)))
            bad = {name: chance.choice(VALUES[kinds[name]]) for name in names}
            caller.call(conn, function.name, good | bad, kinds)
    postgresql.rollback()
    postgresql.execute("reset role")
    assert not caller.faults, "\n".join(f"{k}: {v}" for k, v in caller.faults.items())
    assert fingerprint(postgresql) == before
    # Nothing was made, dropped or granted, and both kinds of outcome were met often.
    assert not column(postgresql, "select guard from tolsel_core.guard_difference")
    refused = sum(n for state, n in caller.states.items() if state.startswith("U"))
    assert refused > 500 and caller.states["ok"] > 200, caller.states


def test_no_refusal_repeats_what_is_huge(
    postgresql: Connection, callers: dict[str, Connection]
) -> None:
    """# A30: whatever the length of a text, a refusal stays one that a log can keep."""
    shop = open_shop(callers["tolsel_app"], callers["tolsel_admin"], tenant_id=1)
    calls = good_calls(shop) | WIDE
    caller = Caller()
    for function in public_functions(postgresql):
        conn = callers.get(next((r for r in function.roles if r in callers), ""))
        if conn is None:
            conn = postgresql
            conn.execute("set role tolsel_owner")
        good, kinds = calls[function.name], function.arguments
        for name, kind in kinds.items():
            if kind == "text":
                huge: list[Any] = ["x" * HUGE, "9" * HUGE]
            elif kind == "text[]":
                huge = ["{" + "x" * HUGE + "}"]
            elif kind == "jsonb":
                huge = [*made_huge(getattr(good.get(name), "obj", good.get(name))), "x" * HUGE]
                huge = [Jsonb(value) for value in huge]
            else:
                continue
            for value in huge:
                caller.call(conn, function.name, good | {name: value}, kinds)
    assert not caller.faults, "\n".join(f"{k}: {v}" for k, v in caller.faults.items())
    assert sum(n for state, n in caller.states.items() if state.startswith("U")) > 100
