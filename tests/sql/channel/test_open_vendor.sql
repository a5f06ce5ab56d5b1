-- A vendor is a payable account.
\ir office.sql
select plan(12);
set role shop_app;
select is((select v.name || ' ' || v.metadata from tolsel.open_vendor('Baker', p_metadata => '{"a": 1}') v),
    'Baker {"a": 1}', 'a vendor is opened');
set role shop_read;
select results_eq(
    $$select a.code = 'vendor:' || v.vendor_id, a.type, a.managed_by, a.slots, v.currency, v.owed_amount, p.purpose
      from tolsel.vendor v join tolsel.account a using (tenant_id, account_id)
      join tolsel.account p on p.account_id = a.parent_account_id where v.name = 'Baker'$$,
    $$values (true, 'liability', 'channel', 1::smallint, 'EUR', 0::numeric, 'payables')$$, 'with its account');
select is((select currency from tolsel.vendor where name = 'Importer'), 'USD', 'in another currency, too');
set role shop_app;
select refuses($$select tolsel.open_vendor('Baker')$$, 'UC019', 'Baker', 'a name that is taken');
select refuses($$select tolsel.open_vendor('')$$, 'UC016', 'name', 'no name');
select refuses($$select tolsel.open_vendor('x', 'XXX')$$, 'UC007', 'XXX', 'a currency there is not');
select refuses($$select tolsel.open_vendor('x', p_metadata => '1')$$, 'UC013', 'number', 'metadata that is no object');
select refuses($$select tolsel.open_vendor('x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role twin_app;
select lives_ok($$select tolsel.open_vendor('Baker')$$, 'another tenant has names of its own');
set role shop_read;
select throws_ok($$select tolsel.open_vendor('x')$$, '42501', null, 'a reader opens none');
reset role;
select refuses($$delete from tolsel_channel.vendor where name = 'Baker' and tenant_id = 1$$, 'UC015', 'DELETE',
    'it is never deleted');
select refuses($$update tolsel_channel.vendor set account_id = account_id where name = 'Baker'$$, 'UC015', 'UPDATE',
    'nor put on another account');
select * from finish();
