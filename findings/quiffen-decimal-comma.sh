#!/usr/bin/env bash
# One would guess: in a QIF file with decimal commas, as programs of most of Europe write it, 12,50
# is twelve and a half.
# What happens: quiffen removes every comma: 12,50 becomes 1250, and 1.234,50 becomes 1.2345.
# Why it matters: small amounts grow a hundredfold and large ones shrink a thousandfold in one and
# the same file, all without a word, and QIF has no balance that would tell.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check quiffen==4.0.1

cat >account.qif <<'END'
!Type:Bank
D13/02/2026
T12,50
PAnna Example
^
D14/02/2026
T1.234,50
PBert Example
^
D15/02/2026
T-0,75
PFee
^
END

cat >read.py <<'END'
from importlib.metadata import version

from quiffen import Qif

print("quiffen", version("quiffen"))
for account in Qif.parse("account.qif", day_first=True).accounts.values():
    for entries in account.transactions.values():
        for entry in sorted(entries, key=lambda entry: entry.date):
            print(entry.date.date(), entry.amount, entry.payee)
END

cat >expected <<'END'
quiffen 4.0.1
2026-02-13 1250 Anna Example
2026-02-14 1.23450 Bert Example
2026-02-15 -75 Fee
END

venv/bin/python read.py >seen
cat seen
diff expected seen
