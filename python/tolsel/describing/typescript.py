"""The public functions as TypeScript: types for `tolsel.mjs`, which calls them from Node.js."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from tolsel.public import Api, Argument, Column, Function, Refusal

_WIDTH = 96
_TYPES = {
    "bigint": "Id", "boolean": "boolean", "date": "Day", "integer": "number", "jsonb": "Json",
    "numeric": "Amount", "regrole": "string", "smallint": "number", "text": "string",
    "time without time zone": "Time", "timestamp with time zone": "Moment",
}  # fmt: skip
# What a caller may hand over besides, as it is no less exact.
_GIVEN = {"Id": "Id | number | bigint", "Moment": "Moment | Date"}
_HEAD = """\
// Types of tolsel.mjs, written by `tolsel api --typescript` from the catalog of a database.

/** A bigint, as PostgreSQL writes it. */
export type Id = string;
/** An amount, or any other numeric, as PostgreSQL writes it: "9.50". */
export type Amount = string;
/** A day: "2026-03-31". */
export type Day = string;
/** A time of day: "22:00:00". */
export type Time = string;
/** A moment with its zone, to the microsecond: "2026-03-31 22:00:00.123456+00". */
export type Moment = string;
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/** What of node-postgres is needed: a Client, a PoolClient, or a Pool for calls by themselves. */
export interface Client {
  query(config: any): Promise<any>;
}

/** A refusal: a rule in the database said no, and nothing was changed. */
export class TolselError extends Error {
  name: Refused;
  sqlstate: string;
  /** The figures. */
  detail?: string;
  /** The way out. */
  hint?: string;
}

/** Says whether the same call, with the same request key, may succeed when it is repeated. */
export function isRetryable(error: unknown): boolean;

/** Calls tolsel's functions in the transaction of a client; the caller commits. */
export function tolsel(client: Client): Tolsel;
"""


def caller() -> str:
    """Return the module that these types are of."""
    return Path(__file__).with_name("tolsel.mjs").read_text(encoding="utf-8")


def render(api: Api) -> str:
    """Return the types of all functions, of the rows they answer with, and of what they refuse."""
    rows: dict[str, str] = {}
    for function in api.functions:
        if function.row_class is not None:
            rows.setdefault(function.row_class, "\n".join(_row(function)))
    names = {refusal.sqlstate: refusal.name for refusal in api.refusals}
    calls = [line for function in api.functions for line in _call(function, names)]
    parts = [
        _HEAD.rstrip(),
        _refused(api.refusals),
        *rows.values(),
        "\n".join(["export interface Tolsel {", *calls, "}"]),
    ]
    return "\n\n".join(parts) + "\n"


def _refused(refusals: Sequence[Refusal]) -> str:
    lines = [f'  | "{refusal.name}" // {refusal.sqlstate}' for refusal in refusals]
    told = "/** The name of a refusal, beside its SQLSTATE. */"
    return "\n".join([told, "export type Refused =", *lines, ";"])


def _row(function: Function) -> Iterator[str]:
    yield f"export interface {function.row_class} {{"
    for column in function.columns:
        yield from _comment(column.comment or "")
        yield f"  {column.name}: {_column(column)};"
    yield "}"


def _column(column: Column) -> str:
    kind = _type(column.type)
    return f"{kind} | null" if column.is_nullable and kind != "Json" else kind


def _call(function: Function, names: dict[str, str]) -> Iterator[str]:
    refused = ", ".join(f"{code} {names[code]}" for code in function.raises)
    yield from _comment(function.text + (f" Refused as {refused}." if refused else ""))
    needed = any(argument.default is None for argument in function.arguments)
    yield f"  {function.name}(args{'' if needed else '?'}: {{"
    for argument in function.arguments:
        yield f"    {argument.name}{'' if argument.default is None else '?'}: {_given(argument)};"
    yield f"  }}): Promise<{_answer(function)}>;"


def _given(argument: Argument) -> str:
    kind = argument.type.removesuffix("[]")
    given = _GIVEN.get(_type(kind), _type(kind))
    if argument.type != kind:
        given = f"({given})[]" if "|" in given else f"{given}[]"
    return f"{given} | null" if argument.is_nullable and given != "Json" else given


def _answer(function: Function) -> str:
    if function.answer == "void":
        return "void"
    kind = function.row_class or _type(function.answer)
    if function.is_set:
        return f"{kind}[]"
    return f"{kind} | null" if function.may_be_null else kind


def _type(kind: str) -> str:
    if kind.endswith("[]"):
        return f"{_type(kind[:-2])}[]"
    return _TYPES[kind]


def _comment(text: str) -> Iterator[str]:
    lines = textwrap.wrap(text.replace("*/", "* /"), _WIDTH, break_long_words=False)
    if len(lines) == 1:
        yield f"  /** {lines[0]} */"
    elif lines:
        yield "  /**"
        yield from (f"   * {line}" for line in lines)
        yield "   */"
