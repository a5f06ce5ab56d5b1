-- S76 S88: the log is asked by level, category, time, request and person, the latest first.
\ir clock.sql
select plan(23);
set role shop_admin;
select user_id as ann from tolsel.open_user_account('Ann', 'clerk') \gset
reset role;
create function tap.log(p_at timestamptz, p_level text, p_category text, p_message text, p_request_id text default null,
    p_user_id bigint default null, p_expires_at timestamptz default null)
returns void language sql as $$
    select tap.at(p_at), tolsel.set_context(p_user_id, p_request_id),
    tolsel.record_log(p_level, p_category, p_message, p_expires_at => p_expires_at);
    select tolsel.set_context()$$;
create function tap.found(variadic p_messages text[]) returns text language sql as $$
    select format('select message::text from unnest(%L::text[]) message', p_messages)$$;
set role shop_app;
select log('2026-03-08 23:00Z', 'error', 'payment', 'a', 'req-1', :ann) \g /dev/null
select log('2026-03-09 08:00Z', 'info', 'payment', 'b', 'req-1') \g /dev/null
select log('2026-03-09 08:00Z', 'debug', 'job', 'c') \g /dev/null
select log('2026-03-10 00:00Z', 'critical', 'security', 'd', 'req-2', :ann) \g /dev/null
select log('2026-03-10 09:00Z', 'warning', 'job', 'e', p_expires_at => '2026-03-10 10:00Z') \g /dev/null
select at('2026-03-10 09:59:59Z') \g /dev/null
set role shop_read;
select results_eq($$select message::text from tolsel.list_logs(null, p_from_at => '-infinity')$$,
    found('e', 'd', 'c', 'b', 'a'), 'all, the latest first, of one moment the last written');
select results_eq('select message::text from tolsel.list_logs()', found('e', 'd'),
    'of the last 24 hours, where nothing is said');
select results_eq($$select message::text from tolsel.list_logs(p_to_at => '2026-03-09 08:00:01Z')$$,
    found('c', 'b', 'a'), 'of 24 hours before an end');
select results_eq($$select message::text from tolsel.list_logs('warning', p_from_at => '-infinity')$$,
    found('e', 'd', 'a'), 'from a level on');
select results_eq($$select message::text from tolsel.list_logs('critical')$$, found('d'), 'the gravest');
select results_eq($$select message::text from tolsel.list_logs('info', 'payment', '-infinity')$$, found('b', 'a'),
    'of a category');
select results_eq($$select message::text from tolsel.list_logs(p_from_at => '2026-03-09 08:00Z',
            p_to_at => '2026-03-10 00:00Z')$$, found('c', 'b'), 'of a window that is open at its end');
select results_eq($$select message::text from tolsel.list_logs(p_request_id => 'req-1', p_from_at => '-infinity')$$,
    found('b', 'a'), 'S121 of a request');
select results_eq(format($$select message::text from tolsel.list_logs(p_user_id => %s, p_from_at => '-infinity')$$,
        :ann), found('d', 'a'), 'of a person');
select results_eq(format($$select message::text
            from tolsel.list_logs('error', 'payment', '2026-03-08Z', '2026-03-09Z', 'req-1', %s)$$, :ann), found('a'),
    'of all at once');
select results_eq($$select message::text from tolsel.list_logs(p_limit => 2)$$, found('e', 'd'), 'so many at most');
select is_empty($$select * from tolsel.list_logs(p_limit => -1)$$, 'a negative number is none');
select is((select count(*) from tolsel.list_logs(p_limit => null, p_from_at => '-infinity')), 5::bigint,
    'null is as if it were left out');
select is_empty($$select * from tolsel.list_logs(p_request_id => 'req-3')$$, 'an unknown request has none');
set role shop_app;
select at('2026-03-10 10:00Z') \g /dev/null
set role shop_read;
select results_eq('select message::text from tolsel.list_logs(p_limit => 1)', found('d'),
    'S77 what has expired is not shown');
select is((select count(*) from tolsel.system_log where message = 'e'), 0::bigint, 'nor in the view');
select refuses($$select * from tolsel.list_logs('grave')$$, 'UM001', 'grave', 'a level');
select refuses($$select * from tolsel.list_logs(p_category => 'money')$$, 'UM002', 'money', 'a category');
select refuses(format($$select * from tolsel.list_logs(p_from_at => %L, p_to_at => %L)$$, a, b), 'UM010', 'From',
    'a window from ' || coalesce(a, 'null') || ' to ' || coalesce(b, 'null'))
from (values ('2026-03-10Z', '2026-03-10Z'), ('2026-03-11Z', '2026-03-10Z'), ('-infinity', null)) w(a, b);
select refuses_alike($$select * from tolsel.list_logs(p_tenant_id => %s)$$, '2', '987654', 'UC002', 'another tenant');
reset role;
set role twin_app;
select is_empty('select * from tolsel.list_logs()', 'another tenant has a log of its own');
select * from finish();
