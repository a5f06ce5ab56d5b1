-- M18: who has paid ahead is a liability in the balance sheet, and a vendor paid ahead an asset.
\ir ../billing/shop.sql
select plan(3);
set role shop_app;
\o /dev/null
select bill('ann', 100, 'i1'), bill('bob', 10, 'i2');
select tolsel.record_payment(customer_of('bob'), 40, 'cash', channel_of('Till'), p_surplus => 'keep',
    p_paid_on => '2025-03-12');
select tolsel.pay_vendor(vendor_id, 25, 'cash', channel_of('Till'), p_paid_on => '2025-03-12')
    from tolsel.open_vendor('Mill');
\o
set role shop_read;
select results_eq(
    $$select section, name, amount from tolsel.list_balance_sheet('2025-03-12')
        where currency = 'EUR' and name ~ 'balances'$$,
    $$values ('asset', 'Payables (debit balances)', 25.0), ('liability', 'Receivables (credit balances)', 30)$$,
    'M18 each on its side');
select is(
    (select s.amount from tolsel.list_balance_sheet('2025-03-12') s
        where s.section = 'asset' and s.name = 'Receivables'),
    100.0, 'M18 what others owe is not lowered by it');
select is_empty(
    $$select from tolsel.list_balance_sheet('2025-03-12') s where kind = 'total' group by currency
      having sum(amount) filter (where section = 'asset') is distinct from sum(amount) filter (
          where section = 'liability and equity')$$, 'and it balances');
select * from finish();
