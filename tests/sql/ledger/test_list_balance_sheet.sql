-- G9: assets = liabilities + equity, on any day.
\ir books.sql
select plan(7);
set role shop_app;
select post('till', 'sales', 500, '2025-02-01'), post('sales', 'till', 20, '2025-03-01'),
    post('till', '3000', 300, '2025-02-10') \g /dev/null
set role shop_read;
select results_eq(
    $$select section, kind, code, name, amount from tolsel.list_balance_sheet('2025-02-28')$$,
    $$values ('asset', 'account', 'till', 'Till', 950.0), ('asset', 'total', null, 'Total assets', 950),
        ('liability', 'account', 'alice', 'Alice', 100), ('liability', 'account', 'managed', 'Managed', 50),
        ('liability', 'total', null, 'Total liabilities', 150), ('equity', 'account', '3000', 'Opening balances', 300),
        ('equity', 'result', null, 'Profit', 500), ('equity', 'total', null, 'Total equity', 800),
        ('liability and equity', 'total', null, 'Total liabilities and equity', 950)$$,
    'accounts and totals, with the profit in equity');
select is_empty(
    $$select d from generate_series(date '2025-01-01', '2025-03-31', interval '1 day') d
      cross join lateral (
          select sum(amount) filter (where section = 'asset') as assets,
          sum(amount) filter (where section = 'liability and equity') as others
          from tolsel.list_balance_sheet(d::date) where kind = 'total') s
      where s.assets is distinct from s.others$$,
    'it balances on every day');
select is((select amount from tolsel.list_balance_sheet('2025-03-31') where kind = 'result'), 480.0,
    'the profit to the day');
reset role;
-- What a domain manages stands in the account above it.
update tolsel_ledger.account set parent_account_id = account_of('alice') where account_id = account_of('managed');
set role shop_read;
select is((select string_agg(code || ' ' || amount, ', ') from tolsel.list_balance_sheet('2025-02-28')
        where section = 'liability'), 'alice 150.00', 'customers are no lines of their own');
select is_empty($$select * from tolsel.list_balance_sheet('2024-12-31')$$, 'before anything there was nothing');
select refuses('select * from tolsel.list_balance_sheet(null)', 'UC014', 'null', 'no day');
select refuses($$select * from tolsel.list_balance_sheet('2025-02-28', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
