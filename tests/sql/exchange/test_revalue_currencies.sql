-- G10: what was gained with foreign money by a day is booked on it and taken back on the next.
\ir desk.sql
create function tap.revalue(p_on date, variadic p_codes text[] default null) returns tolsel_exchange.revaluation
language sql
    return tolsel.revalue_currencies(p_on, case when p_codes is not null
        then array(select tap.account_of(c) from unnest(p_codes) c) end);
create function tap.said(p_revaluation tolsel_exchange.revaluation) returns text language sql
    return concat_ws(' ', 'gained', trim_scale(p_revaluation.gain_amount::numeric), 'lost',
        trim_scale(p_revaluation.loss_amount::numeric));
create function tap.lines_of(p_revaluation_id bigint) returns text language sql set role = none
    return (select string_agg(concat_ws(' ', a.code, trim_scale(l.amount::numeric), 'cost',
            trim_scale(l.cost_amount::numeric), 'worth', trim_scale(l.value_amount::numeric)), ', ' order by a.code)
        from tolsel_exchange.revaluation_line l
        join tolsel_ledger.account a on a.tenant_id = l.tenant_id and a.account_id = l.account_id
        where l.tenant_id = 1 and l.revaluation_id = p_revaluation_id);
-- What is gained less what is lost at the end of a day, and what the valuation stands at.
create function tap.booked(p_on date) returns text language sql
    return (select concat_ws(' ', coalesce(sum(credit - debit) filter (where code in ('4070', '6080')), 0),
            coalesce(sum(debit - credit) filter (where code = '1080'), 0), sum(debit - credit))
        from tolsel.list_trial_balance(p_on) where currency = 'EUR');
-- The days whose revaluation would be another one now, as verify says.
create function tap.outdated() returns text language sql set role = none
    return (select string_agg(to_char(revalued_on, 'DD'), ' ' order by revalued_on)
        from tolsel_exchange.notice_outdated_revaluation where tenant_id = 1);
create function tap.noticed() returns text language sql set role = none
    return (select string_agg(v.check_name, ' ') from tolsel.verify() v
        where v.row_count > 0 and v.check_name ~ 'outdated');
select plan(40);
set role shop_app;
select is(said(revalue('2025-03-15')), 'gained 0 lost 0', 'nothing was exchanged');
select exchange('safe', 'safe-usd', 100, p_on => '2025-03-12', p_key => 'e1') \g /dev/null
select tolsel.record_exchange_rates('ECB', '[{"currency": "USD", "on": "2025-03-14", "rate": "1"},
    {"currency": "USD", "on": "2025-03-15", "rate": "2"}]', 'EUR') \g /dev/null
select is(said(revalue('2025-03-14')), 'gained 25 lost 0', 'what exchanges have left is worth more');
select is(lines_of((revalue('2025-03-14')).revaluation_id), '1070-USD 125 cost 100 worth 125', 'by what it has cost');
reset role;
select ok((select array_agg(e.account_id order by e.line_no) = array_agg(e.account_id order by e.account_id)
    from tolsel_ledger.entry e
    where e.journal_id = (select journal_id from tolsel_exchange.revaluation
        where revalued_on = '2025-03-14' and superseded_at is null)), 'in the order of the accounts');
set role shop_app;
select is(booked('2025-03-14'), '25.00 25.00 0.00', 'G10 the trial balance of the day has it, and adds up');
select is(booked('2025-03-15'), '0 0 0.00', 'that of the next day has not');
select is((select unrealised_amount + realised_amount from tolsel.list_currency_positions('2025-03-14')), 25.00,
    'it is what the positions say');
select is(said(revalue('2025-03-15')), 'gained 0 lost 37.5', 'each stands for itself');
select is(booked('2025-03-15'), '-37.50 -37.50 0.00', 'a loss is booked as one');
select is((revalue('2025-03-14')).revaluation_id, (revalue('2025-03-14')).revaluation_id,
    'A1 the same again is the same');
set role shop_read;
select is((select count(*)::integer from tolsel.revaluation where revalued_on = '2025-03-14'), 1, 'and booked once');
set role shop_app;
select is(outdated(), null, 'none of them is outdated');
select exchange('safe-usd', 'safe', 25, 0.9, p_on => '2025-03-13') \g /dev/null
select is(outdated(), '14 15', 'money that moved on a day before outdates them');
select is(said(revalue('2025-03-14')), 'gained 22.5 lost 0',
    'what is exchanged later for a day before takes its place');
reset role;
select is((select payload ->> 'supersedes_id' from tolsel_core.event where topic = 'currency.revalued'
        order by event_id desc limit 1),
    (select revaluation_id::text from tolsel_exchange.revaluation
        where revalued_on = '2025-03-14' and superseded_at is not null), 'which its event says');
set role shop_app;
select is(outdated(), '15', 'until each is made again');
select is(booked('2025-03-14') || ' / ' || booked('2025-03-15'), '22.50 22.50 0.00 / -37.50 -37.50 0.00',
    'and the earlier one is out of both days');
select is((select concat_ws(' ', unrealised_amount, realised_amount) from tolsel.list_currency_positions('2025-03-14')),
    '20.00 2.50', 'of which some is realised');
set role shop_read;
select is((select string_agg(case when superseded_at is null then 'in force' else 'superseded' end, ', '
    order by revaluation_id) from tolsel.revaluation where revalued_on = '2025-03-14'), 'superseded, in force',
    'both are kept');
set role shop_app;
select tolsel.post_journal('[{"account_code": "safe-usd", "amount": 20}, {"account_code": "loan-usd", "amount": -20}]',
    p_effective_on => '2025-03-13') \g /dev/null
select is(lines_of((revalue('2025-03-14', 'safe-usd', 'loan-usd')).revaluation_id),
    'loan-usd -20 cost -16 worth -20, safe-usd 120 cost 93.5 worth 120',
    'accounts that are chosen, what was exchanged at what it was worth and the rest at the rate of its day');
select is(booked('2025-03-14'), '22.50 22.50 0.00', 'what is lost with a loan is booked beside');
select is(outdated(), '15', 'chosen accounts are judged by themselves');
select tolsel.record_exchange_rates('ECB', '[{"currency": "USD", "on": "2025-03-13", "rate": "1.5"}]', 'EUR')
    \g /dev/null
select is(outdated(), '14 15', 'the rate of a day on which something came');
select revalue('2025-03-14', 'safe-usd', 'loan-usd'), revalue('2025-03-15') \g /dev/null
select is(outdated(), null, 'all are made again');
select tolsel.record_exchange_rates('ECB', '[{"currency": "USD", "on": "2025-03-15", "rate": "2.5"}]', 'EUR', true)
    \g /dev/null
select is(outdated(), '15', 'a rate that is corrected outdates the one of its day');
select is(noticed(), 'exchange.outdated_revaluation', 'verify says so');
select revalue('2025-03-15') \g /dev/null
select is(noticed(), null, 'until it is made again');
select refuses($$select revalue('2025-03-14', 'safe')$$, 'UX010', 'safe .* asset in EUR', 'the tenant''s own currency')
    || E'\n' || refuses($$select revalue('2025-03-14', '1070-USD')$$, 'UX010', '1070-USD', 'what was exchanged, twice');
select refuses($$select tolsel.revalue_currencies('2025-03-14', '{987654}')$$, 'UL003', '987654', 'no account');
select refuses($$select revalue('2025-03-16')$$, 'UH004', '2025-03-16', 'a day ahead');
select refuses($$select revalue('2025-03-05', 'safe-usd')$$, 'UX003', '2025-03-05', 'a day without a rate');
select refuses($$select revalue(null)$$, 'UC014', 'null', 'no day');
select refuses($$select tolsel.revalue_currencies('2025-03-14', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
set role shop_admin;
select tolsel.close_period('2025-03-14', 'Month') \g /dev/null
set role shop_app;
select exchange('safe', 'safe-usd', 1, 1.2) \g /dev/null
select is((revalue('2025-03-14', 'safe-usd', 'loan-usd')).superseded_at, null, 'a closed day keeps what it has');
select tolsel.record_exchange_rates('ECB', '[{"currency": "USD", "on": "2025-03-14", "rate": "3"}]', 'EUR', true)
    \g /dev/null
select refuses($$select revalue('2025-03-14')$$, 'UL007', '2025-03-14', 'and takes nothing else');
select is(outdated(), '15', 'so that it is not outdated either; an open one is');
select exchange('safe-gbp', 'safe', 600000000000000, 0.5),
    tolsel.post_journal('[{"account_code": "6080", "amount": 900000000000000},
        {"account_code": "shop", "amount": -900000000000000}]') \g /dev/null
select refuses($$select revalue('2025-03-15')$$, 'UL010', '6080', 'where it does not fit');
select freeze('6080') \g /dev/null
select refuses($$select revalue('2025-03-15')$$, 'UL027', 'test.frozen', 'on a frozen account');
set role shop_read;
select throws_ok($$select tolsel.revalue_currencies('2025-03-14')$$, '42501', null, 'a reader revalues nothing');
select * from finish();
