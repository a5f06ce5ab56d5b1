-- W10 W17 S107 S110: what is done past every guard to what meters tell and to months is found.
\ir cloud.sql
\ir ../verdicts.sql
create function tap.verdict_on(p_sabotage text) returns text language sql
    return replace(tap.verdict_of(p_sabotage, '^wallet\.'), 'wallet.', '');
create function tap.told(p_event text, p_at text, p_plan text) returns integer language sql
    return tolsel.record_usage('vcenter', jsonb_build_array(jsonb_build_object(
        'event_id', p_event, 'resource_id', tap.resource_of('r1'), 'at', p_at, 'plan', p_plan)));
create function tap.account_at(p_code text) returns bigint language sql set role = none
    return (select account_id from tolsel_wallet.wallet where tenant_id = 1 and wallet_id = tap.wallet_of(p_code));
-- The debit note that an event is owed by.
create function tap.owed_by(p_event text) returns bigint language sql set role = none
    return (select invoice_id from tolsel_wallet.usage_event where tenant_id = 1 and event_id = p_event);
create function tap.month_invoice() returns bigint language sql set role = none
    return (select invoice_id from tolsel_wallet.month_statement where tenant_id = 1 and invoice_id is not null);
set role shop_admin;
-- Whole euros an hour, in April.
select tolsel.set_plan_price(p.plan, p.price) from (values ('one', 720), ('two', 1440), ('three', 2160)) p(plan, price)
\g /dev/null
set role shop_app;
select tolsel.set_wallet_rule(wallet_of('ann')) \g /dev/null
select tolsel.open_wallet(customer_of('bob'), p_credit_limit => 5000) \g /dev/null
select top_up('ann', 723), top_up('bob', 100), provision('ann', 'one', 'r1'), provision('bob', 'small', 'b1')
\g /dev/null
select at('2025-04-01 05:00+00') \g /dev/null
-- The wallet has three for these, the rest is owed: by one debit note of e3, and by one of e5 and e6.
select told('e1', '2025-04-01T00:00:00Z', 'two'), told('e2', '2025-04-01T01:00:00Z', 'two'),
    told('e3', '2025-04-01T02:00:00Z', 'three'), told('e4', '2025-04-01T02:30:00Z', 'two') \g /dev/null
select tolsel.meter_usage() from generate_series(1, 3) \g /dev/null
select told('e5', '2025-04-01T03:00:00Z', 'two'), told('e6', '2025-04-01T04:00:00Z', 'three') \g /dev/null
select tolsel.meter_usage() from generate_series(1, 3) \g /dev/null
select tolsel.reverse_usage_hour(resource_of('r1'), '2025-04-01 01:00+00', 'Down') \g /dev/null
select at('2025-05-01 00:00+00') \g /dev/null
select tolsel.meter_usage() from generate_series(1, 3) \g /dev/null
select tolsel.refund_usage(resource_of('b1'), '2025-04-01', 20, 'Slow') \g /dev/null
select at('2025-05-01 12:00+00') \g /dev/null
select tolsel.meter_usage() from generate_series(1, 3) \g /dev/null
select tolsel.close_wallet_month(wallet_of('ann'), '2025-03-01'),
    tolsel.close_wallet_month(wallet_of('ann'), '2025-04-01'),
    tolsel.close_wallet_month(wallet_of('bob'), '2025-04-01') \g /dev/null
reset role;
select plan(45);
select is(verdict_on('select'), null, 'all is in order');
-- What meters tell.
select is(verdict_on($$update tolsel_wallet.usage_event set extra_amount = extra_amount + 0.01
        where event_id = 'e1'$$),
    'wrong_charge wrong_usage_event', 'W10 an event that has added a cent more');
select is(verdict_on($$update tolsel_wallet.usage_event set extra_amount = extra_amount + 0.01,
        owed_amount = owed_amount + 0.01 where event_id = 'e1'$$),
    'wrong_late_debt wrong_usage_event', 'a cent more that nobody was told to pay');
select is(verdict_on($$update tolsel_wallet.usage_event set price_amount = price_amount + 7.20
        where event_id = 'e1'$$),
    'wrong_usage_event', 'an event of a price that comes to a cent more');
select is(verdict_on($$update tolsel_wallet.usage_event set price_amount = price_amount + 727.20
        where event_id = 'e4'$$),
    'wrong_usage_event', 'one that was not the largest of its hour');
select is(verdict_on($$update tolsel_wallet.usage_event set account_id = account_at('bob') where event_id = 'e4'$$),
    'wrong_usage_event', 'one of another wallet that added nothing');
select is(verdict_on($$update tolsel_wallet.usage_event set resource_id = resource_of('b1') where event_id = 'e1'$$),
    'wrong_usage_event', 'one of another resource');
select is(verdict_on($$update tolsel_wallet.usage_event set occurred_at = occurred_at - interval '1 hour',
        hour_at = hour_at - interval '1 hour' where event_id = 'e3'$$),
    'wrong_usage_event wrong_usage_reversal', 'one of another hour');
select is(verdict_on($$update tolsel_wallet.usage_event set occurred_at = occurred_at - interval '1 day',
        hour_at = hour_at - interval '1 day' where event_id = 'e4'$$),
    'wrong_usage_event', 'one of an hour in which it did not run');
select is(verdict_on($$delete from tolsel_wallet.usage_event where event_id = 'e1'$$),
    'wrong_charge', 'an event that is gone');
select is(verdict_on($$delete from tolsel_wallet.usage_event where event_id = 'e2'$$),
    'wrong_charge wrong_usage_reversal', 'an event of a reversed hour that is gone');
select is(verdict_on($$update tolsel_wallet.usage_event set metered_at = null, extra_amount = null,
        owed_amount = null, journal_id = null where event_id = 'e1'$$),
    'wrong_charge', 'one that is to be metered again');
select is(verdict_on($$insert into tolsel_wallet.usage_event select tenant_id, source, 'e0', resource_id,
        account_id, occurred_at, hour_at, plan, price_amount, metadata, recorded_at, login, metered_at, 1, 0,
        journal_id, null from tolsel_wallet.usage_event where event_id = 'e1'$$),
    'wrong_charge wrong_usage_event', 'an event too many');
select is(verdict_on($$insert into tolsel_wallet.usage_event select tenant_id, source, 'e0', resource_id,
        account_id, occurred_at, hour_at, plan, price_amount, metadata, recorded_at, login, metered_at, 0, 0, null,
        null from tolsel_wallet.usage_event where event_id = 'e1'$$),
    null, 'one that adds nothing');
select is(verdict_on($$update tolsel_wallet.usage_event set journal_id = null where event_id = 'e1'$$),
    'wrong_charge', 'one in no charge');
-- Late.
select is(verdict_on($$update tolsel_wallet.usage_event set owed_amount = owed_amount + 0.01 where event_id = 'e3'$$),
    'wrong_charge wrong_late_debt', 'a cent more that is owed');
select is(verdict_on($$update tolsel_wallet.usage_event set invoice_id = null where event_id = 'e6'$$),
    'wrong_late_debt', 'owed by no debit note');
select is(verdict_on($$update tolsel_wallet.usage_event set invoice_id = owed_by('e6') where event_id = 'e3'$$),
    'wrong_late_debt', 'owed by another debit note');
select is(verdict_on($$update tolsel_wallet.usage_event set invoice_id = month_invoice() where event_id = 'e6'$$),
    'wrong_late_debt', 'owed by an invoice');
select is(verdict_on($$update tolsel_billing.invoice set total_amount = total_amount - 0.01
        where invoice_id = owed_by('e6')$$),
    'wrong_late_debt', 'a debit note over a cent less');
select is(verdict_on($$update tolsel_billing.invoice set customer_id = customer_of('bob')
        where invoice_id = owed_by('e6')$$),
    'wrong_late_debt', 'of another customer');
select is(verdict_on($$delete from tolsel_wallet.debt where invoice_id = owed_by('e6')$$),
    'wrong_debt wrong_late_debt', 'W12 a debt that is gone, so that it blocks nothing');
select is(verdict_on($$update tolsel_wallet.debt set account_id = account_at('bob') where invoice_id = owed_by('e6')$$),
    'wrong_debt wrong_late_debt', 'the debt of another wallet');
select is(verdict_on($$update tolsel_wallet.debt set payment_id = (select min(payment_id) from tolsel.top_up)
        where invoice_id = owed_by('e6')$$),
    'wrong_debt wrong_late_debt', 'one that says that a top-up was charged back');
select is(verdict_on($$insert into tolsel_wallet.debt (tenant_id, invoice_id, account_id)
        values (1, month_invoice(), account_at('bob'))$$),
    'wrong_late_debt', 'a debt of no usage');
-- Months.
select is(verdict_on($$update tolsel_wallet.month_statement set opening_amount = opening_amount + 0.01,
        other_amount = other_amount - 0.01 where wallet_id = wallet_of('ann')$$),
    'wrong_month_statement', 'what it began with');
select is(verdict_on($$update tolsel_wallet.month_statement set closing_amount = closing_amount + 0.01,
        other_amount = other_amount + 0.01 where wallet_id = wallet_of('ann')$$),
    'wrong_month_statement', 'what it ended with');
select is(verdict_on($$update tolsel_wallet.month_statement set usage_amount = usage_amount + 0.01,
        other_amount = other_amount + 0.01 where wallet_id = wallet_of('ann')$$),
    'wrong_month_statement', 'what was used');
select is(verdict_on($$update tolsel_wallet.month_statement set top_up_amount = top_up_amount + 0.01,
        other_amount = other_amount - 0.01 where wallet_id = wallet_of('ann')$$),
    'wrong_month_statement', 'what was paid in');
select is(verdict_on($$update tolsel_wallet.month_statement set returned_amount = returned_amount + 0.01,
        other_amount = other_amount - 0.01 where wallet_id = wallet_of('ann')$$),
    'wrong_month_statement', 'what was given back');
select is(verdict_on($$update tolsel_wallet.month_statement set wallet_id = wallet_of('ann', 'JPY')
        where wallet_id = wallet_of('ann')$$),
    'wrong_month_statement', 'the statement of another wallet');
select is(verdict_on($$update tolsel_wallet.month_statement set month_on = '2025-02-01'
        where wallet_id = wallet_of('ann') and month_on = '2025-04-01'$$),
    'wrong_month_statement', 'the statement of another month');
select is(verdict_on($$delete from tolsel_wallet.month_statement where wallet_id = wallet_of('bob')$$),
    'unexplained_entry wrong_month_statement', 'a month that is gone, with its invoice');
select is(verdict_on($$delete from tolsel_wallet.month_statement where wallet_id = wallet_of('ann')$$),
    'wrong_month_statement', 'a month without invoice that is gone, so that it would be closed again');
select is(verdict_on($$update tolsel_wallet.month_statement set invoice_id = null
        where wallet_id = wallet_of('bob')$$),
    'unexplained_entry', 'an invoice that is no month''s');
select is(verdict_on($$update tolsel_wallet.month_statement set invoice_id = owed_by('e6')
        where wallet_id = wallet_of('bob')$$),
    'unexplained_entry wrong_month_invoice', 'a month invoiced by a debit note');
select is(verdict_on($$update tolsel_wallet.month_statement m set wallet_id = wallet_of('ann', 'JPY')
        where wallet_id = wallet_of('bob')$$),
    'wrong_month_invoice wrong_month_statement', 'the invoice of another wallet');
select is(verdict_on($$update tolsel_billing.invoice set customer_id = customer_of('ann')
        where invoice_id = month_invoice()$$),
    'wrong_month_invoice', 'of another customer');
select is(verdict_on($$update tolsel_billing.invoice set total_amount = total_amount + 20.01
        where invoice_id = month_invoice()$$),
    'wrong_month_invoice', 'more than it was below nothing');
select is(verdict_on($$update tolsel_billing.invoice_line set amount = amount + 0.01
        where invoice_id = month_invoice() and metadata ? 'resource_id'$$),
    'wrong_month_invoice', 'a line over a cent more');
select is(verdict_on($$update tolsel_billing.invoice_line set account_id = account_of('4000')
        where invoice_id = month_invoice() and metadata ? 'resource_id'$$),
    'wrong_month_invoice', 'of another account');
select is(verdict_on($$update tolsel_billing.invoice set voided_at = now(), void_reason = 'x',
        voided_on = '2025-05-01', void_journal_id = journal_id where invoice_id = month_invoice()$$),
    'wrong_month_invoice', 'an invoice of a month that is void');
-- Given back.
select is(verdict_on($$update tolsel_wallet.usage_refund set journal_id = (select max(journal_id) from
        tolsel_wallet.usage_reversal)$$),
    'unexplained_entry wrong_usage_refund', 'a refund by another journal');
select is(verdict_on($$delete from tolsel_wallet.month_statement where wallet_id = wallet_of('ann')
        and month_on = '2025-03-01'$$), 'wrong_month_statement', 'a statement before another one that is gone');
select is(verdict_on($$with gone as (delete from tolsel_ledger.period_close where closed_through_on = '2025-03-31')
        delete from tolsel_wallet.month_statement where wallet_id = wallet_of('ann') and month_on = '2025-03-01'$$),
    'wrong_month_statement', 'with the record of its close');
select * from finish();
