-- G12 L19: an anchor kept outside shows what was cut off together with its seals.
-- verify: breaches expected
\ir books.sql
select plan(16);
set role shop_admin;
select tolsel.seal_entries() \g /dev/null
set role shop_app;
create temp table anchor as select jsonb_agg(to_jsonb(s)) as anchor from tolsel.list_seals() s;
select is_empty('select d.* from anchor, tolsel.list_seal_differences(anchor) d', 'the seals are as they were');
select post('till', 'sales', 10, '2025-01-15', 'new') \g /dev/null
set role shop_admin;
select tolsel.seal_entries() \g /dev/null
set role shop_app;
create temp table later as select jsonb_agg(to_jsonb(s)) as anchor from tolsel.list_seals() s;
select is_empty('select d.* from anchor, tolsel.list_seal_differences(anchor) d', 'new seals change no old one');
select is_empty('select * from tolsel.list_seal_differences(''[]'')', 'an empty anchor');

-- The tail is cut with everything that could show it.
reset role;
create function tap.cut() returns void language plpgsql as $cut$
begin
    set local session_replication_role = replica;
    alter table tolsel_ledger.entry disable trigger entry_before_change_append_only;
    alter table tolsel_ledger.journal disable trigger journal_before_change_append_only;
    alter table tolsel_ledger.seal disable trigger seal_before_change_append_only;
    delete from tolsel_ledger.entry where journal_id = journal_of('new');
    delete from tolsel_ledger.seal where to_version = 3 or account_id = account_of('sales');
    delete from tolsel_ledger.journal where journal_id = journal_of('new');
    update tolsel_ledger.balance b set version = e.version, balance = coalesce(e.balance_after, 0),
    last_booked_at = e.booked_at
    from tolsel_ledger.balance o left join lateral (
        select * from tolsel_ledger.entry e where e.tenant_id = o.tenant_id and e.account_id = o.account_id
            order by version desc limit 1) e on true
    where b.account_id in (account_of('till'), account_of('sales')) and o.account_id = b.account_id;
    update tolsel_ledger.slot_mark set sealed_version = 2 where account_id = account_of('till');
    update tolsel_ledger.slot_mark set sealed_version = 0 where account_id = account_of('sales');
    alter table tolsel_ledger.entry enable always trigger entry_before_change_append_only;
    alter table tolsel_ledger.journal enable always trigger journal_before_change_append_only;
    alter table tolsel_ledger.seal enable always trigger seal_before_change_append_only;
end
$cut$;
select cut() \g /dev/null
set role shop_admin;
select is_empty($$select * from tolsel.verify() where status <> 'ok'$$, 'the database itself cannot show it');
set role shop_app;
select is_empty('select d.* from anchor, tolsel.list_seal_differences(anchor) d', 'nor an anchor from before');
select results_eq(
    'select account_id, version, found, fault from later, tolsel.list_seal_differences(anchor) order by 1',
    $$select * from (values (account_of('till'), 3::bigint, null::text, 'the entries are gone'),
            (account_of('sales'), 1, null, 'the entries are gone')) v order by 1$$,
    'the later anchor does');
-- Something else is posted in its place, and sealed.
select post('till', 'sales', 11, '2025-01-15', 'other') \g /dev/null
select is((select count(*) from later, tolsel.list_seal_differences(anchor) where fault = 'the seal is gone'),
    2::bigint, 'not sealed yet');
set role shop_admin;
select tolsel.seal_entries() \g /dev/null
set role shop_app;
select is((select count(*) from later, tolsel.list_seal_differences(anchor)
        where fault = 'the seal is another one' and found <> expected), 2::bigint, 'sealed anew');

select refuses('select * from tolsel.list_seal_differences(null)', 'UL028', 'null', 'no anchor');
select refuses('select * from tolsel.list_seal_differences(''{}'')', 'UL028', 'object', 'no list');
select refuses(format('select * from tolsel.list_seal_differences(%L)', jsonb_build_array(bad)), 'UL028', 'anchor has',
    'not a seal: ' || bad::text)
from unnest(array['1', '{}', '{"account_id":"x","slot":0,"version":1,"hash":"00"}',
    '{"account_id":1,"slot":0,"version":0,
        "hash":"0000000000000000000000000000000000000000000000000000000000000000"}']::jsonb[]) bad;
select refuses('select * from tolsel.list_seal_differences(''[]'', 2)', 'UC002', 'tenant 2', 'another tenant');
select is((select count(*) from tolsel.list_seal_differences(jsonb_build_array(jsonb_build_object(
    'account_id', twin_of('alice')::bigint, 'slot', 0, 'version', 1, 'hash', repeat('0', 64))))), 1::bigint,
        'A14 another tenant''s seal is a seal that is gone');
select * from finish();
