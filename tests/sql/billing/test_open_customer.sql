-- S60 S72 S86: a customer is opened with its receivable account.
\ir shop.sql
select plan(32);
set role shop_app;
select is(
    (select concat_ws(' ', c.name, c.code, c.email, c.phone, c.currency, c.scale, c.owed_limit::numeric,
            c.payment_count, c.payment_total::numeric, c.average_payment_amount, c.metadata)
     from tolsel.open_customer('Carl', 'carl', 'carl@example.org', '+49 30 1', 'JPY', 500, '{"a": 1}') c),
    'Carl carl carl@example.org +49 30 1 JPY 0 500 0 0 {"a": 1}', 'a customer');
select is(owed('carl'), 0::numeric, 'who owes nothing');
select is((select concat_ws(' ', c.code is null, c.currency, c.owed_limit is null) from tolsel.open_customer('Dora') c),
    't EUR t', 'in the tenant''s currency, without a limit');
select lives_ok($$select tolsel.open_customer('Dora')$$, 'two customers may have one name');
select refuses($$select tolsel.open_customer('Carla', 'carl')$$, 'UC019', 'Customer code .carl', 'but not one code');
select refuses($$select tolsel.open_customer('')$$, 'UC016', 'name has 0', 'no name');
select refuses($$select tolsel.open_customer(null)$$, 'UC016', 'name has no', 'none at all');
select refuses($$select tolsel.open_customer(repeat('x', 201))$$, 'UC016', '201', 'a long name');
select lives_ok($$select tolsel.open_customer(repeat('x', 200), repeat('c', 100), repeat('e', 318) || '@x',
            repeat('1', 50), p_owed_limit => 0)$$, 'as long as may be');
select refuses($$select tolsel.open_customer('E', ' ')$$, 'UC016', 'code', 'a blank code');
select refuses($$select tolsel.open_customer('E', repeat('c', 101))$$, 'UC016', 'code has 101', 'a long code');
select refuses(format('select tolsel.open_customer(''E'', p_email => %L)', email), 'UC016', 'email',
    'an address like ' || left(email, 10))
from unnest(array['', 'x', '@', 'a@', '@b', 'a b@c', E'a@b\nc', repeat('e', 319) || '@x']) email;
select refuses($$select tolsel.open_customer('E', p_phone => repeat('1', 51))$$, 'UC016', 'phone has 51',
    'a long number');
select refuses($$select tolsel.open_customer('E', p_currency => 'XXX')$$, 'UC007', 'XXX', 'an unknown currency');
select refuses($$select tolsel.open_customer('E', p_metadata => '[]')$$, 'UC013', 'array',
    'metadata that is no object');
select is((tolsel.open_customer('E', p_metadata => null)).metadata::jsonb, '{}', 'none is an empty one');
select refuses(format('select tolsel.open_customer(''E'', p_owed_limit => %L)', bad), 'UB024', 'Limit',
    'a limit of ' || bad)
from unnest(array['-0.01', '0.001', '1e15', 'NaN', 'Infinity']) bad;
select refuses($$select tolsel.open_customer('E', p_currency => 'JPY', p_owed_limit => 0.5)$$, 'UB024', '0.5',
    'half a yen');
select refuses($$select tolsel.open_customer('E', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role twin_app;
select lives_ok($$select tolsel.open_customer('Carl', 'carl')$$, 'another tenant''s codes are its own');
set role shop_read;
select throws_ok($$select tolsel.open_customer('E')$$, '42501', null, 'a reader opens nothing');
select * from finish();
