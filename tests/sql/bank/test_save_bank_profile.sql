-- G11: how a bank writes its CSV is a row.
\ir office.sql
select plan(8);
set role shop_app;
select is((tolsel.save_bank_profile('my-bank', '{"columns": {"amount": "Betrag"}}')).profile, 'my-bank', 'it is saved');
select is((tolsel.save_bank_profile('my-bank', '{"columns": {"amount": "Amount"}}')).definition::jsonb,
    '{"columns": {"amount": "Amount"}}'::jsonb, 'and replaced');
select refuses(format('select tolsel.save_bank_profile(%L, %L)', n, d), 'UK010', 'Profile', 'no profile')
from (values ('My bank', '{"columns": {}}'), (null, '{"columns": {}}'), ('x', '{}'), ('x', '{"columns": []}')) v(n, d);
select refuses($$select tolsel.save_bank_profile('x', '[]')$$, 'UC013', 'JSON array', 'no object');
select refuses($$select tolsel.save_bank_profile('x', '{"columns": {}}', 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
