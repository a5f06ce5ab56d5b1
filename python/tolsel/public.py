"""What the database says of its public functions and views: arguments, answers, refusals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg import Connection
from psycopg.rows import class_row

# What a comment says of a function that may answer with nothing.
_MAY_BE_NULL = re.compile(r"\bnull (?:when|where|if) (?:nothing|nobody|none)\b")
# Arguments that must be given and may be null, which the catalog does not say.
NULLABLE = {
    ("reopen_period", "through_on"), ("set_clock", "at"), ("set_invoice_note", "note"),
    ("set_owed_limit", "owed_limit"), ("set_sms_template", "body"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An argument, without the p_ that SQL puts before it."""

    name: str
    type: str
    default: str | None
    """The expression of its default; None where it must be given."""
    is_nullable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of what a function answers with."""

    name: str
    type: str
    is_nullable: bool
    comment: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A public function."""

    name: str
    comment: str
    arguments: Sequence[Argument]
    answer: str
    """A type, `void`, or `record` for columns of its own."""
    is_set: bool
    columns: Sequence[Column]

    @property
    def text(self) -> str:
        """Return the comment without its refusals, in one line, with arguments as they are here."""
        said = " ".join(self.comment.partition("raises:")[0].split())
        return re.sub(r"\bp_(?=[a-z])", "", said)

    @property
    def row_class(self) -> str | None:
        """Return what a class of its rows is called; None where it answers with a value."""
        if not self.columns:
            return None
        if self.answer != "record":
            return class_name(self.answer.partition(".")[2])
        verb, _, rest = self.name.partition("_")
        return class_name(rest if verb in ("list", "get") else self.name) + "Row"

    @property
    def raises(self) -> list[str]:
        """Return the codes that the comment names."""
        return re.findall(r"\bU[A-Z]\d{3}\b", self.comment.partition("raises:")[2])

    @property
    def may_be_null(self) -> bool:
        """Say whether the function may answer with nothing."""
        return not self.is_set and bool(_MAY_BE_NULL.search(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A registered error."""

    sqlstate: str
    name: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A public view."""

    name: str
    comment: str
    columns: Sequence[Column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """All that an application may call and see, and all that may be refused."""

    functions: Sequence[Function]
    views: Sequence[View]
    refusals: Sequence[Refusal]


def class_name(name: str) -> str:
    """Return a name of SQL as the name of a class."""
    return "".join(part.title() for part in name.split("_"))


_FUNCTIONS: LiteralString = """
    select p.proname::text as name, obj_description(p.oid, 'pg_proc') as comment,
        format_type(p.prorettype, null) as answer, p.proretset as is_set,
        coalesce((
            select jsonb_agg(jsonb_build_object(
                'name', regexp_replace(p.proargnames[n], '^p_', ''), 'type', format_type(t, null),
                'default', case when n > p.pronargs - p.pronargdefaults
                    then pg_get_function_arg_default(p.oid, n::int) end) order by n)
            from unnest(p.proargtypes::oid[]) with ordinality a(t, n)), '[]') as arguments,
        coalesce((
            select jsonb_agg(jsonb_build_object(
                'name', c.name,
                'type', format_type(coalesce(nullif(d.typbasetype, 0), d.oid), null),
                'is_nullable', c.is_nullable, 'comment', c.comment) order by c.place)
            from (
                select a.attnum as place, a.attname::text as name, a.atttypid as type_id,
                    not a.attnotnull as is_nullable,
                    col_description(a.attrelid, a.attnum) as comment
                from pg_type t
                join pg_attribute a on a.attrelid = t.typrelid and a.attnum > 0
                    and not a.attisdropped
                where t.oid = p.prorettype
                union all
                select n, p.proargnames[n], p.proallargtypes[n], true, null
                from generate_subscripts(p.proallargtypes, 1) n
                where p.proargmodes[n] = 't'
            ) c
            join pg_type d on d.oid = c.type_id), '[]') as columns
    from pg_proc p
    -- A procedure commits: it is not called within somebody's transaction.
    where p.pronamespace = 'tolsel'::regnamespace and p.prokind = 'f'
    order by 1"""
_VIEWS: LiteralString = """
    select c.relname::text as name, obj_description(c.oid, 'pg_class') as comment, (
        select jsonb_agg(jsonb_build_object(
            'name', a.attname, 'type', format_type(a.atttypid, null), 'is_nullable', true,
            'comment', col_description(c.oid, a.attnum)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0) as columns
    from pg_class c
    where c.relnamespace = 'tolsel'::regnamespace and c.relkind = 'v'
    order by 1"""
_REFUSALS: LiteralString = """
    select code as sqlstate, name, message from tolsel.error_code order by 1"""


def read_api(conn: Connection[Any]) -> Api:
    """Read the public functions, views and registered errors of a migrated database."""
    found = conn.execute(_FUNCTIONS).fetchall()
    functions = [
        Function(
            name=name,
            comment=comment or "",
            answer=answer,
            is_set=is_set,
            arguments=[
                Argument(
                    **argument,
                    is_nullable=argument["default"] is not None
                    or (name, argument["name"]) in NULLABLE,
                )
                for argument in arguments
            ],
            columns=[Column(**column) for column in columns],
        )
        for name, comment, answer, is_set, arguments, columns in found
    ]
    views = [
        View(name=name, comment=comment or "", columns=[Column(**column) for column in columns])
        for name, comment, columns in conn.execute(_VIEWS).fetchall()
    ]
    with conn.cursor(row_factory=class_row(Refusal)) as cursor:
        refusals = cursor.execute(_REFUSALS).fetchall()
    return Api(functions=functions, views=views, refusals=refusals)
