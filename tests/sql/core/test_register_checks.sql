-- S71 V5: the views named breach_ and notice_ are the checks, all of them.
select plan(7);
select set_eq(
    $$select check_name, view_name, severity from tolsel_core.check_rule where is_own$$,
    $$select substr(n.nspname, 8) || '.' || regexp_replace(c.relname, '^(breach|notice)_', '') as name,
        n.nspname || '.' || c.relname as view, split_part(c.relname, '_', 1) as severity
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname ~ '^tolsel' and c.relkind = 'v' and c.relname ~ '^(breach|notice)_'$$,
    'every view is a check, and every check a view');
select is_empty($$select from tolsel_core.check_rule where title !~ '\S'$$, 'each says what its rows mean');
select is_empty($$select check_name from tolsel.verify() where severity = 'breach'
    and title !~ '\m(Run|Set|Take|Revoke|Delete|Drop|Call|Make|Move|Grant|Mend)\M'$$, 'and of a breach what to do');
select cmp_ok((select count(*) from tolsel_core.check_rule), '>=', 27::bigint, 'none was lost');
begin;
drop view tolsel_ledger.breach_open_system;
select results_eq($$select status, sample from tolsel.verify() where check_name = 'ledger.open_system'$$,
    $$values ('breach', 'The view tolsel_ledger.breach_open_system of this check is missing.')$$,
    'a view that vanished is missed');
select tolsel_core.register_checks() \g /dev/null
select is_empty($$select from tolsel_core.check_rule where check_name = 'ledger.open_system'$$,
    'until the migrator says that it was meant');
rollback;
select throws_ok($$set role shop_admin; select tolsel_core.register_checks()$$, '42501', null, 'nobody else says so');
select * from finish();
