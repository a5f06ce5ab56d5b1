-- One month of a shop: a deposit, a hold, a capture in parts, a refund, the month closed, a late bill, both clocks.
-- Proves G2, G3, G6, G7, G9 together.
select plan(19);
select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2025-01-10 10:00+01') \g /dev/null
create function tap.journal_of(p_key text) returns bigint language sql set role = none
    return (select j.journal_id from tolsel_ledger.journal j where j.tenant_id = 1 and j.request_key = p_key);
create function tap.account_of(p_code text) returns bigint language sql set role = none
    return (select a.account_id from tolsel_ledger.account a where a.tenant_id = 1 and a.code = p_code);

set role shop_app;
select tolsel.open_account('wallet', 'Wallet of Ann', 'liability', p_credit_limit => 0,
    p_has_daily_totals => true) \g /dev/null
select tolsel.open_account('till', 'Till', 'asset', p_has_daily_totals => true) \g /dev/null
select lives_ok($$select tolsel.post_journal(
            '[{"account_code": "till", "amount": "100.00"}, {"account_code": "wallet", "amount": "-100.00"}]',
            'Ann pays in', p_request_key => 'deposit')$$,
    'Ann pays 100.00 in');
select hold_id from tolsel.place_hold(account_of('wallet'), 80, '2025-02-01 00:00+01', 'a table, made to order') \gset
select refuses(
    $$select tolsel.post_journal(
            '[{"account_code": "wallet", "amount": "20.01"}, {"account_code": "4000", "amount": "-20.01"}]')$$,
    'UL005', 'short by 0.01', 'she cannot spend what is set aside');

reset role;
select tolsel.set_clock('2025-01-15 10:00+01') \g /dev/null
set role shop_app;
select lives_ok(format($$select tolsel.capture_hold(%s, account_of('4000'), 30, 'first leg',
                p_request_key => 'leg 1')$$, :hold_id), 'the first part is delivered');
reset role;
select tolsel.set_clock('2025-01-20 10:00+01') \g /dev/null
set role shop_app;
select lives_ok(format($$select tolsel.capture_hold(%s, account_of('4000'), 45, 'the rest', p_request_key => 'leg 2')$$,
        :hold_id), 'the second part is delivered');
select is((select h.released_amount::numeric from tolsel.release_hold(:hold_id) h), 5::numeric,
    'it was cheaper than thought');
select lives_ok($$select tolsel.reverse_journal(journal_of('leg 1'),
            '[{"account_code": "wallet", "amount": -10}, {"account_code": "4000", "amount": 10}]', 'a scratch',
            p_request_key => 'scratch')$$,
    'ten are given back for a scratch');

select is(
    (select string_agg(s.kind || ' ' || s.effective_on || coalesce(' ' || s.description, '') || ' '
            || trim_scale(s.balance), E'\n') from tolsel.list_account_statement(account_of('wallet'), '2025-01-01',
            '2025-01-31') s),
    concat_ws(E'\n', 'opening 2025-01-01 0', 'line 2025-01-10 Ann pays in -100', 'line 2025-01-15 first leg -70',
        'line 2025-01-20 the rest -25',
        'line 2025-01-20 a scratch -35', 'closing 2025-01-31 -35'), 'the statement of January');
select clock_timestamp() as statement_at \gset

-- February: a bill of January comes late, and is still taken; then the month is closed.
reset role;
select tolsel.set_clock('2025-02-03 10:00+01') \g /dev/null
set role shop_app;
select lives_ok($$select tolsel.post_journal(
            '[{"account_code": "wallet", "amount": 5}, {"account_code": "4000", "amount": -5}]', 'delivery',
            '2025-01-16', p_request_key => 'late')$$, 'an entry for a day gone by');
select is(
    (select string_agg(s.kind || ' ' || s.effective_on || ' ' || trim_scale(s.balance), E'\n')
        from tolsel.list_account_statement(account_of('wallet'), '2025-01-15', '2025-01-20') s),
    concat_ws(E'\n', 'opening 2025-01-15 -100', 'line 2025-01-15 -70', 'line 2025-01-16 -65', 'line 2025-01-20 -20',
        'line 2025-01-20 -30', 'closing 2025-01-20 -30'),
    'the effective clock puts it where it belongs');
select is(
    (select string_agg(s.kind || ' ' || s.effective_on || ' ' || trim_scale(s.balance), E'\n')
        from tolsel.list_account_statement(account_of('wallet'), tolsel.get_business_date(p_at => now()),
            tolsel.get_business_date(p_at => now()), 'booked') s where s.kind = 'line'),
    concat_ws(E'\n', 'line 2025-01-10 -100', 'line 2025-01-15 -70', 'line 2025-01-20 -25', 'line 2025-01-20 -35',
        'line 2025-01-16 -30'), 'the booked clock puts it where it was written');
select is(tolsel.get_balance_at(account_of('wallet'), '2025-01-31', :'statement_at'), -35::numeric,
    'what the statement said is still to be had');
select is(tolsel.get_balance_at(account_of('wallet'), '2025-01-31'), -30::numeric, 'beside what is known now');

set role shop_admin;
select lives_ok($$select tolsel.close_period('2025-01-31', 'January is done')$$, 'the month is closed');
set role shop_app;
select refuses(
    $$select tolsel.post_journal('[{"account_code": "wallet", "amount": 1}, {"account_code": "4000", "amount": -1}]',
            'too late', '2025-01-31')$$, 'UL007', '2025-01-31', 'nothing more is taken');
select lives_ok($$select tolsel.reverse_journal(journal_of('leg 2'), p_description => 'sent back',
            p_request_key => 'sent back')$$, 'a sale of January is refunded in February');
select is(tolsel.get_balance_at(account_of('wallet'), '2025-01-31') || ' '
    || tolsel.get_balance_at(account_of('wallet')), '-30.00 -75.00', 'January stays as it is');

set role shop_read;
select results_eq(
    $$select effective_on::date, opening_balance, debit_amount, credit_amount, closing_balance from tolsel.account_day
        where code = 'wallet' order by 1$$,
    $$values (date '2025-01-10', 0.0, 0.0, 100.0, -100.0), ('2025-01-15', -100, 30, 0, -70),
        ('2025-01-16', -70, 5, 0, -65), ('2025-01-20', -65, 45, 10, -30), ('2025-02-03', -30, 0, 45, -75)$$,
    'the daily book agrees');
select is((select string_agg(t.code || ' ' || trim_scale(t.debit) || ' ' || trim_scale(t.credit), ', ')
        from tolsel.list_trial_balance('2025-01-31') t), '4000 0 70, till 100 0, wallet 0 30',
    'the trial balance of January');
select is((select string_agg(t.code || ' ' || trim_scale(t.debit) || ' ' || trim_scale(t.credit), ', ')
        from tolsel.list_trial_balance() t), '4000 0 25, till 100 0, wallet 0 75', 'and of today');

select * from finish();
