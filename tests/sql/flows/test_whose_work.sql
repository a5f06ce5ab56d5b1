-- S94 T4: a clerk sells and takes money, a supervisor undoes it, an accountant closes the books, a manager sets up, and
-- none of them grants a tenant to anybody: the database itself refuses.
\ir ../billing/shop.sql
select plan(18);
create role mia login in role tolsel_clerk;
create role sue login in role tolsel_clerk, tolsel_supervisor;
create role bob login in role tolsel_accountant, tolsel_read;
create role max login in role tolsel_manager;
select tolsel.grant_login(r, 1) from unnest(array['mia', 'sue', 'bob', 'max']) r \g /dev/null

set role mia;
select lives_ok($$select tolsel.issue_invoice((tolsel.open_customer('Eve', 'eve')).customer_id, '[{"amount": 30}]',
            p_request_key => 'sale')$$, 'a clerk sells');
select lives_ok($$select tolsel.record_payment(customer_of('eve'), 30, 'cash', channel_of('Till'),
            p_request_key => 'paid')$$, 'and takes money');
select isnt_empty($$select from tolsel.list_customers('Eve')$$, 'and finds a customer');
prepare refund as select tolsel.refund_payment(payment_of('paid'), 10, null, channel_of('Till'), 'broken');
select throws_ok('refund', '42501', 'permission denied for function refund_payment', 'but gives nothing back');
select throws_ok($$select tolsel.adjust_customer_ledger(customer_of('eve'), -1, 'x')$$, '42501', null,
    'and writes nothing off');
select throws_ok($$select tolsel.preview('refund_payment',
            jsonb_build_object('p_payment_id', payment_of('paid'), 'p_amount', 1, 'p_method', 'cash', 'p_channel_id',
                channel_of('Till'), 'p_reason', 'x'))$$, '42501', null, 'nor to try it');
select throws_ok($$select from tolsel.list_profit_and_loss('2025-01-01', '2025-12-31')$$, '42501', null,
    'and reads no results');

set role sue;
select lives_ok('refund', 'a supervisor does');
select lives_ok($$select tolsel.close_day(channel_of('Till'), '2025-03-15', 20)$$, 'and closes the day');
select throws_ok($$select tolsel.close_period('2025-02-28', 'x')$$, '42501', null, 'but not the books');

set role bob;
select lives_ok($$select tolsel.close_period('2025-02-28', 'February')$$, 'an accountant does');
select isnt_empty($$select from tolsel.invoice i where i.customer_id = customer_of('eve')$$, 'and reads');
select throws_ok($$select tolsel.record_payment(customer_of('eve'), 1, 'cash', channel_of('Till'))$$, '42501', null,
    'but takes no money');

set role max;
select lives_ok($$select tolsel.open_channel('Second till', 'cash'), tolsel.open_user_account('Ida')$$,
    'a manager sets up');
select throws_ok($$select tolsel.grant_login('max', 2)$$, '42501', null, 'but grants himself no other tenant');
select throws_ok($$select tolsel.list_incidents()$$, '42501', null, 'and sees nothing of all tenants');
select refuses($$select tolsel.open_branch('North', 'Europe/Berlin', p_tenant_id => 2)$$, 'UC002', 'max',
    'and sets up nothing in another one');
reset role;
select results_eq(
    $$select 'invoice', i.login, (select j.login from tolsel_ledger.journal j
        where j.tenant_id = 1 and j.journal_id = i.journal_id) from tolsel_billing.invoice i
        where i.request_key = 'sale'
      union all select 'payment', p.login, (select j.login from tolsel_ledger.journal j
          where j.tenant_id = 1 and j.journal_id = p.journal_id) from tolsel_billing.payment p
          where p.request_key = 'paid' and p.tenant_id = 1
      union all select 'refund', r.login, (select j.login from tolsel_ledger.journal j
          where j.tenant_id = 1 and j.journal_id = r.journal_id) from tolsel_billing.refund r$$,
    $$values ('invoice', 'mia', 'mia'), ('payment', 'mia', 'mia'), ('refund', 'sue', 'sue')$$,
    'and each document says by which login it came');
select * from finish();
