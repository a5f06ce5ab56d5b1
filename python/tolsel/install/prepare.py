"""`tolsel init`, and the checks that a database is ready for tolsel."""

from __future__ import annotations

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow

from tolsel.database import connect, database_name
from tolsel.errors import MigrationError
from tolsel.install.ownership import (
    OWNER,
    ROLES,
    check_roles,
    check_schema_owners,
    check_schemas_are_own,
)
from tolsel.install.sources import MigrationFolder, read_migration_folder
from tolsel.resources import data_dir

_ATTEMPTS = 20
_RUN_INIT = (
    "Run `tolsel init` as a superuser, or as a login with CREATEROLE that owns the database."
)


def init(url: str | None = None, *, test_clock: bool = False) -> tuple[str, ...]:
    """Make roles, rights and the schema tolsel_meta, as far as absent; return what was done.

    `test_clock` makes the database one whose clock can be set; that is refused once it holds
    journals, and never taken back.
    """
    folder = read_migration_folder(data_dir("migrations"))
    with connect(url, autocommit=True, application_name="tolsel init") as conn:
        attempt = 1
        while True:
            try:
                with conn.transaction():
                    return tuple(_init(conn, folder, test_clock=test_clock))
            except psycopg.errors.InsufficientPrivilege as error:
                raise MigrationError(
                    f"{conn.info.user} may not prepare this database: {error.diag.message_primary}",
                    sqlstate=error.sqlstate,
                    detail=error.diag.message_detail,
                    hint=_RUN_INIT,
                ) from error
            except (
                psycopg.errors.UniqueViolation,
                psycopg.errors.DuplicateObject,
                psycopg.errors.DuplicateSchema,
                psycopg.errors.InternalError_,
            ):
                # Roles belong to the whole cluster: another init may be making them right now.
                attempt += 1
                if attempt > _ATTEMPTS:
                    raise


def check_ready(conn: Connection[TupleRow], *, to_write: bool) -> None:
    """Refuse a database that was not prepared, or where tolsel's names are somebody else's."""
    check_schema_owners(conn)
    if to_write:
        check_roles(conn)
    found = _one(
        conn,
        """select
               array(select r from unnest(%s::text[]) r except select rolname from pg_roles),
               to_regnamespace('tolsel_meta') is not null""",
        [[*ROLES]],
    )
    if found[0]:
        raise MigrationError(
            f"role(s) missing on this server: {', '.join(sorted(found[0]))}", hint=_RUN_INIT
        )
    if not found[1]:
        raise MigrationError("this database was not prepared for tolsel", hint=_RUN_INIT)
    if to_write and not _may_become_owner(conn):
        raise MigrationError(
            f"{conn.info.user} may not act as {OWNER}",
            hint=f"Connect as the login that ran `tolsel init`, or grant {OWNER} to this one.",
        )


def check_may_create(conn: Connection[TupleRow]) -> None:
    """Refuse a database where migrations could not create a schema.

    The right belongs to the database itself: a copy by template or a restored dump lacks it.
    """
    if not _one(conn, _MAY_CREATE, [OWNER])[0]:
        raise MigrationError(f"{OWNER} may not create schemas in this database", hint=_RUN_INIT)


def _init(conn: Connection[TupleRow], folder: MigrationFolder, *, test_clock: bool) -> list[str]:
    check_schema_owners(conn)
    check_roles(conn)
    _check_may_join(conn)
    done = []
    for role, comment in ROLES.items():
        if not _one(conn, "select exists (select from pg_roles where rolname = %s)", [role])[0]:
            name = sql.Identifier(role)
            conn.execute(sql.SQL("create role {} nologin").format(name))
            conn.execute(sql.SQL("comment on role {} is {}").format(name, sql.Literal(comment)))
            done.append(f"role {role}")
    for role in (OWNER, "tolsel_admin"):
        if not _is_member(conn, role):
            # Up to 15 a membership always carries both; later a CREATEROLE login must ask for them.
            options = " with set true, inherit true" if conn.info.server_version >= 160000 else ""
            command = sql.SQL("grant {} to current_user" + options)
            conn.execute(command.format(sql.Identifier(role)))
            done.append(f"{conn.info.user} is a member of {role}")
    # Not before, because only a member of the owner may look.
    check_schemas_are_own(conn, folder)
    if not _one(conn, _MAY_CREATE, [OWNER])[0]:
        database = database_name(conn)
        command = sql.SQL("grant create on database {} to {}")
        conn.execute(command.format(sql.Identifier(database), sql.Identifier(OWNER)))
        done.append(f"{OWNER} may create schemas in {database}")
    if _one(conn, _MAY_SHOW_FILES, [OWNER])[0]:
        conn.execute(sql.SQL(_SHOW_FILES).format(sql.Identifier(OWNER)))
        done.append(f"{OWNER} may read the settings in the server's files")
    if not _one(conn, "select to_regnamespace('tolsel_meta') is not null")[0]:
        conn.execute(_META.format(owner=OWNER).encode())
        done.append("schema tolsel_meta")
    if test_clock and not is_test_clock_wanted(conn):
        _want_test_clock(conn)
        done.append("a clock that can be set, for tests")
    return done


def _check_may_join(conn: Connection[TupleRow]) -> None:
    """Refuse to become a member of roles that others have made, for that is theirs to give.

    Roles are the server's: up to 15 any login with CREATEROLE could take them, and with them the
    books in all of its databases.
    """
    kind = "set" if conn.info.server_version >= 160000 else "member"
    named, is_super, databases = _one(
        conn,
        """select
               array(select r.rolname::text from pg_roles r
                   where r.rolname = any(%s) and not pg_has_role(r.oid, %s)
                       -- Whoever holds the admin option may give the rest.
                       and not (%s = 'set' and pg_has_role(r.oid, 'member with admin option'))),
               (select r.rolsuper from pg_roles r where r.rolname = current_user),
               array(select quote_ident(d.datname) from pg_database d
                   where exists (select from pg_roles r where r.rolname = %s
                       and has_database_privilege(r.oid, d.oid, 'create')) order by 1)""",
        [[OWNER, "tolsel_admin"], kind, kind, OWNER],
    )
    if not named or is_super:
        return
    login = sql.Identifier(conn.info.user).as_string()
    options = " with inherit true, set true" if kind == "set" else ""
    admin = " with admin option" if kind == "member" else f"{options}, admin true"
    others = ", ".join(role for role in ROLES if role != OWNER)
    raise MigrationError(
        f"the roles of tolsel are on this server already, and {conn.info.user} is no member",
        detail=f"Roles are the server's. A member of {OWNER} may do anything to the books in each "
        f"of its databases; tolsel was prepared in: {', '.join(databases) or 'none'}.",
        hint=f"If that is meant, a superuser runs: grant {OWNER} to {login}{options}; "
        f"grant {others} to {login}{admin}; Otherwise give this database a server of its own.",
    )


def is_test_clock_wanted(conn: Connection[TupleRow]) -> bool:
    """Say whether the database was made with `tolsel init --test-clock`."""
    return bool(
        _one(
            conn,
            "select exists (select from tolsel_meta.setting where name = 'test_clock' "
            "and value = 'true')",
        )[0]
    )


def _want_test_clock(conn: Connection[TupleRow]) -> None:
    is_used = False
    if _one(conn, "select to_regclass('tolsel_ledger.journal') is not null")[0]:
        is_used = _one(conn, "select exists (select from tolsel_ledger.journal)")[0]
    if is_used:
        raise MigrationError(
            "this database holds journals, so it cannot get a clock that can be set",
            hint="Use a new database: tolsel init --test-clock, then tolsel migrate.",
        )
    conn.execute("insert into tolsel_meta.setting (name, value) values ('test_clock', 'true')")


def _is_member(conn: Connection[TupleRow], role: str) -> bool:
    """Say whether the membership is granted; a superuser has the rights without it."""
    return bool(
        _one(
            conn,
            """select pg_has_role(r.oid, %s, 'usage') and (not r.rolsuper or exists (
                   select from pg_auth_members m where m.roleid = %s::regrole and m.member = r.oid))
               from pg_roles r where r.rolname = current_user""",
            [role, role],
        )[0]
    )


def _may_become_owner(conn: Connection[TupleRow]) -> bool:
    kind = "set" if conn.info.server_version >= 160000 else "member"
    return bool(_one(conn, "select pg_has_role(current_user, %s, %s)", [OWNER, kind])[0])


def _one(conn: Connection[TupleRow], query: str, values: list[object] | None = None) -> TupleRow:
    row = conn.execute(query.encode(), values).fetchone()
    assert row is not None
    return row


_MAY_CREATE = "select has_database_privilege(%s, current_database(), 'create')"

_MAY_SHOW_FILES = """
    select (select r.rolsuper from pg_roles r where r.rolname = current_user)
        and not has_function_privilege(%s, 'pg_show_all_file_settings()', 'execute')"""
_SHOW_FILES = "grant execute on function pg_catalog.pg_show_all_file_settings() to {}"

_META = """
create schema tolsel_meta authorization {owner};
set local role {owner};
comment on schema tolsel_meta is
    'Bookkeeping of tolsel migrate: which migrations were applied, and how init was called.';
create table tolsel_meta.setting (
    name text not null constraint setting_pkey primary key,
    value text not null
);
comment on table tolsel_meta.setting is 'Choices made with tolsel init.';
comment on column tolsel_meta.setting.name is 'The choice: test_clock.';
comment on column tolsel_meta.setting.value is 'What was chosen: true.';
reset role;
"""
