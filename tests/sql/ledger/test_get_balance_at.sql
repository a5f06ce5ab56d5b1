-- G6, L18: a balance by either clock, or by both.
\ir books.sql
select plan(26);
set role shop_app;
select is(tolsel.get_balance_at(account_of('sales')), 0::numeric, 'an account without entries');
select is(tolsel.get_balance_at(account_of('sales'), '2025-01-01', now()), 0::numeric, 'has nothing at any time');
select clock_timestamp() as before \gset
select post('till', 'sales', 10, '2025-01-15') \g /dev/null
select clock_timestamp() as between_them \gset
select post('till', 'sales', 20, '2025-01-10') \g /dev/null
select clock_timestamp() as after \gset

select is(tolsel.get_balance_at(account_of('sales')), -30::numeric, 'now');
select is(tolsel.get_balance_at(account_of('sales'), '2025-01-09'), 0::numeric, 'before the first day');
select is(tolsel.get_balance_at(account_of('sales'), '2025-01-10'), -20::numeric, 'by the end of the first day');
select is(tolsel.get_balance_at(account_of('sales'), '2025-01-14'), -20::numeric, 'a day without entries');
select is(tolsel.get_balance_at(account_of('sales'), '2025-01-15'), -30::numeric, 'by the end of the last');
select is(tolsel.get_balance_at(account_of('sales'), '2199-12-31'), -30::numeric, 'by the end of all');
select is(tolsel.get_balance_at(account_of('sales'), null, :'before'), 0::numeric, 'booked by a moment: nothing yet');
select is(tolsel.get_balance_at(account_of('sales'), null, :'between_them'), -10::numeric, 'the first posting');
select is(tolsel.get_balance_at(account_of('sales'), null, :'after'), -30::numeric, 'both');
select is(tolsel.get_balance_at(account_of('sales'), null, '-infinity'), 0::numeric, 'before all time');
select is(tolsel.get_balance_at(account_of('sales'), null, 'infinity'), -30::numeric, 'after all time');
select is(tolsel.get_balance_at(account_of('sales'), '2025-01-10', :'between_them'), 0::numeric,
    'both clocks: what was known then about that day');
select is(tolsel.get_balance_at(account_of('sales'), '2025-01-10', :'after'), -20::numeric, 'and what is known now');
reset role;
select max(booked_at) as booked_at from tolsel_ledger.entry where tenant_id = 1 \gset
set role shop_app;
select is(tolsel.get_balance_at(account_of('sales'), null, :'booked_at'), -30::numeric,
    'the moment of a booking counts');
select is(tolsel.get_balance_at(account_of('sales'), null, timestamptz :'booked_at' - interval '1 microsecond'),
    -10::numeric, 'the one before does not');

-- The same over the totals of days.
select tolsel.set_daily_totals(account_of('sales'), true) \g /dev/null
select results_eq(
    $$select tolsel.get_balance_at(account_of('sales'), d::date)
        from generate_series(timestamp '2025-01-09', '2025-01-15', '1 day') d$$,
    $$values (0.0), (-20), (-20), (-20), (-20), (-20), (-30)$$, 'daily totals give the same figures');

-- Many slots, many entries: the search by halves finds every place.
select tolsel.post_journals((select jsonb_agg(
            jsonb_build_object('lines', lines('1050', '4000', 1), 'effective_on', date '2025-01-01' + i))
        from generate_series(0, 99) i)) \g /dev/null
do $$ begin for i in 1 .. 40 loop perform post('1050', '4000', 1, '2025-06-01'); end loop; end $$;
select is(tolsel.get_balance_at(account_of('4000'), '2025-02-19'), -50::numeric, 'a hot account by a day');
reset role;
create function tap.wrong_moments() returns bigint language sql set role = none
    return (
        select count(*) from (
            select e.booked_at, sum(sum(e.amount)) over (order by e.booked_at) as known
            from tolsel_ledger.entry e where e.tenant_id = 1 and e.account_id = tap.account_of('4000')
                group by e.booked_at) e
        where tolsel_ledger.balance_at(tap.account_of('4000'), null, e.booked_at, 1) is distinct from e.known);
set role shop_app;
select is(wrong_moments(), 0::bigint, 'a hot account by every moment something was booked');

set role shop_read;
select is(tolsel.get_balance_at(account_of('sales')), -30::numeric, 'a reader may ask');
select refuses($$select tolsel.get_balance_at(account_of('sales'), 'infinity')$$, 'UC014', 'infinity', 'no day');
select refuses($$select tolsel.get_balance_at(null)$$, 'UL003', 'null', 'no account');
select refuses_alike('select tolsel.get_balance_at(%s)', twin_of('alice'), '987654', 'UL003',
    'A14 another tenant''s account');
select refuses('select tolsel.get_balance_at(1, p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
select is(tolsel.get_balance_at(account_of('managed')), -50::numeric, 'a managed account may be read');

select * from finish();
