#!/usr/bin/env bash
# One would guess: the total of a camt.053 statement is of the entries that are booked, so that it
# leads from the opening to the closing balance.
# What happens: bankstatementparser adds a pending entry (PDNG) to it, and its table of entries has
# no column for the status, so that a reader cannot take it out again.
# Why it matters: the money of a pending entry has not moved. It is booked twice when it comes back
# as booked, or for ever when it never does.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check bankstatementparser==0.0.29

cat >statement.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
 <BkToCstmrStmt>
  <GrpHdr><MsgId>M-62</MsgId><CreDtTm>2026-03-02T18:00:00+01:00</CreDtTm></GrpHdr>
  <Stmt>
   <Id>S-62</Id>
   <ElctrncSeqNb>62</ElctrncSeqNb>
   <CreDtTm>2026-03-02T18:00:00+01:00</CreDtTm>
   <Acct><Id><IBAN>NL70QARY0420100202</IBAN></Id><Ccy>EUR</Ccy></Acct>
   <Bal>
    <Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>
    <Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt>
   </Bal>
   <Bal>
    <Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
    <Amt Ccy="EUR">1300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt>
   </Bal>
   <Ntry>
    <NtryRef>1</NtryRef>
    <Amt Ccy="EUR">300.00</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd>
    <Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2026-03-02</Dt></BookgDt>
    <ValDt><Dt>2026-03-02</Dt></ValDt>
    <BkTxCd>
     <Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>
    </BkTxCd>
   </Ntry>
   <Ntry>
    <NtryRef>2</NtryRef>
    <Amt Ccy="EUR">200.00</Amt>
    <CdtDbtInd>DBIT</CdtDbtInd>
    <Sts><Cd>PDNG</Cd></Sts>
    <ValDt><Dt>2026-03-03</Dt></ValDt>
    <BkTxCd>
     <Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>
    </BkTxCd>
   </Ntry>
  </Stmt>
 </BkToCstmrStmt>
</Document>
END

cat >read.py <<'END'
from importlib.metadata import version

from bankstatementparser import CamtParser

print("bankstatementparser", version("bankstatementparser"))
statement = CamtParser("statement.xml")
summary = statement.get_summary()
moved = summary["closing_balance"] - summary["opening_balance"]
print("opening", summary["opening_balance"], "closing", summary["closing_balance"])
print("the account moved by", moved)
print("total of", summary["transaction_count"], "entries", summary["total_amount"])
entries = statement.parse()
print("entries", *entries["Amount"])
print("a column for the status:", any("PDNG" in map(str, entries[c]) for c in entries.columns))
END

cat >expected <<'END'
bankstatementparser 0.0.29
opening 1000.00 closing 1300.00
the account moved by 300.00
total of 2 entries 100.00
entries 300.00 -200.00
a column for the status: False
END

venv/bin/python read.py >seen
cat seen
diff expected seen
