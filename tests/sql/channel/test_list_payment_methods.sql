-- S82: a tenant is opened with the fourteen methods.
\ir office.sql
select plan(9);
set role shop_app;
select results_eq(
    $$select name, processing_minutes from tolsel.list_payment_methods() order by name$$,
    $$values ('ACH', 2880), ('Bank Transfer', 1440), ('Buy Now Pay Later', 0), ('Cash', 5), ('Cheque', 2880),
        ('Credit/Debit Card', 5),
        ('Cryptocurrency', 60), ('Digital Wallet', 10), ('Direct Debit', 1440), ('Invoice Financing', 2880),
        ('Mobile Money', 5),
        ('PayPal', 5), ('Stripe', 5), ('Wire', 1440)$$, 'all fourteen, with their minutes');
select is((select string_agg(method, ' ') from tolsel.list_payment_methods('bank')),
    'bank_transfer direct_debit wire ach cheque', 'those of a category, the fastest first');
select is((select count(*) from tolsel.list_payment_methods(p_is_active => false)), 0::bigint, 'none is inactive');
set role shop_admin;
select tolsel.set_payment_method('cash', 'Cash', 'cash', p_is_active => false) \g /dev/null
set role shop_read;
select is((select string_agg(method, ' ') from tolsel.list_payment_methods(p_is_active => false)), 'cash',
    'one that was made so is');
select is((select count(*) from tolsel.list_payment_methods()), 13::bigint,
    'which is not offered, unless it is asked for');
select is((select count(*) from tolsel.list_payment_methods(p_is_active => null)), 14::bigint, 'both');
select is((select count(*) from tolsel.payment_method), 14::bigint, 'a reader sees them');
select refuses($$select tolsel.list_payment_methods(p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role twin_app;
select is((select count(*) from tolsel.list_payment_methods()), 14::bigint, 'another tenant has its own');
select * from finish();
