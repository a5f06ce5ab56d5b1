"""SQL that makes the catalogue a router: PL/Proxy functions that ask the shard of a tenant."""

from __future__ import annotations

from typing import LiteralString

from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow

from tolsel import shards
from tolsel.errors import ReportedError, translating

_ROUTER = """\
-- For a superuser, in the catalogue; again after `tolsel migrate` and after every change of shards.
begin;
create schema if not exists plproxy;
comment on schema plproxy is
    'Made by tolsel cluster router: PL/Proxy, and which partition a tenant is on.';
grant usage on schema plproxy to {roles};
create extension if not exists plproxy with schema plproxy;

-- The number of a partition is that of the shard, less one.
drop server if exists tolsel cascade;
create server tolsel foreign data wrapper plproxy options (
    {partitions}
);
grant usage on foreign server tolsel to {roles};
create user mapping for public server tolsel;

create or replace function plproxy.find_partition(p_tenant_id bigint)
returns integer
language sql
stable
as $find_partition$
    select s.shard_no - 1 from tolsel.find_shard(p_tenant_id) s;
$find_partition$;
comment on function plproxy.find_partition is
$$Answers the partition of the server tolsel that a tenant is on.
raises: US005 tenant_not_placed$$;
revoke all on function plproxy.find_partition from public;
grant execute on function plproxy.find_partition to {roles};

{functions}
commit;
"""
# Not `target`, which names the type of each column: callers may not use the private schemas.
_FUNCTION = """\
create or replace function tolsel.{name}({arguments})
returns {result}
language plproxy
volatile
as $router$
    cluster 'tolsel';
    run on plproxy.find_partition(p_tenant_id);
    select * from tolsel.{name}({names});
$router$;
"""
# Who may ask where a tenant is, may ask its shard.
_ROLES: LiteralString = """
    select string_agg(quote_ident(r.rolname), ', ' order by r.rolname)
    from pg_proc p
    cross join lateral aclexplode(p.proacl) a
    join pg_roles r on r.oid = a.grantee
    where p.oid = 'tolsel.find_shard'::regproc and a.privilege_type = 'EXECUTE'"""
# A routed function is replaced by itself when this is read again. The catalogue answers for itself
# where a tenant is.
_FUNCTIONS: LiteralString = """
    select quote_ident(p.proname), pg_get_function_arguments(p.oid),
        pg_get_function_result(p.oid), array_to_string(p.proargnames[:p.pronargs], ', ')
    from pg_proc p
    where p.pronamespace = 'tolsel'::regnamespace and p.prokind = 'f'
        and 'p_tenant_id' = any (p.proargnames[:p.pronargs]) and p.proname <> 'find_shard'
    order by 1"""


def write_router(catalogue: Connection[TupleRow]) -> str:
    """Return SQL that makes the catalogue a router to its shards, in one transaction.

    Its public functions that are about a tenant become PL/Proxy functions of the same signature.
    """
    known = shards.list_shards(catalogue)
    if not known:
        raise ReportedError("the catalogue has no shards", hint="Add one: tolsel cluster add.")
    with translating(), catalogue.transaction():
        # So that every type is written with its schema.
        catalogue.execute("set local search_path = pg_catalog")
        if catalogue.execute("select from tolsel.list_tenants(null, 1)").fetchone() is not None:
            raise ReportedError(
                "the catalogue has tenants of its own, which a router could not reach",
                hint="Take a database that has none for the catalogue.",
            )
        row = catalogue.execute(_ROLES).fetchone()
        functions = catalogue.execute(_FUNCTIONS).fetchall()
    assert row is not None
    return _ROUTER.format(
        roles=row[0],
        partitions=",\n    ".join(_write_partitions([s.dsn for s in known])),
        functions="\n".join(
            _FUNCTION.format(name=name, arguments=arguments, result=result, names=names)
            for name, arguments, result, names in functions
        ),
    )


def _write_partitions(dsns: list[str]) -> list[str]:
    """Return the options of the server: PL/Proxy wants a power of two, so the first fills up."""
    count = 1 << (len(dsns) - 1).bit_length()
    filled = dsns + [dsns[0]] * (count - len(dsns))
    return [f"p{n} {_quote(_without_user(dsn))}" for n, dsn in enumerate(filled)]


def _without_user(dsn: str) -> str:
    """Return a connection string in words; each login of the router is its own on the shard."""
    words = conninfo_to_dict(dsn)
    words.pop("user", None)
    return make_conninfo("", **words)


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
