"""Write down what this version installs: guards, columns of views, calls of the Python client.

Usage: python -m tests.tools.guards

It installs tolsel on the oldest and the newest server that are supported, because they print views
in other words; those between print them as the newest does.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg

from tests import harness
from tests.tools import api, columns
from tolsel.demo import pgcluster
from tolsel.install import migrate, shipped
from tolsel.install.sources import read_migration_folder, read_sql_tree
from tolsel.public import read_api
from tolsel.resources import data_dir


def installed_guards(programs: Path) -> tuple[int, Mapping[str, str]]:
    """Install tolsel on a server of our own; return its major version and its guards.

    The client, and what columns mean, are written from the same database.
    """
    # Where the file is of other files than these, migrate holds nothing against it.
    with harness.own_server(programs) as cluster:
        url = cluster.url()
        migrate.init(url)
        migrate.migrate(url)
        with psycopg.connect(url) as conn:
            for name in api.write(read_api(conn)):
                print(f"written: {(api.FOLDER / name).relative_to(harness.ROOT)}")
            for path in columns.write(conn):
                print(f"written: {path.relative_to(harness.ROOT)}")
            major = conn.info.server_version // 10000
            return major, shipped.read_guards(conn, read_sql_tree(data_dir("sql")))


def main() -> int:
    oldest = pgcluster.debian_bindirs()[:1]
    if not oldest:
        print("PostgreSQL from the system is not here, and prints views in words of its own")
        return 1
    guards = dict(installed_guards(programs) for programs in (*oldest, pgcluster.embedded_bindir()))
    files = shipped.files_hash(
        read_sql_tree(data_dir("sql")), read_migration_folder(data_dir("migrations"))
    )
    text = shipped.render(files, guards)
    if shipped.FILE.exists() and shipped.FILE.read_text() == text:
        return 0
    shipped.FILE.write_text(text)
    print(f"written: {shipped.FILE.relative_to(harness.ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
