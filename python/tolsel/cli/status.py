"""`tolsel status`."""

from __future__ import annotations

from dataclasses import dataclass

import click

from tolsel.cli.console import url_of
from tolsel.cli.printer import FORMAT_OPTION, echo, show
from tolsel.install import status as comparing
from tolsel.rows import Rows

_SHOWN = 20
_LABELS = {
    "applied": "applied",
    "pending": "pending",
    "unknown": "newer than this tolsel",
    "changed_file": "changed file",
    "changed_guard": "changed guard",
    "stalled_job": "stalled job",
    "open_breach": "open incident",
    "open_notice": "open notice",
}
_SEE_INCIDENTS = (
    "status: incidents are open: tolsel verify says what is wrong now, and what to do about it"
)
_NOBODY_RUNS_JOBS = (
    "status: nobody runs the jobs: give them to pg_cron with tolsel jobs install, or keep a tolsel "
    "worker running"
)


@dataclass(frozen=True, slots=True)
class _Finding:
    """One thing found; as json or csv, each is a row."""

    finding: str
    name: str | None


@click.command()
@FORMAT_OPTION
@click.pass_context
def status(ctx: click.Context, form: str) -> None:
    """Compare the database with this version, and see whether its jobs run and what they found.

    Exit code: 0 all well, 1 pending, changed, stalled or found wrong, 2 could not look.
    """
    found = comparing.status(url_of(ctx))
    names = {
        "applied": found.applied,
        "pending": found.pending,
        "unknown": found.unknown,
        "changed_file": found.changed_files,
        "changed_guard": found.changed_guards,
        "stalled_job": found.stalled_jobs,
        "open_breach": found.open_breaches,
        "open_notice": found.open_notices,
    }
    versions = [
        _Finding("version", found.version),
        _Finding("database_version", found.release_version),
        _Finding("validated", found.validated),
        _Finding("verified", found.verified),
    ]
    findings = [_Finding(kind, name) for kind, listed in names.items() for name in listed]
    show(
        Rows([*versions, *findings], columns=["finding", "name"]),
        form,
        as_table=lambda: _echo_status(found, names),
    )
    ctx.exit(0 if found.is_well else 1)


def _echo_status(found: comparing.Status, names: dict[str, tuple[str, ...]]) -> None:
    echo(f"tolsel:   {found.version}")
    if found.release_id is None:
        echo("database: no release yet")
    else:
        echo(f"database: {found.release_version}, release {found.release_id} of {found.loaded_at}")
        echo(f"last validation: {found.validated or 'never'}")
        echo(f"last of the whole history: {found.verified or 'never'}")
    for kind, listed in names.items():
        for name in listed[:_SHOWN]:
            echo(f"{_LABELS[kind]}: {name}")
        if len(listed) > _SHOWN:
            echo(f"{_LABELS[kind]}: and {len(listed) - _SHOWN:,} more")
    if found.open_breaches:
        echo(_SEE_INCIDENTS)
    if found.stalled_jobs:
        echo(_NOBODY_RUNS_JOBS)
    if not found.is_current:
        echo("status: run tolsel migrate")
    elif found.is_well:
        echo("status: up to date")
