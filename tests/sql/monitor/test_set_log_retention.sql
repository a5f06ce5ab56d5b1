-- S77: for how long logs and metrics are kept is set.
\ir clock.sql
select plan(15);
set role shop_app;
select tolsel.record_log('info', 'job', 'x') \g /dev/null
set role shop_read;
select results_eq('select table_name, keep_days::integer from tolsel.log_retention order by 1',
    $$values ('api_metric', 30), ('query_metric', 30), ('system_log', 30)$$, 'a month at first');
set role shop_admin;
select results_eq($$select table_name, keep_days::integer from tolsel.set_log_retention('system_log', 400)$$,
    $$values ('system_log', 400)$$, 'more than a year');
select results_eq($$select keep_days::integer from tolsel.set_log_retention('system_log', 1)$$, 'values (1)', 'a day');
set role shop_read;
select is((select kept_until_at from tolsel.system_log), '2026-03-12 00:00Z', 'of what is there already too');
select is((select string_agg(keep_days::text, ' ' order by table_name) from tolsel.log_retention), '30 30 1',
    'the other tables are as they were');
select results_eq('select table_name, login, set_at from tolsel.log_retention where login is not null',
    $$values ('system_log', 'shop_admin', timestamptz '2026-03-10 12:00Z')$$, 'who has set it, and when');
set role shop_admin;
select refuses(format($$select tolsel.set_log_retention('system_log', %L)$$, d), 'UM008', 'days',
    coalesce(d, 'null') || ' days')
from unnest(array['0', '-1', '401', null]) d;
select refuses(format($$select tolsel.set_log_retention(%L, 1)$$, t), 'UM007', 'Table', 'table ' || coalesce(t, 'null'))
from unnest(array['journal', '', null]) t;
set role shop_app;
select throws_ok($$select tolsel.set_log_retention('system_log', 1)$$, '42501', null, 'an app sets nothing');
set role shop_read;
select throws_ok($$select tolsel.set_log_retention('system_log', 1)$$, '42501', null, 'nor does a reader');
select * from finish();
