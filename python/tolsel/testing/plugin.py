"""Fixtures for pytest: `pytest_plugins = ["tolsel.testing.plugin"]` in conftest.py."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from psycopg.conninfo import conninfo_to_dict

from tolsel.demo.pgcluster import Cluster, find_bindir, make_home
from tolsel.testing.template import as_login, copied, make_template, settle


@pytest.fixture(scope="session")
def tolsel_server() -> Iterator[str]:
    """Return the URL of a server: that of TOLSEL_TEST_URL, or one of the tests' own."""
    if url := os.environ.get("TOLSEL_TEST_URL"):
        yield url
        return
    home = make_home("tolsel-tests-")
    cluster = Cluster(bindir=find_bindir(), data=home / "data", settings={"timezone": "UTC"})
    try:
        cluster.start()
        yield cluster.url()
    finally:
        cluster.remove()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def tolsel_prepare() -> Callable[[str], None]:
    """Return what is done once with the URL of the database to copy; override it.

    It runs, for instance, the migrations of the application's own tables.
    """
    return lambda url: None


@pytest.fixture(scope="session")
def tolsel_template(tolsel_server: str, tolsel_prepare: Callable[[str], None]) -> Iterator[str]:
    """Return the name of the database that tests get copies of."""
    with copied(tolsel_server, make_template(tolsel_server)) as url:
        tolsel_prepare(url)
        name = str(conninfo_to_dict(url)["dbname"])
        settle(tolsel_server, name)
        yield name


@pytest.fixture
def tolsel_url(tolsel_server: str, tolsel_template: str) -> Iterator[str]:
    """Return the URL of a database of the test's own, as superuser: migrated, with tenant 1."""
    with copied(tolsel_server, tolsel_template) as url:
        yield url


@pytest.fixture
def tolsel_app_url(tolsel_url: str) -> str:
    """Return the URL of the same database, with the rights of an application of tenant 1."""
    return as_login(tolsel_url)
