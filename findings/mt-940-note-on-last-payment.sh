#!/usr/bin/env bash
# One would guess: a :86: below the closing balance (:62F:) of an MT940 statement is the bank's
# note about the statement, as the standard says, and belongs to no payment.
# What happens: mt-940 joins it to the details of the last payment, and the statement has no note.
# Why it matters: payments are matched by that text. A note that names an invoice or a customer
# settles it with money that somebody else paid.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check mt-940==5.1.1

cat >statement.sta <<'END'
:20:STMT0065
:25:NL70QARY0420100202
:28C:65/1
:60F:C260227EUR1000,00
:61:2603020302C250,00NTRFINV-31//B0001
:86:Invoice 31, Anna Example
:61:2603020302C460,00NTRFNONREF//B0002
:86:With thanks, Bert Example
:62F:C260302EUR1710,00
:86:Cheque for INV-32 was not honoured
-
END

cat >read.py <<'END'
from importlib.metadata import version
from pathlib import Path

import mt940

print("mt-940", version("mt-940"))
statement = mt940.parse(Path("statement.sta").read_text())
for payment in statement:
    text = payment.data["transaction_details"].split("\n")
    print(payment.data["amount"].amount, text)
print("note in the statement:", any("INV-32" in str(value) for value in statement.data.values()))
END

cat >expected <<'END'
mt-940 5.1.1
250.00 ['Invoice 31, Anna Example']
460.00 ['With thanks, Bert Example', 'Cheque for INV-32 was not honoured']
note in the statement: False
END

venv/bin/python read.py >seen
cat seen
diff expected seen
