"""A database with the job of the trial."""

import contextlib
from collections.abc import Iterator

import psycopg
import pytest

from tests.jobs.trial import Trial, make_trial


@pytest.fixture
def trial(database_url: str) -> Iterator[Trial]:
    with contextlib.closing(psycopg.connect(database_url, autocommit=True)) as conn:
        found = make_trial(conn)
        yield found
        assert found.breaches() == []
