#!/usr/bin/env bash
# One would guess: the counterparty of an entry is the other side: who paid what came in, and who
# was paid what went out.
# What happens: camt053 names the debtor wherever there is one, so the counterparty of a payment
# that went out is the account's own holder, with the account's own IBAN.
# Why it matters: payments to suppliers are matched to nobody, or to oneself as a transfer between
# own accounts; a refund returned "to the counterparty" would go to the payer's own account.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check camt053==0.0.23

cat >statement.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
 <BkToCstmrStmt>
  <GrpHdr><MsgId>M-63</MsgId><CreDtTm>2026-03-02T18:00:00+01:00</CreDtTm></GrpHdr>
  <Stmt>
   <Id>S-63</Id>
   <ElctrncSeqNb>63</ElctrncSeqNb>
   <CreDtTm>2026-03-02T18:00:00+01:00</CreDtTm>
   <Acct>
    <Id><IBAN>NL70QARY0420100202</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Quarry Books</Nm></Ownr>
   </Acct>
   <Bal>
    <Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>
    <Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt>
   </Bal>
   <Bal>
    <Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
    <Amt Ccy="EUR">800.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt>
   </Bal>
   <Ntry>
    <Amt Ccy="EUR">200.00</Amt>
    <CdtDbtInd>DBIT</CdtDbtInd>
    <Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2026-03-02</Dt></BookgDt>
    <ValDt><Dt>2026-03-02</Dt></ValDt>
    <BkTxCd>
     <Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>
    </BkTxCd>
    <NtryDtls>
     <TxDtls>
      <Refs><EndToEndId>RENT-3</EndToEndId></Refs>
      <Amt Ccy="EUR">200.00</Amt>
      <CdtDbtInd>DBIT</CdtDbtInd>
      <RltdPties>
       <Dbtr><Pty><Nm>Quarry Books</Nm></Pty></Dbtr>
       <DbtrAcct><Id><IBAN>NL70QARY0420100202</IBAN></Id></DbtrAcct>
       <Cdtr><Pty><Nm>Bert Example</Nm></Pty></Cdtr>
       <CdtrAcct><Id><IBAN>BE60999004200170</IBAN></Id></CdtrAcct>
      </RltdPties>
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

import camt053

print("camt053", version("camt053"))
statement = camt053.parse_document(Path("statement.xml").read_text()).statements[0]
print("account", statement.account.iban, "of", statement.account.owner_name)
for entry in statement.entries:
    print("entry", entry.amount, entry.credit_debit_indicator, "paid to Bert Example")
    for detail in entry.details:
        print("counterparty", detail.counterparty_name, detail.counterparty_account)
END

cat >expected <<'END'
camt053 0.0.23
account NL70QARY0420100202 of Quarry Books
entry 200.00 DBIT paid to Bert Example
counterparty Quarry Books NL70QARY0420100202
END

venv/bin/python read.py >seen
cat seen
diff expected seen
