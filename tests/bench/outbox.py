"""What an event costs the posting it tells of, and how fast a consumer takes events."""

import time

from tests.bench import lab

_EVENTS = 20_000
_EMIT_WITH_EACH_JOURNAL = """
    create function public.tell() returns trigger language plpgsql security definer as $tell$
    begin
        perform tolsel_core.emit_event('journal.posted', 'journal', new.journal_id,
            jsonb_build_object('description', new.description), new.tenant_id);
        return null;
    end
    $tell$;;
    create trigger tell after insert on tolsel_ledger.journal
    for each row execute function public.tell()"""


def main(wanted: str = "") -> None:
    """Print the tables whose title contains a text."""
    with lab.open_lab() as bench:
        for program in (emitting, consuming):
            if wanted in program.__name__:
                program(bench)


def emitting(bench: lab.Lab) -> None:
    """Compare postings without an event to postings with one, and with one index less."""
    changes = {
        "no event": "",
        "an event": _EMIT_WITH_EACH_JOURNAL,
        "an event, one index less": _EMIT_WITH_EACH_JOURNAL
        + ";; drop index tolsel_core.event_document_idx",
    }
    names = {case: bench.make(f"emit_{n}", change=c) for n, (case, c) in enumerate(changes.items())}

    def measured(database: str) -> lab.Run:
        return lambda: bench.cpu(database, lab.post_journal())

    results = lab.interleave({case: measured(database) for case, database in names.items()})
    lab.report("emitting, 8 clients", results, unit="us of cpu")
    for case, database in names.items():
        print(f"{case}: {bench.wal_bytes(database, lab.post_journal()):.0f} bytes of log")
    bench.drop(*names.values())


def consuming(bench: lab.Lab) -> None:
    """Time one consumer that claims and acknowledges, by the size of its claims."""
    database = bench.make("consume")

    def rate(limit: int) -> float:
        with bench.connect(database) as owner, bench.connect(database, user=lab.APP) as app:
            owner.execute(
                """select count(tolsel_core.emit_event('a.b', 'a', %s + n, '{}', 1))
                   from generate_series(1, %s) n""",
                [time.monotonic_ns(), _EVENTS],
            )
            began = time.monotonic()
            while rows := app.execute(
                "select claim_id, event_id from tolsel.claim_events('bench', %s)", [limit]
            ).fetchall():
                app.execute(
                    "select tolsel.acknowledge_events(%s, %s)", [rows[0][0], [r[1] for r in rows]]
                )
            return _EVENTS / (time.monotonic() - began)

    def measured(limit: int) -> lab.Run:
        return lambda: rate(limit)

    results = lab.interleave({f"claims of {limit}": measured(limit) for limit in (100, 10, 1000)})
    lab.report("consuming, 1 client, events", results)
    bench.drop(database)
