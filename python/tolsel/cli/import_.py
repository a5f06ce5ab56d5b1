"""`tolsel import`."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from tolsel.cli.console import TENANT_OPTION, url_of
from tolsel.cli.printer import echo, echo_table, left, right
from tolsel.database import connect
from tolsel.figures import format_amount
from tolsel.importing.history import BATCH_MAX, ImportReport, Progress, import_history
from tolsel.importing.history_file import HistoryFile
from tolsel.importing.history_poster import AccountsToOpen
from tolsel.importing.printed_balances import PrintedBalances, compare_printed_balances
from tolsel.importing.rates import BASE, SOURCE, import_rates
from tolsel.importing.takeover import CUSTOMERS, INVOICES, Kind, take_over

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_DIFFERENCES_SHOWN = 10
_WRITTEN_BY_HAND = ("history", CUSTOMERS.name, INVOICES.name)
# The kinds of lines that an option says something about.
_GOES_WITH = {
    "source": ("history", "rates"),
    "currency": ("history", "rates"),
    "counter_account": ("history",),
    "open_accounts": ("history",),
    "open_counter_accounts": ("history",),
    "batch": ("history",),
    "delimiter": _WRITTEN_BY_HAND,
    "encoding": _WRITTEN_BY_HAND,
    "correction": ("rates",),
}


def _delimiter(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    sign = {"tab": "\t", "\\t": "\t"}.get(value, value)
    if len(sign) != 1 or sign in '"\r\n':
        raise click.BadParameter("give one character, or tab")
    return sign


def _encoding(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    try:
        name = codecs.lookup(value).name
    except LookupError:
        raise click.BadParameter(f"{value!r} is no encoding known here") from None
    # A byte order mark, which spreadsheets write, is no part of the first name.
    return "utf-8-sig" if name == "utf-8" else name


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as",
    "kind",
    type=click.Choice([*_WRITTEN_BY_HAND, "rates"]),
    default="history",
    show_default=True,
    help="What the lines are.",
)
@click.option(
    "--source",
    metavar="NAME",
    default="history",
    show_default=True,
    help="Name of the history: a line is posted once in it, whatever file it comes in. "
    f"Of rates: who says so, {SOURCE} unless it is given.",
)
@click.option("--delimiter", default=",", show_default=True, callback=_delimiter, help="Or tab.")
@click.option("--encoding", default="utf-8", show_default=True, callback=_encoding)
@click.option("--counter-account", metavar="CODE", help="Other side of lines that name none.")
@click.option(
    "--open-accounts", metavar="TYPE", help="Open missing accounts: asset, liability, ..."
)
@click.option("--open-counter-accounts", metavar="TYPE", help="Open missing counter accounts.")
@click.option(
    "--currency",
    metavar="CODE",
    help=f"Of the amounts; default: the accounts' own. Of rates: the base currency, {BASE}.",
)
@click.option("--correction", is_flag=True, help="Rates that differ from recorded ones count.")
@click.option(
    "--batch",
    default=1000,
    show_default=True,
    type=click.IntRange(1, BATCH_MAX),
    help="Journals of one call.",
)
@TENANT_OPTION
@click.pass_context
def import_(
    ctx: click.Context,
    file: Path,
    kind: str,
    source: str,
    delimiter: str,
    encoding: str,
    counter_account: str | None,
    open_accounts: str | None,
    open_counter_accounts: str | None,
    currency: str | None,
    correction: bool,
    batch: int,
    tenant_id: int | None,
) -> None:
    """Post a history from a CSV file, or take over customers, open invoices or rates, each once.

    Columns, named in the first line; dates are YYYY-MM-DD.

    history: account, date, amount, text, and perhaps counter_account, balance (as the bank printed
    it) and id. An amount above 0 raises the account.

    customers: code, name, and perhaps email, phone, currency, owed_limit, opening_balance (above 0
    owed, below 0 credit, beyond the invoices) and opened_on, the day it counts for.

    invoices: customer_code, reference (its number until now), total_amount, issued_on, and perhaps
    due_on, paid_amount and description.

    rates: Date and a column for each currency, as the European Central Bank's eurofxref-hist.csv,
    packed or not. Currencies that the database does not know are left out, and counted.

    Run it again with the same file, under another name, with more lines or columns, or with one
    that overlaps it: a line is told by account, day and id, or by its amount and text, and what is
    there is not made again.

    Exit code: 0 done, 2 refused: then all bad lines are named, and nothing is posted or opened.
    """
    _check_options(ctx, kind)
    if kind == "rates":
        given = ctx.get_parameter_source("source") == ParameterSource.COMMANDLINE
        run_rates(
            url_of(ctx),
            file,
            base=currency or BASE,
            source=source if given else SOURCE,
            is_correction=correction,
            tenant_id=tenant_id,
        )
        return
    if kind != "history":
        taken = CUSTOMERS if kind == CUSTOMERS.name else INVOICES
        run_takeover(
            url_of(ctx), file, taken, delimiter=delimiter, encoding=encoding, tenant_id=tenant_id
        )
        return
    history = HistoryFile(
        path=file,
        source=source,
        delimiter=delimiter,
        encoding=encoding,
        counter_account=counter_account,
    )
    to_open = AccountsToOpen(
        account_type=open_accounts, counter_account_type=open_counter_accounts, currency=currency
    )
    run_import(url_of(ctx), history, to_open=to_open, batch=batch, tenant_id=tenant_id)


def _check_options(ctx: click.Context, kind: str) -> None:
    """Refuse the options that say nothing about this kind of lines."""
    for name, kinds in _GOES_WITH.items():
        given = ctx.get_parameter_source(name) == ParameterSource.COMMANDLINE
        if given and kind not in kinds:
            option = name.replace("_", "-")
            raise click.UsageError(f"--{option} goes with --as {' or '.join(kinds)} only.")


def run_rates(
    url: str | None,
    path: Path,
    *,
    base: str,
    source: str,
    is_correction: bool,
    tenant_id: int | None = None,
) -> None:
    """Import rates with a progress bar on stderr, and print the report."""
    with _progress_bar() as progress:
        report = import_rates(
            url,
            path,
            base=base,
            source=source,
            is_correction=is_correction,
            tenant_id=tenant_id,
            progress=progress,
        )
    echo(f"import: {path.name}, {report.made + report.repeated:,} rates of {source}")
    echo(f"  recorded now      {report.made:>10,}")
    echo(f"  there already     {report.repeated:>10,}")
    echo(f"  without a rate    {report.empty:>10,}")
    echo(f"  left out          {sum(report.unknown.values()):>10,}")
    echo(f"  seconds           {report.seconds:>10,.2f}")
    if report.unknown:
        echo(f"left out, as the database does not know: {', '.join(report.unknown)}")


def run_import(
    url: str | None,
    history: HistoryFile,
    *,
    to_open: AccountsToOpen,
    batch: int = 1000,
    tenant_id: int | None = None,
) -> None:
    """Import with a progress bar on stderr, and print the report."""
    with _progress_bar() as progress:
        report = import_history(
            url, history, to_open=to_open, batch=batch, tenant_id=tenant_id, progress=progress
        )
    _echo_report(history, report)
    if report.has_printed_balances:
        with connect(url, autocommit=True, application_name="tolsel import") as conn:
            compared = compare_printed_balances(
                conn, source=history.source, tenant_id=report.tenant_id
            )
        _echo_printed_balances(history.source, compared)


def run_takeover(
    url: str | None,
    path: Path,
    kind: Kind,
    *,
    delimiter: str = ",",
    encoding: str = "utf-8-sig",
    tenant_id: int | None = None,
) -> None:
    """Take over with a progress bar on stderr, and print the report."""
    with _progress_bar() as progress:
        report = take_over(
            url,
            path,
            kind,
            delimiter=delimiter,
            encoding=encoding,
            tenant_id=tenant_id,
            progress=progress,
        )
    echo(f"import: {path.name}, {report.made + report.repeated:,} {kind.name}")
    echo(f"  taken over now    {report.made:>10,}")
    echo(f"  there already     {report.repeated:>10,}")
    echo(f"  seconds           {report.seconds:>10,.2f}")


@contextmanager
def _progress_bar() -> Iterator[Progress]:
    with ExitStack() as stack:
        bars: list[ProgressBar[int]] = []

        def progress(done: int, total: int) -> None:
            # The bar appears once there is something to wait for.
            if not bars:
                bar = click.progressbar(
                    length=total, label="importing", file=sys.stderr, show_pos=True
                )
                bars.append(stack.enter_context(bar))
            bars[0].update(done - bars[0].pos)

        yield progress


def _echo_report(history: HistoryFile, report: ImportReport) -> None:
    lines = report.posted + report.repeated
    speed = f"{lines / report.seconds:,.0f} lines/s" if report.seconds else ""
    echo(f"import: {history.path.name}, {lines:,} lines of source {history.source}")
    echo(f"  posted now        {report.posted:>10,}")
    echo(f"  there already     {report.repeated:>10,}")
    echo(f"  accounts opened   {len(report.opened):>10,}")
    echo(f"  seconds           {report.seconds:>10,.2f}  {speed}".rstrip())


def _echo_printed_balances(source: str, compared: PrintedBalances) -> None:
    differing = compared.differences
    share = f" ({len(differing) / compared.day_count:.2%})" if differing else ""
    echo("printed balances, by account and day")
    echo(f"  compared          {compared.day_count:>10,}")
    echo(f"  differing         {len(differing):>10,}{share}")
    if not differing:
        return
    shown = differing[:_DIFFERENCES_SHOWN]
    echo()
    echo_table(
        [
            left("account", (day.code for day in shown)),
            left("day", (day.effective_on for day in shown)),
            right("expected", (format_amount(day.expected, day.scale) for day in shown)),
            right("printed", (format_amount(day.printed, day.scale) for day in shown)),
            right("difference", (_signed(day.difference, day.scale) for day in shown)),
        ]
    )
    if len(differing) > len(shown):
        quoted = source.replace("'", "''")
        echo(f"... and {len(differing) - len(shown):,} more, which lists")
        echo(f"select * from tolsel.list_printed_balance_differences('{quoted}');")


def _signed(amount: Decimal, scale: int) -> str:
    return ("+" if amount > 0 else "") + format_amount(amount, scale)
