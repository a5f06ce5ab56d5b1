"""`tolsel wallet`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import click

import tolsel
from tolsel import customers, reports, wallets
from tolsel.cli import documents as shared
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.printer import FORMAT_OPTION, echo, echo_table, left, moment, right, show
from tolsel.cli.statement import FIRST_ON, LAST_ON, day_of, description_of, sides
from tolsel.figures import format_amount
from tolsel.rows import Rows

_DAY = click.DateTime(formats=["%Y-%m-%d"])
_OPENED = "wallet_id owner_customer_id customer_id currency opened_at closed_at"
_TOP_UP = ["payment_id", "amount", "status", "paid_on"]
_RESOURCE = "resource_id customer_id name plan status started_at ended_at"
_WALLET = click.argument("wallet_id", type=shared.ID, metavar="WALLET")


@click.group()
def wallet() -> None:
    """Open wallets and look at them, put money into them, and run on them what it pays for.

    WALLET is the number of a wallet; tolsel wallet list has them all.

    \b
    tolsel wallet open --customer K-1
    tolsel wallet top-up 1 500.00 --method bank_transfer --request-key slip-17
    tolsel wallet explain 1 small
    tolsel wallet provision 1 small "web server"
    """


@wallet.command("list")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def list_command(ctx: click.Context, form: str, tenant_id: int | None) -> None:
    """List the wallets: what each has, what of it is held, what is available; needs tolsel_read."""
    with office_of(ctx, tenant_id) as office:
        scales = reports.list_scales(office.conn)
        found = wallets.list_wallets(office.conn, tenant_id=office.tenant_id)
    show(found, form, as_table=lambda: _echo_wallets(found, scales))


def _echo_wallets(found: Rows[wallets.Wallet], scales: Mapping[str, int]) -> None:
    if found:
        echo_table(
            [
                right("wallet", (w.wallet_id for w in found)),
                left("owner", (w.name for w in found)),
                left("mode", ("closed" if w.closed_at else w.mode for w in found)),
                *(
                    right(title, (format_amount(getattr(w, name), scales[w.currency])
                                  for w in found))
                    for title, name in (
                        ("limit", "credit_limit"),
                        ("balance", "settled_amount"),
                        ("held", "held_amount"),
                        ("available", "available_amount"),
                    )
                ),
                left("", (w.currency for w in found)),
            ]
        )  # fmt: skip
    echo(f"wallets: {len(found)}")


@wallet.command("open")
@shared.customer_option(is_required=True)
@click.option("--currency", metavar="CODE", help="Default: the customer's own.")
@click.option("--limit", "credit_limit", type=shared.amount, metavar="AMOUNT",
              help="How far it may go below nothing; it is invoiced then.")  # fmt: skip
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def open_command(
    ctx: click.Context,
    customer: str,
    currency: str | None,
    credit_limit: Decimal | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Open the wallet of a customer, or one again that was closed."""
    with office_of(ctx, tenant_id) as office:
        owner = customers.get_customer(office.conn, search=customer, tenant_id=office.tenant_id)
        opened = tolsel.open_wallet(
            owner_customer_id=owner.customer_id,
            currency=currency,
            credit_limit=credit_limit,
            tenant_id=office.tenant_id,
        ).run(office.conn)
    shared.show_one(opened, _OPENED, form, opened.scale)


@wallet.command()
@_WALLET
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def close(ctx: click.Context, wallet_id: int, form: str, tenant_id: int | None) -> None:
    """Close a wallet that is empty."""
    with office_of(ctx, tenant_id) as office:
        closed = tolsel.close_wallet(wallet_id=wallet_id, tenant_id=office.tenant_id).run(
            office.conn
        )
    shared.show_one(closed, _OPENED, form, closed.scale)


@wallet.command()
@_WALLET
@click.argument("plan")
@click.argument("name")
@shared.REQUEST_KEY_OPTION
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def provision(
    ctx: click.Context,
    wallet_id: int,
    plan: str,
    name: str,
    request_key: str | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Provision a resource of a plan, called NAME: what it costs this month is held, or nothing."""
    with office_of(ctx, tenant_id) as office:
        made = tolsel.provision_resource(
            wallet_id=wallet_id,
            plan=plan,
            name=name,
            request_key=request_key,
            tenant_id=office.tenant_id,
        ).run(office.conn)
    shared.show_one(made, _RESOURCE, form, 0)


@wallet.command()
@click.argument("resource_id", type=shared.ID, metavar="RESOURCE")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def stop(ctx: click.Context, resource_id: int, form: str, tenant_id: int | None) -> None:
    """Stop a resource; what is held for later hours is available at once."""
    with office_of(ctx, tenant_id) as office:
        stopped = tolsel.stop_resource(resource_id=resource_id, tenant_id=office.tenant_id).run(
            office.conn
        )
    shared.show_one(stopped, _RESOURCE, form, 0)


@wallet.command()
@_WALLET
@click.option("--from", "from_at", type=_DAY, metavar="DAY", help="First day; default: all.")
@click.option("--to", "to_at", type=_DAY, metavar="DAY", help="Last day; default: all.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def statement(
    ctx: click.Context,
    wallet_id: int,
    from_at: datetime | None,
    to_at: datetime | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Print what moved a wallet, with its balance after each line."""
    with office_of(ctx, tenant_id) as office:
        scale = reports.list_scales(office.conn)[
            wallets.get_currency(office.conn, wallet_id=wallet_id, tenant_id=office.tenant_id)
        ]
        found = wallets.list_wallet_statement(
            office.conn,
            wallet_id=wallet_id,
            from_on=from_at.date() if from_at else FIRST_ON,
            to_on=to_at.date() if to_at else LAST_ON,
            tenant_id=office.tenant_id,
        )
    show(found, form, as_table=lambda: _echo_statement(found, scale))


def _echo_statement(lines: Rows[wallets.WalletStatementLine], scale: int) -> None:
    echo_table(
        [
            left("day", map(day_of, lines)),
            left("document", (_document(line) for line in lines)),
            left("description", map(description_of, lines)),
            *sides("in", "out", lines, scale),
            right("balance", (format_amount(line.settled_amount, scale) for line in lines)),
        ]
    )


def _document(line: wallets.WalletStatementLine) -> str:
    return f"{line.document} {line.document_id}" if line.document else ""


@wallet.command()
@_WALLET
@click.argument("plan")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def explain(
    ctx: click.Context, wallet_id: int, plan: str, form: str, tenant_id: int | None
) -> None:
    """Say whether a wallet could have a plan now, and why.

    Exit code: 0 it could, 1 it could not, 2 could not run.
    """
    with office_of(ctx, tenant_id) as office:
        scales = reports.list_scales(office.conn)
        found = wallets.explain_funds(
            office.conn, wallet_id=wallet_id, plan=plan, tenant_id=office.tenant_id
        )
    (funds,) = found
    show(found, form, as_table=lambda: _echo_funds(funds, plan, scales[funds.currency]))
    ctx.exit(0 if funds.is_enough else 1)


def _echo_funds(funds: wallets.Funds, plan: str, scale: int) -> None:
    figures = {
        "balance": funds.settled_amount,
        "held": funds.held_amount,
        "owed": funds.owed_amount,
        "available": funds.available_amount,
        "cost": funds.cost_amount,
        "shortfall": funds.shortfall_amount,
    }
    echo_table(
        [
            left(plan, figures),
            right("yes" if funds.is_enough else "no",
                  (format_amount(amount, scale) for amount in figures.values())),
            left("", [funds.currency] * len(figures)),
        ]
    )  # fmt: skip


@wallet.command()
@click.argument("plan")
@click.option("--currency", metavar="CODE", help="Default: the tenant's.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def quote(
    ctx: click.Context, plan: str, currency: str | None, form: str, tenant_id: int | None
) -> None:
    """Say what a plan costs a month, and from this hour to the end of this UTC month."""
    with office_of(ctx, tenant_id) as office:
        scales = reports.list_scales(office.conn)
        found = wallets.quote_plan(
            office.conn, plan=plan, currency=currency, tenant_id=office.tenant_id
        )
    show(found, form, as_table=lambda: _echo_quote(found, scales))


def _echo_quote(found: Rows[wallets.Quote], scales: Mapping[str, int]) -> None:
    echo_table(
        [
            left("plan", (q.plan for q in found)),
            right("a month", (format_amount(q.price_amount, scales[q.currency]) for q in found)),
            right("now", (format_amount(q.cost_amount, scales[q.currency]) for q in found)),
            left("", (q.currency for q in found)),
            left("from", (moment(q.from_at) for q in found)),
            left("until", (moment(q.until_at) for q in found)),
        ]
    )


@wallet.command("top-up")
@_WALLET
@click.argument("amount", type=shared.amount)
@click.option("--method", required=True, metavar="METHOD", help="Such as bank_transfer or cash.")
@click.option("--channel", "channel_id", type=shared.ID, metavar="ID",
              help="Where the money is; default: undeposited funds.")  # fmt: skip
@click.option("--on", "paid_at", type=_DAY, metavar="DAY", help="Default: the open day.")
@click.option("--request-key", metavar="KEY",
              help="Repeat it under the same key: it is recorded once.")  # fmt: skip
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def top_up(
    ctx: click.Context,
    wallet_id: int,
    amount: Decimal,
    method: str,
    channel_id: int | None,
    paid_at: datetime | None,
    request_key: str | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Record money that was paid into a wallet; it is available at once."""
    with office_of(ctx, tenant_id) as office:
        currency = wallets.get_currency(
            office.conn, wallet_id=wallet_id, tenant_id=office.tenant_id
        )
        scale = reports.list_scales(office.conn)[currency]
        made = wallets.top_up_wallet(
            office.conn,
            wallet_id=wallet_id,
            amount=amount,
            method=method,
            channel_id=channel_id,
            paid_on=paid_at.date() if paid_at else None,
            request_key=request_key,
            tenant_id=office.tenant_id,
        )
    said = (
        f"top-up {made.payment_id} of {made.paid_on}: {format_amount(made.amount, scale)}"
        f" {currency} into wallet {wallet_id}"
    )
    show(Rows([made], columns=_TOP_UP), form, as_table=lambda: echo(said))
