-- What the tests of holds, reversals and days begin with: names for ids, and alice with 100.00.
create function tap.account_of(p_code text) returns bigint language sql set role = none
    return (select a.account_id from tolsel_ledger.account a where a.tenant_id = 1 and a.code = p_code);
create function tap.hold_of(p_key text) returns bigint language sql set role = none
    return (select h.hold_id from tolsel_ledger.hold h where h.tenant_id = 1 and h.request_key = p_key);
create function tap.journal_of(p_key text) returns bigint language sql set role = none
    return (select j.journal_id from tolsel_ledger.journal j where j.tenant_id = 1 and j.request_key = p_key);
create function tap.available(p_code text) returns numeric language sql set role = none
    return (select trim_scale(b.available) from tolsel.account_balance b where b.tenant_id = 1 and b.code = p_code);
create function tap.balance(p_code text) returns numeric language sql set role = none
    return (select trim_scale(b.balance) from tolsel.account_balance b where b.tenant_id = 1 and b.code = p_code);
create function tap.lines(p_debit text, p_credit text, p_amount numeric) returns jsonb language sql
    return jsonb_build_array(
        jsonb_build_object('account_code', p_debit, 'amount', p_amount),
        jsonb_build_object('account_code', p_credit, 'amount', -p_amount));
create function tap.post(
    p_debit text, p_credit text, p_amount numeric, p_on date default null, p_key text default null)
returns bigint language sql
    return (tolsel.post_journal(
        tap.lines(p_debit, p_credit, p_amount), p_effective_on => p_on, p_request_key => p_key)).journal_id;

set role shop_app;
\o /dev/null
select tolsel.open_account('alice', 'Alice', 'liability', p_credit_limit => 0);
select tolsel.open_account('till', 'Till', 'asset');
select tolsel.open_account('sales', 'Sales', 'revenue');
select tolsel.open_account('yen', 'Yen', 'asset', 'JPY');
select tap.post('till', 'alice', 100, '2025-01-10', 'alice has 100');
-- Managed by a domain, with a hold and a journal from before.
select tolsel.open_account('managed', 'Managed', 'liability', p_credit_limit => 0);
select tap.post('till', 'managed', 50, '2025-01-10', 'managed has 50');
select tolsel.place_hold(tap.account_of('managed'), 5, p_request_key => 'on a managed account');
reset role;
update tolsel_ledger.account set managed_by = 'wallet' where code = 'managed' and tenant_id = 1;
set role twin_app;
select tolsel.open_account('alice', 'Alice', 'liability', p_credit_limit => 0);
select tolsel.post_journal(tap.lines('1050', 'alice', 100), p_request_key => 'twin');
reset role;
create function tap.twin_of(p_code text) returns text language sql set role = none
    return (select a.account_id from tolsel_ledger.account a where a.tenant_id = 2 and a.code = p_code);
\o
