"""Transaction pooling: two clients share one server connection and nothing else.

Proves # S89: no state of a session is needed, and none leaks from one client to the next.
"""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from tests import harness
from tolsel import cli
from tolsel.demo.pgprograms import Identity, system_user

PORT = 6432
LINES = (
    '[{"account_code": "1050", "amount": "10.00"}, {"account_code": "4000", "amount": "-10.00"}]'
)


@pytest.fixture
def pooled(postgresql: psycopg.Connection[Any]) -> Iterator[dict[str, str]]:
    """URLs of a pgbouncer that has one server connection for each login, `owner` the superuser."""
    program = harness.pgbouncer()
    if program is None:
        pytest.skip("pgbouncer is not installed here")
    home = harness.make_home()
    who = system_user() if os.geteuid() == 0 else Identity()
    info = postgresql.info
    logins = ("shop_app", "twin_app", info.user)
    (home / "users").write_text("".join(f'"{login}" ""\n' for login in logins))
    (home / "pgbouncer.ini").write_text(
        "[databases]\n"
        f"shop = host={info.host} port={info.port} dbname={info.dbname}\n"
        "[pgbouncer]\n"
        f"unix_socket_dir = {home}\nlisten_port = {PORT}\nlisten_addr =\n"
        f"auth_type = trust\nauth_file = {home}/users\n"
        f"pool_mode = transaction\ndefault_pool_size = 1\npidfile = {home}/pid\n"
        f"logfile = {home}/log\n"
    )
    if who.uid is not None:
        os.chown(home, who.uid, -1)
    process = subprocess.Popen(
        [*who.prefix, program, "-q", home / "pgbouncer.ini"], user=who.uid, group=who.gid
    )
    urls = {login: f"postgresql://{login}@/shop?host={home}&port={PORT}" for login in logins}
    urls["owner"] = urls[info.user]
    try:
        _wait_for(home / f".s.PGSQL.{PORT}")
        yield urls
    finally:
        process.terminate()
        process.wait(timeout=10)
        shutil.rmtree(home)


def _wait_for(socket: Path) -> None:
    for _ in range(100):
        if socket.exists():
            return
        time.sleep(0.05)
    raise TimeoutError(f"no {socket}")


def _connect(stack: contextlib.ExitStack, url: str) -> psycopg.Connection[Any]:
    conn: psycopg.Connection[Any] = psycopg.connect(url, prepare_threshold=None)
    stack.callback(conn.close)
    return conn


def test_clients_of_one_server_connection_leak_nothing_into_each_other(
    pooled: dict[str, str], postgresql: psycopg.Connection[Any]
) -> None:
    postgresql.execute("select tolsel.grant_login('shop_app', 2, false)")
    postgresql.commit()
    with contextlib.ExitStack() as stack:
        first = _connect(stack, pooled["shop_app"])
        second = _connect(stack, pooled["shop_app"])
        pids = set()
        for _ in range(3):
            # The first client acts for the twin, in this transaction only.
            first.execute("select set_config('tolsel.tenant_id', '2', true)")
            first.execute("select tolsel.set_context(null, 'request-1')")
            posted = first.execute("select * from tolsel.post_journal(%s)", [LINES]).fetchone()
            assert posted is not None and posted[0] == 2
            pids |= {first.execute("select pg_backend_pid()").fetchone()[0]}  # type: ignore[index]
            first.commit()
            # The second one, on the same server connection, selects nothing.
            row = second.execute(
                "select tenant_id, request_id, pg_backend_pid() from tolsel.post_journal(%s)",
                [LINES],
            ).fetchone()
            second.commit()
            assert row is not None and row[:2] == (1, None)
            pids.add(row[2])
        assert len(pids) == 1


def test_each_login_keeps_its_tenant(pooled: dict[str, str]) -> None:
    with contextlib.ExitStack() as stack:
        for login, tenant_id in (("shop_app", 1), ("twin_app", 2), ("shop_app", 1)):
            conn = _connect(stack, pooled[login])
            row = conn.execute("select tolsel.current_tenant_id()").fetchone()
            conn.rollback()
            assert row == (tenant_id,)


def test_no_command_leaves_anything_on_a_shared_connection(pooled: dict[str, str]) -> None:
    """# S89: what needs a session of its own is refused before it has set anything."""
    left = """select current_user::text, current_setting('search_path'),
        current_setting('default_transaction_read_only'), current_setting('lock_timeout'),
        (select count(*) from pg_locks l where l.locktype = 'advisory' and l.database = (
            select d.oid from pg_database d where d.datname = current_database())),
        pg_backend_pid()"""
    with contextlib.ExitStack() as stack:
        other = _connect(stack, pooled["owner"])
        other.autocommit = True
        was = other.execute(left).fetchone()
        for command in (
            ("migrate",), ("migrate", "--dry-run"), ("rollback", "--all", "--yes"),
            ("status",), ("verify",), ("repair",), ("init",), ("jobs", "run"), ("jobs",),
        ):  # fmt: skip
            found = CliRunner().invoke(cli.main, ["--url", pooled["owner"], *command])
            if command[0] in ("migrate", "rollback"):
                assert found.exit_code == 2, found.output
                assert "goes through a pooler" in found.stderr
                assert "HINT:  Give --url the host and port of the server itself." in found.stderr
            else:
                assert found.exit_code == 0, (command, found.output)
            assert other.execute(left).fetchone() == was, command
