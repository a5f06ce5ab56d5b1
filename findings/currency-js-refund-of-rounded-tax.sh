#!/usr/bin/env bash
# One would guess: the tax of a credit note is the tax of its invoice with the other sign.
# What happens: currency.js rounds a half towards the greater number, so 0.125 becomes 0.13 and
# -0.125 becomes -0.12: 5 % of 2.50 and 5 % of -2.50 leave 0.01 over.
# Why it matters: an invoice that is fully credited keeps a cent open, on the customer's account and
# on the tax account, and PostgreSQL's round() of a numeric says -0.13.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit currency.js@2.0.4

cat >tax.js <<'END'
const currency = require("currency.js");
const { version } = require("currency.js/package.json");

console.log("currency.js", version);
for (const net of [2.5, 12.5, 37.5]) {
  const invoiced = currency(net).multiply(0.05);
  const credited = currency(-net).multiply(0.05);
  console.log(`5 % of ${net}: ${invoiced}, credited ${credited}, left ${invoiced.add(credited)}`);
}
END

cat >expected <<'END'
currency.js 2.0.4
5 % of 2.5: 0.13, credited -0.12, left 0.01
5 % of 12.5: 0.63, credited -0.62, left 0.01
5 % of 37.5: 1.88, credited -1.87, left 0.01
END

node tax.js >seen
cat seen
diff expected seen
