"""The command line: parse, call, print. Each module holds one command, or one group of them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from tolsel import __version__

COMMANDS = {
    "init": "Make the roles, and prepare the database.",
    "migrate": "Bring the database to this version.",
    "rollback": "Drop the loaded code and undo migrations.",
    "status": "Compare the database with this version.",
    "psql": "Open psql on the database.",
    "verify": "Prove the books.",
    "repair": "Put derived values right.",
    "seals": "Seal the entries, and keep the seals outside.",
    "import": "Take over a history, customers, open invoices.",
    "customer": "Look at customers, open and change them.",
    "invoice": "Look at invoices, issue and void them.",
    "payment": "Look at payments, record and refund them.",
    "day": "Count and close the days of tills and banks.",
    "month": "See what is left of a month, and close its books.",
    "bank": "Import statements of banks, and match them.",
    "statement": "Print what moved an account or a customer.",
    "report": "Print a report: who owes what, the accounts, taxes.",
    "export": "Write all books as plain text accounting.",
    "api": "Print the functions and views of the database.",
    "call": "Call any public function by its name.",
    "events": "List what is not delivered, and deliver it.",
    "jobs": "List the jobs, run them, give them to pg_cron.",
    "worker": "Run jobs as they become due, until it is stopped.",
    "cluster": "Keep several databases as one.",
    "logs": "Look into the logs of applications.",
    "queue": "Look at a walk-in queue, and close its days.",
    "ticket": "Give tickets of a queue, call and serve them.",
    "wallet": "Look at wallets, and put money into them.",
    "demo": "Show tolsel at work, on a PostgreSQL of its own.",
    "simulate": "Let companies run on wallets for months, checked.",
}
"""Each command with what is said of it in the list; it is loaded when it is asked for."""


class _Commands(click.Group):
    """A group that loads a command when it is asked for: the list alone needs none of them.

    Its commands may raise anything: users get an explanation, never a traceback.
    """

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BaseException as error:
            # It loads psycopg, which takes longer than all else here.
            from tolsel.cli.console import explained

            told = explained(error)
            if told is error:
                raise
            raise told from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order in which people need them."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where there is none of that name."""
        return command_of(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list."""
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])


def command_of(name: str) -> click.Command:
    """Load one of the commands."""
    # import is a word of Python's own.
    module = name + "_" * (name == "import")
    command: click.Command = getattr(import_module(f"tolsel.cli.{module}"), module)
    return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--url",
    "-d",
    envvar="TOLSEL_URL",
    metavar="URL",
    help="Database, such as postgresql://user@host/name. Default: $TOLSEL_URL, then libpq's "
    "PGHOST, PGUSER, PGDATABASE, ...",
)
@click.version_option(__version__, prog_name="tolsel")
def main(url: str | None) -> None:
    """Keep the money office in your PostgreSQL: install it, prove it, look into it."""
