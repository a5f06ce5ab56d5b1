"""What is asked of logs and metrics is answered by an index, and only in the days asked for.

# S76 S79 S80 S88: the functions themselves are asked, and which indexes they went through.
"""

from typing import Any

import pytest

from tests.house.catalog import Connection, column

# Ten days of some thousand rows each.
ROWS = """
    select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2026-03-31 12:00+00');
    set role tolsel_owner;
    do $$
    declare
        v_name text;
    begin
        for v_name in select partition_name from tolsel_monitor.list_days() loop
            execute 'drop table tolsel_monitor.' || v_name;
        end loop;
    end
    $$;
    select count(tolsel_monitor.make_day(timestamptz '2026-03-01Z' + d * interval '24 hours'))
    from generate_series(0, 9) d;
    insert into tolsel_monitor.system_log (tenant_id, recorded_at, level, category, message,
        request_id, user_id)
    select 1, timestamptz '2026-03-01Z' + n * interval '1 minute',
        case when n % 500 = 0 then 'error' else 'info' end,
        case when n % 700 = 0 then 'wallet' else 'api' end, 'x', 'req-' || n, n % 900
    from generate_series(0, 14399) n;
    insert into tolsel_monitor.api_metric (tenant_id, recorded_at, endpoint, method, status_code,
        response_ms, request_id)
    select 1, timestamptz '2026-03-01Z' + n * interval '1 minute', '/' || n % 100, 'GET', 200,
        n % 300, 'req-' || n
    from generate_series(0, 14399) n;
    insert into tolsel_monitor.query_metric (tenant_id, recorded_at, description, duration_ms,
        error_message, request_id)
    select 1, timestamptz '2026-03-01Z' + n * interval '1 minute', 'query ' || n % 100, n % 1000,
        case when n % 400 = 0 then 'x' end, 'req-' || n
    from generate_series(0, 14399) n;
    analyze tolsel_monitor.system_log, tolsel_monitor.api_metric, tolsel_monitor.query_metric"""

# What each function must go through, on the days that it may read.
ALL, EVER = range(1, 11), "p_from_at => '2026-03-01Z'"
CALLS = {
    "list_logs(p_from_at => '-infinity')": ("system_log_pkey", ALL),
    "list_logs(p_from_at => '2026-03-04Z', p_to_at => '2026-03-05 12:00Z')": (
        "system_log_pkey", (4, 5),
    ),
    f"list_logs('error', {EVER})": ("system_log_level_idx", ALL),
    f"list_logs(p_category => 'wallet', {EVER})": ("system_log_category_idx", ALL),
    f"list_logs(p_request_id => 'req-77', {EVER})": ("system_log_request_id_idx", ALL),
    f"list_logs(p_user_id => 77, {EVER})": ("system_log_user_id_idx", ALL),
    f"list_request_logs('req-77', {EVER})": ("api_metric_request_id_idx", ALL),
    "list_request_logs('req-77', '2026-03-04Z', '2026-03-05Z')": (
        "query_metric_request_id_idx", (4,),
    ),
    "list_endpoint_metrics('2026-03-07Z', '2026-03-07 00:20Z')": ("api_metric_pkey", (7,)),
    "list_endpoint_trend('2026-03-07Z', '2026-03-08Z', 60, '/77')": (
        "api_metric_endpoint_idx", (7,),
    ),
    f"list_slow_queries({EVER}, p_min_duration_ms => 990)": ("query_metric_duration_ms_idx", ALL),
    f"list_query_errors({EVER})": ("query_metric_error_idx", ALL),
    "list_query_metrics('2026-03-07Z', '2026-03-07 00:20Z')": ("query_metric_pkey", (7,)),
    "list_query_trend('2026-03-07Z', '2026-03-07 00:20Z')": ("query_metric_pkey", (7,)),
}  # fmt: skip
# Each index of a partition with the one of its table, and how often this transaction asked it.
SCANNED = """
    select p.relname, t.relname, pg_stat_get_xact_numscans(c.oid)
    from pg_index x
    join pg_class c on c.oid = x.indexrelid
    join pg_class t on t.oid = x.indrelid
    join pg_inherits i on i.inhrelid = c.oid
    join pg_class p on p.oid = i.inhparent
    where c.relnamespace = 'tolsel_monitor'::regnamespace"""
WALKED = """
    select c.relname, '', pg_stat_get_xact_numscans(c.oid) from pg_class c
    where c.relnamespace = 'tolsel_monitor'::regnamespace and c.relkind = 'r'
        and c.relname <> 'retention'"""


@pytest.fixture
def logs(postgresql: Connection) -> Connection:
    postgresql.execute(ROWS)
    postgresql.execute("set role shop_app")
    postgresql.commit()
    return postgresql


def went_through(conn: Connection, query: str) -> tuple[dict[str, set[int]], set[str]]:
    """Return the indexes that were asked, each with its days, and the partitions walked."""
    conn.rollback()
    before = [dict(((a, b), n) for a, b, n in conn.execute(q)) for q in (SCANNED, WALKED)]
    conn.execute(query.encode())
    indexes, walked = (
        [key for *key, n in conn.execute(q) if n > old[tuple(key)]]
        for q, old in zip((SCANNED, WALKED), before, strict=True)
    )
    days: dict[str, set[int]] = {}
    for index, partition in indexes:
        days.setdefault(index, set()).add(int(partition[-2:]))
    return days, {name for name, _ in walked}


def test_every_function_has_its_index(logs: Connection) -> None:
    wrong: dict[str, Any] = {}
    for call, (index, days) in CALLS.items():
        found, walked = went_through(logs, f"select * from tolsel.{call}")
        if walked or not found.get(index) or not set().union(*found.values()) <= set(days):
            wrong[call] = found, walked
    assert not wrong


def test_the_latest_rows_are_found_on_the_latest_day(logs: Connection) -> None:
    assert went_through(
        logs, "select * from tolsel.list_logs(p_limit => 50, p_from_at => '-infinity')"
    ) == (
        {"system_log_pkey": {10}},
        set(),
    )


def test_a_row_takes_some_hundred_bytes(logs: Connection) -> None:
    """# S78: short rows, with all their indexes; make bench measures those of an application."""
    logs.execute("reset role")
    rows = logs.execute(
        """select d.table_name, sum(pg_total_relation_size(d.partition_oid)) / 14400
           from tolsel_monitor.list_days() d where d.from_at < '2026-03-11Z' group by 1"""
    ).fetchall()
    assert {name: 150 < size < 450 for name, size in rows} == {
        "api_metric": True, "query_metric": True, "system_log": True,
    }  # fmt: skip


def test_every_index_has_its_question(logs: Connection) -> None:
    found = column(
        logs,
        """select relname from pg_class
           where relnamespace = 'tolsel_monitor'::regnamespace and relkind = 'I'""",
    )
    assert set(found) == {index for index, _ in CALLS.values()}
