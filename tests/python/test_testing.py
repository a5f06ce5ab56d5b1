"""`tolsel.testing`: what an application's tests get, with pytest alone, Alembic and Django."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import harness

pytestmark = pytest.mark.once

PLUGIN = 'pytest_plugins = ["tolsel.testing.plugin"]\n'
PLAIN = """
    import psycopg
    import pytest
    import tolsel

    @pytest.mark.parametrize("time", [1, 2])
    def test_each_has_a_database_of_its_own(tolsel_app_url, time):
        with psycopg.connect(tolsel_app_url) as conn:
            customer = tolsel.open_customer(name="Frida", code="K-1").run(conn)
            lines = [{"amount": "9.50"}]
            invoice = tolsel.issue_invoice(customer_id=customer.customer_id, lines=lines).run(conn)
        assert (customer.customer_id, invoice.number) == (1, 1)

    def test_an_application_has_no_more_rights_than_it_should(tolsel_app_url):
        with psycopg.connect(tolsel_app_url) as conn:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                conn.execute("select from tolsel_ledger.entry")

    def test_a_test_sets_the_clock(tolsel_url, tolsel_app_url):
        with psycopg.connect(tolsel_url) as conn:
            tolsel.set_clock(at="2031-05-06 12:00+00").run(conn)
        with psycopg.connect(tolsel_app_url) as conn:
            assert str(tolsel.get_business_date().run(conn)) == "2031-05-06"
"""


def run(folder: Path, server: str, *arguments: str, **environment: str) -> str:
    """Run pytest in a folder, as a developer would, and return what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env=os.environ | {"TOLSEL_TEST_URL": server} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(textwrap.dedent(text))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Serve on a server of its own: a role and a template stay on it."""
    with harness.own_server() as cluster:
        yield cluster.url()


def databases(server: str) -> set[str]:
    with psycopg.connect(server) as conn:
        made = "select datname from pg_database where datname ~ '^tolsel_tests_'"
        return {name for (name,) in conn.execute(made).fetchall()}


def test_each_test_has_a_copy_and_nothing_else_is_left(server: str, tmp_path: Path) -> None:
    write(tmp_path, {"conftest.py": PLUGIN, "test_shop.py": PLAIN})
    assert "4 passed" in run(tmp_path, server)
    (kept,) = databases(server)
    assert "4 passed" in run(tmp_path, server, "-n", "2")
    assert databases(server) == {kept}


ALEMBIC = {
    "alembic.ini": """
        [alembic]
        script_location = shop
    """,
    "shop/env.py": """
        import psycopg
        from alembic import context
        from sqlalchemy import create_engine

        url = context.config.attributes["url"]
        engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url))
        with engine.connect() as conn:
            context.configure(connection=conn)
            with context.begin_transaction():
                context.run_migrations()
            conn.commit()
    """,
    "shop/versions/1_orders.py": """
        import sqlalchemy as sa
        from alembic import op

        revision, down_revision = "1", None

        def upgrade():
            op.create_table(
                "shop_order",
                sa.Column("order_id", sa.BigInteger, primary_key=True),
                sa.Column("invoice_id", sa.BigInteger, nullable=False),
            )
            op.execute("grant select, insert on shop_order to tolsel_tests_app")
    """,
    "conftest.py": PLUGIN
    + """
import pytest
from alembic import command
from alembic.config import Config

@pytest.fixture(scope="session")
def tolsel_prepare():
    def prepare(url):
        config = Config("alembic.ini")
        config.attributes["url"] = url
        command.upgrade(config, "head")
    return prepare
""",
    "test_orders.py": """
        import psycopg
        import pytest
        import tolsel
        from sqlalchemy import create_engine, text
        from sqlalchemy.orm import Session

        @pytest.fixture
        def engine(tolsel_app_url):
            return create_engine(
                "postgresql+psycopg://", creator=lambda: psycopg.connect(tolsel_app_url)
            )

        def order(session):
            conn = session.connection().connection.driver_connection
            customer = tolsel.open_customer(name="Frida").run(conn)
            invoice = tolsel.issue_invoice(
                customer_id=customer.customer_id, lines=[{"amount": "9.50"}]
            ).run(conn)
            added = text("insert into shop_order values (7, :invoice_id)")
            session.execute(added, {"invoice_id": invoice.invoice_id})
            return invoice

        def count(engine):
            with Session(engine) as session:
                conn = session.connection().connection.driver_connection
                orders = session.scalar(text("select count(*) from shop_order"))
                return orders, len(tolsel.list_customers().run(conn))

        def test_an_order_and_its_invoice_are_one_transaction(engine):
            with Session(engine) as session:
                order(session)
                session.rollback()
            assert count(engine) == (0, 0)
            with Session(engine) as session:
                order(session)
                session.commit()
            assert count(engine) == (1, 1)
    """,
}


def test_with_alembic_and_sqlalchemy(server: str, tmp_path: Path) -> None:
    write(tmp_path, ALEMBIC)
    assert "1 passed" in run(tmp_path, server)


DJANGO = {
    "settings.py": """
        import os

        from psycopg.conninfo import conninfo_to_dict
        from tolsel.testing import make_template

        url = os.environ["TOLSEL_TEST_URL"]
        at = conninfo_to_dict(url)
        DATABASES = {
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "shop", "USER": at["user"], "HOST": at["host"], "PORT": at["port"],
                "TEST": {"TEMPLATE": make_template(url)},
            }
        }
        INSTALLED_APPS = ["shop"]
        USE_TZ = True
        TIME_ZONE = "Asia/Manila"
    """,
    "shop/__init__.py": "",
    "shop/models.py": """
        from django.db import models

        class Order(models.Model):
            invoice_id = models.BigIntegerField()
            class Meta:
                app_label = "shop"
    """,
    "shop/migrations/__init__.py": "",
    "shop/migrations/0001_order.py": """
        from django.db import migrations, models

        class Migration(migrations.Migration):
            operations = [
                migrations.CreateModel("Order", [
                    ("id", models.BigAutoField(primary_key=True)),
                    ("invoice_id", models.BigIntegerField()),
                ])
            ]
    """,
    "shop/tests.py": """
        from decimal import Decimal

        import tolsel
        from django.db import connection, transaction
        from django.test import TestCase
        from shop.models import Order

        class Orders(TestCase):
            def setUp(self):
                with connection.cursor() as cursor:
                    cursor.execute("set local role tolsel_tests_app")

            def order(self):
                conn = connection.connection
                customer = tolsel.open_customer(name="Frida", metadata={"points": 3}).run(conn)
                assert customer.metadata == {"points": 3}
                invoice = tolsel.issue_invoice(
                    customer_id=customer.customer_id, lines=[{"amount": "9.50"}]
                ).run(conn)
                assert invoice.total_amount == Decimal("9.50")
                return invoice

            def test_a_refusal_undoes_its_block_alone(self):
                invoice = self.order()
                try:
                    with transaction.atomic():
                        self.order()
                        tolsel.void_invoice(invoice_id=0, reason="-").run(connection.connection)
                except tolsel.InvoiceNotFound as refusal:
                    assert refusal.sqlstate.startswith("UB")
                assert len(tolsel.list_customers().run(connection.connection)) == 1

            def test_another_has_books_of_its_own(self):
                assert tolsel.list_customers().run(connection.connection) == []
    """,
}


def test_with_django(server: str, tmp_path: Path) -> None:
    write(tmp_path, DJANGO)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "django", "test"],
        cwd=tmp_path,
        env=os.environ
        | {"TOLSEL_TEST_URL": server, "DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Ran 2 tests" in done.stderr
