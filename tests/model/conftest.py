"""The template of the model's databases: the suite's own, with a clock that can be set."""

import pytest
from pytest_postgresql import factories
from pytest_postgresql.executors import NoopExecutor

from tests.model.desk import Server
from tolsel.install import migrate


def arrange_clock(*, host: str, port: int, user: str, dbname: str, **_: object) -> None:
    url = f"postgresql://{user}@/{dbname}?host={host}&port={port}"
    migrate.init(url, test_clock=True)
    migrate.migrate(url)


postgresql_with_clock = factories.postgresql_noproc(
    dbname="tolsel_model", depends_on="postgresql_noproc", load=[arrange_clock]
)


@pytest.fixture(scope="session")
def server(postgresql_with_clock: NoopExecutor) -> Server:
    at = postgresql_with_clock
    return Server(host=at.host, port=at.port, user=at.user, template=at.template_dbname)
