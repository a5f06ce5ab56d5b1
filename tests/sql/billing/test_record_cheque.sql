-- M17: a cheque that may be presented on a later day is taken today, banked then, and may bounce.
\ir shop.sql
select plan(15);
create function tap.cheque(p_key text) returns text language sql set role = none
    return (select concat_ws(' ', q.cheque_number, q.status, case when q.is_due then 'due' end, q.present_on,
            q.banked_on) from tolsel.cheque q where q.tenant_id = 1 and q.payment_id = tap.payment_of(p_key));
set role shop_app;
select tolsel.open_channel('Cheques', 'other') \g /dev/null
select bill('ann', 100, 'i1') \g /dev/null
create function pg_temp.take(p_key text, p_present_on date, p_amount numeric default 100) returns bigint language sql
as $$ select (tolsel.record_cheque(customer_of('ann'), p_amount, channel_of('Cheques'), p_present_on, '000123',
    p_request_key => p_key, p_surplus => 'keep')).payment_id $$;
select is(pg_temp.take('q1', '2025-03-20'), payment_of('q1'), 'a cheque is taken');
select is(cheque('q1') || ' / ' || invoice('i1') || ' / ' || held_in('Cheques'),
    '000123 in_hand 2025-03-20 / paid: paid 100 open 0 payments 1 in part 0 / 100', 'it is in hand, and pays');
select is(pg_temp.take('q1', '2025-03-20'), payment_of('q1'), 'a repeat answers with it');
select refuses($$select pg_temp.take('q1', '2025-03-21')$$, 'UC024', 'another present_on',
    'with another day it does not');
select refuses($$select tolsel.bank_cheque(payment_of('q1'), channel_of('Bank'))$$, 'UB113',
    'from 2025-03-20 on; it was to be banked on 2025-03-15', 'it is not banked today');
reset role;
select tolsel.set_clock('2025-03-20 12:00+01') \g /dev/null
set role shop_app;
select is(cheque('q1'), '000123 in_hand due 2025-03-20', 'then it is due');
select tolsel.bank_cheque(payment_of('q1'), channel_of('Bank')) \g /dev/null
select is(cheque('q1') || ' / ' || held_in('Cheques') || ' ' || held_in('Bank'),
    '000123 banked 2025-03-20 2025-03-20 / 0 100', 'and banked');
select tolsel.void_payment(payment_of('q1'), 'bounced') \g /dev/null
select is(cheque('q1') || ' / ' || held_in('Cheques') || ' ' || held_in('Bank') || ' / ' || invoice('i1'),
    '000123 bounced 2025-03-20 2025-03-20 / 0 0 / open: paid 0 open 100 payments 0 in part 0',
    'it bounces: out of the bank, and the invoice is owed');
select is(pg_temp.take('q2', null, 7), payment_of('q2'), 'one that is good today');
select tolsel.void_payment(payment_of('q2'), 'torn') \g /dev/null
select is(cheque('q2') || ' ' || held_in('Cheques'), '000123 void 2025-03-20 0', 'is voided in hand');
select refuses($$select pg_temp.take('x', '-infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select tolsel.record_cheque(customer_of('ann'), 1, null)$$, 'UH001', 'null', 'no channel');
select refuses($$select tolsel.record_cheque(null, 1, channel_of('Cheques'))$$, 'UB001', 'null', 'no customer');
select refuses_alike('select tolsel.record_cheque(%s, 1, channel_of(''Cheques''))', twin_of('customer'), '987654',
    'UB001', 'another tenant''s customer');
select refuses($$select tolsel.record_cheque(1, 1, 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
