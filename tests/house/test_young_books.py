"""A batch over many accounts probes each balance, in books that nobody has analyzed yet.

The first import after an installation comes before the first analyze: a plan that compares every
line to every balance would take a hundred times as long as the rest of it.
"""

import json

from tests.house.catalog import Connection

ACCOUNTS = 400
JOURNALS = 200


def test_a_batch_compares_no_line_to_every_balance(postgresql: Connection) -> None:
    plans: list[str] = []
    postgresql.add_notice_handler(lambda notice: plans.append(notice.message_primary or ""))
    postgresql.execute("select tolsel.grant_login(session_user, 1)")
    postgresql.execute(
        "select tolsel.open_account('a' || n, 'x', 'asset') from generate_series(1, %s) n",
        [ACCOUNTS],
    )
    postgresql.commit()
    journals = [
        {"lines": [{"account_code": f"a{n}", "amount": 1}, {"account_code": f"a{m}", "amount": -1}]}
        for n, m in zip(range(1, JOURNALS + 1), range(ACCOUNTS, JOURNALS, -1), strict=True)
    ]
    postgresql.execute("load 'auto_explain'")
    for name, value in {
        "log_min_duration": "0",
        "log_nested_statements": "on",
        "log_analyze": "on",
        "log_timing": "off",
    }.items():
        postgresql.execute("select set_config('auto_explain.' || %s, %s, false)", [name, value])
    postgresql.execute("set client_min_messages = log")
    postgresql.execute("select count(*) from tolsel.post_journals(%s)", [json.dumps(journals)])
    assert any("balance_pkey" in plan for plan in plans)
    assert [plan for plan in plans if "Removed by Join Filter" in plan] == []


def test_wallets_beside_customers_compare_no_row_to_all_pairs(postgresql: Connection) -> None:
    """As a reader asks it: few customers and wallets are never analyzed by themselves."""
    postgresql.execute("select tolsel.grant_login(session_user, 1)")
    postgresql.execute(
        """select tolsel.open_account('a' || n, 'x', 'asset') from generate_series(1, 2000) n"""
    )
    postgresql.execute("analyze tolsel_ledger.balance")
    postgresql.execute(
        """select tolsel.open_wallet((tolsel.open_customer('C' || n)).customer_id)
        from generate_series(1, 20) n"""
    )
    postgresql.execute("set role shop_read")
    plan = postgresql.execute(
        """explain (analyze, timing off)
        select w.name, c.balance, c.overdue_amount
        from tolsel.wallet w join tolsel.customer c using (tenant_id, customer_id)"""
    ).fetchall()
    removed = [line for (line,) in plan if "Removed by Join Filter" in line]
    assert sum(int(line.split(":")[1]) for line in removed) < 20 * 100
