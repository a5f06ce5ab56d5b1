-- How a customer is called and reached may change, what it owes may not. # S64
\ir shop.sql
select plan(11);
set role shop_app;
select bill('ann', 10, 'i1') \g /dev/null
select is(
    (select concat_ws(' ', c.name, c.email, c.phone, c.metadata) from tolsel.change_customer(customer_of('ann'), 'Anna', 'a@b', '1', '{"vip": true}') c),
    'Anna a@b 1 {"vip": true}', 'all of it');
select is(
    (select concat_ws(' ', c.name, c.email, c.phone, c.metadata, c.code) from tolsel.change_customer(customer_of('ann'), p_phone => '2') c),
    'Anna a@b 2 {"vip": true} ann', 'null leaves a value as it is');
select is(owed('ann'), 10::numeric, 'what is owed stays');
select refuses($$select tolsel.change_customer(customer_of('ann'), ' ')$$, 'UC016', 'name', 'a blank name');
select refuses($$select tolsel.change_customer(customer_of('ann'), repeat('x', 201))$$, 'UC016', '201', 'a long name');
select refuses($$select tolsel.change_customer(customer_of('ann'), p_email => 'x')$$, 'UC016', 'email', 'no address');
select refuses($$select tolsel.change_customer(customer_of('ann'), p_phone => '')$$, 'UC016', 'phone', 'no number');
select refuses($$select tolsel.change_customer(customer_of('ann'), p_metadata => '1')$$, 'UC013', 'number', 'metadata that is no object');
select refuses_alike('select tolsel.change_customer(%s, ''x'')', twin_of('customer'), '987654', 'UB001', 'another tenant''s customer');
select refuses($$select tolsel.change_customer(null)$$, 'UB001', 'null', 'no customer');
select refuses($$select tolsel.change_customer(1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
