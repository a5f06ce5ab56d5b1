"""Metrics, and the exporter, the alerts and the dashboard that ask for them."""

import json
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import harness
from tests.conftest import ConnectAs
from tests.python.office import set_clock
from tolsel import watching

pytestmark = pytest.mark.once

FOLDER = Path(watching.__file__).parent
EXPORTER = shutil.which("prometheus-sql-exporter") or next(
    map(str, (harness.ROOT / ".tolsel" / "exporter").glob("usr/bin/*")), None
)
PORT = 19237
OFFICE = (
    "select tolsel.open_channel('Till', 'cash')",
    "select tolsel.open_customer('Ann')",
    'select tolsel.issue_invoice(1, \'[{"amount": "100"}]\')',
    "select tolsel.record_payment(1, 30, 'cash', 1)",
    "select tolsel.open_payment(1, 20, 'card', null)",
    "select tolsel.set_queue_line(1)",
    "select tolsel.open_queue_service('Desk', 'D')",
    "select tolsel.join_queue(1, 1)",
)


@pytest.fixture
def url(postgresql: psycopg.Connection[Any], connect_as: ConnectAs, database_url: str) -> str:
    """A shop at 13:00 on 2026-03-31: an hour ago a payment was opened, and somebody came."""
    set_clock(postgresql)
    app = connect_as("shop_app")
    for statement in OFFICE:
        app.execute(statement.encode())
    postgresql.execute("select tolsel.set_clock('2026-03-31 13:00+02')")
    postgresql.commit()
    return database_url


def test_metrics_say_what_is(
    url: str, postgresql: psycopg.Connection[Any], connect_as: ConnectAs
) -> None:
    reader = connect_as("shop_read")
    query = """select name, coalesce(labels->>'channel', labels->>'branch', labels->>'scope', ''),
                   trim_scale(value)::text
               from tolsel.metric
               where name not in ('jobs', 'events_open', 'oldest_event_seconds')
               order by 1, 2"""
    assert reader.execute(query).fetchall() == [
        ("channel_balance", "Till", "30"),
        ("longest_wait_seconds", "Main", "3600"),
        ("oldest_payment_seconds", "", "3600"),
        ("payments_open", "", "1"),
        ("payments_to_retry", "", "0"),
        ("tickets_waiting", "Main", "1"),
        ("validation_age_seconds", "all", "Infinity"),
        ("validation_age_seconds", "new", "Infinity"),
    ]
    assert reader.execute(
        """select (select value from tolsel.metric where name = 'events_open')
               = (select count(*) from tolsel.event where is_open),
               (select sum(value) from tolsel.metric where name = 'jobs')
               = (select count(*) from tolsel.job_health)"""
    ).fetchone() == (True, True)
    postgresql.execute("select tolsel.validate_books(true)")
    postgresql.commit()
    assert reader.execute(
        """select max(value) filter (where name = 'validation_age_seconds') < 600,
               min(value) filter (where name = 'validation_breaches') >= 0
           from tolsel.metric"""
    ).fetchone() == (True, True)
    # Another tenant's are not shown.
    assert reader.execute(
        "select count(*) from tolsel.metric where tenant_id is distinct from 1 and tenant_id > 0"
    ).fetchone() == (0,)


def test_what_is_asked_for_is_measured(url: str, connect_as: ConnectAs) -> None:
    connect_as("shop_admin").execute("select tolsel.validate_books()")
    rows = connect_as("shop_read").execute("select distinct name from tolsel.metric").fetchall()
    names = {name for (name,) in rows}
    dashboard = json.loads((FOLDER / "grafana.json").read_text())
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    alerts = (FOLDER / "alerts.yml").read_text()
    assert alerts.count("- alert:") == 5
    told = re.findall(r'name="(\w+)"', alerts)
    shown = re.findall(r'name="(\w+)"', " ".join(asked))
    assert set(told) <= names and set(shown) == names
    # The labels of the exporter are all there are.
    labels = connect_as("shop_read").execute(
        "select distinct k from tolsel.metric, jsonb_object_keys(labels) k"
    )
    (listed,) = re.findall(r"labels: \[(.*)\]", (FOLDER / "sql_exporter.yml").read_text())
    assert {f"{label}" for (label,) in labels} | {"name"} == set(listed.split(", "))


@pytest.mark.skipif(EXPORTER is None, reason="prometheus-sql-exporter is not here")
def test_an_exporter_exports_them(url: str, tmp_path: Path) -> None:
    info = psycopg.conninfo.conninfo_to_dict(url)
    there = f"host={info['host']}&port={info['port']}"
    config = tmp_path / "exporter.yml"
    text = (FOLDER / "sql_exporter.yml").read_text()
    wanted = f"watcher@/{info['dbname']}?{there}".replace("watcher", "shop_read")
    text = text.replace("watcher@/books?host=/var/run/postgresql", wanted).replace("1m", "1s")
    config.write_text(text)
    assert EXPORTER is not None
    command = [EXPORTER, "-config.file", str(config), "-web.listen-address", f"127.0.0.1:{PORT}"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as exporter:
        try:
            page = _ask_until(r'sql_tolsel\{.*name="channel_balance".*\} 30\n')
        finally:
            exporter.terminate()
    assert re.search(r'sql_tolsel\{.*name="validation_age_seconds".*\} \+Inf\n', page)


def _ask_until(pattern: str) -> str:
    page = ""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/metrics") as answer:
                page = answer.read().decode()
        except urllib.error.URLError:
            pass
        if re.search(pattern, page):
            return page
        time.sleep(0.1)
    raise AssertionError(page)
