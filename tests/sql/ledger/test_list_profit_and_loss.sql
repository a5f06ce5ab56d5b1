-- G9: what was earned and spent in a period.
\ir books.sql
select plan(8);
set role shop_app;
select tolsel.open_account('rent', 'Rent', 'expense'),
    tolsel.open_account('yen rent', 'Rent', 'expense', 'JPY') \g /dev/null
select post('till', 'sales', 500, '2025-02-01'), post('till', '4000', 70, '2025-02-28'),
    post('rent', 'till', 120, '2025-02-15'),
    post('till', 'sales', 1, '2025-01-31'), post('till', 'sales', 2, '2025-03-01'),
    post('sales', 'till', 5, '2025-02-10'),
    post('yen rent', 'yen', 900, '2025-02-10') \g /dev/null
set role shop_read;
select results_eq(
    $$select currency, section, kind, code, name, amount from tolsel.list_profit_and_loss('2025-02-01', '2025-02-28')$$,
    $$values ('EUR', 'revenue', 'account', '4000', 'Revenue', 70.0),
        ('EUR', 'revenue', 'account', 'sales', 'Sales', 495),
        ('EUR', 'revenue', 'total', null, 'Total revenue', 565), ('EUR', 'expense', 'account', 'rent', 'Rent', 120),
        ('EUR', 'expense', 'total', null, 'Total expenses', 120), ('EUR', 'profit', 'total', null, 'Profit', 445),
        ('JPY', 'expense', 'account', 'yen rent', 'Rent', 900),
        ('JPY', 'expense', 'total', null, 'Total expenses', 900),
        ('JPY', 'profit', 'total', null, 'Profit', -900)$$,
    'accounts, totals and profit, in each currency; a loss is below 0');
select is((select sum(amount) from tolsel.list_profit_and_loss('2025-01-31', '2025-01-31') where section = 'profit'),
    1.0, 'a day');
select is_empty($$select * from tolsel.list_profit_and_loss('2024-01-01', '2024-12-31')$$,
    'nothing was earned or spent');
select is((select code from tolsel.list_profit_and_loss('2025-02-01', '2025-02-28') where section = 'revenue' limit 1),
    '4000', 'assets are no revenue');
select refuses($$select * from tolsel.list_profit_and_loss('2025-02-01', '2025-01-28')$$, 'UC014', 'From', 'no period');
select refuses($$select * from tolsel.list_profit_and_loss(null, '2025-01-28')$$, 'UC014', 'null', 'no first day');
select refuses($$select * from tolsel.list_profit_and_loss('2025-02-01', 'infinity')$$, 'UC014', 'infinity',
    'no last day');
select refuses($$select * from tolsel.list_profit_and_loss('2025-02-01', '2025-02-28', p_tenant_id => 2)$$, 'UC002',
    'tenant 2', 'another tenant');
select * from finish();
