-- S71: a check of your own is one view and one call.
-- verify: breaches expected
select plan(24);
create schema audit authorization tolsel_owner;
create view audit.odd_amount as
    select e.journal_id, e.amount from tolsel_ledger.entry e where e.amount = 13;
alter view audit.odd_amount owner to tolsel_owner;
grant usage on schema tap to tolsel_owner;
set role tolsel_owner;

select results_eq(
    $$select check_name, view_name, severity, title, is_own
      from tolsel.add_check('audit.odd_amount', 'audit.odd_amount', 'Nobody pays 13.')$$,
    $$values ('audit.odd_amount', 'audit.odd_amount', 'breach', 'Nobody pays 13.', false)$$, 'a view becomes a check');
select lives_ok(
    $$select tolsel.add_check('audit.worth_a_look', 'audit.odd_amount', 'Somebody pays 13.', 'notice')$$,
    'or a notice');
select refuses($$select tolsel.add_check('audit.odd_amount', 'audit.odd_amount', 'Again.')$$, 'UC019', 'audit',
    'a name that is taken');
select refuses(format($$select tolsel.add_check(%L, 'audit.odd_amount', 'X.')$$, n), 'UC023', 'Check',
    coalesce('the name ' || n, 'no name'))
from unnest(array['odd', 'Audit.odd', 'audit.odd.x', 'audit.', '', null]) n;
select refuses($$select tolsel.add_check('audit.x_y', 'audit.absent', 'X.')$$, 'UC023', 'absent',
    'a view that is not there');
select refuses(format($$select tolsel.add_check('audit.x_y', %L, 'X.')$$, n), 'UC023', 'view',
    coalesce('the view ' || n, 'no view'))
from unnest(array['', 'odd_amount', 'audit..x', 'a.b.c.d', 'audit.odd_amount; drop table x', null]) n;
select refuses($$select tolsel.add_check('audit.x_y', 'audit.odd_amount', 'X.', 'alarm')$$, 'UC023', 'alarm',
    'an unknown severity');
select refuses($$select tolsel.add_check('audit.x_y', 'audit.odd_amount', 'X.', null)$$, 'UC023', 'NULL',
    'no severity');
select refuses($$select tolsel.add_check('audit.x_y', 'audit.odd_amount', ' ')$$, 'UC016', 'title', 'a blank title');
select refuses($$select tolsel.add_check('audit.x_y', 'audit.odd_amount', null)$$, 'UC016', 'title', 'no title');

set role shop_admin;
select throws_ok($$select tolsel.add_check('audit.x_y', 'audit.odd_amount', 'X.')$$, '42501', null,
    'verify reads it with the owner''s rights, so the owner alone registers it');
set role shop_app;
select lives_ok($$select tolsel.post_journal(
            '[{"account_code":"1050","amount":13},{"account_code":"4000","amount":-13}]')$$, 'posted');
set role shop_admin;
select results_eq(
    $$select check_name, status, row_count, title from tolsel.verify() where check_name ~ '^audit' order by 1$$,
    $$values ('audit.odd_amount', 'breach', 1::bigint, 'Nobody pays 13.'),
        ('audit.worth_a_look', 'notice', 1::bigint, 'Somebody pays 13.')$$, 'verify runs both');
reset role;
select tolsel_core.register_checks() \g /dev/null
select is((select count(*) from tolsel_core.check_rule where not is_own), 2::bigint,
    'the migrator leaves them in place');

select * from finish();
