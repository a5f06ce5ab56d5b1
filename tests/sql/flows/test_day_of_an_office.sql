-- S18 S59: users, customers, queue, transactions, statistics and the tools of an administrator, in one story.
\ir ../queue/office.sql
select plan(20);
set role shop_admin;
select (tolsel.open_user_account('Ana', 'clerk')).user_id as clerk \gset
set role shop_app;
select tolsel.open_channel('till', 'cash', branch('Manila')),
    tolsel.set_sms_template('ticket_called', 'en', '{token} to counter {counter}') \g /dev/null
-- The morning: three come, one of them by phone, one a senior.
select set_config('tolsel.user_id', :'clerk', false) \g /dev/null
select is((tolsel.join_queue(branch('Manila'), service('Cash'), p_customer_id => customer('Ann'), p_phone => '+63 9',
            p_request_key => 'kiosk-1')).token, 'C001', 'a customer joins');
select minutes_later(1) \g /dev/null
select join_as('Cash', 'senior'), join_as('Advice') \g /dev/null
select is((select string_agg(concat_ws(' ', s.service, s.state, s.ticket_count, s.next_token), ', ')
        from tolsel.list_queue_state(branch('Manila')) s),
    'Cash waiting 2 C002, Advice waiting 1 A001', 'S59 the state of the queue');
select is((select concat_ws(' ', p.before_count, p.estimate_minutes, p.reason)
        from tolsel.get_ticket_position(ticket('C001')) p), '1 Nobody was served yet.',
    'she sees how many are before her');
select is(next_at('1'), 'C002', 'the senior first');
select minutes_later(4), tolsel.complete_ticket(ticket('C002'), counter('1'), 'nothing') \g /dev/null
select is((select concat_ws(' ', p.before_count, p.last_token, p.estimate_minutes, p.reason)
        from tolsel.get_ticket_position(ticket('C001')) p), '0 C002 0', 'she is next');
select is(next_at('1'), 'C001', 'she is called');
reset role;
select is((select n.body::text from tolsel_queue.notification n where n.tenant_id = 1), 'C001 to counter 1',
    'and told so');
set role shop_app;
select tolsel.start_service(ticket('C001'), counter('1')), minutes_later(6) \g /dev/null
-- She buys, and pays.
select (tolsel.issue_invoice(customer('Ann'), '[{"amount": 120}]')).invoice_id as invoice \gset
select channel_id as till from tolsel.list_channel_totals('2026-03-10', branch('Manila')) \gset
select tolsel.set_ticket_invoice(ticket('C001'), :invoice),
    tolsel.record_payment(customer('Ann'), 120, 'cash', :till, array[:invoice]::bigint[]) \g /dev/null
select is((tolsel.complete_ticket(ticket('C001'), counter('1'), 'served')).outcome, 'served', 'she goes');
reset role;
-- G18
select is((select concat_ws(' ', c.token, c.status, trim_scale(c.paid_amount), c.method, c.wait_ms)
        from tolsel.counter_to_cash c where c.tenant_id = 1), 'C001 paid 120 cash 300000',
    'from the counter to the cash');
select is((select string_agg(concat_ws(' ', e.action, u.name), ', ' order by e.event_no)
        from tolsel_queue.ticket_event e left join tolsel_core.user_account u using (tenant_id, user_id)
    where e.ticket_id = ticket('C001')), 'join Ana, call Ana, start Ana, complete Ana', 'who did what is kept');
set role shop_app;
select is((select concat_ws(' ', r.counter, r.ticket_count, trim_scale(r.paid_amount), r.service_hours,
            r.revenue_per_hour_amount) from tolsel.list_counter_revenue(branch('Manila'), '2026-03-10', '2026-03-10') r
    where r.currency = 'EUR'), '1 2 120 0.167 720.00', 'and what an hour of the counter brings');
select is((select string_agg(s.name || ' ' || s.completed_count, ', ' order by s.name)
        from tolsel.list_queue_stats(branch('Manila'), '2026-03-10', '2026-03-10', 'service') s), 'Advice 0, Cash 2',
    'the day so far');
-- The night, as a preview and for real.
select minutes_later(1440) \g /dev/null
set role shop_admin;
select is(tolsel.preview('reset_day', jsonb_build_object('p_branch_id', branch('Manila'), 'p_business_on',
            '2026-03-10')) -> 0 ->> 'message',
    'Queue reset: 1 customers cancelled, 0 customers completed', 'S59 a real closing on a copy');
select is((tolsel.reset_day(branch('Manila'), '2026-03-10')).message,
    'Queue reset: 1 customers cancelled, 0 customers completed', 'and the closing');
select is((select concat_ws(' ', d.joined_count, d.completed_count, d.reset_count, d.average_wait_s, d.ok_reset_count)
        from tolsel.get_queue_dashboard(branch('Manila'), '2026-03-10', '2026-03-10') d), '3 2 1 150.000 1',
    'the dashboard');
select is((select count(*)::int from tolsel.rebuild_queue_stats(branch('Manila'), '2026-03-01', '2026-03-31')), 0,
    'S59 an analysis of discrepancies finds none');
reset role;
select is((select string_agg(distinct a.action, ' ' order by a.action) from tolsel.activity_log a
        where a.tenant_id = 1 and a.action ~ 'queue|counter|reset|user'),
    'change_counter change_queue_service open_counter open_queue_service open_user_account reset_day set_queue_line',
    'what administrators did is read in one place');
select is((select string_agg(concat_ws(' ', u.name, u.role), ', ') from tolsel.user_account u where u.tenant_id = 1),
    'Ana clerk', 'as are users and their roles');
select is((select count(*)::int from tolsel.verify() v where v.status = 'breach'), 0, 'S59 the check of the system');
-- S87: the size of the schema that this replaces, as a yardstick.
select is((select concat_ws(' ',
        count(distinct c.oid) >= 27,
        (select count(*) from pg_attribute a join pg_class t on t.oid = a.attrelid
            where t.relkind = 'r' and a.attnum > 0 and t.relnamespace::regnamespace::text ~ '^tolsel_(?!meta)') >= 210,
        (select count(*) from pg_index i join pg_class t on t.oid = i.indrelid
            where t.relnamespace::regnamespace::text ~ '^tolsel_(?!meta)') >= 45,
        (select count(*) from pg_constraint k where k.contype = 'f'
            and k.connamespace::regnamespace::text ~ '^tolsel_(?!meta)') >= 50,
        (select count(*) from pg_index i join pg_class t on t.oid = i.indrelid
            where i.indisunique and not i.indisprimary
            and t.relnamespace::regnamespace::text ~ '^tolsel_(?!meta)') >= 20)
    from pg_class c where c.relkind = 'r' and c.relnamespace::regnamespace::text ~ '^tolsel_(?!meta)'), 't t t t t',
        'tables, columns, indexes, foreign and unique keys');
select * from finish();
