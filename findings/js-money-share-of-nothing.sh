#!/usr/bin/env bash
# One would guess: who has a share of 0 gets nothing when an amount is split, and all parts have the
# sign of the whole.
# What happens: js-money hands out the cents that are left over from the front, whatever the share:
# of 1.00 split 0 : 1 : 1 : 1 the first gets 0.01; of -1.00 it gets +0.01, and the others pay 1.01.
# Why it matters: a payout goes to a party that has no part in it, and a refund splits into one
# payment and three refunds, of which no one mirrors what was paid out.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit js-money@0.6.3

cat >split.js <<'END'
const Money = require("js-money");
const { version } = require("js-money/package.json");

console.log("js-money", version);
for (const cents of [100, -100]) {
  const parts = new Money(cents, "EUR").allocate([0, 1, 1, 1]);
  console.log(`${cents} cents, 0 : 1 : 1 : 1:`, parts.map((part) => part.amount).join(" "));
}
END

cat >expected <<'END'
js-money 0.6.3
100 cents, 0 : 1 : 1 : 1: 1 33 33 33
-100 cents, 0 : 1 : 1 : 1: 1 -33 -34 -34
END

node split.js >seen
cat seen
diff expected seen
