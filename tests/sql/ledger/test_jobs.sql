-- G2 S70: what the ledger leaves to jobs is done for every tenant, in slices, without anybody's login.
\ir books.sql
select plan(15);
select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2025-03-01 12:00Z') \g /dev/null
delete from tolsel_core.job_run;
select tolsel_core.plan_jobs() \g /dev/null
set role shop_app;
select tolsel.place_hold(account_of(code), 10, '2025-03-01 13:00Z', p_request_key => code)
    from unnest(array['alice', 'till', 'sales', '1050', '4000']) code \g /dev/null
set role twin_app;
select tolsel.place_hold(twin_of('alice')::bigint, 10, '2025-03-01 13:00Z') \g /dev/null
reset role;
select tolsel.revoke_login('shop_admin', 1), tolsel.set_job('ledger.expire_holds', p_item_limit => 2) \g /dev/null
select tolsel.set_clock('2025-03-01 12:59:59Z') \g /dev/null
set role shop_admin;
call tolsel.run_due_jobs();
reset role;
select is((select count(*) from tolsel_ledger.hold where expires_at is not null and is_open), 6::bigint,
    'nothing has expired');
select tolsel.set_clock('2025-03-01 13:05Z') \g /dev/null
set role shop_admin;
call tolsel.run_due_jobs();
reset role;
select is((select count(*) from tolsel_ledger.hold where expires_at is not null and is_open), 0::bigint,
    'what has expired is closed, for both tenants');
select is(available('alice'), 100::numeric, 'and can be spent');
select results_eq(
    $$select tenant_id, item_count, status from tolsel_core.job_run
        where job_name = 'ledger.expire_holds' and to_at = '2025-03-01 13:05Z' order by 1$$,
    $$values (1::bigint, 5::bigint, 'done'), (2, 1, 'done')$$, 'the runs say how many, over their slices');
select is((select attempts from tolsel_core.job_run
        where job_name = 'ledger.expire_holds' and tenant_id = 1 and ended_at is null), 0, 'none had to be repeated');

-- Parked totals.
select tolsel.set_daily_totals(account_of('till'), true)
    from (select set_config('role', 'shop_app', false)) r \g /dev/null
reset role;
create function pg_temp.park(p_account text) returns void language sql as $$
    insert into tolsel_ledger.daily_total_pending (tenant_id, account_id, effective_on, slot, entry_count, debit_amount,
        credit_amount, fault)
    select d.tenant_id, d.account_id, d.effective_on, d.slot, d.entry_count, d.debit_amount, d.credit_amount, 'a trial'
    from tolsel_ledger.daily_total d where d.tenant_id = 1 and d.account_id = account_of(p_account)$$;
select pg_temp.park('till') \g /dev/null
delete from tolsel_ledger.daily_total where tenant_id = 1 and account_id = account_of('till');
select is((select count(*) from tolsel_ledger.daily_total_pending), 1::bigint, 'a total is parked');
select is((select status from tolsel.verify() where check_name ~ 'parked' or check_name ~ 'pending' limit 1), 'notice',
    'and noticed');
select tolsel.set_clock('2025-03-01 13:10Z') \g /dev/null
set role shop_admin;
call tolsel.run_due_jobs();
reset role;
select is((select count(*) from tolsel_ledger.daily_total_pending), 0::bigint, 'the job adds it to its day');
select is((select debit_amount from tolsel_ledger.daily_total where tenant_id = 1 and account_id = account_of('till')),
    150::tolsel_core.unsigned_total, 'with its amount');
select is((select item_count from tolsel_core.job_run
        where job_name = 'ledger.drain_daily_totals' and tenant_id = 1 and to_at = '2025-03-01 13:10Z'), 1::bigint,
    'and counts it');

-- S66 G12: the books are validated, and what is new is sealed.
select ok((select count(*) > 0 and bool_and(breach_count = 0) from tolsel_core.validation where not is_full),
    'all balances and all that is new were validated');
select is(
    (select sum(m.sealed_version) from tolsel_ledger.slot_mark m), (select count(*) from tolsel_ledger.entry)::numeric,
    'every entry has its seal');
select tolsel.set_clock('2025-03-02 00:00Z') \g /dev/null
set role shop_admin;
call tolsel.run_due_jobs();
reset role;
select ok((select count(*) > 0 and bool_and(breach_count = 0) from tolsel_core.validation where is_full),
    'once a day all of the history');
select results_eq($$select distinct state from tolsel.list_jobs()$$, $$values ('ok')$$, 'all jobs are well');
select is_empty($$select check_name, sample from tolsel.verify() where status = 'breach'$$, 'and so are the books');
select * from finish();
