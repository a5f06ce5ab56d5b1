-- M10: how a vendor is called may change, what it is owed may not.
\ir vendors.sql
select plan(11);
set role shop_app;
select is((select v.name || ' ' || v.metadata from tolsel.change_vendor(vendor('Roaster'), 'Roasters', '{"a": 1}') v),
    'Roasters {"a": 1}', 'all of it');
select is((select v.name || ' ' || v.metadata from tolsel.change_vendor(vendor('Roasters'), p_metadata => '{}') v),
    'Roasters {}', 'null leaves a value as it is');
select is((tolsel.change_vendor(vendor('Roasters'), 'Roasters')).name, 'Roasters', 'its own name is free for it');
reset role;
select is(owed('Roasters'), 40::numeric, 'what it is owed stays');
set role shop_app;
select refuses($$select tolsel.change_vendor(vendor('Roasters'), 'Importer')$$, 'UC019', 'Importer',
    'a name that is taken');
select refuses($$select tolsel.change_vendor(vendor('Roasters'), ' ')$$, 'UC016', 'name', 'a blank name');
select refuses($$select tolsel.change_vendor(vendor('Roasters'), repeat('x', 201))$$, 'UC016', '201', 'a long name');
select refuses($$select tolsel.change_vendor(vendor('Roasters'), p_metadata => '1')$$, 'UC013', 'number',
    'metadata that is no object');
select refuses_alike('select tolsel.change_vendor(%s, ''x'')', twin_of('vendor'), '987654', 'UH007',
    'another tenant''s vendor');
select refuses($$select tolsel.change_vendor(null)$$, 'UH007', 'null', 'no vendor');
select refuses($$select tolsel.change_vendor(1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
