-- V3 T2: where foreign keys are off, no command runs, and what a superuser copies is not counted twice.
\ir ../billing/shop.sql
select plan(22);
select is_empty(
    $$select t.tgrelid::regclass, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace::regnamespace::text ~ '^tolsel' and not t.tgisinternal and t.tgenabled <> 'A'$$,
    'every trigger fires always');
set role shop_app;
select bill('ann', 100, 'i1', '2025-03-01', '2025-03-20') \g /dev/null
select payment_id from tolsel.record_payment(customer_of('ann'), 30, 'cash', channel_of('Till'),
    p_request_key => 'p1') \gset
reset role;

-- A command of anybody, a superuser's too.
set session_replication_role = replica;
set role shop_app;
select refuses(call, 'UC036', 'shop_app.*replica', call) from unnest(array[
    $$select tolsel.record_payment(customer_of('ann'), 10, 'cash', channel_of('Till'))$$,
    $$select tolsel.post_journal(
            '[{"account_code": "1050", "amount": "5"}, {"account_code": "4000", "amount": "-5"}]')$$,
    $$select tolsel.list_accounts()$$]) call;
reset role;
select refuses(call, 'UC036', 'postgres.*replica', call) from unnest(array[
    $$select tolsel.open_tenant('Third', 'EUR', 'UTC')$$,
    $$select tolsel.grant_login('shop_app', 2)$$,
    $$select tolsel.revoke_login('shop_app', 1)$$,
    $$select tolsel.set_job('core.prune_runs', false)$$,
    $$select tolsel.set_clock(now())$$,
    $$select tolsel.set_log_retention('system_log', 5)$$,
    $$select tolsel.set_check_freezing('ledger.wrong_balance', true)$$,
    $$select tolsel.add_check('shop.x', 'pg_catalog.pg_class', 'x')$$,
    $$select tolsel.run_next_job()$$,
    $$select tolsel.run_claimed_job(1)$$,
    $$select tolsel.seal_entries()$$,
    $$select tolsel.repair()$$]) call;
select isnt_empty('select from tolsel.verify()', 'the proof itself runs');

-- Rows that a superuser copies bring their figures with them.
insert into tolsel_billing.allocation
    (tenant_id, payment_id, invoice_id, customer_id, amount, paid_at, allocated_on, is_initial)
select tenant_id, payment_id, invoice_id, customer_id, 5, paid_at, allocated_on, false
from tolsel_billing.allocation where payment_id = :payment_id;
insert into tolsel_core.tenant (name, currency) values ('Copied', 'EUR');
reset session_replication_role;
select is(invoice('i1'), 'partial: paid 30 open 70 payments 1 in part 1', 'a copied allocation pays nothing again');
select is_empty(
    $$select a.code from tolsel_ledger.account a join tolsel_core.tenant t using (tenant_id) where t.name = 'Copied'
      union all
      select m.method from tolsel_channel.payment_method m join tolsel_core.tenant t using (tenant_id)
          where t.name = 'Copied'$$,
    'a copied tenant is given no accounts and no methods: those are copied too');
-- As it was.
alter table tolsel_billing.allocation disable trigger allocation_before_change_append_only;
delete from tolsel_billing.allocation where amount = 5;
alter table tolsel_billing.allocation enable always trigger allocation_before_change_append_only;

-- Whoever else was given the setting derives nothing wrong: the row is refused.
create role copier login;
grant usage on schema tolsel_core to copier;
grant insert on tolsel_core.tenant to copier;
create policy let_in on tolsel_core.tenant for insert to copier with check (true);
alter role copier set session_replication_role = 'Replica';
set session authorization copier;
select is(current_setting('session_replication_role'), 'origin', 'a login has its setting from its connection on');
reset session authorization;
set session_replication_role = replica;
set session authorization copier;
select throws_ok($$insert into tolsel_core.tenant (name, currency) values ('Smuggled', 'EUR')$$, 'UC036', null,
    'a row of somebody else is refused');
select throws_ok($$set session_replication_role = origin$$, '42501', null, 'who cannot set it back');
reset session authorization;
reset session_replication_role;
drop owned by copier;
drop role copier;
select * from finish();
