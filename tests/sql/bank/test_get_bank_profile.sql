-- G11: a profile is found by its name.
\ir office.sql
select plan(4);
set role shop_app;
select tolsel.save_bank_profile('my-bank', '{"columns": {"amount": "3"}}') \g /dev/null
select is((tolsel.get_bank_profile('my-bank')).definition::jsonb, '{"columns": {"amount": "3"}}'::jsonb, 'it is found');
select refuses($$select tolsel.get_bank_profile('other')$$, 'UK011', 'other', 'no such profile');
select refuses($$select tolsel.get_bank_profile(null)$$, 'UK011', 'null', 'none at all');
select refuses($$select tolsel.get_bank_profile('my-bank', 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
