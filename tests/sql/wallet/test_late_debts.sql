-- Late usage that a wallet has no funds for is a debt of it: what comes in next pays it, and until
-- then nothing is provisioned. # W10 W12 W30
\ir cloud.sql
\ir lots.sql
create function tap.told(p_event text, p_hour integer, p_plan text, p_key text default 'r1')
returns integer language sql
    return tolsel.record_usage('vcenter', jsonb_build_array(jsonb_build_object(
        'event_id', p_event, 'resource_id', tap.resource_of(p_key), 'plan', p_plan,
        'at', format('2025-04-01T%s:30:00Z', lpad(p_hour::text, 2, '0')))));
-- What a wallet owes: of each debt the amount, what is open, and whether a top-up is behind it.
create function tap.debts(p_code text) returns text language sql set role = none
    return (select string_agg(concat_ws(' ', trim_scale(d.total_amount::numeric), trim_scale(d.balance_amount),
            case when d.payment_id is not null then 'charged back' end), ', ' order by d.invoice_id)
        from tolsel.debt d where d.tenant_id = 1 and d.wallet_id = tap.wallet_of(p_code));
create function tap.late_note(p_code text) returns bigint language sql set role = none
    return (select max(d.invoice_id) from tolsel.debt d
        where d.tenant_id = 1 and d.wallet_id = tap.wallet_of(p_code) and d.payment_id is null);
select plan(25);
set role shop_admin;
-- Whole euros an hour.
select tolsel.set_plan_price(p.plan, p.price) from (values ('one', 720), ('two', 1440), ('six', 4320)) p(plan, price)
\g /dev/null
set role shop_app;
select top_up('ann', 720, 't1'), provision('ann', 'one', 'r1'), at('2025-04-01 03:00+00') \g /dev/null
select told('e1', 0, 'six'), told('e2', 1, 'two') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(debts('ann') || ' / ' || owed('ann') || ' / ' || purse('ann'), '6 6 / 6 / 717 717 0',
    'W10 W30 what two events of one run cost beyond the hold and nothing pays is one debt');
set role shop_read;
select results_eq(
    $$select d.invoice_id, d.total_amount::numeric, d.payment_id from tolsel.debt d$$,
    $$select distinct e.invoice_id, 6.00, null::bigint from tolsel.usage_event e$$,
    'the debit note of the events, with no top-up behind it');
set role shop_app;
select refuses($$select provision('ann', 'cheap')$$, 'UW015', 'wallet [0-9]+ owes 6\.00 EUR of late usage\.',
    'W12 nothing is provisioned until it is paid');
select refuses($$select tolsel.resize_resource(resource_of('r1'), 'two')$$, 'UW015', '6\.00', 'or made larger');
select told('e3', 2, 'six'), tolsel.meter_usage() \g /dev/null
select is(debts('ann'), '6 6, 5 5', 'what another run finds is another debt');
select tolsel.grant_credit(wallet_of('ann'), 10, 'Sorry', p_request_key => 'g1') \g /dev/null
select is((select concat_ws(' ', is_enough, trim_scale(owed_amount), trim_scale(available_amount),
        trim_scale(shortfall_amount)) from tolsel.explain_funds(wallet_of('ann'), 'cheap')), 'f 11 10 11',
    'what is granted pays none of them: explain_funds says so');
-- What is charged back beside it is told apart.
select tolsel.charge_back_top_up(payment_of('t1'), 'stolen card') \g /dev/null
select is(debts('ann') || ' / ' || purse('ann'), '6 6, 5 5, 710 710 charged back / 717 717 0',
    'a chargeback takes what is available, and is owed beside it');
select refuses($$select provision('ann', 'cheap')$$, 'UW015',
    'owes 710\.00 EUR of what was charged back and 11\.00 EUR of late usage\.', 'each is named with its sum');
-- Money that comes in pays the oldest first.
select top_up('ann', 8, 't2') \g /dev/null
select is(debts('ann') || ' / ' || purse('ann'), '6 0, 5 3, 710 710 charged back / 717 717 0',
    'W12 the next top-up pays the oldest first, as far as it goes');
select top_up('ann', 720, 't3') \g /dev/null
select is(debts('ann') || ' / ' || owed('ann') || ' / ' || purse('ann'),
    '6 0, 5 0, 710 0 charged back / 0 / 724 717 7', 'the next one the rest');
select is((provision('ann', 'cheap', 'r2')).status, 'active', 'and all is provisioned again');
set role shop_read;
select is((select string_agg(concat_ws(' ', c.series, trim_scale(c.total_amount::numeric)), ', '
    order by c.credit_note_id) from tolsel.credit_note c), 'WD 6, WD 2, WD 3, WD 710',
    'by credit notes over the wallet');
select is((select string_agg(concat_ws(' ', t.document, trim_scale(t.amount)), ', ' order by t.version)
    from tolsel.wallet_transaction t where t.document ~ 'debt'),
    'debt 710, debt_payment -6, debt_payment -2, debt_payment -3, debt_payment -710',
    'late usage that is owed does not move the wallet until it is paid');
set role shop_app;

-- An hour that is reversed pays what is owed, before all else.
select tolsel.open_wallet(customer_of('bob')), at('2025-04-01 04:00+00') \g /dev/null
select top_up('bob', 718, 'b1'), provision('bob', 'one', 'r3'), at('2025-04-01 05:00+00') \g /dev/null
select told('f1', 4, 'six', 'r3'), tolsel.meter_usage(5000, wallet_of('ann')) \g /dev/null
select is(debts('bob') || ' / ' || purse('bob'), '3 3 / 715 715 0', 'an hour of six, of which three are owed');
select refuses($$select tolsel.void_invoice(late_note('bob'), 'Down')$$, 'UB141', 'debt of wallet',
    'its debit note is not voided, or the reversal would give back what nobody has paid');
select is((tolsel.reverse_usage_hour(resource_of('r3'), '2025-04-01 04:00+00', 'Down')).amount::numeric, 6.00,
    'when it is reversed all of it comes back');
select is(debts('bob') || ' / ' || owed('bob') || ' / ' || purse('bob'), '3 0 / 0 / 718 715 3',
    'and pays what is owed of it first');
set role shop_read;
select is((select string_agg(concat_ws(' ', t.document, trim_scale(t.amount)), ', ' order by t.version)
    from tolsel.wallet_transaction t where t.wallet_id = wallet_of('bob') and t.document not in ('usage', 'top_up')),
    'usage_reversal 6, debt_payment -3', 'as two documents');
set role shop_app;
select is((provision('bob', 'cheap', 'r4')).status, 'active', 'so that nothing blocks any more');
-- With a credit limit: what is within it is spent, the rest is owed, and counts beside the limit.
select tolsel.open_customer('Cleo', 'cleo') \g /dev/null
select tolsel.open_wallet(customer_of('cleo'), p_credit_limit => 717), provision('cleo', 'one', 'r5') \g /dev/null
select at('2025-04-01 06:00+00'), told('h1', 5, 'six', 'r5'), tolsel.meter_usage(5000, wallet_of('bob'))
\g /dev/null
select is(debts('cleo') || ' / ' || purse('cleo'), '3 3 / -3 714 0', 'what goes beyond the limit is owed');
select tolsel.set_wallet_limit(wallet_of('cleo'), 900) \g /dev/null
select refuses($$select provision('cleo', 'cheap')$$, 'UW015', '3\.00 EUR of late usage',
    'and blocks, whatever the limit');
select top_up('cleo', 5, 'c1') \g /dev/null
select is(debts('cleo') || ' / ' || purse('cleo'), '3 0 / -1 714 185',
    'what comes in pays the debt first, then what it is below nothing');
select is((provision('cleo', 'cheap', 'r6')).status, 'active', 'which blocks nothing');
-- The reversal of an hour does so too, below nothing.
select at('2025-04-01 07:00+00'), told('h2', 6, 'six', 'r5'), tolsel.set_wallet_limit(wallet_of('cleo'), 720)
\g /dev/null
select tolsel.meter_usage(5000, wallet_of('bob')) \g /dev/null
select is(debts('cleo') || ' / ' || purse('cleo'), '3 0, 0.99 0.99 / -6.01 713.99 0',
    'an hour of which a part is owed');
select tolsel.reverse_usage_hour(resource_of('r5'), '2025-04-01 06:00+00', 'Down') \g /dev/null
select is(debts('cleo') || ' / ' || purse('cleo'), '3 0, 0.99 0 / -1 713.99 5.01', 'is given back, less what was owed');
select * from finish();
