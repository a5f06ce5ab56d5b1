"""`bursar demo`."""

from __future__ import annotations

import shlex
from contextlib import closing
from datetime import date
from decimal import Decimal

import click

from bursar import demo as shop
from bursar import proof
from bursar.accounts import (
    Account,
    StatementLine,
    TrialBalanceLine,
    get_account,
    list_account_statement,
    list_trial_balance,
)
from bursar.cli_import import run_import, run_takeover
from bursar.cli_statement import echo_statement
from bursar.cli_verify import echo_proof
from bursar.console import echo_table
from bursar.database import connect
from bursar.figures import format_amount, right_aligned
from bursar.history_poster import AccountsToOpen

_STATEMENT = ("bank", date(2026, 3, 1), date(2026, 3, 31))
_REPORTS = (
    ("statement", "--customer", "C1", "--to", "2026-04-30"),
    ("statement", "--customer", "C4", "--to", "2026-04-30"),
    ("report", "aging", "--on", "2026-04-30"),
    ("report", "days", "Front till", "--from", "2026-04-01", "--to", "2026-04-30"),
    ("report", "channels", "--on", "2026-04-30"),
)


@click.command()
@click.pass_context
def demo(ctx: click.Context) -> None:
    """Show bursar at work, on a PostgreSQL of its own in .bursar.

    It imports the books of a small shop, lets it move in with its customers, runs a month of
    invoices, payments and drawers, prints what came of it, and proves it. Run again, it finds
    everything there already. The server stays, to be looked into.
    """
    prepared = shop.prepare_demo(tell=lambda line: click.echo(line, err=True))
    _heading(f"A small shop, in PostgreSQL {prepared.server_version}")
    click.echo(f"It lies in {prepared.url}")
    click.echo("and stays there: `make psql` looks into it, `make demo-stop` stops it.")
    _heading("March: its history, as bank, till and card terminal printed it")
    run_import(prepared.url, shop.HISTORY, to_open=AccountsToOpen(), tenant_id=prepared.tenant_id)
    _heading("It moves in with its customers and what they owe")
    for path, kind in shop.TAKEOVERS:
        run_takeover(prepared.url, path, kind, tenant_id=prepared.tenant_id)
    account, lines, trial_balance = _read_books(prepared)
    _heading("One account")
    echo_statement(account, lines)
    _heading("All accounts at the end of March")
    _echo_trial_balance(trial_balance)
    is_new = shop.run_month(prepared)
    _heading("April: invoices, payments, drawers and a bank")
    click.echo("booked now" if is_new else "booked already")
    for arguments in _REPORTS:
        _heading("$ bursar " + shlex.join(arguments))
        ctx.find_root().command.main(
            ["--url", prepared.url, *arguments], prog_name="bursar", standalone_mode=False
        )
    _heading("The proof")
    ctx.exit(echo_proof(proof.verify_database(prepared.url)))


def _heading(text: str) -> None:
    click.echo()
    click.secho(text, bold=True)
    click.echo()


def _read_books(
    prepared: shop.Demo,
) -> tuple[Account, list[StatementLine], list[TrialBalanceLine]]:
    code, from_on, to_on = _STATEMENT
    tenant_id = prepared.tenant_id
    with closing(connect(prepared.url, autocommit=True, application_name="bursar demo")) as conn:
        account = get_account(conn, code=code, tenant_id=tenant_id)
        lines = list_account_statement(
            conn, account_id=account.account_id, from_on=from_on, to_on=to_on, tenant_id=tenant_id
        )
        return account, lines, list_trial_balance(conn, on=to_on, tenant_id=tenant_id)


def _echo_trial_balance(lines: list[TrialBalanceLine]) -> None:
    """Print a trial balance of one currency, and that its two sides add up to the same."""
    debit = sum((line.debit for line in lines), Decimal())
    credit = sum((line.credit for line in lines), Decimal())
    columns = [
        ["account", *(line.code for line in lines), "total"],
        ["name", *(line.name for line in lines), ""],
        ["type", *(line.type for line in lines), ""],
        right_aligned("debit", [*(_or_blank(line.debit) for line in lines), format_amount(debit)]),
        right_aligned(
            "credit", [*(_or_blank(line.credit) for line in lines), format_amount(credit)]
        ),
    ]
    headers, *rows = zip(*columns, strict=True)
    echo_table(headers, rows)


def _or_blank(amount: Decimal) -> str:
    return format_amount(amount) if amount else ""
