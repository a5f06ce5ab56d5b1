#!/usr/bin/env bash
# One would guess: an OFX entry with a CURRENCY of its own, whose amount is in that currency by the
# standard, is told apart from one in the currency of the account.
# What happens: ofxparse reads the amount and drops CURRENCY with its rate: 100.00 in EUR on an
# account in USD is 100.00, and so USD like the rest of the statement.
# Why it matters: 100.00 EUR at 1.10 moved the account by 110.00 USD; the entry is off by 10.00.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check ofxparse==0.21

cat >statement.ofx <<'END'
OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX>
<SIGNONMSGSRSV1><SONRS>
<STATUS><CODE>0<SEVERITY>INFO</STATUS>
<DTSERVER>20260302<LANGUAGE>ENG
</SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS>
<TRNUID>0
<STATUS><CODE>0<SEVERITY>INFO</STATUS>
<STMTRS>
<CURDEF>USD
<BANKACCTFROM><BANKID>420100207<ACCTID>1000200030<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST>
<DTSTART>20260301<DTEND>20260302
<STMTTRN>
<TRNTYPE>CREDIT<DTPOSTED>20260301<TRNAMT>50.00<FITID>T1<NAME>Anna Example
</STMTTRN>
<STMTTRN>
<TRNTYPE>CREDIT<DTPOSTED>20260302<TRNAMT>100.00<FITID>T2<NAME>Bert Example
<CURRENCY><CURRATE>1.1000<CURSYM>EUR</CURRENCY>
</STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>1160.00<DTASOF>20260302</LEDGERBAL>
</STMTRS>
</STMTTRNRS></BANKMSGSRSV1>
</OFX>
END

cat >read.py <<'END'
from importlib.metadata import version

from ofxparse import OfxParser

print("ofxparse", version("ofxparse"))
with open("statement.ofx", "rb") as opened:
    statement = OfxParser.parse(opened).account.statement
print("currency of the statement", statement.currency)
for entry in statement.transactions:
    values = [str(value) for value in vars(entry).values()]
    known = any(value.upper() == "EUR" or value.startswith("1.1") for value in values)
    print(entry.id, entry.amount, "its own currency or rate is known:", known)
END

cat >expected <<'END'
ofxparse 0.21
currency of the statement usd
T1 50.00 its own currency or rate is known: False
T2 100.00 its own currency or rate is known: False
END

venv/bin/python read.py >seen
cat seen
diff expected seen
