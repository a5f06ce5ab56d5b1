-- M16: who a customer was is forgotten; figures, numbers and entries stay.
\ir shop.sql
select plan(13);
set role shop_app;
select tolsel.change_customer(customer_of('ann'), 'Ann Smith', 'a@b', '1', '{"vip": true}'),
    bill('ann', 10, 'i1') \g /dev/null
select customer_of('ann') as ann, customer_of('bob') as bob, customer_of('yuki') as yuki \gset
select refuses($$select tolsel.forget_customer(customer_of('ann'))$$, 'UB065',
    'last entry is of 2025-03-10, kept for 10 years; it owes 10', 'one that owes');
select tolsel.record_payment(:ann, 10, 'cash', channel_of('Till')) \g /dev/null
select refuses($$select tolsel.forget_customer(customer_of('ann'))$$, 'UB065',
    '2025-03-15, kept for 10 years; it owes 0', 'one that must be kept');
reset role;
set role shop_admin;
select tolsel.set_kept_years(0) \g /dev/null
set role shop_app;
select refuses($$select tolsel.forget_customer(customer_of('ann'))$$, 'UB065', 'kept for 0 years', 'on the day itself');
select tolsel.draft_invoice(:bob, '[{"amount": 5}]') \g /dev/null
select refuses($$select tolsel.forget_customer(customer_of('bob'))$$, 'UB065', 'no day', 'one with a draft');
reset role;
select tolsel.set_clock('2025-03-16 12:00+01') \g /dev/null
create temporary table was as select e.* from tolsel_ledger.entry e where e.tenant_id = 1;
set role shop_app;
select is((select concat_ws(' ', c.name = 'Customer ' || :ann, c.code, c.email, c.phone, c.metadata, c.is_active,
            c.forgotten_at) from tolsel.forget_customer(:ann) c), 't {} f 2025-03-16 11:00:00+00',
    'who it was is gone');
select is((tolsel.forget_customer(:ann)).name::text, 'Customer ' || :ann, 'once');
select is((tolsel.forget_customer(:yuki)).is_active, false, 'one without any entry');
reset role;
select is((select count(*) from tolsel_ledger.account a where a.tenant_id = 1 and a.name ~ 'Ann'), 0::bigint,
    'its account has another name, too');
select is((select count(*) from was full join tolsel_ledger.entry e using (tenant_id, account_id, slot, version)
        where e.tenant_id = 1 and (was.amount, was.journal_id) is distinct from (e.amount, e.journal_id)), 0::bigint,
    'its entries stay');
select is(invoice('i1'), 'paid: paid 10 open 0 payments 1 in part 0', 'and its documents');
set role shop_app;
select refuses(format('select tolsel.issue_invoice(%s, ''[{"amount": 1}]'')', :ann), 'UB064', 'Customer',
    'it gets no invoices');
select refuses_alike('select tolsel.forget_customer(%s)', twin_of('customer'), '987654', 'UB001',
    'another tenant''s customer');
select refuses($$select tolsel.forget_customer(1, 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
