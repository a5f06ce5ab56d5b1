"""What logs and metrics cost: half a year of them asked, their size, and the writing of a row."""

import os
import time
from datetime import datetime
from functools import partial

from tests.bench import lab
from tests.bench.asking import Question, ask

_DAYS = int(os.environ.get("BENCH_DAYS", "183"))
_A_MINUTE = int(os.environ.get("BENCH_LOGS_A_MINUTE", "10"))
_TABLES = ("system_log", "api_metric", "query_metric")
_RATES = (10, 100, 1000)
_MONTH_MINUTES = 30 * 24 * 60
_KEEP = """
    select tolsel.set_log_retention(r.table_name, {days}) from tolsel.log_retention r;;
    set role tolsel_owner;;
    select tolsel_monitor.make_day(now() - interval '24 hours' * d)
    from generate_series(0, {days}) d"""
# A day before today, spread evenly; request and user as an application has them.
_FILL = """
    with row as (
        select n, date_trunc('day', now(), 'UTC') - interval '24 hours' * %(day)s
            + interval '24 hours' * n / %(count)s as at,
            case n %% 100 when 0 then 'error' when 1 then 'warning' when 2 then 'warning'
                when 3 then 'debug' else 'info' end as level,
            (array['api', 'auth', 'payment', 'invoice', 'customer', 'job', 'database', 'queue',
                'wallet', 'security'])[width_bucket(random() ^ 2, 0, 1, 10)] as category,
            'req-' || %(day)s || '-' || n as request_id,
            floor(random() ^ 3 * 100)::int as place,
            (10 ^ (random() * 3))::int as ms
        from generate_series(0, %(count)s - 1) n
    ),
    log as (
        insert into tolsel_monitor.system_log (tenant_id, recorded_at, level, category, message,
            request_id, user_id, duration_ms, metadata)
        select 1, at, level, category, 'Payment of invoice ' || n || ' was answered in time',
            request_id, n %% 500, ms, jsonb_build_object('invoice', n, 'channel', n %% 7)
        from row
    ),
    api as (
        insert into tolsel_monitor.api_metric (tenant_id, recorded_at, endpoint, method,
            status_code, response_ms, request_id)
        select 1, at, '/shop/resource-' || place || '/:id',
            case when n %% 3 = 0 then 'POST' else 'GET' end,
            case when n %% 50 = 0 then 500 else 200 end, ms, request_id
        from row
    )
    insert into tolsel_monitor.query_metric (tenant_id, recorded_at, description, duration_ms,
        error_message, request_id)
    select 1, at, 'resource ' || place || ' by its number', ms,
        case when n %% 200 = 0 then 'canceling statement due to lock timeout' end, request_id
    from row"""
_SIZE = """
    select sum(pg_total_relation_size(d.partition_oid))::bigint
    from tolsel_monitor.list_days() d where d.table_name = %s
        and d.to_at <= date_trunc('day', now(), 'UTC')"""
_WRITE = {
    "record_log": "select * from tolsel.record_log('info', 'payment', 'Paid', 12);\n",
    "record_api_metric": "select * from tolsel.record_api_metric('/pay', 'POST', 200, 12);\n",
    "record_query_metric": "select * from tolsel.record_query_metric('open invoices', 12);\n",
}


def main(wanted: str = "") -> None:
    """Print the tables whose title contains a text."""
    with lab.open_lab() as bench:
        for program in (questions, writing):
            if wanted in program.__name__:
                program(bench)


def questions(bench: lab.Lab) -> None:
    """Ask half a year of logs and metrics what people ask, and say what they take on the disk."""
    started = time.perf_counter()
    database = bench.make("monitor", change=_KEEP.format(days=_DAYS + 1))
    count = _A_MINUTE * 24 * 60
    with bench.connect(database) as conn:
        for day in range(_DAYS, 0, -1):
            conn.execute(_FILL, {"day": day, "count": count})
        conn.execute("vacuum analyze")
        spent = time.perf_counter() - started
        print(f"\n{_DAYS} days of {count:,} rows each in three tables (made in {spent:.0f} s)")
        yesterday = conn.execute("select date_trunc('day', now(), 'UTC') - interval '24 hours'")
        ask(conn, [question for row in yesterday for question in _questions(*row)])
        print(f"\n{'':14} {'bytes a row':>12}" + "".join(
            f" {f'{rate:,} a minute':>15}" for rate in _RATES
        ) + "  (MB in 30 days)")  # fmt: skip
        for table in _TABLES:
            row = conn.execute(_SIZE, [table]).fetchone()
            assert row
            size = row[0] / (_DAYS * count)
            months = "".join(f" {size * rate * _MONTH_MINUTES / 1e6:15,.0f}" for rate in _RATES)
            print(f"{table:14} {size:12.0f}{months}")
    bench.drop(database)


def _questions(yesterday: datetime) -> list[Question]:
    ever = "p_from_at => '-infinity'"
    month = f"timestamptz '{yesterday}' - interval '720 hours'"
    filters = {
        "logs: the latest 100 of a day": "",
        "logs: the latest 100, half a year": ever,
        "logs: errors, half a year": f"'error', {ever}",
        "logs: errors of a category, half a year": f"'error', 'security', {ever}",
        "logs: a category, a day three months ago": "p_category => 'payment',"
        f" p_from_at => timestamptz '{yesterday}' - interval '2160 hours',"
        f" p_to_at => timestamptz '{yesterday}' - interval '2136 hours'",
        "logs: a request, half a year": f"p_request_id => 'req-{_DAYS // 2}-77', {ever}",
        "logs: a user, half a year": f"p_user_id => 77, {ever}",
        "logs: nobody's, half a year": f"p_user_id => 777, {ever}",
    }
    return [
        *(
            Question(title=title, query=f"select * from tolsel.list_logs({text})", bound_ms=150)
            for title, text in filters.items()
        ),
        Question(
            title="what a request did, a day",
            query=f"select * from tolsel.list_request_logs('req-1-77', '{yesterday}')",
            bound_ms=150,
        ),
        Question(
            title="endpoints, a day",
            query=f"select * from tolsel.list_endpoint_metrics('{yesterday}')",
            bound_ms=400,
        ),
        Question(
            title="endpoints, a month",
            query=f"select * from tolsel.list_endpoint_metrics({month})",
            bound_ms=400,
        ),
        Question(
            title="trend of an endpoint, a month by day",
            query=f"""select * from tolsel.list_endpoint_trend(
                {month}, p_bucket_minutes => 1440, p_endpoint => '/shop/resource-7/:id')""",
            bound_ms=400,
        ),
        Question(
            title="slow queries, half a year",
            query="select * from tolsel.list_slow_queries('-infinity')",
            bound_ms=200,
        ),
        Question(
            title="slow queries, a day",
            query=f"select * from tolsel.list_slow_queries('{yesterday}')",
            bound_ms=200,
        ),
        Question(
            title="queries that failed, half a year",
            query="select * from tolsel.list_query_errors('-infinity')",
            bound_ms=200,
        ),
        Question(
            title="queries by description, a month",
            query=f"select * from tolsel.list_query_metrics({month})",
        ),
    ]


def writing(bench: lab.Lab) -> None:
    """Write rows one by one, beside a posting of two lines."""
    database = bench.make("writing")
    scripts = {"post_journal": lab.post_journal(), **_WRITE}
    lab.report(
        "8 clients",
        lab.interleave(
            {name: partial(bench.tps, database, script) for name, script in scripts.items()}
        ),
    )
    bench.drop(database)
