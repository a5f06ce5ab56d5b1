\ir office.sql
select plan(8);
set role shop_app;
select is((select concat_ws(' ', s.name, s.prefix, s.priority, s.is_active)
        from tolsel.change_queue_service(service('Cash'), 'Till', 'senior', false) s),
    'Till C senior f', 'all of it changed');
select is((select concat_ws(' ', s.name, s.prefix, s.priority, s.is_active)
        from tolsel.change_queue_service(service('Till'), p_is_active => true) s),
    'Till C senior t', 'null leaves a value as it is');
select refuses($$select tolsel.change_queue_service(service('Till'), '')$$, 'UC016', 'name', 'no name');
select refuses($$select tolsel.change_queue_service(service('Till'), 'Advice')$$, 'UC019', 'Advice',
    'a name that is taken');
select refuses($$select tolsel.change_queue_service(service('Till'), p_priority => 'none')$$, 'UQ005', 'none',
    'a priority there is not');
select refuses($$select tolsel.change_queue_service(null)$$, 'UQ003', 'null', 'no service');
select refuses_alike('select tolsel.change_queue_service(%s)', twin_of('service'), '987654', 'UQ003',
    'another tenant''s service');
select refuses($$select tolsel.change_queue_service(service('Till'), p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
