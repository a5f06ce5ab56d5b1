-- Q8: the board is a sequence that a reader goes on with.
\ir office.sql
select plan(7);
set role shop_app;
select join_as('Cash'), join_as('Cash') \g /dev/null
select next_at('1'), next_at('2') \g /dev/null
select is((select string_agg(concat_ws(' ', c.call_no, c.token, c.called_at at time zone 'Asia/Manila'), ', ')
        from tolsel.list_calls(branch('Manila')) c),
    '1 C001 2026-03-10 09:00:00, 2 C002 2026-03-10 09:00:00', 'two calls of one second both show, in order');
select is((select string_agg(c.token, ' ') from tolsel.list_calls(branch('Manila'), 1) c), 'C002',
    'what came after a number');
select is((select count(*)::int from tolsel.list_calls(branch('Manila'), null, null)), 2, 'the usual number');
select is((select count(*)::int from tolsel.list_calls(branch('Manila'), 0, 1)), 1, 'so many');
select is((select count(*)::int from tolsel.list_calls(branch('Manila'), 0, -1)), 0, 'or none');
select refuses_alike('select tolsel.list_calls(%s)', twin_of('branch'), '987654', 'UQ001', 'another tenant''s branch');
select refuses('select tolsel.list_calls(branch(''Manila''), p_tenant_id => 2)', 'UC002', 'tenant 2', 'another tenant');
select * from finish();
