-- S97: a customer has one wallet in each currency, each with a customer of that currency. # S119 S105
\ir purse.sql
select plan(28);
set role shop_app;

select is(
    (select concat_ws(' ', w.owner_customer_id = w.customer_id, w.currency, w.scale, w.opened_at)
     from tolsel.open_wallet(customer_of('bob')) w),
    't EUR 2 2025-03-15 11:00:00+00', 'a wallet in the currency of its customer is that customer''s own');
select is(purse('bob'), '0 0 0', 'and is empty');
reset role;
select results_eq(
    $$select a.code = 'wallet:' || w.wallet_id, a.name::text, a.type::text, a.managed_by::text, a.slots::integer,
        b.credit_limit::numeric, p.purpose::text
      from tolsel_wallet.wallet w
      join tolsel_ledger.account a using (tenant_id, account_id)
      join tolsel_ledger.balance b using (tenant_id, account_id)
      join tolsel_ledger.account p on p.tenant_id = a.tenant_id and p.account_id = a.parent_account_id
      where w.tenant_id = 1 and w.wallet_id = wallet_of('bob')$$,
    $$values (true, 'Bob'::text, 'liability'::text, 'wallet'::text, 1, 0::numeric, 'wallets'::text)$$,
    'its account is a liability that has nothing to spend');
select results_eq(
    $$select c.name::text, c.currency::text, c.customer_id <> w.owner_customer_id, p.code::text
      from tolsel_wallet.wallet w
      join tolsel_billing.customer c using (tenant_id, customer_id)
      join tolsel_ledger.account a on a.tenant_id = w.tenant_id and a.account_id = w.account_id
      join tolsel_ledger.account p on p.tenant_id = a.tenant_id and p.account_id = a.parent_account_id
      where w.tenant_id = 1 and w.wallet_id = wallet_of('ann', 'JPY')$$,
    $$values ('Ann'::text, 'JPY'::text, true, '2060-JPY'::text)$$,
    'in another currency a customer of that currency stands beside the owner');
select throws_ok(
    format($$insert into tolsel_wallet.wallet (
            tenant_id, owner_customer_id, customer_id, account_id, currency, scale, opened_at)
        values (1, %1$s, %1$s, account_of('4000'), 'USD', 2, now())$$, customer_of('karim')),
    '23503', null, 'W27 no wallet has another currency than its customer, whoever writes');
set role shop_app;
select tolsel.open_wallet(customer_of('yuki'), p_credit_limit => 500) \g /dev/null
select is(
    (select w.mode || ' ' || w.credit_limit || ' ' || w.available_amount
     from tolsel.get_wallet(wallet_of('yuki', 'JPY')) w),
    'invoice 500 500', 'S105 a limit is what an invoiced customer may spend');
select refuses($$select tolsel.open_wallet(customer_of('ann'))$$, 'UW002', 'Ann.* has wallet [0-9]+ in EUR',
    'a second wallet in a currency');
select refuses($$select tolsel.open_wallet(customer_of('ann'), 'JPY')$$, 'UW002', 'in JPY', 'in another currency too');
reset role;
select customer_id as beside from tolsel_wallet.wallet where wallet_id = wallet_of('ann', 'JPY') and tenant_id = 1 \gset
set role shop_app;
select refuses(format($$select tolsel.open_wallet(%s)$$, :'beside'), 'UW002', 'in JPY',
    'or for the customer that stands beside');
select refuses($$select tolsel.open_wallet(null)$$, 'UB001', 'null', 'no customer');
select refuses($$select tolsel.open_wallet(customer_of('ann'), 'XXY')$$, 'UC007', 'XXY', 'no currency');
select refuses($$select tolsel.open_wallet(customer_of('ann'), 'USD', 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.open_wallet(customer_of('ann'), 'USD', 1.005)$$, 'UC010', '3 decimals', 'half a cent');
select refuses($$select tolsel.open_wallet(customer_of('ann'), 'USD', 1e15)$$, 'UC011', '16 digits', 'too much');
select refuses($$select tolsel.open_wallet(customer_of('ann'), 'USD', -1)$$, 'UL014', '-1', 'less than nothing');
select refuses($$select tolsel.open_wallet(customer_of('ann'), 'USD', p_metadata => '[]')$$, 'UC013', 'array',
    'metadata that is no object');
select refuses_alike('select tolsel.open_wallet(%s)', twin_of('customer'), '987654', 'UB001',
    'A14 another tenant''s customer');
select refuses($$select tolsel.open_wallet(customer_of('ann'), p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select is((tolsel.open_wallet(customer_of('ann'), 'USD', null)).currency, 'USD', 'no limit given is none');
set role shop_read;
select is(
    (select string_agg(w.currency || ' ' || w.name, ', ' order by w.currency) from tolsel.wallet w
     where w.owner_customer_id = customer_of('ann')),
    'EUR Ann, JPY Ann, USD Ann', 'a reader finds all of an owner');
select throws_ok('select tolsel.open_wallet(1)', '42501', null, 'and opens none');
-- M16: a wallet stays with its owner, who is not merged away, nor forgotten with money in it.
reset role;
set role shop_app;
select refuses($$select tolsel.merge_customers(customer_of('ann'), customer_of('bob'), 'the same')$$, 'UB118',
    'has wallet [0-9]+: merge customer [0-9]+ into it', 'who has a wallet is not merged into another');
select is((tolsel.merge_customers((tolsel.open_customer('Dora')).customer_id, customer_of('ann'),
    'the same')).customer_id, customer_of('ann'),
    'but another into who has it, as it is told');
select tolsel.open_wallet((tolsel.open_customer('Carl', 'carl')).customer_id) \g /dev/null
select (top_up('carl', 5)).payment_id as carls, customer_of('carl') as carl \gset
reset role;
select tolsel.set_clock(tolsel_core.clock_at() + interval '2 years') \g /dev/null
set role shop_admin;
select tolsel.set_kept_years(3) \g /dev/null
set role shop_app;
select refuses(format('select tolsel.forget_customer(%s)', :carl), 'UB065', 'the last entry is of .*, kept for 3 years',
    'whose money must be known for some years');
reset role;
set role shop_admin;
select tolsel.set_kept_years(1) \g /dev/null
set role shop_app;
select refuses(format('select tolsel.forget_customer(%s)', :carl), 'UB065', 'with 5(\.0+)? EUR in it',
    'nobody is forgotten with money in a wallet');
select lives_ok(format($$select tolsel.void_top_up(%s, 'bounced')$$, :carls), 'it is taken back');
reset role;
select tolsel.set_clock(tolsel_core.clock_at() + interval '2 years') \g /dev/null
set role shop_app;
select is((tolsel.forget_customer(:carl)).name::text, 'Customer ' || :carl, 'then it is forgotten');
reset role;
select is((select string_agg(a.name, ' ') from tolsel_ledger.account a where a.tenant_id = 1 and a.name ~ 'Carl'), null,
    'by its wallet, too');
select * from finish();
