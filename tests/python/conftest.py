"""A cluster for the tests of this folder."""

import os
from collections.abc import Iterator

import psycopg
import pytest

from tests import templates
from tests.python.clustered import SHARDS
from tests.templates import Database
from tolsel.install import migrate


def _migrate(database: Database) -> None:
    migrate.init(database.url())
    migrate.migrate(database.url())


migrated_alone = templates.template("alone", _migrate)


@pytest.fixture
def urls(migrated_alone: Database) -> Iterator[dict[str, str]]:
    """The URLs of a catalogue and two shards, all migrated and without a tenant."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    made = {
        name: Database(name=f"{migrated_alone.name}_{worker}_{name}")
        for name in ("catalogue", *SHARDS)
    }
    with psycopg.connect(templates.SERVER.url(), autocommit=True) as conn:
        for database in made.values():
            templates.drop(conn, database)
            templates.create(conn, database, of=migrated_alone)
        yield {name: database.url() for name, database in made.items()}
        for database in made.values():
            templates.drop(conn, database)
