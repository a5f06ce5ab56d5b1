#!/usr/bin/env bash
# One would guess: an amount in minor units goes from a bank or card network into dinero.js as it
# is, as the minor units of both are those of ISO 4217: 150 is 1.50.
# What happens: the Mauritanian ouguiya and the Malagasy ariary, which have five coins to the unit,
# are counted in fifths there: 150 MRU is 30, and it cannot be written as a decimal at all.
# Why it matters: ISO 4217 has two decimals for both, and messages go by it; a payment of 1.50 is
# taken for 30.00, twenty times as much.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit dinero.js@2.0.2 currency-codes@2.2.0

cat >units.js <<'END'
const { dinero, toDecimal, toUnits, EUR, MGA, MRU } = require("dinero.js");
const { code } = require("currency-codes");
const { readFileSync } = require("node:fs");

const { version } = JSON.parse(readFileSync("node_modules/dinero.js/package.json"));
console.log("dinero.js", version);
for (const currency of [EUR, MRU, MGA]) {
  const money = dinero({ amount: 150, currency });
  let decimal;
  try {
    decimal = toDecimal(money);
  } catch (error) {
    decimal = error.message;
  }
  const { digits } = code(currency.code);
  const units = toUnits(money).join(" and ");
  console.log(`150 ${currency.code}: ISO 4217 digits ${digits}, units ${units}, ${decimal}`);
}
END

cat >expected <<'END'
dinero.js 2.0.2
150 EUR: ISO 4217 digits 2, units 1 and 50, 1.50
150 MRU: ISO 4217 digits 2, units 30 and 0, [Dinero.js] Currency is not decimal.
150 MGA: ISO 4217 digits 2, units 30 and 0, [Dinero.js] Currency is not decimal.
END

node units.js >seen
cat seen
diff expected seen
