#!/usr/bin/env bash
# One would guess: double entry means that debits equal credits, so books in which each transaction
# passes the check are balanced as a whole.
# What happens: beancount allows a line with a price to be off by half a unit of the last digit, and
# posts the rest nowhere: five purchases that pass leave the books 0.0245 EUR apart.
# Why it matters: what is left over grows with the number of lines. An export that beancount accepts
# is no proof of the books; only the sum over all of them is.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check beancount==3.2.3

{
    echo '2026-01-01 open Expenses:Fuel LITRE'
    echo '2026-01-01 open Assets:Bank EUR'
    for day in 1 2 3 4 5; do
        printf '\n2026-03-0%s * "7 litres at 1.4493, rounded up by the till"\n' "$day"
        printf '  Expenses:Fuel  7 LITRE @ 1.4493 EUR\n'
        printf '  Assets:Bank  -10.15 EUR\n'
    done
} >books.beancount

cat >add.py <<'END'
from importlib.metadata import version

from beancount import loader
from beancount.core.convert import get_weight
from beancount.core.data import Transaction

print("beancount", version("beancount"))
entries, errors, _ = loader.load_file("books.beancount")
transactions = [entry for entry in entries if isinstance(entry, Transaction)]
print(len(transactions), "transactions,", len(errors), "errors")
weights = [get_weight(posting) for entry in transactions for posting in entry.postings]
print("debits less credits", sum(weight.number for weight in weights), weights[0].currency)
END

cat >expected <<'END'
bean-check exits with 0
beancount 3.2.3
5 transactions, 0 errors
debits less credits -0.0245 EUR
END

{
    venv/bin/bean-check --no-cache books.beancount && echo "bean-check exits with 0"
    venv/bin/python add.py
} >seen
cat seen
diff expected seen
