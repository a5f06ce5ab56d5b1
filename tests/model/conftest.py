"""The template of the model's databases: the suite's own, with a clock that can be set."""

from tests import templates
from tests.templates import Database
from tolsel.install import migrate


def arrange_clock(database: Database) -> None:
    migrate.init(database.url(), test_clock=True)
    migrate.migrate(database.url())


template = templates.template("model", arrange_clock, of="migrated")
