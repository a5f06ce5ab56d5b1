#!/usr/bin/env bash
# One would guess: a currency that has become euro is converted at its fixed rate, by law and for
# ever: 1.95583 leva, or 7.53450 kunas, for a euro.
# What happens: CurrencyConverter takes the last reference rate that the European Central Bank
# gave before the euro came: 1.9558 and 7.5365. The fixed rates are not in that table.
# Why it matters: old invoices and balances are converted with it: 195,583.00 BGN, which are exactly
# 100,000.00 EUR, come out as 100,001.53, and 753,450.00 HRK as 99,973.46.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check CurrencyConverter==0.18.23

cat >convert.py <<'END'
from decimal import Decimal
from importlib.metadata import version

from currency_converter import CurrencyConverter

print("CurrencyConverter", version("CurrencyConverter"))
converter = CurrencyConverter(decimal=True)
for currency, fixed_rate in [("BGN", "1.95583"), ("HRK", "7.53450"), ("SIT", "239.640")]:
    amount = 100_000 * Decimal(fixed_rate)
    converted = converter.convert(amount, currency, "EUR")
    last = converter.bounds[currency].last_date
    print(f"{amount:,.2f} {currency} are {converted:,.2f} EUR; last rate of {last}")
END

cat >expected <<'END'
CurrencyConverter 0.18.23
195,583.00 BGN are 100,001.53 EUR; last rate of 2025-12-31
753,450.00 HRK are 99,973.46 EUR; last rate of 2022-12-30
23,964,000.00 SIT are 100,000.00 EUR; last rate of 2006-12-29
END

venv/bin/python convert.py >seen
cat seen
diff expected seen
