-- G11: a channel of kind bank knows the numbers and the currency of its account.
\ir office.sql
select plan(22);
set role shop_app;
select is((a.currency, a.scale, a.is_automatic, a.charge_limit)::text, '(EUR,2,t,5.00)', 'it is set')
from tolsel.set_bank_account(channel('bank'), array['de02 1203 0000 0000 2020 51', '12030000/0000202051'], true,
    account_of('3000'), 5.00, account_of('3000'), 3) a;
reset role;
select is((select a.account_numbers from tolsel.bank_account a where a.tenant_id = 1),
    array['120300000000202051', 'DE02120300000000202051'], 'without blanks and marks');
select is((select count(*) from tolsel_bank.rule where tenant_id = 1), 6::bigint,
    'a tenant gets the rules that know nothing of it');
set role shop_app;
select lives_ok($$select tolsel.set_bank_account(channel('bank'), array['DE02120300000000202051'])$$,
    'it is set again');
reset role;
select is((select a.account_numbers || a.is_automatic::text from tolsel.bank_account a where a.tenant_id = 1),
    array['DE02120300000000202051', 'false'], 'to what is said then');
select is((select count(*) from tolsel_bank.rule where tenant_id = 1), 6::bigint, 'rules come once');
set role shop_app;
select tolsel.open_channel('bank 2', 'bank'), tolsel.open_channel('bank usd', 'bank', p_currency => 'USD') \g /dev/null
select refuses($$select tolsel.set_bank_account(channel('bank 2'), array['DE02120300000000202051'])$$, 'UK004',
    'belongs to channel', 'another channel''s number');
select lives_ok($$select tolsel.set_bank_account(channel('bank usd'), array['DE02120300000000202051'])$$,
    'in another currency it is another account');
select refuses($$select tolsel.set_bank_account(channel('till'), array['1'])$$, 'UK002', 'kind cash', 'a drawer');
select refuses(format('select tolsel.set_bank_account(channel(''bank''), %L)', n), 'UK003', d, 'numbers that are none')
from (values (null, '0 numbers'), ('{}', '0 numbers'), ('{DE00120300000000202051}', 'DE00'),
    ('{DE03120300000000202051}', 'DE03'),
    ('{--}', '--')) v(n, d);
-- Check digits are 02 to 98. # B23
select refuses($$select tolsel.set_bank_account(channel('bank'), array['DE99120300000000202051'])$$, 'UK003', 'DE99',
    'check digits that are never given');
select refuses($$select tolsel.set_bank_account(channel('bank'), array['1'], false, null, 5)$$, 'UK024',
    'Charges up to 5 on account null', 'charges without an account');
select refuses($$select tolsel.set_bank_account(channel('bank'), array['1'],
            p_discount_account_id => account_of('3000'), p_discount_percent => 11)$$, 'UK024', '11 percent',
    'too much discount');
select refuses($$select tolsel.set_bank_account(channel('bank'), array['1'], false, account_of('3000'), 0.001)$$,
    'UC010', 'The limit of charges has 3', 'a limit that is too precise');
select refuses($$select tolsel.set_bank_account(channel('bank'), array['1'], false,
            account_of('channel:' || channel('till')), 1)$$, 'UL006', 'managed', 'a managed account');
select refuses_alike('select tolsel.set_bank_account(%s, array[''1''])', twin_of('channel'), '987654', 'UH001',
    'another tenant''s channel');
select refuses($$select tolsel.set_bank_account(channel('bank'), array['1'], p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
-- Ids are a tenant's own: another has a channel of the same one.
select channel('bank') as bank \gset
reset role;
select account_numbers::text as numbers from tolsel.bank_account where tenant_id = 1 and channel_id = :bank \gset
select setval('tolsel_channel.payment_channel_channel_id_seq', :bank - 1) \g /dev/null
set role twin_app;
select tolsel.set_bank_account(c.channel_id, array['TWIN1']) from tolsel.open_channel('its bank', 'bank') c \g /dev/null
reset role;
select is((select string_agg(a.account_numbers::text, ' ' order by a.tenant_id) from tolsel.bank_account a
        where a.channel_id = :bank), :'numbers' || ' {TWIN1}', 'and each has its own numbers');
select * from finish();
