"""Has the tests run on a template that is there already, and has a fault."""

import os

import psycopg
import pytest

from tests import templates
from tests.mutants.runner import TEMPLATE
from tests.templates import Database


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Copy the template under the name of this run's."""
    own = Database(name=f"tolsel_test_{os.environ['TOLSEL_TEST_RUN']}")
    with psycopg.connect(templates.SERVER.url(), autocommit=True) as conn:
        templates.create(conn, own, of=Database(name=os.environ[TEMPLATE]))
