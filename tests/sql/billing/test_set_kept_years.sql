-- M16: for how many years a business must know who its customers were.
\ir shop.sql
select plan(6);
set role shop_admin;
select is(tolsel.set_kept_years(7), 7, 'it is set');
select is(tolsel.set_kept_years(0), 0, 'and changed');
select refuses($$select tolsel.set_kept_years(101)$$, 'UB066', '101 years', 'more than a century');
select refuses($$select tolsel.set_kept_years(-1)$$, 'UB066', '-1 years', 'less than none');
select refuses($$select tolsel.set_kept_years(null)$$, 'UB066', 'years', 'no number');
select refuses($$select tolsel.set_kept_years(1, 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
