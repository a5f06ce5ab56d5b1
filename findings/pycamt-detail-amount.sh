#!/usr/bin/env bash
# One would guess: an entry of 455.00 in camt.053 is read as 455.00, whatever its details explain.
# What happens: pycamt puts the amount of the detail in its place: 500.00, which the customer sent
# before a bank on the way kept 45.00; the entry's own 455.00 is nowhere in what is read.
# Why it matters: the account moved by 455.00. Who posts 500.00 has 45.00 that no bank ever paid,
# and the opening balance plus the entries is no longer the closing balance.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check pycamt==1.1.1

cat >statement.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
 <BkToCstmrStmt>
  <GrpHdr><MsgId>M-61</MsgId><CreDtTm>2026-03-02T18:00:00+01:00</CreDtTm></GrpHdr>
  <Stmt>
   <Id>S-61</Id>
   <ElctrncSeqNb>61</ElctrncSeqNb>
   <CreDtTm>2026-03-02T18:00:00+01:00</CreDtTm>
   <Acct><Id><IBAN>NL70QARY0420100202</IBAN></Id><Ccy>EUR</Ccy></Acct>
   <Bal>
    <Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>
    <Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt>
   </Bal>
   <Bal>
    <Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
    <Amt Ccy="EUR">1455.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt>
   </Bal>
   <Ntry>
    <Amt Ccy="EUR">455.00</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd>
    <Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2026-03-02</Dt></BookgDt>
    <ValDt><Dt>2026-03-02</Dt></ValDt>
    <BkTxCd>
     <Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>XBCT</SubFmlyCd></Fmly></Domn>
    </BkTxCd>
    <NtryDtls>
     <TxDtls>
      <Refs><EndToEndId>INV-31</EndToEndId></Refs>
      <Amt Ccy="EUR">500.00</Amt>
      <CdtDbtInd>CRDT</CdtDbtInd>
      <Chrgs>
       <Rcrd>
        <Amt Ccy="EUR">45.00</Amt>
        <CdtDbtInd>DBIT</CdtDbtInd>
        <ChrgInclInd>true</ChrgInclInd>
       </Rcrd>
      </Chrgs>
      <RltdPties><Dbtr><Pty><Nm>Anna Example</Nm></Pty></Dbtr></RltdPties>
     </TxDtls>
    </NtryDtls>
   </Ntry>
  </Stmt>
 </BkToCstmrStmt>
</Document>
END

cat >read.py <<'END'
from importlib.metadata import version
from pathlib import Path

from pycamt.parser import Camt053Parser

print("pycamt", version("pycamt"))
statement = Camt053Parser(Path("statement.xml").read_bytes())
info = statement.get_statement_info()[0]
print("opening", info["OpeningBalance"], "closing", info["ClosingBalance"])
for entry in statement.get_transactions():
    print("entry of 455.00 CRDT is read as", entry["Amount"], entry["CreditDebitIndicator"])
    print("455.00 among its values:", "455.00" in entry.values())
END

cat >expected <<'END'
pycamt 1.1.1
opening 1000.00 closing 1455.00
entry of 455.00 CRDT is read as 500.00 CRDT
455.00 among its values: False
END

venv/bin/python read.py >seen
cat seen
diff expected seen
