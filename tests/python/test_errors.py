import traceback

import psycopg
import pytest

from tolsel.database import connect
from tolsel.errors import (
    MigrationError,
    ReportedError,
    RetryableError,
    TolselError,
    is_retryable,
    redact,
    translate,
    translating,
)

pytestmark = pytest.mark.once


class SomethingRefusedError(TolselError):
    """A registered error, as it will be generated."""

    sqlstate = "UZ999"
    name = "something_refused"


def raise_in_database(conn: psycopg.Connection, sqlstate: str, message: str) -> None:
    # Through a prepared-less DO block, whose body takes no parameters.
    text = psycopg.sql.SQL(
        "do $do$ begin raise exception using errcode = {}, message = {}, "
        "detail = 'Owed 5.00.', hint = 'Pay less.'; end $do$"
    )
    conn.execute(text.format(sqlstate, message))


def test_refusal(empty_database: psycopg.Connection) -> None:
    with pytest.raises(TolselError) as caught, translating():
        raise_in_database(empty_database, "UZ001", "not_open: the invoice is void: see there")
    error = caught.value
    assert type(error) is TolselError
    assert (error.sqlstate, error.name) == ("UZ001", "not_open")
    assert error.message == "the invoice is void: see there"
    assert (error.detail, error.hint) == ("Owed 5.00.", "Pay less.")
    assert isinstance(error.__cause__, psycopg.Error)
    assert str(error) == (
        "UZ001 not_open: the invoice is void: see there\nDETAIL:  Owed 5.00.\nHINT:  Pay less."
    )


def test_refusal_without_a_name(empty_database: psycopg.Connection) -> None:
    with pytest.raises(TolselError) as caught, translating():
        raise_in_database(empty_database, "UZ001", "No: this is a sentence")
    assert (caught.value.name, caught.value.message) == (None, "No: this is a sentence")


def test_registered_refusal_is_its_own_class(empty_database: psycopg.Connection) -> None:
    with pytest.raises(SomethingRefusedError), translating():
        raise_in_database(empty_database, "UZ999", "something_refused: no")


@pytest.mark.parametrize("state", ["40001", "40P01", "55P03", "57014", "57P01", "08006", "08P01"])
def test_retryable(empty_database: psycopg.Connection, state: str) -> None:
    with pytest.raises(RetryableError) as caught, translating():
        raise_in_database(empty_database, state, "busy")
    assert caught.value.sqlstate == state
    assert not isinstance(caught.value, TolselError)


def test_lost_connection_is_retryable(
    empty_database: psycopg.Connection, empty_database_url: str
) -> None:
    with psycopg.connect(empty_database_url) as victim:
        empty_database.execute("select pg_terminate_backend(%s, 1000)", [victim.info.backend_pid])
        for _ in range(2):  # the server's word first, then psycopg's own
            with pytest.raises(RetryableError), translating():
                victim.execute("select 1")


@pytest.mark.parametrize("state", ["22012", "23505", "P0001", "XX000"])
def test_others_pass_unchanged(empty_database: psycopg.Connection, state: str) -> None:
    with pytest.raises(psycopg.Error) as caught, translating():
        raise_in_database(empty_database, state, "broken")
    assert caught.value.sqlstate == state
    assert translate(caught.value) is None


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://me:s3cret@host/db",
        "cannot connect to postgresql://me:s3cret@host:5432/db?x=1",
        "postgres//me:s3cret@host/db",
        "me:s3cret@host",
        "postgresql://me:p@s3cret@host/db",
        "postgresql://me:p/s3cret@host/db",
        "postgresql://host/db?user=me&password=s3cret&x=1",
        "host=x password=s3cret user=me",
        "host=x password = 'a s3cret' user=me",
        r"password='a\' s3cret' user=me",
        "host=x sslpassword=s3cret",
        "PASSWORD=s3cret",
    ],
)
def test_passwords_are_redacted(text: str) -> None:
    assert "s3cret" not in redact(text)
    assert "***" in redact(text)
    assert "s3cret" not in str(MigrationError(text, detail=text, hint=text))


@pytest.mark.parametrize(
    "text", ["postgresql://me@host:5432/db", "at 12:00:00", "host=/tmp user=me", "a: b@c"]
)
def test_the_rest_is_not(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:s3cret@127.0.0.1:1/x",
        "postgres//me:s3cret@h/x",
        "host=/nowhere password=s3cret",
    ],
)
def test_connecting_never_tells_the_password(url: str) -> None:
    with pytest.raises(ReportedError) as caught:
        connect(url)
    assert "s3cret" not in "".join(traceback.format_exception(caught.value))


def test_a_mistake_of_the_program_is_not_tried_again() -> None:
    assert is_retryable(psycopg.OperationalError("the connection is lost"))
    assert not is_retryable(psycopg.ProgrammingError("the query has two placeholders"))
