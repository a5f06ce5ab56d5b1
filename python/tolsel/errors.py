"""What tolsel raises, and the one place that reads SQLSTATEs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

import psycopg

_RETRYABLE = frozenset({"40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03"})
_NAMED = re.compile(r"([a-z][a-z0-9_]*): (.*)", re.S)
_SECRETS = (
    # user:password@, also in a mistyped URL; to the last @ of the word, as people forget to escape.
    re.compile(r"""(?P<before>:(?!//))[^\s"']+(?=@)"""),
    re.compile(r"""(?P<before>\b(?:ssl)?password\s*=\s*)(?:'(?:[^'\\]|\\.)*'|[^\s&"']+)""", re.I),
)


def redact(text: str) -> str:
    """Return the text with every password of a connection string replaced by ***."""
    for secret in _SECRETS:
        text = secret.sub(r"\g<before>***", text)
    return text


class ReportedError(Exception):
    """An error that is explained to people: a message, and perhaps its figures and the way out."""

    sqlstate: str | None = None
    name: str | None = None

    def __init__(
        self,
        message: str,
        *,
        sqlstate: str | None = None,
        name: str | None = None,
        detail: str | None = None,
        hint: str | None = None,
    ) -> None:
        self.message = redact(message)
        self.sqlstate = sqlstate or self.sqlstate
        self.name = name or self.name
        self.detail = redact(detail) if detail else None
        self.hint = redact(hint) if hint else None
        super().__init__(self.message)

    @property
    def title(self) -> str:
        """Return code, name and message in one line."""
        code = " ".join(part for part in (self.sqlstate, self.name) if part)
        return f"{code}: {self.message}" if code else self.message

    def __str__(self) -> str:
        lines = [self.title]
        lines += [f"DETAIL:  {self.detail}"] if self.detail else []
        lines += [f"HINT:  {self.hint}"] if self.hint else []
        return "\n".join(lines)


class TolselError(ReportedError):
    """A refusal: a rule in the database said no, and nothing was changed.

    Each registered error is a subclass with its own `sqlstate` and `name`; a code this version does
    not know arrives as plain TolselError.
    """

    _by_sqlstate: ClassVar[dict[str, type[TolselError]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if cls.sqlstate is not None and "sqlstate" in cls.__dict__:
            TolselError._by_sqlstate[cls.sqlstate] = cls

    @classmethod
    def for_sqlstate(cls, sqlstate: str) -> type[TolselError]:
        """Return the class of an error code."""
        from tolsel.api import refusals  # noqa: F401  # to be made, they need this module

        return cls._by_sqlstate.get(sqlstate, cls)


class RetryableError(ReportedError):
    """A fault that passes: call again, with the same request key if there was one.

    It is no TolselError, because it is not an answer: after a lost connection the work may be done.
    """


class MigrationError(ReportedError):
    """The database could not be prepared, migrated or rolled back; it is as it was before."""


def is_retryable(error: psycopg.Error) -> bool:
    """Say whether the same call may succeed when it is repeated."""
    if error.sqlstate is None:
        # psycopg noticed by itself that the connection is gone, so there is no server's code.
        return isinstance(error, psycopg.OperationalError)
    return error.sqlstate in _RETRYABLE or error.sqlstate.startswith("08")


def translate(error: psycopg.Error) -> ReportedError | None:
    """Return our exception for psycopg's, or None when it is neither a refusal nor retryable."""
    state = error.sqlstate
    primary = error.diag.message_primary or str(error).strip()
    detail, hint = error.diag.message_detail, error.diag.message_hint
    if state is not None and state.startswith("U"):
        found = _NAMED.fullmatch(primary)
        name, message = found.groups() if found else (None, primary)
        kind = TolselError.for_sqlstate(state)
        return kind(message, sqlstate=state, name=name, detail=detail, hint=hint)
    if is_retryable(error):
        return RetryableError(primary, sqlstate=state or "08006", detail=detail, hint=hint)
    return None


@contextmanager
def translating() -> Iterator[None]:
    """Turn psycopg's errors into TolselError and RetryableError; others pass unchanged."""
    try:
        yield
    except psycopg.Error as error:
        ours = translate(error)
        if ours is None:
            raise
        raise ours from error
