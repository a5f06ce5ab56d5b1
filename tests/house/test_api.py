"""The Python client is what the catalog says: each public function, each answer, each refusal."""

import inspect
from typing import Any

import psycopg
import pytest

import tolsel
from tests.tools import api
from tolsel import public
from tolsel.calls import Call

pytestmark = pytest.mark.once

Connection = psycopg.Connection[Any]


@pytest.fixture
def found(postgresql: Connection) -> public.Api:
    return public.read_api(postgresql)


def test_the_files_are_those_of_the_catalog(found: public.Api) -> None:
    files = api.render(found)
    assert {path.name for path in api.FOLDER.glob("*.py")} == files.keys()
    changed = [name for name, text in files.items() if (api.FOLDER / name).read_text() != text]
    assert changed == [], "make guards"


def test_every_call_names_what_the_function_takes(
    postgresql: Connection, found: public.Api
) -> None:
    """No value is sent: PostgreSQL reads each statement with all of its arguments."""
    for function in found.functions:
        make = getattr(tolsel, function.name)
        names = inspect.signature(make).parameters
        assert names.keys() == {argument.name for argument in function.arguments}, function.name
        call: Call[object] = make(**dict.fromkeys(names, ""))
        assert call.arguments.keys() == names.keys()
        statement = call.statement(lambda number: f"${number}")
        postgresql.execute(f"prepare {function.name} as {statement}".encode())


def test_only_arguments_without_a_default_must_be_given(found: public.Api) -> None:
    for function in found.functions:
        signature = inspect.signature(getattr(tolsel, function.name))
        required = {
            n for n, p in signature.parameters.items() if p.default is inspect.Parameter.empty
        }
        assert required == {a.name for a in function.arguments if a.default is None}
        assert all(p.kind is p.KEYWORD_ONLY for p in signature.parameters.values())


def test_every_refusal_has_its_class(found: public.Api) -> None:
    kinds = [tolsel.TolselError.for_sqlstate(refusal.sqlstate) for refusal in found.refusals]
    assert [(k.sqlstate, k.name) for k in kinds] == [(r.sqlstate, r.name) for r in found.refusals]
    assert all(getattr(tolsel, kind.__name__) is kind for kind in kinds)
    assert len(set(kinds)) == len(kinds)


def test_arguments_that_may_be_null_are_there(found: public.Api) -> None:
    named = {(f.name, a.name) for f in found.functions for a in f.arguments if a.default is None}
    assert named >= public.NULLABLE


def test_every_docstring_says_where_the_function_lies(found: public.Api) -> None:
    for function in found.functions:
        (path,) = api.ROOT.glob(f"sql/*/functions/{function.name}.sql")
        said = inspect.getdoc(getattr(tolsel, function.name)) or ""
        assert said.endswith(f"Source: {path.relative_to(api.ROOT)}.")
