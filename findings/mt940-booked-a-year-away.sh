#!/usr/bin/env bash
# One would guess: the booking date of an MT940 entry, which is written without its year, is the day
# nearest the value date: valued on 31 December, booked on 2 January of the next year.
# What happens: mt940 (another package than mt-940) gives it the value date's year, so the entry is
# booked a year early, and one valued on 1 January is booked a year late.
# Why it matters: entries around New Year fall into a closed year, or into one that has not begun.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check mt940==0.8.1

cat >statement.sta <<'END'
:20:STMT0001
:25:NL70QARY0420100202
:28C:1/1
:60F:C251230EUR1000,00
:61:2601011231D40,00NTRFRENT-1//B0001
:86:Rent
:61:2512310102C250,00NTRFINV-31//B0002
:86:Invoice 31
:62F:C260102EUR1210,00
-
END

cat >read.py <<'END'
from importlib.metadata import version

import mt940

print("mt940", version("mt940"))
for statement in mt940.MT940("statement.sta").statements:
    print("from", statement.start_balance.date, "to", statement.end_balance.date)
    for entry in statement.transactions:
        print(entry.amount, "valued", entry.date, "booked", entry.booking)
END

cat >expected <<'END'
mt940 0.8.1
from 2025-12-30 to 2026-01-02
-40.00 valued 2026-01-01 booked 2026-12-31
250.00 valued 2025-12-31 booked 2025-01-02
END

venv/bin/python read.py >seen
cat seen
diff expected seen
