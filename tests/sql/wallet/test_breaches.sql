-- What is done to wallets past every guard is found.
\ir cloud.sql
\ir ../verdicts.sql
create function tap.verdict_on(p_sabotage text) returns text language sql
    return replace(tap.verdict_of(p_sabotage, '^wallet\.'), 'wallet.', '');
create function tap.purse_account() returns bigint language sql set role = none
    return (select account_id from tolsel_wallet.wallet where tenant_id = 1 and wallet_id = tap.wallet_of('ann'));
set role shop_app;
select tolsel.open_wallet(customer_of('bob')) \g /dev/null
select top_up('ann', 1000, 't1') \g /dev/null
select provision('ann', 'small', 'r1'), provision('ann', 'cheap', 'r2') \g /dev/null
select at('2025-04-01 02:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select tolsel.grant_credit(wallet_of('bob'), 5, 'x', '2025-04-01 03:00+00', p_request_key => 'g1'),
    tolsel.grant_credit(wallet_of('bob'), 7, 'x', p_request_key => 'g2'), at('2025-04-01 03:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select tolsel.reverse_usage_hour(resource_of('r1'), '2025-04-01 00:00+00', 'Down'),
    tolsel.refund_usage(resource_of('r1'), '2025-04-01', 0.19, 'Slow') \g /dev/null
select tolsel.set_recurring_grant(wallet_of('bob'), 'Free', 3, 'day', p_until_at => '2025-04-02') \g /dev/null
reset role;
create function tap.lot_of(p_key text) returns bigint language sql set role = none
    return (select l.lot_id from tolsel_wallet.lot l
        left join tolsel_billing.payment p on p.tenant_id = l.tenant_id and p.journal_id = l.journal_id
        where l.tenant_id = 1 and coalesce(l.request_key, p.request_key) = p_key);
create function tap.use_of(p_key text) returns bigint language sql set role = none
    return (select max(journal_id) from tolsel_wallet.lot_use where tenant_id = 1 and lot_id = tap.lot_of(p_key));
select plan(53);
select is(verdict_on('select'), null, 'the wallets are in order');
select is(verdict_on($$update tolsel_ledger.account set managed_by = null where account_id = purse_account()$$),
    'wrong_wallet', 'an account that nobody manages');
select is(verdict_on($$update tolsel_ledger.balance set credit_limit = null where account_id = purse_account()$$),
    'wrong_wallet', 'an account without a limit');
select is(verdict_on($$update tolsel_ledger.account set parent_account_id = null where account_id = purse_account()$$),
    'wrong_wallet', 'an account that is listed nowhere');
select is(verdict_on($$update tolsel_wallet.wallet set closed_at = now() where account_id = purse_account()$$),
    'wrong_wallet', 'W25 a closed wallet that is not empty');
select is(
    verdict_on($$select tolsel_ledger.post_transfer(purse_account(), account_of('4000'), 1, '2025-03-15', 'x', 1)$$),
    'unexplained_entry wrong_lot_use wrong_lots', 'money that left a wallet without a document');
select is(
    verdict_on($$select tolsel_ledger.post_transfer(account_of('4000'), account_of('2060'), 1, '2025-03-15',
    'x', 1)$$),
    'unexplained_entry', 'an entry on the account that wallets are listed under');
select is(verdict_on($$delete from tolsel_billing.payment where payment_id = payment_of('t1')$$),
    'unexplained_entry wrong_lot', 'a top-up that is gone');
select is(verdict_on($$update tolsel_billing.payment set kind = 'payment', account_id = null
        where payment_id = payment_of('t1')$$),
    'unexplained_entry wrong_lot', 'a top-up that became a payment');
select is(
    replace(tap.verdict_of($$update tolsel_billing.payment
        set account_id = account_of('customer:' || customer_of('bob')) where payment_id = payment_of('t1')$$,
        '^billing\.wrong_posting'), 'billing.', ''),
    'wrong_posting', 'a top-up of another account');
select is(verdict_on($$update tolsel_ledger.hold h set amount = amount + 1 from tolsel_wallet.resource r
        where r.hold_id = h.hold_id and r.request_key = 'r1'$$), 'wrong_resource_hold', 'more is held than is due');
select is(verdict_on($$update tolsel_wallet.resource set covered_until_at = '2025-06-01' where request_key = 'r1'$$),
    'wrong_resource_hold', 'a month that nothing is held for');
select is(verdict_on($$update tolsel_wallet.resource_span set price_amount = 151
        where resource_id = resource_of('r1')$$), 'wrong_resource_hold', 'another price');
-- What recurs.
select is(verdict_on($$update tolsel_wallet.recurring_grant set due_at = '2025-04-03 03:00+00'$$),
    'wrong_recurring_grant', 'W21 a period that nothing was granted for');
select is(verdict_on($$update tolsel_wallet.recurring_grant set due_at = '2025-04-02 04:00+00'$$),
    'wrong_recurring_grant', 'one that begins at another hour');
select is(verdict_on($$update tolsel_wallet.recurring_grant set due_at = from_at$$),
    'wrong_recurring_grant', 'W21 one that was granted and is due again');
select is(verdict_on($$update tolsel_wallet.recurring_grant set amount = 4$$),
    'wrong_recurring_grant', 'another amount');
select is(verdict_on($$update tolsel_wallet.recurring_grant set lasts_periods = null$$),
    'wrong_recurring_grant', 'another end');
select is(verdict_on($$update tolsel_wallet.recurring_grant set anchor_at = '2025-04-01 02:00+00'$$),
    'wrong_recurring_grant', 'another anchor');
select is(verdict_on($$insert into tolsel_wallet.recurring_grant (tenant_id, account_id, name, amount, every,
            lasts_periods, priority, cost_account_id, anchor_at, from_at, due_at, set_at, login)
        select g.tenant_id, g.account_id, g.name, g.amount, g.every, g.lasts_periods, g.priority,
            g.cost_account_id, f.at, f.at, f.at, g.set_at, g.login
        from tolsel_wallet.recurring_grant g, (values (timestamptz '2025-04-01 20:00+00')) f(at)$$),
    'wrong_recurring_grant', 'two of one name at once');
select is(verdict_on($$insert into tolsel_ledger.hold (tenant_id, account_id, amount, is_lasting)
        values (1, purse_account(), 1, true)$$), 'orphan_hold', 'W32 a hold for nothing');
select is(verdict_on($$delete from tolsel_wallet.resource_span where resource_id = resource_of('r2')$$),
    'wrong_resource_hold wrong_usage', 'a resource that never ran');
select is(verdict_on($$update tolsel_ledger.hold h set captured_amount = captured_amount + 1
        from tolsel_wallet.resource r where r.hold_id = h.hold_id and r.request_key = 'r1'$$),
    'wrong_resource_hold wrong_usage', 'a capture without hours');
select is(verdict_on($$delete from tolsel_wallet.usage_hour where resource_id = resource_of('r2')
        and hour_at = '2025-04-01 01:00+00'$$), 'wrong_usage', 'an hour that is gone');
select is(verdict_on($$insert into tolsel_wallet.usage_hour (tenant_id, hour_at, resource_id, amount)
        values (1, '2025-04-01 03:00+00', resource_of('r2'), 0)$$), 'wrong_usage', 'an hour too many');
select is(verdict_on($$update tolsel_wallet.usage_hour set amount = amount + 0.01
        where resource_id = resource_of('r1') and hour_at = '2025-04-01 00:00+00'$$),
    'wrong_charge wrong_usage wrong_usage_reversal', 'an hour of another amount');
select is(verdict_on($$update tolsel_wallet.charge set amount = amount + 0.01$$), 'wrong_charge',
    'a charge of another amount');
select is(verdict_on($$update tolsel_wallet.charge set account_id = (
        select account_id from tolsel_wallet.wallet where tenant_id = 1 and wallet_id = wallet_of('bob'))$$),
    'wrong_charge', 'a charge of another wallet');
select is(verdict_on($$delete from tolsel_wallet.charge$$),
    'unexplained_entry wrong_charge, of what is new: unexplained_entry', 'a charge that is gone');
select is(verdict_on($$update tolsel_wallet.wallet set metered_until_at = metered_until_at - interval '1 hour'
        where metered_until_at is not null$$), 'wrong_resource_hold wrong_usage', 'a wallet that was set back');
select is(verdict_on($$update tolsel_wallet.usage_reversal set amount = amount + 0.01$$), 'wrong_usage_reversal',
    'an hour that was given back for more than it cost');
select is(verdict_on($$delete from tolsel_wallet.usage_reversal$$), 'unexplained_entry',
    'a reversal that is gone');
select is(verdict_on($$update tolsel_wallet.usage_refund set amount = amount + 0.01$$), 'wrong_usage_refund',
    'a refund of more than was posted');
select is(verdict_on($$update tolsel_wallet.usage_refund set month_on = '2025-05-01'$$), 'wrong_usage_refund',
    'S109 a refund of a month that cost nothing');
select is(verdict_on($$update tolsel_wallet.usage_refund set resource_id = resource_of('r2')$$), 'wrong_usage_refund',
    'or of a resource');
select is(verdict_on($$delete from tolsel_wallet.usage_refund$$), 'unexplained_entry',
    'a refund that is gone');
-- Lots.
select is(verdict_on($$update tolsel_wallet.lot set used_amount = used_amount + 1 where lot_id = lot_of('t1')$$),
    'wrong_lot wrong_lots', 'G13 a lot that says more was used');
select is(verdict_on($$update tolsel_wallet.lot set used_amount = used_amount + 1 where lot_id = lot_of('g2');
        update tolsel_wallet.lot set amount = amount + 1 where lot_id = lot_of('g2')$$),
    'wrong_lot wrong_lot_use', 'a lot of another amount');
select is(verdict_on($$update tolsel_wallet.lot set account_id = purse_account() where lot_id = lot_of('g2')$$),
    'wrong_lot_use wrong_lots', 'a lot of another wallet');
select is(verdict_on($$update tolsel_wallet.lot set kind = 'paid', reason = null where lot_id = lot_of('g2')$$),
    'unexplained_entry wrong_lot', 'a grant that says that it was paid');
select is(verdict_on($$delete from tolsel_wallet.lot where lot_id = lot_of('g2')$$),
    'unexplained_entry wrong_lot_use wrong_lots', 'a grant that is gone');
select is(verdict_on($$insert into tolsel_wallet.lot (tenant_id, account_id, kind, priority, valid_from_at, amount,
            journal_id, reason, login)
        select tenant_id, account_id, 'granted', 0, '2025-04-01', 1, 1, 'x', 'x' from tolsel_wallet.lot
        where lot_id = lot_of('g2')$$), 'wrong_lot_use wrong_lots, of what is new: wrong_lots',
    'a lot that nothing has brought');
select is(verdict_on($$update tolsel_wallet.lot_use set amount = amount + 0.01 where lot_id = lot_of('t1')
        and journal_id = use_of('t1')$$), 'wrong_lot wrong_lot_use', 'a use of another amount');
select is(verdict_on($$delete from tolsel_wallet.lot_use where journal_id = use_of('t1')$$),
    'wrong_lot wrong_lot_use', 'a charge that no lot has paid');
select is(verdict_on($$update tolsel_wallet.expiry set amount = amount + 1$$), 'wrong_expiry',
    'an expiry of another amount');
select is(verdict_on($$delete from tolsel_wallet.expiry$$), 'unexplained_entry wrong_lot', 'an expiry that is gone');
-- Debts.
set role shop_app;
select tolsel.open_customer('Cleo', 'cleo') \g /dev/null
select tolsel.open_wallet(customer_of('cleo')), top_up('cleo', 10, 't7'), provision('cleo', 'cheap', 'r7') \g /dev/null
select tolsel.charge_back_top_up(payment_of('t7'), 'stolen') from generate_series(1, 1) \g /dev/null
select top_up('cleo', 0.5, 't8') \g /dev/null
reset role;
select is(verdict_on('select'), null, 'W12 a debt is in order');
select is(verdict_on($$update tolsel_wallet.debt set account_id = purse_account()$$), 'wrong_debt wrong_lot',
    'the debt of another wallet');
select is(verdict_on($$delete from tolsel_wallet.debt$$), 'unexplained_entry wrong_debt wrong_lot',
    'a debt that is gone');
select is(verdict_on($$update tolsel_wallet.debt set payment_id = null$$),
    'unexplained_entry wrong_late_debt wrong_lot', 'a debt that says that usage is owed');
select is(verdict_on($$delete from tolsel_wallet.debt_payment$$), 'unexplained_entry', 'what has paid it is gone');
select is(verdict_on($$update tolsel_wallet.lot set kind = 'paid' where kind = 'owed'$$), 'wrong_lot',
    'a debt that says that it was paid');
select is(verdict_on($$update tolsel_wallet.lot set expires_at = '2025-04-01 01:00+00', ended_at = '2025-04-01 01:00+00'
        where lot_id = lot_of('t1')$$), 'wrong_lots', 'W31 more is kept of what has ended than is held');
select * from finish();
