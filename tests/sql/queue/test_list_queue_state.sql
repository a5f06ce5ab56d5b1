\ir office.sql
select plan(4);
set role shop_app;
select join_as('Cash'), join_as('Cash'), join_as('Advice'), join_as('Cash', 'senior') \g /dev/null
select next_at('1') \g /dev/null
select is((select string_agg(concat_ws(' ', s.service, s.state, s.ticket_count, s.next_token), ', ')
        from tolsel.list_queue_state(branch('Manila')) s),
    'Cash called 1 C003, Cash waiting 2 C001, Advice waiting 1 A001', 'where the tickets stand, and the first of each');
select is((select count(*)::int from tolsel.list_queue_state(branch('London'))), 0, 'none at another branch');
select refuses_alike('select tolsel.list_queue_state(%s)', twin_of('branch'), '987654', 'UQ001',
    'another tenant''s branch');
select refuses('select tolsel.list_queue_state(branch(''Manila''), 2)', 'UC002', 'tenant 2', 'another tenant');
select * from finish();
