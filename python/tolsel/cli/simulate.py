"""`tolsel simulate`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tolsel import proof
from tolsel.cli.console import url_of
from tolsel.cli.printer import FORMAT_OPTION, echo, echo_table, left, right, show
from tolsel.cli.verify import echo_proof, judge
from tolsel.figures import format_amount
from tolsel.rows import Rows

if TYPE_CHECKING:
    from tolsel.simulating.run import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the companies of an industry, all that pay in one way, have come to."""

    industry: str
    mode: str
    wallets: int
    resources: int
    top_ups: int
    declined: int
    refused: int
    hours: int
    charged: Decimal
    invoiced: Decimal
    refunded: Decimal
    """Given back of usage, and of top-ups."""
    expired: Decimal
    debts: Decimal
    """What was charged back and spent by then, or told late without funds."""
    owed: Decimal
    """What is open in the end."""


@click.command()
@click.option("--companies", type=click.IntRange(1, 10_000), default=120, show_default=True,
              help="How many companies there are.")  # fmt: skip
@click.option("--months", type=click.IntRange(1, 24), default=6, show_default=True,
              help="How many months pass.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True,
              help="What chance is drawn from: the same seed comes to the same books.")  # fmt: skip
@click.option("--from", "first_month", type=click.DateTime(["%Y-%m"]), default="2027-01",
              metavar="MONTH", show_default=True, help="The first month.")  # fmt: skip
@click.option("--usage", "usage_file", metavar="FILE",
              type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="CSV of real usage, from which the lives of resources are drawn.")  # fmt: skip
@FORMAT_OPTION
@click.pass_context
def simulate(
    ctx: click.Context,
    companies: int,
    months: int,
    seed: int,
    first_month: datetime,
    usage_file: Path | None,
    form: str,
) -> None:
    """Let companies live for months on prepaid wallets, and check each day against a model.

    Without --url, it makes a database of its own on the demo's server, tolsel_simulation, anew each
    time. A database that has books in it is refused. A model in Python, which shares nothing with
    the SQL, is asked the same as the database: a refusal that only one of them makes, or a cent of
    difference at the end of a day, stops the simulation and says where.

    Exit code: 0 all agree, 1 breaches, 2 could not run, or they do not agree.
    """
    # Not above: what migrates takes a while to import, and --help imports every command.
    from tolsel.simulating import scratch
    from tolsel.simulating.lives import Lives, read_lives
    from tolsel.simulating.run import days_of, first_moment, simulate

    def tell(line: str) -> None:
        echo(line, err=True)

    lives = read_lives(usage_file) if usage_file else Lives()
    url = url_of(ctx) or scratch.make_scratch(tell=tell)
    scratch.prepare(url, tell=tell)
    start = first_moment(first_month)
    days = days_of(start, months)
    with _progress(days, companies) as on_day:
        outcome = simulate(
            url, companies=companies, days=days, start=start, seed=seed, lives=lives, on_day=on_day
        )
    found = Rows(_lines(outcome), columns=[f.name for f in fields(Line)])
    results = proof.verify_database(url)
    show(found, form, as_table=lambda: _echo(found, outcome, seed))
    if form == "table":
        echo_proof(results)
    ctx.exit(judge(results))


@contextmanager
def _progress(days: int, companies: int) -> Iterator[Callable[[int], None]]:
    """Show how far it is, where somebody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn(f"{companies} companies, day"), MofNCompleteColumn(), BarColumn(),
        TimeElapsedColumn(), console=Console(stderr=True), transient=True,
    ) as bar:  # fmt: skip
        task = bar.add_task("days", total=days)
        yield lambda day_no: bar.update(task, completed=day_no)


def _lines(outcome: Outcome) -> Iterator[Line]:
    from tolsel.simulating.world import money

    world = outcome.world
    groups: dict[tuple[str, str], Counter[str]] = {}
    for company in world.companies:
        wallet = world.wallets[company.wallet_id]
        books = groups.setdefault((company.industry, company.mode), Counter())
        books.update(wallet.books)
        books.update(wallets=1, resources=len(wallet.resources), top_ups=len(wallet.top_ups))
        books["owed"] += wallet.owed
    for (industry, mode), books in sorted(groups.items()):
        yield Line(
            industry=industry,
            mode=mode,
            wallets=books["wallets"],
            resources=books["resources"],
            top_ups=books["top_ups"],
            declined=books["declined"],
            refused=books["refused"],
            hours=books["hours"],
            charged=money(books["charged"]),
            invoiced=money(books["invoiced"]),
            refunded=money(books["given back"] + books["refunded"] + books["reversed"]),
            expired=money(books["breakage"]),
            debts=money(books["debts"] + books["owed late"]),
            owed=money(books["owed"]),
        )


def _echo(lines: Rows[Line], outcome: Outcome, seed: int) -> None:
    counts = ("wallets", "resources", "top_ups", "declined", "refused", "hours")
    amounts = ("charged", "invoiced", "refunded", "expired", "debts", "owed")
    echo_table(
        [
            left("industry", (line.industry for line in lines)),
            left("mode", (line.mode for line in lines)),
            *(
                right(name.replace("_", "-"), (f"{getattr(line, name):,}" for line in lines))
                for name in counts
            ),
            *(
                right(name, (format_amount(getattr(line, name), 2) for line in lines))
                for name in amounts
            ),
        ]
    )
    world = outcome.world
    echo(
        f"simulated: {len(world.companies)} companies, {outcome.days} days, seed {seed}; "
        f"{world.calls:,} calls, {outcome.rows:,} rows in {outcome.seconds:.0f} s; "
        f"books {outcome.digest}"
    )
    refused = ", ".join(f"{code} {count}" for code, count in sorted(world.refusals.items()))
    echo(f"refused as foreseen: {refused or 'nothing'}")
    echo("every day agrees with the model to the cent")
