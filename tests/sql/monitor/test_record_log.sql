-- S76 S121: a row of the log has level, category, request, person, duration, metadata and expiry.
\ir clock.sql
select plan(50);
set role shop_admin;
select user_id as ann from tolsel.open_user_account('Ann', 'clerk') \gset
set role shop_app;
begin;
select tolsel.set_context(:ann, 'req-1') \g /dev/null
select results_eq(
    $$select level::text, category::text, message::text, request_id, duration_ms::integer, recorded_at, expires_at,
        metadata::jsonb
      from tolsel.record_log('warning', 'payment', 'Card was refused', 230, '2026-03-11 12:00+00', '{"card": 4}')$$,
    $$values ('warning', 'payment', 'Card was refused', 'req-1', 230, timestamptz '2026-03-10 12:00+00',
            timestamptz '2026-03-11 12:00+00', '{"card": 4}'::jsonb)$$,
    'all is kept');
commit;
select results_eq($$select request_id, user_id, duration_ms::integer, expires_at, metadata::jsonb
        from tolsel.record_log('info', 'api', 'Up')$$,
    $$values (null::text, null::bigint, null::integer, null::timestamptz, '{}'::jsonb)$$, 'most is left out');
set role shop_read;
select results_eq(format($$select message::text from tolsel.system_log where user_id = %s$$, :'ann'),
    $$values ('Card was refused')$$, 'and its person');
select results_eq($$select message::text, expires_at, kept_until_at from tolsel.system_log order by system_log_id$$,
    $$values ('Card was refused', timestamptz '2026-03-11 12:00+00', timestamptz '2026-03-11 12:00+00'),
        ('Up', null, '2026-04-10 00:00+00')$$,
    'a row without a time of its own is kept as long as its day');
set role shop_app;
select tolsel.record_log('info', 'api', 'For ever', p_expires_at => '2036-01-01Z') \g /dev/null
set role shop_read;
select is((select kept_until_at from tolsel.system_log where message = 'For ever'), '2026-04-10 00:00+00',
    'and no row for longer');
set role shop_app;
select is((tolsel.record_log('debug', 'api', 'Nothing', p_metadata => null)).metadata::jsonb, '{}'::jsonb,
    'null metadata is none');
select lives_ok(format($$select tolsel.record_log('info', %L, 'x')$$, c), 'category ' || c)
from unnest(string_to_array('auth,payment,invoice,customer,wallet,queue,job,api,database,security', ',')) c;
select lives_ok(format($$select tolsel.record_log(%L, 'job', 'x')$$, l), 'level ' || l)
from unnest(string_to_array('debug,info,warning,error,critical', ',')) l;
select lives_ok($$select tolsel.record_log('info', 'job', repeat('x', 4000), 0,
            p_metadata => jsonb_build_object('k', repeat('x', 16000)))$$,
    'a long message, no time, and much of its own');
reset role;
select is(days('system_log'), '03-10', 'the day was made by the first row');
select is(days('api_metric') || days('query_metric'), '03-1003-10',
    'that of all three tables, so that nobody waits for it crosswise');
select at('2026-03-10 23:59:59.999999+00') \g /dev/null
set role shop_app;
select tolsel.record_log('info', 'job', 'late') \g /dev/null
reset role;
select at('2026-03-11 00:00+00') \g /dev/null
set role shop_app;
select tolsel.record_log('info', 'job', 'early') \g /dev/null
reset role;
select is(days('system_log'), '03-10 03-11', 'a day is one of UTC');
select results_eq($$select l.tableoid::regclass::text from tolsel_monitor.system_log l
        where l.message in ('late', 'early') order by 1$$,
    $$values ('tolsel_monitor.system_log_20260310'), ('tolsel_monitor.system_log_20260311')$$,
    'each row lies in its own');
-- Refused:
set role shop_app;
select refuses(format($$select tolsel.record_log(%L, 'job', 'x')$$, l), 'UM001', 'Level',
    'level ' || coalesce(l, 'null'))
from unnest(array['warn', 'INFO', '', null]) l;
select refuses(format($$select tolsel.record_log('info', %L, 'x')$$, c), 'UM002', 'ategory',
    'category ' || coalesce(c, 'null'))
from unnest(array['jobs', 'Job', '', null]) c;
select refuses(format($$select tolsel.record_log('info', 'job', %L)$$, m), 'UC016', 'message',
    'a message of ' || coalesce(length(m)::text, 'no') || ' characters')
from unnest(array['', ' ', repeat('x', 4001), null]) m;
select refuses($$select tolsel.record_log('info', 'job', 'x', -1)$$, 'UM003', '-1 ms', 'a clock that was set back');
select refuses(format($$select tolsel.record_log('info', 'job', 'x', p_expires_at => %L)$$, t), 'UM006', 'expires',
    'expires ' || t)
from unnest(array['2026-03-11 00:00+00', '-infinity', 'infinity']) t;
select refuses($$select tolsel.record_log('info', 'job', 'x', p_metadata => '[]')$$, 'UC013', 'array',
    'metadata that is no object');
select refuses_alike($$select tolsel.record_log('info', 'job', 'x', p_tenant_id => %s)$$, '2', '987654', 'UC002',
    'another tenant');
-- What was logged stays as it was, whoever writes.
reset role;
select refuses($$update tolsel_monitor.system_log set message = 'y'$$, 'UC015', 'UPDATE', 'no row is changed');
select refuses($$delete from tolsel_monitor.system_log_20260310$$, 'UC015', 'DELETE', 'none is deleted');
set session_replication_role = replica;
select refuses($$truncate tolsel_monitor.system_log$$, 'UC015', 'TRUNCATE', 'the log is not emptied');
select refuses($$truncate tolsel_monitor.system_log_20260310$$, 'UC015',
    'TRUNCATE on tolsel_monitor.system_log_20260310', 'nor a day of it');
reset session_replication_role;
set role shop_read;
select throws_ok($$select tolsel.record_log('info', 'job', 'x')$$, '42501', null, 'a reader writes nothing');
set role shop_app;
select throws_ok($$select from tolsel_monitor.system_log_20260310$$, '42501', null, 'a partition is closed');
select * from finish();
