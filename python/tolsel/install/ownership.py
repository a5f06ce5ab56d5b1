"""Whether what bears tolsel's names is tolsel's own: its roles, and its schemas."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from tolsel.errors import MigrationError
from tolsel.install import catalog
from tolsel.install.sources import MigrationFolder

OWNER = "tolsel_owner"
ROLES = {
    OWNER: "Owns every object of tolsel; nobody logs in as it.",
    "tolsel_app": "May execute the public functions of tolsel.",
    "tolsel_read": "May read the views of tolsel.",
    "tolsel_admin": "May execute the administrative functions of tolsel.",
    "tolsel_clerk": "May serve, sell and take money with tolsel.",
    "tolsel_supervisor": "May void, refund, correct and close days with tolsel.",
    "tolsel_accountant": "May post, match the bank, pay vendors and close periods with tolsel.",
    "tolsel_manager": "May set up the branches, people and channels of a tenant of tolsel.",
}
"""The roles, each with the comment by which it is known again, also from another database."""

_ATTRIBUTES = ("LOGIN", "SUPERUSER", "CREATEDB", "CREATEROLE", "REPLICATION", "BYPASSRLS")


def check_roles(conn: Connection[TupleRow]) -> None:
    """Refuse a role of our names that tolsel did not make, or that is no longer as it was made.

    One that another database's `tolsel init` has made, or a restored dump, is as it should be.
    """
    found = dict(_find_foreign_roles(conn))
    if not found:
        return
    names = [*found]
    raise MigrationError(
        f"role {names[0]} exists, and is not as tolsel makes it",
        detail="\n".join(f"{name}: {', '.join(said)}." for name, (said, _) in found.items()),
        hint="If it is somebody else's, give it another name: "
        + " ".join(f"alter role {name} rename to ...;" for name in names)
        + " If it is tolsel's own, put it right: "
        + " ".join(f"{statement};" for _, remedy in found.values() for statement in remedy),
    )


def _find_foreign_roles(
    conn: Connection[TupleRow],
) -> Iterator[tuple[str, tuple[list[str], list[str]]]]:
    """Yield each such role, with what is wrong with it and the statements that put it right."""
    # Whether there is a password, only a superuser sees.
    sees = "has_table_privilege('pg_authid', 'select')"
    row = conn.execute(f"select {sees}".encode()).fetchone()
    password = (
        "(select a.rolpassword is not null from pg_authid a where a.oid = r.oid)"
        if row and row[0]
        else "false"
    )
    rows = conn.execute(_ROLES.format(password=password).encode(), [[*ROLES], [*ROLES]]).fetchall()
    for name, attributes, has_password, groups, settings, comment in rows:
        said, remedy = [], []
        role = sql.Identifier(name).as_string()
        has = [word for word, is_set in zip(_ATTRIBUTES, attributes, strict=True) if is_set]
        if has:
            said += has
            remedy.append(f"alter role {role} {' '.join(f'no{word.lower()}' for word in has)}")
        if has_password:
            said.append("with a password")
            remedy.append(f"alter role {role} password null")
        if groups:
            listed = ", ".join(groups)
            said.append(f"a member of {listed}")
            remedy.append(f"revoke {listed} from {role}")
        for where in settings:
            said.append(f"with settings of its own{where}")
            remedy.append(f"alter role {role}{where} reset all")
        if comment != ROLES[name]:
            said.append("without tolsel's comment" if comment is None else "with another comment")
            literal = sql.Literal(ROLES[name]).as_string()
            remedy.append(f"comment on role {role} is {literal}")
        if said:
            yield name, (said, remedy)


def check_schema_owners(conn: Connection[TupleRow]) -> None:
    """Refuse schemas of our names that belong to somebody else."""
    rows = conn.execute(
        f"""select n.nspname, pg_get_userbyid(n.nspowner) from pg_namespace n
            where {catalog.ANY_SCHEMA} and pg_get_userbyid(n.nspowner) <> %s order by 1""".encode(),
        [OWNER],
    ).fetchall()
    if rows:
        name, owner = rows[0]
        taken = ", ".join(f"{schema} ({holder})" for schema, holder in rows)
        raise MigrationError(
            f"schema {name} exists and belongs to {owner}, not to {OWNER}",
            detail=f"tolsel needs the names tolsel and tolsel_* for itself. Taken: {taken}.",
            hint=f"Rename it (alter schema {name} rename to ...), or give tolsel another database. "
            f"If it is tolsel's own, from a restored dump: alter schema {name} owner to {OWNER}.",
        )


def check_schemas_are_own(conn: Connection[TupleRow], folder: MigrationFolder) -> None:
    """Refuse schemas of our names that no migration applied here has made, whoever owns them.

    A dump holds the list of what was applied, so that what is restored is known again. Of a
    database that is newer than these migrations nothing can be told.
    """
    # First, because another init may be making ours right now: what is there is told of later.
    rows = conn.execute(
        f"select n.nspname from pg_namespace n where {catalog.ANY_SCHEMA} order by 1".encode()
    ).fetchall()
    applied = catalog.applied_migrations(conn)
    if not folder.hashes.keys() >= {*applied}:
        return
    own = {schema for migration in applied for schema in folder.schemas[migration]}
    if catalog.exists(conn, "tolsel_meta.setting"):
        own.add("tolsel_meta")
    foreign = [name for (name,) in rows if name not in own]
    if foreign:
        names = ", ".join(foreign)
        raise MigrationError(
            f"schema {foreign[0]} exists, and tolsel did not make it",
            detail="tolsel needs the names tolsel and tolsel_* for itself. "
            f"By what was applied here, not its own: {names}.",
            hint=f"Rename it (alter schema {foreign[0]} rename to ...), or give tolsel another "
            "database. A dump is restored whole: tolsel_meta says what the other schemas are.",
        )


_ROLES = """
    select r.rolname,
        array[r.rolcanlogin, r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolreplication,
            r.rolbypassrls],
        {password},
        array(select distinct quote_ident(g.rolname) from pg_auth_members m
            join pg_roles g on g.oid = m.roleid where m.member = r.oid order by 1),
        array(select coalesce(' in database ' || quote_ident(d.datname), '')
            from pg_db_role_setting s left join pg_database d on d.oid = s.setdatabase
            where s.setrole = r.oid order by 1),
        shobj_description(r.oid, 'pg_authid')
    from pg_roles r where r.rolname = any(%s) order by array_position(%s, r.rolname::text)"""
