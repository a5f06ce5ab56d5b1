#!/usr/bin/env bash
# One would guess: a camt.053 file with the statements of two accounts gives the entries of both.
# What happens: ofxstatement-iso20022 reads the first statement of a file and no other; the tool
# says "Conversion completed" and exits with 0.
# Why it matters: banks put all accounts of a customer, and often several days, into one file. The
# 4,000.00 that came in on the second account is in no book, and nothing says that it was left out.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install -qq --disable-pip-version-check \
    ofxstatement==0.9.3 ofxstatement-iso20022==0.8.1

cat >statements.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
 <BkToCstmrStmt>
  <GrpHdr><MsgId>M-64</MsgId><CreDtTm>2026-03-02T18:00:00+01:00</CreDtTm></GrpHdr>
  <Stmt>
   <Id>S-64</Id>
   <ElctrncSeqNb>64</ElctrncSeqNb>
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
    <Amt Ccy="EUR">300.00</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd>
    <Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2026-03-02</Dt></BookgDt>
    <ValDt><Dt>2026-03-02</Dt></ValDt>
    <BkTxCd>
     <Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>
    </BkTxCd>
   </Ntry>
  </Stmt>
  <Stmt>
   <Id>S-65</Id>
   <ElctrncSeqNb>12</ElctrncSeqNb>
   <CreDtTm>2026-03-02T18:00:00+01:00</CreDtTm>
   <Acct><Id><IBAN>DE28999999990000420017</IBAN></Id><Ccy>EUR</Ccy></Acct>
   <Bal>
    <Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>
    <Amt Ccy="EUR">500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt>
   </Bal>
   <Bal>
    <Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp>
    <Amt Ccy="EUR">4500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-02</Dt></Dt>
   </Bal>
   <Ntry>
    <Amt Ccy="EUR">4000.00</Amt>
    <CdtDbtInd>CRDT</CdtDbtInd>
    <Sts><Cd>BOOK</Cd></Sts>
    <BookgDt><Dt>2026-03-02</Dt></BookgDt>
    <ValDt><Dt>2026-03-02</Dt></ValDt>
    <BkTxCd>
     <Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>
    </BkTxCd>
   </Ntry>
  </Stmt>
 </BkToCstmrStmt>
</Document>
END

cat >expected <<'END'
ofxstatement-iso20022 0.8.1
INFO: Conversion completed: (1 line, 0 invest-lines) statements.xml
exit 0
<ACCTID>NL70QARY0420100202
<TRNAMT>300.00
<BALAMT>1300.00
END

{
    venv/bin/pip list 2>/dev/null | awk '$1 == "ofxstatement-iso20022" {print $1, $2}'
    result=0
    HOME=$folder venv/bin/ofxstatement convert -t iso20022 statements.xml out.ofx 2>&1 || result=$?
    echo "exit $result"
    grep -Eo '<(ACCTID|TRNAMT|BALAMT)>[^<]*' out.ofx
} >seen
cat seen
diff expected seen
