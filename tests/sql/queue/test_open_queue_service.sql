\ir office.sql
select plan(8);
set role shop_app;
select is((select concat_ws(' ', s.name, s.prefix, s.priority, s.is_active)
        from tolsel.open_queue_service('Repair', 'RE', 'senior') s), 'Repair RE senior t', 'a service');
select refuses($$select tolsel.open_queue_service('', 'R')$$, 'UC016', 'name', 'no name');
select refuses($$select tolsel.open_queue_service('Repair', 'R')$$, 'UC019', 'Repair', 'a name that is taken');
select refuses($$select tolsel.open_queue_service('New', 'RE')$$, 'UC019', 'RE',
    'a prefix that is taken: tokens would be the same');
select refuses($$select tolsel.open_queue_service('New', 'r1')$$, 'UQ017', 'r1', 'a prefix that is no capitals');
select refuses($$select tolsel.open_queue_service('New', null)$$, 'UQ017', 'NULL', 'no prefix');
select refuses($$select tolsel.open_queue_service('New', 'N', 'none')$$, 'UQ005', 'none', 'a priority there is not');
select refuses($$select tolsel.open_queue_service('New', 'N', 'regular', 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
