"""`tolsel bank`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from tolsel.banking import books
from tolsel.banking.importing import FileReport, StatementReport, import_files, report_lines
from tolsel.banking.profile import Profile
from tolsel.banking.proposing import propose_profile
from tolsel.cli.console import TENANT_OPTION, office_of
from tolsel.cli.printer import FORMAT_OPTION, echo, echo_table, left, right, show
from tolsel.figures import format_amount
from tolsel.rows import Rows

_FOUND = 1
_DAY = click.DateTime(["%Y-%m-%d"])
_CHANNEL = click.argument("channel_id", type=int, metavar="CHANNEL")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
@TENANT_OPTION
@click.pass_context
def bank(ctx: click.Context, tenant_id: int | None) -> None:
    """Import statements of banks, match them with the book, and hold both side by side.

    CHANNEL is the id of a channel; tolsel.bank_account lists those that stand for an account.
    """
    ctx.obj = tenant_id


@bank.command("import")
@click.argument("files", type=_FILE, nargs=-1, required=True, metavar="FILE...")
@click.option("--profile", "profile_name", metavar="NAME", help="How the bank writes its CSV.")
@click.option("--gap-reason", metavar="TEXT", help="Why a statement does not go on from the last.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@FORMAT_OPTION
@click.pass_context
def import_command(
    ctx: click.Context,
    files: tuple[Path, ...],
    profile_name: str | None,
    gap_reason: str | None,
    dry_run: bool,
    form: str,
) -> None:
    """Import statements: CAMT.053, MT940, or CSV by a profile; each is taken or refused by itself.

    The same statement again brings nothing twice. Exit code: 0 all are in, 1 some were refused.
    """
    with office_of(ctx, ctx.obj) as office:
        profile = None
        if profile_name:
            profile = books.get_profile(office.conn, name=profile_name, tenant_id=office.tenant_id)
        reports = import_files(
            office.conn,
            files,
            profile=profile,
            gap_reason=gap_reason,
            is_dry_run=dry_run,
            progress=_show_progress,
            tenant_id=office.tenant_id,
        )
    show(report_lines(reports), form, as_table=lambda: _echo_reports(reports, dry_run))
    if any(r.refusal or any(s.refusal for s in r.statements) for r in reports):
        ctx.exit(_FOUND)


def _show_progress(path: Path, count: int) -> None:
    if count >= 10_000:
        echo(f"{path.name}: {count:,} entries", err=True)


def _echo_reports(reports: Sequence[FileReport], is_dry_run: bool) -> None:
    told = [(report.path.name, s) for report in reports for s in report.statements]
    echo_table(
        [
            left("file", (name for name, _ in told)),
            left("account", (s.account for _, s in told)),
            left("number", (_number(s) for _, s in told)),
            left("day", (s.closed_on or "" for _, s in told)),
            right("entries", (str(s.entry_count) for _, s in told)),
            right("new", (str(s.new_count) for _, s in told)),
            right("pending", (str(s.pending_count or "") for _, s in told)),
            left("", (_state(s) for _, s in told)),
        ]
    )
    for report in reports:
        refusals = [report.refusal, *(s.refusal for s in report.statements)]
        for refusal in refusals:
            if refusal:
                echo(f"{report.path.name}: {refusal.title}", err=True)
                for line in (refusal.detail, refusal.hint):
                    if line:
                        echo(f"    {line}", err=True)
    taken = [s for _, s in told if not s.refusal]
    verb = "would be taken" if is_dry_run else "taken"
    echo(
        f"{len(reports):,} files: {len(taken):,} statements {verb},"
        f" {sum(s.new_count for s in taken):,} entries new,"
        f" {sum(1 for _, s in told if s.refusal) + sum(1 for r in reports if r.refusal):,} refused"
    )


def _number(statement: StatementReport) -> str:
    told = (statement.number, statement.page)
    return "/".join(str(number) for number in told if number is not None)


def _state(statement: StatementReport) -> str:
    if statement.refusal:
        return "refused"
    if statement.is_known:
        return "known"
    return "taken" if statement.is_proved else "taken, no balances"


@bank.command("list")
@_CHANNEL
@click.option("--from", "from_on", type=_DAY, required=True, metavar="DAY")
@click.option("--to", "to_on", type=_DAY, required=True, metavar="DAY")
@click.option("--open", "is_open", is_flag=True, help="Only what is not matched.")
@FORMAT_OPTION
@click.pass_context
def list_command(
    ctx: click.Context, channel_id: int, from_on: datetime, to_on: datetime, is_open: bool,
    form: str,
) -> None:  # fmt: skip
    """List what the bank has booked between two days, and what of it is matched."""
    with office_of(ctx, ctx.obj) as office:
        rows = books.list_payments(
            office.conn,
            channel_id=channel_id,
            from_on=from_on.date(),
            to_on=to_on.date(),
            is_open=True if is_open else None,
            tenant_id=office.tenant_id,
        )
    show(rows, form, as_table=lambda: _echo_payments(rows))


def _echo_payments(rows: Rows[books.Payment]) -> None:
    echo_table(
        [
            right("id", (str(row.detail_id) for row in rows)),
            left("day", (str(row.booked_on) for row in rows)),
            right("amount", (format_amount(row.amount) for row in rows)),
            left("counterparty", (row.counterparty or "" for row in rows)),
            left("text", ((row.text or "")[:60] for row in rows)),
            right("match", ("" if row.match_id is None else str(row.match_id) for row in rows)),
        ]
    )


@bank.command()
@_CHANNEL
@FORMAT_OPTION
@click.pass_context
def propose(ctx: click.Context, channel_id: int, form: str) -> None:
    """List what the rules would match open payments with, and why; nothing is matched."""
    with office_of(ctx, ctx.obj) as office:
        rows = books.list_proposals(office.conn, channel_id=channel_id, tenant_id=office.tenant_id)
    show(
        rows,
        form,
        as_table=lambda: echo_table(
            [
                right("id", (str(row.detail_id) for row in rows)),
                left("with", (row.kind for row in rows)),
                left("exact", ("yes" if row.is_exact else "" for row in rows)),
                left("why", (row.reason for row in rows)),
            ]
        ),
    )


@bank.command()
@_CHANNEL
@click.pass_context
def match(ctx: click.Context, channel_id: int) -> None:
    """Match by the rules what is exact, where the bank account allows it to be done alone.

    Exit code: 0 all that was found is booked, 1 some of it could not be.
    """
    examined = matched = refused = after = 0
    with office_of(ctx, ctx.obj) as office:
        while True:
            run = books.match_entries(
                office.conn, channel_id=channel_id, after=after, tenant_id=office.tenant_id
            )
            if run.last_detail_id is None:
                break
            examined, matched = examined + run.examined, matched + run.matched
            refused, after = refused + run.refused, run.last_detail_id
            if examined >= 10_000:
                echo(f"{examined:,} payments, {matched:,} matched", err=True)
    echo(f"{examined:,} open payments: {matched:,} matched, {examined - matched:,} stay open")
    if refused:
        why = f"tolsel bank propose {channel_id} says why"
        echo(f"{refused:,} could not be booked: {why}", err=True)
        ctx.exit(_FOUND)


@bank.command()
@_CHANNEL
@click.option("--from", "from_on", type=_DAY, required=True, metavar="DAY")
@click.option("--to", "to_on", type=_DAY, required=True, metavar="DAY")
@FORMAT_OPTION
@click.pass_context
def reconcile(
    ctx: click.Context, channel_id: int, from_on: datetime, to_on: datetime, form: str
) -> None:
    """Hold bank and book side by side, day by day, with what explains the difference.

    Exit code: 0 nothing is unexplained on the last day, 1 something is.
    """
    with office_of(ctx, ctx.obj) as office:
        rows = books.reconcile(
            office.conn,
            channel_id=channel_id,
            from_on=from_on.date(),
            to_on=to_on.date(),
            tenant_id=office.tenant_id,
        )
    show(
        rows,
        form,
        as_table=lambda: echo_table(
            [
                left("day", (str(row.business_date) for row in rows)),
                right("bank", (format_amount(row.bank_balance) for row in rows)),
                right("book", (format_amount(row.book_balance) for row in rows)),
                right("unmatched", (format_amount(row.unmatched_amount) for row in rows)),
                right("in transit", (format_amount(row.in_transit_amount) for row in rows)),
                right("pending", (format_amount(row.pending_amount) for row in rows)),
                right("unexplained", (format_amount(row.unexplained_amount) for row in rows)),
            ]
        ),
    )
    if rows and rows[-1].unexplained_amount:
        ctx.exit(_FOUND)


@bank.command()
@click.argument("file", type=_FILE)
@click.option("--save", "name", metavar="NAME", help="Save the file's JSON as a profile.")
@click.pass_context
def profile(ctx: click.Context, file: Path, name: str | None) -> None:
    """Propose a profile from a CSV; or save one: tolsel bank profile my-bank.json --save my-bank.

    All lines are looked at together, and what they leave open is asked, not guessed.
    """
    if name:
        kept = Profile.from_json(file.read_text(encoding="utf-8"))
        with office_of(ctx, ctx.obj) as office:
            books.save_profile(office.conn, name=name, profile=kept, tenant_id=office.tenant_id)
        echo(f"profile {name} is saved")
        return
    proposal = propose_profile(file)
    for line in json.dumps(proposal.definition, indent=2, ensure_ascii=False).split("\n"):
        echo(line)
    for question in proposal.questions:
        echo(question, err=True)
    if proposal.questions:
        ctx.exit(_FOUND)
