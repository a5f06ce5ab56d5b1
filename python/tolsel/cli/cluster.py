"""`tolsel cluster`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import click

from tolsel import routing, shards
from tolsel.cli.console import connection_of, url_of
from tolsel.cli.printer import FORMAT_OPTION, echo, echo_table, left, moment, right, show, write
from tolsel.errors import ReportedError
from tolsel.figures import format_amount
from tolsel.reports import list_scales
from tolsel.rows import Rows

_NAME = click.argument("name", metavar="SHARD")
_CATALOGUE, _NOTHING = "catalogue", Decimal(0)


@click.group()
def cluster() -> None:
    """Keep several databases as one: which there are, and where each tenant is.

    --url is the catalogue, a migrated database, which may be a shard itself; the shards are
    reached as it says. Needs tolsel_admin there and on the shards.

    \b
    tolsel cluster add north service=north
    tolsel cluster open "My shop" EUR Europe/Berlin
    tolsel cluster verify
    psql "$(tolsel cluster dsn 1001)"
    """


@cluster.command()
@_NAME
@click.argument("dsn")
@click.pass_context
def add(ctx: click.Context, name: str, dsn: str) -> None:
    """Add a database under a name, and take its tenants into the catalogue.

    DSN is a URL, a connection string or service=NAME, without a password: ~/.pgpass has it. Who was
    interrupted does it again.
    """
    with connection_of(ctx) as conn:
        _echo_refreshed(shards.add_shard(conn, name=name, dsn=dsn))


@cluster.command()
@_NAME
@click.option("--dsn", help="How it is reached from now on.")
@click.option("--open/--closed", "is_open", default=None,
              help="Whether new tenants are opened there.")  # fmt: skip
@click.pass_context
def change(ctx: click.Context, name: str, dsn: str | None, is_open: bool | None) -> None:
    """Change how a shard is reached, or whether it takes new tenants."""
    with connection_of(ctx) as conn:
        shards.change_shard(conn, name=name, dsn=dsn, is_open=is_open)
    echo(f"changed: {name}")


@cluster.command("list")
@FORMAT_OPTION
@click.pass_context
def list_command(ctx: click.Context, form: str) -> None:
    """List the shards, and how many tenants each has."""
    with connection_of(ctx) as conn:
        found = shards.list_shards(conn)
    show(found, form, as_table=lambda: _echo_shards(found))


def _echo_shards(found: Rows[shards.Shard]) -> None:
    if found:
        echo_table(
            [
                right("no", (s.shard_no for s in found)),
                left("shard", (s.name for s in found)),
                right("tenants", (s.tenant_count for s in found)),
                left("open", ("yes" if s.is_open else "no" for s in found)),
                left("at", (s.dsn for s in found)),
            ]
        )
    echo(f"shards: {len(found)}")


@cluster.command()
@click.option("--shard", metavar="SHARD", help="Only those of this one.")
@FORMAT_OPTION
@click.pass_context
def tenants(ctx: click.Context, shard: str | None, form: str) -> None:
    """List the tenants, and where each is."""
    with connection_of(ctx) as conn:
        found = shards.list_placements(conn, shard=shard)
    show(found, form, as_table=lambda: _echo_placements(found))


def _echo_placements(found: Rows[shards.Placement]) -> None:
    if found:
        echo_table(
            [
                right("tenant", (p.tenant_id for p in found)),
                left("name", (p.name for p in found)),
                left("shard", (p.shard_name for p in found)),
                left("since", (moment(p.placed_at) for p in found)),
            ]
        )
    echo(f"tenants: {len(found)}")


@cluster.command("open")
@click.argument("name")
@click.argument("currency")
@click.argument("time_zone")
@click.option("--shard", metavar="SHARD", help="Default: the one with the fewest tenants.")
@click.pass_context
def open_command(
    ctx: click.Context, name: str, currency: str, time_zone: str, shard: str | None
) -> None:
    """Open a tenant on a shard; its logins are granted there."""
    with connection_of(ctx) as conn:
        placed = shards.open_tenant(
            conn, name=name, currency=currency, time_zone=time_zone, shard=shard
        )
    echo(f"tenant {placed.tenant_id} on {placed.shard_name}")


@cluster.command()
@click.argument("tenant_id", type=click.IntRange(1, 2**63 - 1), metavar="TENANT")
@click.pass_context
def dsn(ctx: click.Context, tenant_id: int) -> None:
    """Print how to connect to the shard of a tenant."""
    with connection_of(ctx) as conn:
        echo(shards.find_dsn(conn, tenant_id))


@cluster.command()
@click.pass_context
def router(ctx: click.Context) -> None:
    """Print SQL that makes the catalogue a router: one address for all shards.

    A superuser runs it there. Public functions that are about a tenant then ask the tenant's shard,
    through PL/Proxy.

    \b
    tolsel cluster router | psql -v ON_ERROR_STOP=1 catalogue
    """
    with connection_of(ctx) as conn:
        write(routing.write_router(conn))


@cluster.command()
@FORMAT_OPTION
@click.pass_context
def refresh(ctx: click.Context, form: str) -> None:
    """Ask the shards which tenants they have, and place the new ones.

    Exit code: 0 all are where the catalogue has them, 1 some are not, 2 could not run.
    """
    with connection_of(ctx) as conn:
        found = shards.refresh(conn)

    def echo_all() -> None:
        for one in found:
            _echo_refreshed(one)

    show(found, form, as_table=echo_all)
    ctx.exit(1 if any(one.missing for one in found) else 0)


def _echo_refreshed(found: shards.Refreshed) -> None:
    echo(f"{found.shard}: {found.tenant_count} tenants, {found.new_count} new")
    if found.missing:
        echo(f"{found.shard}: not there: {', '.join(map(str, found.missing))}")


@cluster.command()
@FORMAT_OPTION
@click.pass_context
def report(ctx: click.Context, form: str) -> None:
    """Print what the accounts of all tenants stand at together, by currency and code.

    Counted are the tenants that the login of each shard may read; each shard is of a moment of its
    own.
    """
    with connection_of(ctx) as conn:
        found = shards.list_balances(conn)
        scales = list_scales(conn)
    show(found, form, as_table=lambda: _echo_balances(found, scales))


def _echo_balances(found: Rows[shards.ClusterBalance], scales: Mapping[str, int]) -> None:
    for currency in dict.fromkeys(row.currency for row in found):
        rows = [row for row in found if row.currency == currency]
        scale = scales[currency]
        echo_table(
            [
                left("account", (row.code for row in rows)),
                right("tenants", (row.tenant_count for row in rows)),
                right("accounts", (row.account_count for row in rows)),
                right("debit", (format_amount(max(row.balance, _NOTHING), scale) for row in rows)),
                right(
                    "credit", (format_amount(max(-row.balance, _NOTHING), scale) for row in rows)
                ),
            ]
        )
        total = sum((row.balance for row in rows), _NOTHING)
        echo(f"{currency}: {format_amount(total, scale)} in all")
    if not found:
        echo("nothing is booked")


def _everywhere(command: str, text: str) -> None:
    """Add a command that does on all databases what `tolsel` has under its name."""

    @cluster.command(
        command, help=text, context_settings={"ignore_unknown_options": True},
        short_help=text.partition(".")[0] + ".",
    )  # fmt: skip
    @click.option("--at-once", type=click.IntRange(1, 100), default=8, show_default=True,
                  help="Databases at the same time.")  # fmt: skip
    @click.argument("words", nargs=-1, type=click.UNPROCESSED)
    @click.pass_context
    def run(ctx: click.Context, at_once: int, words: tuple[str, ...]) -> None:
        with connection_of(ctx) as conn:
            known = [(s.name, s.dsn) for s in shards.list_shards(conn)]
        if not known:
            raise ReportedError("the catalogue has no shards", hint="Add one: tolsel cluster add.")
        ended = shards.run_everywhere(
            known, [command, *words], at_once=at_once, tell=lambda db, line: echo(f"{db}: {line}")
        )
        # Last, and alone: it may be one of them.
        url = url_of(ctx) or ""
        if url not in dict(known).values():
            ended.extend(
                shards.run_everywhere(
                    [(_CATALOGUE, url)],
                    [command, *words],
                    at_once=1,
                    tell=lambda db, line: echo(f"{db}: {line}"),
                )
            )
        echo_table(
            [
                left("database", (one.database for one in ended)),
                right("exit code", (one.exit_code for one in ended)),
                right("seconds", (one.seconds for one in ended)),
            ]
        )
        ctx.exit(max(one.exit_code for one in ended))


for _command, _text in {
    "migrate": "Bring all databases to this version, the catalogue last.",
    "status": "Compare all databases with this version.",
    "verify": "Prove the books of all databases.",
    "jobs": "List the jobs of all databases, or run what is due: tolsel cluster jobs run.",
}.items():
    _everywhere(
        _command,
        f"{_text}\n\nOptions are those of tolsel {_command}. Each line is told with the name of "
        "the database.\n\nExit code: the highest of them.",
    )
