#!/usr/bin/env bash
# One would guess: a journal that both ledger and hledger accept means the same money to both.
# What happens: 1,000 EUR is a thousand euro to ledger, and one euro with three decimals to hledger:
# with 2 EUR more the rent is 1,002 to the one, and 3,000 to the other, which means three.
# Why it matters: a second opinion on the books is off by a factor of a thousand, and both journals
# balance. Needs the Debian packages hledger 1.25-2 and ledger 3.3.0-3.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >books.journal <<'END'
2026-03-01 Rent
    expenses:rent    1,000 EUR
    assets:bank

2026-03-02 Parking
    expenses:rent    2 EUR
    assets:bank
END

cat >expected <<'END'
Ledger 3.3.0-20230208
hledger 1.25
ledger: 1,002 EUR expenses:rent
hledger: 3,000 EUR expenses:rent
ledger finds more than 1001 EUR: yes
hledger finds more than 1001 EUR: no
END

in_ledger() {
    ledger --args-only -f books.journal balance --flat "$@" rent | tr -s ' '
}
in_hledger() {
    hledger -f books.journal balance --flat --no-total rent "$@" | tr -s ' '
}
is_found() {
    if grep -q rent; then echo yes; else echo no; fi
}
{
    ledger --version | sed -n '1s/,.*//p'
    hledger --version | sed 's/,.*//'
    echo "ledger:$(in_ledger)"
    echo "hledger:$(in_hledger)"
    echo "ledger finds more than 1001 EUR:" \
        "$(in_ledger --display 'abs(total) > 1001 EUR' | is_found)"
    echo "hledger finds more than 1001 EUR: $(in_hledger amt:'>1001' | is_found)"
} >seen
cat seen
diff expected seen
