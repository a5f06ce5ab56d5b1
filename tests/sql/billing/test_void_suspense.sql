-- M17: money of an unknown payer was none, or goes back.
\ir shop.sql
select plan(12);
create function tap.kept(p_key text) returns bigint language sql set role = none
    return (select s.suspense_id from tolsel_billing.suspense s where s.tenant_id = 1 and s.request_key = p_key);
set role shop_app;
select tolsel.record_suspense(channel_of('Bank'), 50, 'bank_transfer', '2025-03-12', p_request_key => 's1') \g /dev/null
select tolsel.assign_suspense(kept('s1'), customer_of('ann'), 1, p_request_key => 'a1') \g /dev/null
select refuses($$select tolsel.void_suspense(kept('s1'), 'x')$$, 'UB117', '1.00 of 50.00 is assigned',
    'some of it is hers');
select tolsel.void_payment(payment_of('a1'), 'x') \g /dev/null
select refuses($$select tolsel.void_suspense(kept('s1'), 'x', '2025-03-11')$$, 'UH020', '2025-03-11', 'before it came');
select refuses($$select tolsel.void_suspense(kept('s1'), 'x', '2025-03-16')$$, 'UH004', '2025-03-15', 'tomorrow');
select refuses($$select tolsel.void_suspense(kept('s1'), 'x', 'infinity')$$, 'UC014', 'infinity', 'never');
select refuses($$select tolsel.void_suspense(kept('s1'), '')$$, 'UC016', 'reason', 'no reason');
set role shop_admin;
select tolsel.close_period('2025-03-12', 'march so far') \g /dev/null
set role shop_app;
select refuses($$select tolsel.void_suspense(kept('s1'), 'x', '2025-03-12')$$, 'UL007', '2025-03-12', 'a closed day');
select is((tolsel.void_suspense(kept('s1'), 'sent back')).voided_on::date, '2025-03-15'::date, 'it goes back today');
select is(held_in('Bank') || ' ' || balance('9999'), '0 0', 'out of the bank and of suspense');
select is((tolsel.void_suspense(kept('s1'), 'sent back')).suspense_id, kept('s1'), 'a second call answers with it');
select refuses($$select tolsel.void_suspense(kept('s1'), 'other')$$, 'UH012', 'sent back',
    'with another reason it does not');
select refuses($$select tolsel.void_suspense(null, 'x')$$, 'UB115', 'null', 'nothing');
select refuses($$select tolsel.void_suspense(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
