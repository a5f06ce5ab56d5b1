"""Turn a real bank's printed history into a file that `tolsel import` reads.

Usage: python -m tests.tools.bank_history trans.csv history.csv

The input is the transaction table of the public PKDD'99 financial data set, `;`-separated.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

COLUMNS = ("account", "date", "amount", "text", "counter_account", "balance", "id")
SIGNS = {"PRIJEM": "", "VYDAJ": "-", "VYBER": "-"}
COUNTER_ACCOUNTS = {
    "VKLAD": "cash",
    "VYBER": "cash",
    "VYBER KARTOU": "cash",
    "PREVOD Z UCTU": "other-banks",
    "PREVOD NA UCET": "other-banks",
    "": "interest-and-fees",
}


def convert(source: Path) -> Iterator[tuple[str, ...]]:
    """Read the printed lines in their order; everything stays text, so nothing is rounded."""
    with source.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened, delimiter=";"):
            day = row["date"]
            yield (
                f"bank:{row['account_id']}",
                f"19{day[:2]}-{day[2:4]}-{day[4:]}",
                SIGNS[row["type"]] + row["amount"],
                " ".join(filter(None, (row["type"], row["operation"], row["k_symbol"].strip()))),
                COUNTER_ACCOUNTS[row["operation"]],
                row["balance"],
                row["trans_id"],
            )


def write_history(source: Path, target: Path) -> None:
    """Write the whole history as one file."""
    with target.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(convert(source))


def main() -> None:
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    write_history(Path(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
