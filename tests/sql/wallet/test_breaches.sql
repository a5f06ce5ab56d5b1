-- What is done to wallets past every guard is found.
\ir purse.sql
\ir ../verdicts.sql
create function tap.verdict_on(p_sabotage text) returns text language sql
    return replace(tap.verdict_of(p_sabotage, '^wallet\.'), 'wallet.', '');
create function tap.purse_account() returns bigint language sql set role = none
    return (select account_id from tolsel_wallet.wallet where tenant_id = 1 and wallet_id = tap.wallet_of('ann'));
set role shop_app;
select top_up('ann', 100, 't1') \g /dev/null
reset role;
select plan(9);
select is(verdict_on('select'), null, 'the wallets are in order');
select is(verdict_on($$update tolsel_ledger.account set managed_by = null where account_id = purse_account()$$),
    'wrong_wallet', 'an account that nobody manages');
select is(verdict_on($$update tolsel_ledger.balance set credit_limit = null where account_id = purse_account()$$),
    'wrong_wallet', 'an account without a limit');
select is(verdict_on($$update tolsel_ledger.account set parent_account_id = null where account_id = purse_account()$$),
    'wrong_wallet', 'an account that is listed nowhere');
select is(
    verdict_on($$select tolsel_ledger.post_transfer(purse_account(), account_of('4000'), 1, '2025-03-15', 'x', 1)$$),
    'unexplained_entry', 'money that left a wallet without a document');
select is(
    verdict_on($$select tolsel_ledger.post_transfer(account_of('4000'), account_of('2060'), 1, '2025-03-15', 'x', 1)$$),
    'unexplained_entry', 'an entry on the account that wallets are listed under');
select is(verdict_on($$delete from tolsel_billing.payment where payment_id = payment_of('t1')$$),
    'unexplained_entry', 'a top-up that is gone');
select is(verdict_on($$update tolsel_billing.payment set kind = 'payment', account_id = null
        where payment_id = payment_of('t1')$$),
    'unexplained_entry', 'a top-up that became a payment');
select is(
    replace(tap.verdict_of($$update tolsel_billing.payment
        set account_id = account_of('customer:' || customer_of('bob')) where payment_id = payment_of('t1')$$,
        '^billing\.wrong_posting'), 'billing.', ''),
    'wrong_posting', 'a top-up of another account');
select * from finish();
