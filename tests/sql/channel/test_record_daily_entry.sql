-- S6: a manual entry moves its channel's day, with a direction, a reason and who did it.
\ir office.sql
select plan(51);
set role shop_app;
select is(
    (select concat_ws(' ', e.direction, e.amount, e.entered_on, e.reason, e.login)
     from tolsel.record_daily_entry(channel('till'), 'in', 80.50, account_of('3000'), 'Float', '2026-03-09', '{"a": 1}',
         'one') e),
    'in 80.50 2026-03-09 Float shop_app', 'money is put in');
select is(
    (select e.direction || ' ' || e.entered_on from tolsel.record_daily_entry(channel('till'), 'out', 3,
            account_of('6000'), 'Stamps') e),
    'out 2026-03-10', 'money is taken out, today');
select is(book('till'), '2026-03-09 0 + 80.5 - 0 80.5, 2026-03-10 80.5 + 0 - 3 77.5',
    'both are in the book of the channel');
select is(array[balance('3000'), balance('6000')], array[-80.5, 3], 'and on their accounts');
select is(topics('daily_entry', keyed('daily_entry', 'one')), 'daily_entry.recorded', 'others are told');
select is(
    (tolsel.record_daily_entry(channel('till'), 'in', 80.5, account_of('3000'), 'Float', null, '{"a": 1}',
            'one')).daily_entry_id,
    keyed('daily_entry', 'one'), 'the same request answers with it');
select is(holds('till'), 77.5, 'and puts nothing more in');
select refuses(format($$select tolsel.record_daily_entry(%s, 'one')$$, a), 'UC024', '''one'' belongs to entry',
    'another content, ' || n)
from unnest(array[
    $$channel('bank'), 'in', 80.5, account_of('3000'), 'Float', null, '{"a": 1}'$$,
    $$channel('till'), 'out', 80.5, account_of('3000'), 'Float', null, '{"a": 1}'$$,
    $$channel('till'), 'in', 80.51, account_of('3000'), 'Float', null, '{"a": 1}'$$,
    $$channel('till'), 'in', null, account_of('3000'), 'Float', null, '{"a": 1}'$$,
    $$channel('till'), 'in', 80.5, account_of('6000'), 'Float', null, '{"a": 1}'$$,
    $$channel('till'), 'in', 80.5, account_of('3000'), 'float', null, '{"a": 1}'$$,
    $$channel('till'), 'in', 80.5, account_of('3000'), 'Float', '2026-03-08', '{"a": 1}'$$,
    $$channel('till'), 'in', 80.5, account_of('3000'), 'Float', null, '{}'$$]) with ordinality c(a, n);

select refuses($$select put('till', 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select put('till', 0)$$, 'UC009', '0', 'S15 nothing');
select refuses($$select put('till', 0.001)$$, 'UC010', '3 decimals', 'too fine');
select refuses($$select put('till', 1e15)$$, 'UC011', '16', 'too much');
select refuses($$select tolsel.record_daily_entry(channel('till'), 'in', -1, account_of('3000'), 'x')$$, 'UC025', '-1',
    'less than nothing');
select refuses($$select put('till', 1, p_key => ' ')$$, 'UC012', '1 char', 'a blank key');
select refuses($$select tolsel.record_daily_entry(channel('till'), 'in', 1, account_of('3000'), 'x',
            p_metadata => '[]')$$, 'UC013', 'array', 'metadata');
select refuses($$select put('till', 1, '-infinity')$$, 'UC014', 'infinity', 'a day before all');
select refuses($$select tolsel.record_daily_entry(channel('till'), 'in', 1, account_of('3000'), ' ')$$, 'UC016',
    'reason', 'no reason');
select refuses($$select tolsel.record_daily_entry(channel('till'), 'up', 1, account_of('3000'), 'x')$$, 'UH016', 'up',
    'a direction there is not');
select refuses($$select tolsel.record_daily_entry(channel('till'), null, 1, account_of('3000'), 'x')$$, 'UH016', 'NULL',
    'no direction');
select refuses($$select put('till', 1, '2026-03-11')$$, 'UH004', '2026-03-11; today is 2026-03-10',
    'S15 a day that lies ahead');
select refuses($$select tolsel.record_daily_entry(channel('till'), 'in', 1, account_of('channel:' || channel('bank')),
            'x')$$, 'UL006', 'channel', 'a managed account');
select refuses($$select tolsel.record_daily_entry(channel('dollars'), 'in', 1, account_of('3000'), 'x')$$, 'UL004',
    'EUR; USD', 'S15 another currency');
select refuses($$select tolsel.record_daily_entry(channel('till'), 'in', 1, null, 'x')$$, 'UL003', 'null',
    'no account');
select refuses($$select put('none', 1)$$, 'UH001', 'null', 'no channel');
select tolsel.open_account('budget', 'Budget', 'liability', p_credit_limit => 0) \g /dev/null
select refuses($$select tolsel.record_daily_entry(channel('till'), 'out', 1, account_of('budget'), 'x')$$, 'UL005',
    'short by 1', 'an account that has not enough');
select tolsel.set_channel_active(channel('drawer'), false) \g /dev/null
select refuses($$select put('drawer', 1)$$, 'UH002', 'drawer', 'S15 an inactive channel');
select refuses_alike($$select tolsel.record_daily_entry(%s, 'in', 1, account_of('3000'), 'x')$$, twin_of('channel'),
    '987654', 'UH001', 'another tenant''s channel');
select refuses_alike($$select tolsel.record_daily_entry(channel('till'), 'in', 1, %s, 'x')$$, twin_of('3000'), '987654',
    'UL003', 'another tenant''s account');
select refuses($$select tolsel.record_daily_entry(channel('till'), 'in', 1, account_of('3000'), 'x',
            p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select throws_ok($$select tolsel.record_daily_entry(1, 'in', 1, 1, 'x')$$, '42501', null, 'a reader records none');

-- S15: a backdated entry moves the days after it; a closed day takes none.
set role shop_app;
select lives_ok($$select put('till', 10, '2026-03-01')$$, 'an earlier day');
select is(book('till'), '2026-03-01 0 + 10 - 0 10, 2026-03-09 10 + 80.5 - 0 90.5, 2026-03-10 90.5 + 0 - 3 87.5',
    'the days after it open with it');
select tolsel.close_day(channel('till'), '2026-03-05') \g /dev/null
select refuses($$select put('till', 1, '2026-03-05')$$, 'UL007', 'closed through 2026-03-05', 'S15 a closed day');
select refuses($$select put('till', 1, '2026-03-01')$$, 'UL007', '2026-03-05', 'or one before');
select lives_ok($$select put('bank', 1, '2026-03-05')$$, 'another channel is open');
select tolsel.close_day(channel('till'), '2026-03-10') \g /dev/null
select put('till', 1, p_key => 'late') \g /dev/null
reset role;
select is((select entered_on::date from tolsel_channel.daily_entry where request_key = 'late'), date '2026-03-11',
    'with today closed, it counts for tomorrow');
set role shop_app;
select refuses($$select put('till', 1, '2026-03-12')$$, 'UH004', 'the first open day is 2026-03-11',
    'and for no later day');

-- C5 S15: across midnight a day is that of the channel's branch, not of the session.
reset role;
select tolsel.set_clock('2026-03-11 17:00+00') \g /dev/null
set role shop_app;
set timezone = 'Pacific/Honolulu';
select put('manila', 1, p_key => 'manila'), put('bank', 1, p_key => 'berlin') \g /dev/null
reset timezone;
reset role;
select results_eq(
    $$select request_key::text collate "C", entered_on::date from tolsel_channel.daily_entry
        where request_key in ('manila', 'berlin') order by 1$$,
    $$values ('berlin' collate "C", date '2026-03-11'), ('manila', date '2026-03-12')$$, 'one moment, two days');

select refuses($$update tolsel_channel.daily_entry set amount = amount + 1$$, 'UC015',
    'UPDATE on tolsel_channel.daily_entry: amount', 'it is never changed');
select refuses($$delete from tolsel_channel.daily_entry$$, 'UC015', 'DELETE', 'nor deleted');
select refuses($$truncate tolsel_channel.daily_entry$$, 'UC015', 'TRUNCATE', 'nor truncated');
-- S94, S121
set role shop_admin;
select user_id from tolsel.open_user_account('Ann') \gset
set role shop_app;
begin;
select tolsel.set_context(:user_id, 'r-1') \g /dev/null
select is((select e.user_id || ' ' || e.request_id
        from tolsel.record_daily_entry(channel('bank'), 'in', 1, account_of('3000'), 'x') e), :'user_id' || ' r-1',
    'it tells the person and the request');
commit;
select tolsel.void_daily_entry(put('till', 1, p_key => 'void'), 'none') \g /dev/null
select refuses($$select put('till', 1, p_key => 'void')$$, 'UB032', 'which is void: none',
    'M18 a request whose entry was voided says so');
reset role;
select freeze('channel:' || channel('bank')) \g /dev/null
set role shop_app;
select refuses($$select put('bank', 1)$$, 'UL027', 'frozen by incident',
    'a frozen channel has no open day, and says why');
select * from finish();
