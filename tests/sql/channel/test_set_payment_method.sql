-- S81: payment methods are rows that an administrator adds to and changes.
\ir office.sql
select plan(18);
set role shop_admin;
select is(
    (select m.name || ' ' || m.icon || ' ' || m.category || ' ' || m.processing_minutes || ' ' || m.is_active
     from tolsel.set_payment_method('voucher', 'Gift voucher', 'paper') m),
    'Gift voucher payment paper 0 true', 'one is added');
select is(
    (select m.name || ' ' || m.icon || ' ' || m.category || ' ' || m.processing_minutes || ' ' || m.is_active
     from tolsel.set_payment_method('voucher', 'Voucher', 'gift', 'card', 7, false) m),
    'Voucher card gift 7 false', 'and set');
select is((select count(*) from tolsel.list_payment_methods(p_is_active => null)), 15::bigint, 'it is one more');
select refuses($$select tolsel.set_payment_method('A', 'x', 'cash')$$, 'UH006', 'A', 'a key in capitals');
select refuses($$select tolsel.set_payment_method(null, 'x', 'cash')$$, 'UH006', 'NULL', 'no key');
select refuses($$select tolsel.set_payment_method('x1', 'x', 'a b')$$, 'UH006', 'a b', 'a category of two words');
select refuses($$select tolsel.set_payment_method('x1', 'x', null)$$, 'UH006', 'category NULL', 'no category');
select refuses($$select tolsel.set_payment_method('x1', 'x', 'cash', p_processing_minutes => -1)$$, 'UH006', '-1',
    'minutes that are over');
select refuses($$select tolsel.set_payment_method('x1', 'x', 'cash', p_processing_minutes => null)$$, 'UH006', 'null',
    'no minutes');
select refuses($$select tolsel.set_payment_method('x1', ' ', 'cash')$$, 'UC016', 'name', 'a blank name');
select refuses($$select tolsel.set_payment_method('x1', 'x', 'cash', '')$$, 'UC016', 'icon', 'no icon');
select refuses($$select tolsel.set_payment_method('x1', 'x', 'cash', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
reset role;
select is((select count(*) from tolsel_core.activity_log where action = 'set_payment_method'), 2::bigint,
    'each change is logged');
set role shop_app;
select throws_ok($$select tolsel.set_payment_method('x1', 'x', 'cash')$$, '42501', null, 'an application changes none');
select refuses($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'voucher', channel('till'))$$, 'UH003', 'voucher',
    'an inactive method pays nothing');
set role shop_admin;
select is((tolsel.set_payment_method('voucher', 'Voucher', 'gift')).is_active, true, 'it can be activated again');
select is(
    (select string_agg((tolsel.set_payment_method(m, 'Voucher', 'gift',
                    p_has_unique_reference => u)).has_unique_reference::text, ' ')
     from (values ('voucher', null), ('voucher', true), ('voucher', null), ('voucher', false), ('stripe', null)) v (m,
         u)),
    'false true true false true', 'M5: whether a provider vouches for its references stays as it is unless it is said');
set role shop_app;
select lives_ok($$select tolsel.pay_vendor(vendor('Roaster'), 1, 'voucher', channel('till'))$$, 'and pays');
select * from finish();
