-- W21: credit that recurs comes on the day of its anchor, or the last of a shorter month, once a period,
-- whatever runs late. # W2 W10 W28 G13
\ir cloud.sql
\ir lots.sql
create function tap.recur(p_amount numeric, p_every text default 'month', p_from timestamptz default null,
    p_until timestamptz default null, p_lasts integer default 1, p_priority integer default 50,
    p_account text default null, p_name text default 'Free tier', p_wallet bigint default tap.wallet_of('ann'))
returns tolsel_wallet.recurring_grant language sql
    return tolsel.set_recurring_grant(p_wallet, p_name, p_amount, p_every, p_from, p_until, p_lasts, p_priority,
        tap.account_of(p_account));
-- What came of it, in the order in which it came: when, until when, how much, and what is left.
create function tap.came(p_code text default 'ann', p_name text default 'Free tier') returns text
language sql set role = none
    return (select string_agg(concat_ws(' ', to_char(l.valid_from_at at time zone 'UTC', 'MM-DD'),
                coalesce(to_char(l.expires_at at time zone 'UTC', 'MM-DD'), 'ever'), trim_scale(l.amount::numeric),
                trim_scale(l.left_amount)), ', ' order by l.valid_from_at, l.lot_id)
        from tolsel_wallet.lot l join tolsel_wallet.wallet w on w.tenant_id = 1 and w.account_id = l.account_id
        where l.tenant_id = 1 and w.wallet_id = tap.wallet_of(p_code) and l.reason = p_name);
create function tap.next_at(p_name text default 'Free tier') returns text language sql set role = none
    return (select string_agg(concat_ws(' ', trim_scale(g.amount::numeric),
                to_char(g.next_at at time zone 'UTC', 'MM-DD')), ', ' order by g.recurring_grant_id)
        from tolsel.recurring_grant g where g.tenant_id = 1 and g.name = p_name);
create function tap.bob(p_name text, p_every text, p_lasts integer, p_priority integer default 50)
returns tolsel_wallet.recurring_grant language sql
    return tap.recur(1, p_every, p_lasts => p_lasts, p_priority => p_priority, p_name => p_name,
        p_wallet => tap.wallet_of('bob'));
create function tap.run_at(p_at timestamptz) returns bigint language sql begin atomic
    select tap.at(p_at);
    select tolsel.meter_usage();
end;
select plan(67);

-- One of the 31st.
select at('2025-12-31 00:00+00') \g /dev/null
set role shop_app;
select results_eq($$select name::text, amount::numeric, every, lasts_periods::integer, from_at, until_at, due_at
        from recur(10)$$,
    $$values ('Free tier', 10.0, 'month', 1, timestamptz '2025-12-31 00:00+00', null::timestamptz,
        timestamptz '2026-01-31 00:00+00')$$, 'credit recurs from this hour on');
select is(came() || ' / ' || purse('ann'), '12-31 01-31 10 10 / 10 0 10', 'W2 the first is there at once');
select recur(10), recur(10, p_from => '2025-12-31') \g /dev/null
select is(came() || ' / ' || next_at(), '12-31 01-31 10 10 / 10 01-31', 'A1 set twice it is set once');
select run_at('2026-01-30 23:00+00') \g /dev/null
select is(came(), '12-31 01-31 10 10', 'nothing comes before its hour');
select run_at('2026-01-31 00:00+00'), tolsel.meter_usage() \g /dev/null
select is(came() || ' / ' || purse('ann'), '12-31 01-31 10 0, 01-31 02-28 10 10 / 10 0 10',
    'W21 the next comes when the first has expired, once');
select run_at('2026-02-28 05:00+00') \g /dev/null
select is(came() || ' / ' || next_at(), '12-31 01-31 10 0, 01-31 02-28 10 0, 02-28 03-31 10 10 / 10 03-31',
    'W21 on the last day of a shorter month, and back again');

-- A change within a period.
select recur(25) \g /dev/null
select is(purse('ann') || ' / ' || next_at(), '10 0 10 / 10, 25 03-31', 'W21 a change grants nothing again');
select run_at('2026-03-31 00:00+00'), run_at('2026-04-30 00:00+00'), run_at('2026-05-31 00:00+00') \g /dev/null
select is(came(), '12-31 01-31 10 0, 01-31 02-28 10 0, 02-28 03-31 10 0, 03-31 04-30 25 0, 04-30 05-31 25 0, '
    '05-31 06-30 25 25', 'but counts from the next one on, of the 31st as before');
select tolsel.stop_recurring_grant(wallet_of('ann'), 'Free tier') \g /dev/null
select is(next_at(), '10, 25', 'it is ended');
select recur(30) \g /dev/null
select is(purse('ann') || ' / ' || next_at(), '25 0 25 / 10, 25, 30 06-30', 'W21 and set again grants nothing again');
select refuses($$select recur(40, p_from => '2026-06-10')$$, 'UW023', 'granted until 2026-06-30',
    'W21 nor does one from within the period');
select is((recur(40, p_from => '2026-09-30')).anchor_at || ' / ' || next_at(),
    '2025-12-31 00:00:00+00 / 10, 25, 30 06-30, 40 09-30', 'one from a later period leaves those before');
select recur(50, p_from => '2026-08-31') \g /dev/null
select is(next_at(), '10, 25, 30 06-30, 40, 50 08-31', 'and takes the place of what is later than it');
-- An outage over two months and more: all is as if every run had come in time.
select run_at('2026-09-02 00:00+00') \g /dev/null
select is(substr(came(), strpos(came(), '05-31 06')) || ' / ' || purse('ann'),
    '05-31 06-30 25 0, 06-30 07-31 30 0, 07-31 08-31 30 0, 08-31 09-30 50 50 / 50 0 50',
    'W21 after an outage each period has come once, and what has expired is gone');
reset role;
select is(count(*), 0::bigint, 'and verify agrees') from tolsel_wallet.breach_wrong_recurring_grant;
set role shop_app;

-- Every day, week, quarter and year; what lasts longer, or for ever; what goes first.
select tolsel.stop_recurring_grant(wallet_of('ann'), 'Free tier') \g /dev/null
select tolsel.open_wallet(customer_of('bob')), at('2026-01-31 06:00+00') \g /dev/null
select bob('Daily', 'day', 2), bob('Weekly', 'week', 1, 60), bob('Quarterly', 'quarter', 3),
    bob('Yearly', 'year', null, 10) \g /dev/null
select is((select string_agg(l.reason, ' ' order by l.place) from tolsel.list_lots(wallet_of('bob')) l),
    'Yearly Daily Quarterly Weekly', 'G13 the lots have its name and priority');
select run_at('2026-02-03 07:00+00') \g /dev/null
select is(came('bob', 'Daily'), '01-31 02-02 1 0, 02-01 02-03 1 0, 02-02 02-04 1 1, 02-03 02-05 1 1',
    'each day, and what is left of one lasts two');
select run_at('2026-02-28 05:00+00') \g /dev/null
select is(came('bob', 'Weekly'), '01-31 02-07 1 0, 02-07 02-14 1 0, 02-14 02-21 1 0, 02-21 02-28 1 1',
    'each week, to the hour');
select run_at('2027-02-01 00:00+00') \g /dev/null
select is(came('bob', 'Quarterly') || ' / ' || came('bob', 'Yearly'),
    '01-31 10-31 1 0, 04-30 01-31 1 0, 07-31 04-30 1 1, 10-31 07-31 1 1, 01-31 10-31 1 1 / '
    '01-31 ever 1 1, 01-31 ever 1 1', 'each quarter and year, on the last day of shorter months');
select tolsel.stop_recurring_grant(wallet_of('bob'), n) from unnest(array['Daily', 'Weekly', 'Quarterly', 'Yearly']) n
\g /dev/null
set role shop_read;
select results_eq($$select g.name::text, g.every, trim_scale(g.amount::numeric), g.currency, g.lasts_periods::integer,
        g.next_at is null, g.grant_count, trim_scale(g.granted_amount)
      from tolsel.recurring_grant g where g.wallet_id = wallet_of('bob') and g.name in ('Yearly', 'Quarterly')
      order by g.recurring_grant_id$$,
    $$values ('Quarterly', 'quarter', 1.0, 'EUR', 3, true, 5::bigint, 5.0),
        ('Yearly', 'year', 1.0, 'EUR', null, true, 2::bigint, 2.0)$$, 'a view lists them, and what came');
select is((select count(*) from tolsel.lot l join tolsel.recurring_grant g using (tenant_id, recurring_grant_id)
    where g.name = 'Yearly'), 2::bigint, 'and each lot shows what has granted it');

-- A leap day, and the change of clocks in many a place.
set role shop_app;
select tolsel.open_customer('Cleo', 'cleo') \g /dev/null
select tolsel.open_wallet(customer_of('cleo')), at('2028-02-29 00:00+00') \g /dev/null
set timezone = 'America/New_York';
select recur(1, 'year', p_wallet => wallet_of('cleo')),
    recur(1, 'day', p_from => '2028-03-10 00:00+00', p_until => '2028-03-15 00:00+00', p_name => 'Daily',
        p_wallet => wallet_of('cleo')) \g /dev/null
select run_at('2028-03-20 00:00+00') \g /dev/null
select is(came('cleo', 'Daily'), '03-10 03-11 1 0, 03-11 03-12 1 0, 03-12 03-13 1 0, 03-13 03-14 1 0, '
    '03-14 03-15 1 0', 'its days are of UTC, whatever the zone and the clocks, and it ends when it was to');
select run_at('2029-02-28 00:00+00') \g /dev/null
select run_at('2032-02-29 00:00+00') \g /dev/null
select is(came('cleo'), '02-29 02-28 1 0, 02-28 02-28 1 0, 02-28 02-28 1 0, 02-28 02-29 1 0, 02-29 02-28 1 1',
    'W21 one of a leap day comes on the 28th, and back again');
set timezone = 'UTC';
select tolsel.stop_recurring_grant(wallet_of('cleo'), 'Free tier') \g /dev/null

-- It pays the hours from its own on, however late the run is, and what runs goes on at the turn of the month.
set role shop_admin;
select at('2032-03-31 00:00+00'), tolsel.set_plan_price('hourly', 744) \g /dev/null
set role shop_app;
select tolsel.open_customer('Dora', 'dora') \g /dev/null
select tolsel.open_wallet(customer_of('dora')), top_up('dora', 24, 'd0'),
    recur(720, p_from => '2032-04-01', p_wallet => wallet_of('dora')), provision('dora', 'hourly', 'd1') \g /dev/null
select at('2032-04-01 00:30+00') \g /dev/null
create temp table said as select g.settled_amount, g.held_amount, g.available_amount
    from tolsel.get_wallet(wallet_of('dora')) g;
create temp table could as select f.settled_amount, f.available_amount, f.is_enough
    from tolsel.explain_funds(wallet_of('dora'), 'cheap') f;
select is((select settled_amount || ' ' || available_amount from said), '720.00 720.00',
    'W2 what is due is known to be there before any run');
select tolsel.meter_usage() \g /dev/null
select is(machine('d1') || ' / ' || purse('dora'), 'suspended 0 24 settled / 720 0 720',
    'a price that does not fit it does not fit with it');
select is((select is_enough from could), true, 'but another does');
select provision('dora', 'cheap', 'd2') \g /dev/null
select is(machine('d2'), 'active 1 0', 'and is had');
select tolsel.stop_resource(resource_of('d2')) \g /dev/null
-- The same with a price that fits: the turn finds what is granted in its hour.
set role shop_admin;
select tolsel.set_plan_price('fits', 720) \g /dev/null
set role shop_app;
select provision('dora', 'fits', 'd3'), at('2032-05-01 00:30+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(machine('d3') || ' / ' || purse('dora'), 'active 720 720 / 720 720 0',
    'W10 at the turn of a month it is granted before the month is covered');
-- An outage of three months: two grants have come and are spent, and each hour is paid from its own.
select at('2032-07-03 00:00+00') \g /dev/null
select is((select g.held_amount from tolsel.get_wallet(wallet_of('dora')) g), 0.00,
    'a month that is not covered yet holds nothing');
select tolsel.meter_usage() \g /dev/null
select is(machine('d3') || ' / ' || came('dora'), 'active 673.55 2206.45 / 04-01 05-01 720 0, 05-01 06-01 720 0, '
    '06-01 07-01 720 0, 07-01 08-01 720 673.55', 'W21 W10 after an outage each month has paid its own hours');
select at('2032-09-05 00:00+00'), tolsel.stop_resource(resource_of('d3')) \g /dev/null
select is(purse('dora'), '624 1 623', 'a command grants what is due before all else');

-- Where it falls due within lots and hours that nobody has metered: the figures before are those after.
select tolsel.stop_recurring_grant(wallet_of('dora'), 'Free tier'), at('2032-10-01 00:00+00'),
    tolsel.meter_usage() \g /dev/null
select tolsel.open_customer('Emil', 'emil') \g /dev/null
select tolsel.open_wallet(customer_of('emil'), p_credit_limit => 1000), provision('emil', 'hourly', 'e1'),
    recur(30, 'day', p_from => '2032-10-02', p_wallet => wallet_of('emil')),
    recur(3, 'week', p_from => '2032-10-02 12:00+00', p_name => 'Weekly', p_priority => 0,
        p_wallet => wallet_of('emil')), at('2032-10-05 03:00+00') \g /dev/null
create temp table emil as select g.settled_amount, g.held_amount, g.available_amount
    from tolsel.get_wallet(wallet_of('emil')) g;
select tolsel.meter_usage() \g /dev/null
select is(came('emil') || ' / ' || came('emil', 'Weekly') || ' / ' || purse('emil'),
    '10-02 10-03 30 0, 10-03 10-04 30 0, 10-04 10-05 30 0, 10-05 10-06 30 24 / 10-02 10-09 3 0 / 24 645 379',
    'what is granted pays first what the wallet was below nothing');
select results_eq('table emil', $$select g.settled_amount, g.held_amount, g.available_amount
    from tolsel.get_wallet(wallet_of('emil')) g$$, 'which get_wallet has said before');

-- Two changes at one instant, and two that are due at it.
select tolsel.open_customer('Gus', 'gus') \g /dev/null
select tolsel.open_wallet(customer_of('gus')) \g /dev/null
select recur(n, 'day', p_wallet => wallet_of('gus')) from generate_series(1, 3) n \g /dev/null
select recur(9, 'day', p_name => 'Other', p_wallet => wallet_of('gus')) \g /dev/null
select is(came('gus') || ' / ' || purse('gus'), '10-05 10-06 1 1 / 10 0 10',
    'W28 of three at one instant the first counts');
select run_at('2032-10-06 04:00+00') \g /dev/null
select is(came('gus') || ' / ' || came('gus', 'Other') || ' / ' || purse('gus'),
    '10-05 10-06 1 0, 10-06 10-07 3 3 / 10-05 10-06 9 0, 10-06 10-07 9 9 / 12 0 12',
    'W28 then the last does, and two that are due at one instant come once each');

-- Refusals.
select refuses($$select recur(1, 'hour')$$, 'UW023', 'Every hour', 'no such period')
    || E'\n' || refuses($$select recur(1, null)$$, 'UW023', 'Every null', 'no period')
    || E'\n' || refuses($$select recur(1, p_from => '2032-10-04')$$, 'UW023', '2032-10-04', 'from a day that is over')
    || E'\n' || refuses($$select recur(1, p_from => '2033-01-01 00:30+00')$$, 'UW023', '00:30', 'from half an hour')
    || E'\n' || refuses($$select recur(1, p_from => 'infinity')$$, 'UW023', 'infinity', 'from never')
    || E'\n' || refuses($$select recur(1, p_from => '2140-01-01')$$, 'UW023', '2140', 'from too far ahead')
    || E'\n' || refuses($$select recur(1, p_until => '2032-10-01')$$, 'UW023', 'until 2032-10-01', 'until before it')
    || E'\n' || refuses($$select recur(1, p_until => 'infinity')$$, 'UW023', 'until infinity', 'until no time')
    || E'\n' || refuses($$select recur(1, p_lasts => 0)$$, 'UW023', 'for 0 periods', 'for no period')
    || E'\n' || refuses($$select recur(1, p_lasts => 121)$$, 'UW023', 'for 121 periods', 'for too many')
    || E'\n' || refuses($$select recur(1, p_priority => 101)$$, 'UW023', 'priority 101', 'a priority too high')
    || E'\n' || refuses($$select recur(1, p_priority => null)$$, 'UW023', 'priority null', 'no priority');
select refuses($$select recur('NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select recur(0)$$, 'UC009', 'amount', 'nothing');
select refuses($$select recur(0.001)$$, 'UC010', '3 decimals', 'a part of a cent');
select refuses($$select recur(0.4, p_wallet => wallet_of('ann', 'JPY'))$$, 'UC010', 'decimals', 'W23 a part of a yen');
select refuses($$select recur(1e15)$$, 'UC011', '16 digits', 'too much');
select refuses($$select recur(999999999999999, p_name => n) from unnest(array['a', 'b']) n$$, 'UL010', '.',
    'twice as much as fits');
select refuses($$select recur(-1)$$, 'UC025', '-1', 'less than nothing');
select refuses($$select recur(1, p_name => ' ')$$, 'UC016', 'name', 'no name');
select refuses($$select tolsel.set_recurring_grant(wallet_of('ann'), 'x', 1, p_account_id => 987654)$$, 'UL003',
    '987654', 'of no account');
select refuses($$select recur(1, p_account => 'sales-jpy')$$, 'UL004', 'JPY', 'of an account in another currency');
select refuses(format('select tolsel.set_recurring_grant(%s, ''x'', 1, p_account_id => account_of(''wallet:%1$s''))',
    wallet_of('ann')), 'UL006', 'wallet', 'of an account that is managed');
select is((recur(5, p_account => '4000', p_name => 'Sales')).cost_account_id, account_of('4000'), 'of any other');
-- A closed wallet.
select tolsel.open_customer('Fay', 'fay') \g /dev/null
select tolsel.open_wallet(customer_of('fay')),
    recur(1, p_from => '2032-11-01', p_wallet => wallet_of('fay')) \g /dev/null
select tolsel.close_wallet(wallet_of('fay')), run_at('2032-11-01 00:00+00') \g /dev/null
select is(came('fay') is null and purse('fay') = '0 0 0', true, 'W25 a wallet that is closed is granted nothing more');
select refuses($$select recur(1, p_wallet => wallet_of('fay'))$$, 'UW011', 'closed', 'W25 and is not set to be');
select refuses_alike('select tolsel.set_recurring_grant(%s, ''x'', 1)', twin_wallet(), '987654', 'UW001',
    'A14 another tenant''s');
select refuses($$select tolsel.set_recurring_grant(1, 'x', 1, p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
-- One that cannot be granted stops no other, is named, and comes when it can.
select recur(7, p_from => '2032-12-01', p_name => 'Both'), recur(7, p_from => '2032-12-01', p_name => 'Both',
    p_wallet => wallet_of('dora')), at('2032-12-01 00:00+00') \g /dev/null
select freeze('wallet:' || wallet_of('ann')) \g /dev/null
select refuses($$select recur(1)$$, 'UL027', 'test.frozen', 'a frozen wallet');
select tolsel.meter_usage() \g /dev/null
reset role;
select is((select string_agg(concat_ws(' ', f.wallet_id = wallet_of('ann'), f.error_code), ', ')
    from tolsel_wallet.metering_fault f where f.tenant_id = 1), 't UL027',
    'W20 a wallet that cannot be granted to is named');
select is(concat(came('ann', 'Both'), ' / ', came('dora', 'Both')), ' / 12-01 01-01 7 7', 'W20 and stops no other');
set role shop_read;
select throws_ok($$select tolsel.set_recurring_grant(1, 'x', 1)$$, '42501', null, 'a reader sets none');
select * from finish();
