"""The demo's own PostgreSQL, in `.tolsel` below the current folder.

Usage: python -m tolsel.demo.server start | url | psql [ARGUMENT]... | stop | remove
"""

import os
import sys
from pathlib import Path

import psycopg

from tolsel.demo.pgcluster import Cluster, ClusterError, find_bindir
from tolsel.demo.pgprograms import PSQL_OPTIONS

DATABASE = "tolsel"


def demo_cluster(*, folder: Path = Path(".tolsel")) -> Cluster:
    """Return the demo's server, running or not."""
    return Cluster(
        bindir=find_bindir(prefer_embedded=True),
        data=folder / "pgdata",
        settings={"timezone": "UTC"},
    )


def start_demo(cluster: Cluster) -> str:
    """Start the demo's server and return the URL of its database, made if there is none."""
    cluster.start()
    with psycopg.connect(cluster.url(), autocommit=True) as conn:
        found = conn.execute("select 1 from pg_database where datname = %s", [DATABASE])
        if found.fetchone() is None:
            name = psycopg.sql.Identifier(DATABASE)
            conn.execute(psycopg.sql.SQL("create database {}").format(name))
    return cluster.url(dbname=DATABASE)


def main() -> None:
    """Serve the Makefile, which has to work before there is a demo."""
    verb, *arguments = sys.argv[1:] or [""]
    try:
        cluster = demo_cluster()
        if verb == "stop":
            cluster.stop()
        elif verb == "remove":
            cluster.remove()
        elif verb == "start":
            print(start_demo(cluster))
        elif verb == "url":
            print(cluster.url(dbname=DATABASE))
        elif verb == "psql":
            program = str(cluster.bindir / "psql")
            os.execv(program, [program, *PSQL_OPTIONS, *arguments, start_demo(cluster)])
        else:
            sys.exit(__doc__)
    except ClusterError as error:
        sys.exit(f"demo: {error}")


if __name__ == "__main__":
    main()
