-- How a customer is called and reached may change, what it owes may not. # S64
\ir shop.sql
select plan(17);
set role shop_app;
select bill('ann', 10, 'i1') \g /dev/null
select is(
    (select concat_ws(' ', c.name, c.email, c.phone, c.metadata)
        from tolsel.change_customer(customer_of('ann'), 'Anna', 'a@b', '1', '{"vip": true}') c),
    'Anna a@b 1 {"vip": true}', 'all of it');
select is(
    (select concat_ws(' ', c.name, c.email, c.phone, c.metadata, c.code)
        from tolsel.change_customer(customer_of('ann'), p_phone => '2') c),
    'Anna a@b 2 {"vip": true} ann', 'null leaves a value as it is');
select is(owed('ann'), 10::numeric, 'what is owed stays');
select refuses($$select tolsel.change_customer(customer_of('ann'), ' ')$$, 'UC016', 'name', 'a blank name');
select refuses($$select tolsel.change_customer(customer_of('ann'), repeat('x', 201))$$, 'UC016', '201', 'a long name');
select refuses($$select tolsel.change_customer(customer_of('ann'), p_email => 'x')$$, 'UC016', 'email', 'no address');
select refuses($$select tolsel.change_customer(customer_of('ann'), p_phone => '')$$, 'UC016', 'phone', 'no number');
select refuses($$select tolsel.change_customer(customer_of('ann'), p_metadata => '1')$$, 'UC013', 'number',
    'metadata that is no object');
-- M16
select is((select concat_ws(' ', c.code, c.email)
        from tolsel.change_customer(customer_of('ann'), p_code => 'anna', p_clears => '{email}') c), 'anna',
    'M16 another code, and no address');
select is((select concat_ws(' ', c.name, c.phone, c.code)
        from tolsel.change_customer(customer_of('anna'), p_clears => '{phone,code}') c), 'Anna',
    'M16 neither number nor code');
select is((tolsel.change_customer(customer_of('bob'), p_code => 'ann')).code::text, 'ann',
    'M16 a code that is free again');
select refuses($$select tolsel.change_customer(customer_of('yuki'), p_code => 'ann')$$, 'UC019', 'ann',
    'M16 a code of somebody else');
select refuses($$select tolsel.change_customer(customer_of('yuki'), p_code => ' ')$$, 'UC016', 'code',
    'M16 a blank code');
select refuses($$select tolsel.change_customer(customer_of('yuki'), p_clears => '{name}')$$, 'UC016', 'name',
    'M16 a name stays');
select refuses_alike('select tolsel.change_customer(%s, ''x'')', twin_of('customer'), '987654', 'UB001',
    'another tenant''s customer');
select refuses($$select tolsel.change_customer(null)$$, 'UB001', 'null', 'no customer');
select refuses($$select tolsel.change_customer(1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
