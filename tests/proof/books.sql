-- Books with a row in every money table, an open and a captured hold, a reversal, a close, seals.
select tolsel.open_account('alice', 'Alice', 'liability', p_credit_limit => 0);
select tolsel.open_account('drawer', 'Till', 'asset', p_has_daily_totals => true);
select tolsel.open_account('sales', 'Sales', 'revenue', p_slots => 2);
select count(*) from tolsel.post_journals((
    select jsonb_agg(jsonb_build_object(
        'description', 'Sale ' || i, 'request_key', 'key ' || i, 'metadata', jsonb_build_object('i', i),
        'effective_on', date '2025-01-01' + i,
        'lines', jsonb_build_array(
            jsonb_build_object('account_code', 'drawer', 'amount', i),
            jsonb_build_object('account_code', case i % 2 when 0 then 'alice' else 'sales' end,
                'amount', -i))))
    from generate_series(1, 20) i));
select tolsel.reverse_journal((select min(journal_id) from tolsel_ledger.journal), p_request_key => 'undo');
select tolsel.place_hold((select account_id from tolsel_ledger.account where tenant_id = 1 and code = 'alice'), 5,
    p_expires_at => '2199-01-01', p_description => 'Deposit', p_request_key => 'hold');
select tolsel.capture_hold((select min(hold_id) from tolsel_ledger.hold),
    (select account_id from tolsel_ledger.account where tenant_id = 1 and code = 'sales'), 2);
select tolsel.place_hold((select account_id from tolsel_ledger.account where tenant_id = 1 and code = 'alice'), 3);
select tolsel.close_period('2024-12-31', 'Year');
-- A parked total: what it holds is taken from the total it belongs to.
with parked as (
    delete from tolsel_ledger.daily_total where effective_on = '2025-01-10' returning *
)
insert into tolsel_ledger.daily_total_pending (
    tenant_id, account_id, effective_on, slot, entry_count, debit_amount, credit_amount, fault)
select tenant_id, account_id, effective_on, slot, entry_count, debit_amount, credit_amount, 'none'
from parked;
select tolsel.seal_entries();
select tolsel.validate_books();
