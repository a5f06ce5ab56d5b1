"""Measure: python -m tests.bench [PROGRAM [TITLE]].

PROGRAM is posting, peers, ledger, outbox, billing, batches, bank, wallet, queue, monitor, proof,
tools or spike.
"""

import sys

from tests.bench import (
    bank,
    batches,
    billing,
    ledger,
    monitor,
    outbox,
    peers,
    posting,
    proof,
    queue,
    spike,
    tools,
    wallet,
)

PROGRAMS = {
    "posting": posting.main,
    "peers": peers.main,
    "ledger": ledger.main,
    "outbox": outbox.main,
    "billing": billing.main,
    "batches": batches.main,
    "bank": bank.main,
    "wallet": wallet.main,
    "queue": queue.main,
    "monitor": monitor.main,
    "proof": proof.main,
    "tools": tools.main,
    "spike": spike.main,
}


def main(arguments: list[str]) -> int:
    """Run the program named first, or all of them."""
    name, wanted = (*arguments, "", "")[:2]
    if name and name not in PROGRAMS:
        print(__doc__, file=sys.stderr)
        return 2
    for program in [PROGRAMS[name]] if name else PROGRAMS.values():
        program(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
