"""`tolsel customer`."""

from __future__ import annotations

from decimal import Decimal

import click

import tolsel
from tolsel import customers
from tolsel.cli import documents as shared
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.printer import FORMAT_OPTION
from tolsel.office import Office

_COLUMNS = "customer_id code name email phone currency owed_limit is_active"
_CUSTOMER = click.argument("customer", metavar="CUSTOMER")
_TEXTS = (
    click.option("--code", metavar="TEXT", help="Your own number of it."),
    click.option("--email", metavar="TEXT"),
    click.option("--phone", metavar="TEXT"),
)


@click.group()
def customer() -> None:
    """Look at customers, open and change them.

    CUSTOMER is a name, a code or a number.

    \b
    tolsel customer open "Frida Holm" --code K-1 --limit 1500
    tolsel customer list --search K-1
    tolsel statement --customer K-1
    """


@customer.command("list")
@click.option("--search", metavar="TEXT", help="Number, code, or the beginning of a name.")
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def list_command(ctx: click.Context, search: str | None, form: str, tenant_id: int | None) -> None:
    """List the customers by name, with what they owe; the first thousand."""
    with office_of(ctx, tenant_id) as office:
        found = customers.list_customers(office.conn, search=search, tenant_id=office.tenant_id)
        scales = shared.scales_of(office, found)
    shared.show_many(found, form, scales, noun="customers")


@customer.command("open")
@click.argument("name")
@_TEXTS[0]
@_TEXTS[1]
@_TEXTS[2]
@click.option("--currency", metavar="CODE", help="Default: the tenant's.")
@click.option("--limit", "owed_limit", type=shared.amount, metavar="AMOUNT",
              help="The most it may owe; default: anything.")  # fmt: skip
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def open_command(
    ctx: click.Context,
    name: str,
    code: str | None,
    email: str | None,
    phone: str | None,
    currency: str | None,
    owed_limit: Decimal | None,
    form: str,
    tenant_id: int | None,
) -> None:
    """Open a customer."""
    with office_of(ctx, tenant_id) as office:
        opened = tolsel.open_customer(
            name=name,
            code=code,
            email=email,
            phone=phone,
            currency=currency,
            owed_limit=owed_limit,
            tenant_id=office.tenant_id,
        ).run(office.conn)
    shared.show_one(opened, _COLUMNS, form, opened.scale)


@customer.command()
@_CUSTOMER
@click.option("--name", metavar="TEXT")
@_TEXTS[0]
@_TEXTS[1]
@_TEXTS[2]
@click.option("--clear", "clears", multiple=True, metavar="COLUMN",
              help="Such as email: take away what is there.")  # fmt: skip
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def change(
    ctx: click.Context,
    customer: str,
    name: str | None,
    code: str | None,
    email: str | None,
    phone: str | None,
    clears: tuple[str, ...],
    form: str,
    tenant_id: int | None,
) -> None:
    """Change what is known of a customer; what is not given stays."""
    with office_of(ctx, tenant_id) as office:
        changed = tolsel.change_customer(
            customer_id=_id(office, customer),
            name=name,
            code=code,
            email=email,
            phone=phone,
            clears=[*clears],
            tenant_id=office.tenant_id,
        ).run(office.conn)
    shared.show_one(changed, _COLUMNS, form, changed.scale)


@customer.command()
@_CUSTOMER
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def close(ctx: click.Context, customer: str, form: str, tenant_id: int | None) -> None:
    """Give a customer no more invoices; what it owes it can still pay."""
    _set_active(ctx, customer, is_active=False, form=form, tenant_id=tenant_id)


@customer.command()
@_CUSTOMER
@FORMAT_OPTION
@TENANT_OPTION
@click.pass_context
def reopen(ctx: click.Context, customer: str, form: str, tenant_id: int | None) -> None:
    """Take a customer back that was closed."""
    _set_active(ctx, customer, is_active=True, form=form, tenant_id=tenant_id)


def _set_active(
    ctx: click.Context, search: str, *, is_active: bool, form: str, tenant_id: int | None
) -> None:
    with office_of(ctx, tenant_id) as office:
        changed = tolsel.set_customer_active(
            customer_id=_id(office, search), is_active=is_active, tenant_id=office.tenant_id
        ).run(office.conn)
    shared.show_one(changed, _COLUMNS, form, changed.scale)


def _id(office: Office, search: str) -> int:
    return customers.get_customer(
        office.conn, search=search, tenant_id=office.tenant_id
    ).customer_id
