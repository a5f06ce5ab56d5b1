-- The triggers of the ledger: history is append-only, accounts are fixed, a tenant has a chart. # S62
\ir books.sql
select plan(28);
set role shop_admin;
select tolsel.close_period('2025-01-31', 'january') \g /dev/null
reset role;
select refuses($$update tolsel_ledger.journal set description = 'x'$$, 'UC015', 'UPDATE on tolsel_ledger.journal',
    'a journal is not changed');
select refuses($$delete from tolsel_ledger.journal$$, 'UC015', 'DELETE on tolsel_ledger.journal', 'nor deleted');
select refuses($$truncate tolsel_ledger.journal cascade$$, 'UC015', 'TRUNCATE on tolsel_ledger', 'nor truncated');
select refuses($$update tolsel_ledger.entry set amount = amount$$, 'UC015', 'UPDATE on tolsel_ledger.entry',
    'an entry is not changed, not even to what it is');
select refuses($$delete from tolsel_ledger.entry where line_no = 1$$, 'UC015', 'DELETE on tolsel_ledger.entry',
    'nor deleted');
select refuses($$truncate tolsel_ledger.entry, tolsel_ledger.balance, tolsel_ledger.hold,
        tolsel_ledger.journal cascade$$, 'UC015', 'TRUNCATE on tolsel_ledger', 'nor truncated');
select refuses($$insert into tolsel_ledger.entry select * from tolsel_ledger.entry
        on conflict on constraint entry_pkey do update set amount = 1$$, 'UC015', 'UPDATE on tolsel_ledger.entry',
    'nor written over');
select refuses($$merge into tolsel_ledger.entry e using (select 1) s on true when matched then delete$$, 'UC015',
    'DELETE on tolsel_ledger.entry', 'nor merged away');
select refuses($$update tolsel_ledger.period_close set closed_through_on = null$$, 'UC015',
    'UPDATE on tolsel_ledger.period_close', 'a close is not changed');
select refuses($$delete from tolsel_ledger.period_close$$, 'UC015', 'DELETE on tolsel_ledger.period_close',
    'nor deleted');
select refuses($$truncate tolsel_ledger.period_close cascade$$, 'UC015', 'TRUNCATE on tolsel_ledger.period_close',
    'nor truncated');
select refuses($$delete from tolsel_ledger.balance where balance = 0$$, 'UC015', 'DELETE on tolsel_ledger.balance',
    'a balance is not deleted');
select refuses($$truncate tolsel_ledger.balance cascade$$, 'UC015', 'TRUNCATE on tolsel_ledger', 'nor truncated');
set session_replication_role = replica;
select refuses($$update tolsel_ledger.journal set description = 'x'$$, 'UC015', 'journal',
    'as a replica, a journal is not changed');
select refuses($$delete from tolsel_ledger.entry$$, 'UC015', 'entry', 'an entry not deleted');
select refuses($$truncate tolsel_ledger.entry, tolsel_ledger.balance, tolsel_ledger.hold,
        tolsel_ledger.journal cascade$$, 'UC015', 'TRUNCATE', 'nor truncated');
select refuses($$delete from tolsel_ledger.period_close$$, 'UC015', 'period_close', 'a close not deleted');
select refuses($$delete from tolsel_ledger.balance$$, 'UC015', 'balance', 'a balance not deleted');
reset session_replication_role;

prepare fixed as select 1;
select refuses($$update tolsel_ledger.account set type = 'asset' where code = 'alice' and tenant_id = 1$$, 'UL015',
    'alice', 'the type of an account never changes');
select refuses($$update tolsel_ledger.account set currency = 'USD' where code = 'alice' and tenant_id = 1$$, 'UL015',
    'alice', 'nor its currency');
select refuses($$update tolsel_ledger.account set tenant_id = 2 where code = 'alice' and tenant_id = 1$$, 'UL015',
    'alice', 'nor its tenant');
select refuses($$update tolsel_ledger.account set slots = 7 where code = '4000' and tenant_id = 1$$, 'UL015', '4000',
    'nor do slots vanish');
select throws_ok($$update tolsel_ledger.account set account_id = 987654 where code = 'alice' and tenant_id = 1$$,
    '428C9', null, 'nor its key');
select throws_ok($$update tolsel_ledger.account set scale = 3 where code = 'alice' and tenant_id = 1$$, '23503', null,
    'nor its scale');
select throws_ok($$update tolsel_ledger.account set sign = 1 where code = 'alice' and tenant_id = 1$$, '428C9', null,
    'nor its sign');
select lives_ok($$update tolsel_ledger.account set name = 'Alice B.', code = 'alice b', metadata = '{"a": 1}'
        where code = 'alice' and tenant_id = 1$$, 'name, code and metadata may');

select tenant_id as tenant from tolsel.open_tenant('Third', 'JPY', 'Asia/Tokyo') \gset
select is(
    (select string_agg(a.code || ':' || a.type || ':' || a.slots, ' ' order by a.code) from tolsel_ledger.account a
        where a.tenant_id = :tenant),
    (select string_agg(c.code || ':' || c.type || ':' || c.slots, ' ' order by c.code)
        from tolsel_ledger.chart_template c), 'a new tenant has the chart');
select is(
    (select count(*) || ' ' || min(b.currency) || ' ' || min(b.scale) || ' ' || count(b.version)
        from tolsel_ledger.balance b where b.tenant_id = :tenant),
    (select sum(slots) || ' JPY 0 0' from tolsel_ledger.chart_template),
    'in its currency, with an empty balance for each slot');

select * from finish();
