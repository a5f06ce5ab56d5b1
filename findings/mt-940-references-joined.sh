#!/usr/bin/env bash
# One would guess: the reference of a :61: line and the one behind KREF+ in its :86: are two fields,
# and NONREF, the standard's word for "none", is no reference.
# What happens: mt-940 joins both with a line break into customer_reference: NONREF and INV-31
# become one value of two lines, and a reference given in both places stands there twice.
# Why it matters: nothing equals the invoice's number any more, so a payment that names its invoice
# correctly stays unmatched; "NONREF" in all of them makes strangers' payments look related.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check mt-940==5.1.1

cat >statement.sta <<'END'
:20:STMT0066
:25:DE28999999990000420017
:28C:66/1
:60F:C260227EUR1000,00
:61:2603020302C250,00NTRFNONREF//B0001
:86:166?00TRANSFER?20KREF+INV-31?21SVWZ+Goods?32Anna Example
:61:2603020302C460,00NTRFINV-32//B0002
:86:166?00TRANSFER?20KREF+INV-32?21SVWZ+Goods?32Bert Example
:62F:C260302EUR1710,00
-
END

cat >read.py <<'END'
from importlib.metadata import version
from pathlib import Path

import mt940

print("mt-940", version("mt-940"))
for payment in mt940.parse(Path("statement.sta").read_text()):
    print(payment.data["amount"].amount, repr(payment.data["customer_reference"]))
END

cat >expected <<'END'
mt-940 5.1.1
250.00 'NONREF\nINV-31'
460.00 'INV-32\nINV-32'
END

venv/bin/python read.py >seen
cat seen
diff expected seen
