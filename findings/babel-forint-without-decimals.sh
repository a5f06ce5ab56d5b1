#!/usr/bin/env bash
# One would guess: money is printed with as many decimals as ISO 4217 gives its currency: two of the
# forint, three of the Iraqi dinar.
# What happens: babel takes the decimals from the locale data of CLDR, which has none for both, so
# HUF 99.90 is printed as HUF100 and IQD 0.750 as IQD1. KWD and CLF agree with the standard.
# Why it matters: the invoice, the receipt or the reminder names another amount than the books; and
# who takes the scale from there sends 100 where the bank's interface wants 9990.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check babel==2.19.0 iso4217==1.16.20260101

cat >print.py <<'END'
from decimal import Decimal
from importlib.metadata import version

from babel.numbers import format_currency, get_currency_precision
from iso4217 import Currency

print("babel", version("babel"))
for code, amount in [("HUF", "99.90"), ("IQD", "0.750"), ("KWD", "0.750"), ("CLF", "0.7500")]:
    scales = Currency(code).exponent, get_currency_precision(code)
    printed = format_currency(Decimal(amount), code, locale="en_US")
    print(f"{code} {amount} is printed as {printed}; decimals: ISO 4217 %d, babel %d" % scales)
END

cat >expected <<'END'
babel 2.19.0
HUF 99.90 is printed as HUF100; decimals: ISO 4217 2, babel 0
IQD 0.750 is printed as IQD1; decimals: ISO 4217 3, babel 0
KWD 0.750 is printed as KWD0.750; decimals: ISO 4217 3, babel 3
CLF 0.7500 is printed as CLF0.7500; decimals: ISO 4217 4, babel 4
END

venv/bin/python print.py >seen
cat seen
diff expected seen
