"""`tolsel demo`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from tolsel import proof
from tolsel.cli.import_ import run_import, run_takeover
from tolsel.cli.printer import echo, echo_table, left, right
from tolsel.cli.verify import echo_proof, judge
from tolsel.figures import format_amount
from tolsel.importing.history_poster import AccountsToOpen

if TYPE_CHECKING:
    from tolsel.demo.shop import Answer

_MARCH = (
    ("statement", "bank", "--from", "2026-03-01", "--to", "2026-03-31"),
    ("report", "trial-balance", "--on", "2026-03-31"),
)
_APRIL = (
    ("statement", "--customer", "C1", "--to", "2026-04-30"),
    ("statement", "--customer", "C4", "--to", "2026-04-30"),
    ("report", "aging", "--on", "2026-04-30"),
    ("report", "days", "Front till", "--from", "2026-04-01", "--to", "2026-04-30"),
    ("report", "channels", "--on", "2026-04-30"),
    ("bank", "reconcile", "3", "--from", "2026-04-29", "--to", "2026-04-30"),
)
_FAIR = (("call", "list_currency_positions", "on=2026-04-30"),)
_QUEUE = (("queue", "board", "--branch", "1"),)
_WALLETS = (("wallet", "list"),)


@click.command()
@click.pass_context
def demo(ctx: click.Context) -> None:
    """Show tolsel at work, on a PostgreSQL of its own in .tolsel.

    It imports the books of a small shop, lets it move in with its customers, runs a month of
    invoices, payments and drawers, a fair abroad and a morning at the counter, asks what four
    wallets could have, prints what came of it, and proves it. Run again, it finds everything there
    already. The server stays, to be looked into.
    """
    # Not above: what migrates takes a while to import, and --help imports every command.
    from tolsel.demo import shop

    prepared = shop.prepare_demo(tell=lambda line: echo(line, err=True))
    _heading(f"A small shop, in PostgreSQL {prepared.server_version}")
    echo(f"It lies in {prepared.url}")
    echo("and stays there: `make psql` looks into it, `make demo-stop` stops it.")
    _heading("March: its history, as bank, till and card terminal printed it")
    run_import(prepared.url, shop.HISTORY, to_open=AccountsToOpen(), tenant_id=prepared.tenant_id)
    _heading("It moves in with its customers and what they owe")
    for path, kind in shop.TAKEOVERS:
        run_takeover(prepared.url, path, kind, tenant_id=prepared.tenant_id)
    _run(ctx, prepared.url, _MARCH)
    is_new = shop.run_month(prepared)
    _heading("April: invoices, payments, drawers and a bank")
    echo("booked now" if is_new else "booked already")
    _run(ctx, prepared.url, _APRIL)
    shop.go_to_fair(prepared)
    _heading("A fair abroad: 1,000 EUR became dollars, and half of these came back")
    _run(ctx, prepared.url, _FAIR)
    _heading("A morning: two of those who queue at the counter are called")
    _run(ctx, prepared.url, _QUEUE)
    shop.fund_wallets(prepared)
    _heading("Wallets: nothing is provisioned without funds")
    _run(ctx, prepared.url, _WALLETS)
    _heading("What they could have in the first hour of the next month, and why not")
    _echo_answers(shop.ask_for_plans(prepared))
    _heading("The proof")
    results = proof.verify_database(prepared.url)
    echo_proof(results)
    ctx.exit(judge(results))


def _echo_answers(answers: Sequence[Answer]) -> None:
    echo_table(
        [
            left("wallet", (a.name for a in answers)),
            left("plan", (a.plan for a in answers)),
            left("", ("yes" if a.funds.is_enough else "no" for a in answers)),
            right("balance", (format_amount(a.funds.settled_amount) for a in answers)),
            right("held", (format_amount(a.funds.held_amount) for a in answers)),
            right("cost", (format_amount(a.funds.cost_amount) for a in answers)),
            right("shortfall", (format_amount(a.funds.shortfall_amount) for a in answers)),
            left("", (a.funds.currency for a in answers)),
        ]
    )


def _heading(text: str) -> None:
    echo()
    echo(text, is_bold=True)
    echo()


def _run(ctx: click.Context, url: str, commands: Iterable[tuple[str, ...]]) -> None:
    for arguments in commands:
        _heading("$ tolsel " + shlex.join(arguments))
        ctx.find_root().command.main(
            ["--url", url, *arguments], prog_name="tolsel", standalone_mode=False
        )
