-- G12: count and head of each chain, to be kept outside.
\ir books.sql
select plan(6);
set role shop_app;
select results_eq(
    'select code, slot::integer, entry_count, version, hash from tolsel.list_seals() order by code',
    $$values ('alice', 0, 1::bigint, null::bigint, null::text), ('managed', 0, 1, null, null),
        ('till', 0, 2, null, null)$$,
    'nothing is sealed yet');
set role shop_admin;
select tolsel.seal_entries() \g /dev/null
set role shop_read;
select results_eq(
    $$select code, entry_count, version, hash ~ '^[0-9a-f]{64}$' from tolsel.list_seals() order by code$$,
    $$values ('alice', 1::bigint, 1::bigint, true), ('managed', 1, 1, true), ('till', 2, 2, true)$$,
    'the last seal of each');
set role shop_app;
select post('till', 'sales', 10, '2025-01-15', 'new') \g /dev/null
select results_eq(
    $$select entry_count, version from tolsel.list_seals(array[account_of('till')])$$, 'values (3::bigint, 2::bigint)',
    'of some accounts, with an entry that is not sealed');
select is_empty('select * from tolsel.list_seals(array[987654])', 'an account that is not there has none');
select is_empty(format('select * from tolsel.list_seals(array[%s])', twin_of('alice')),
    'A14 nor has another tenant''s');
select refuses('select * from tolsel.list_seals(p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
select * from finish();
