-- S107 S110: hours, charges, statement and invoice of a month are one sum, whatever came late. # W17
\ir cloud.sql
create function tap.sums(p_month_on date, p_code text default 'ann') returns text language sql
    return (select concat_ws(' ', trim_scale(m.hours_amount), trim_scale(m.charged_amount),
            coalesce(trim_scale(m.statement_amount)::text, '-'), coalesce(trim_scale(m.invoice_amount)::text, '-'),
            case when m.is_equal then 'equal' end, case when m.is_final then 'final' end)
        from tolsel.reconcile_month(tap.wallet_of(p_code), p_month_on) m);
select plan(14);
set role shop_app;
select top_up('ann', 1000) \g /dev/null
select is(sums('2025-04-01'), '0 0 - - equal', 'a month without usage');
select provision('ann', 'small', 'r1'), provision('ann', 'cheap', 'r2') \g /dev/null
select at('2025-04-20 00:00+00') \g /dev/null
select tolsel.meter_usage(), tolsel.resize_resource(resource_of('r1'), 'medium') \g /dev/null
select is(sums('2025-04-30'), '95.63 95.63 - - equal', 'a month that goes on');
-- An outage across the turn: one charge has hours of both months.
select at('2025-05-03 06:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(sums('2025-04-01') || ', ' || sums('2025-05-01'), '205.79 205.79 - - equal, 21.84 21.84 - - equal',
    'hours count for the month that they are of');
select tolsel.close_wallet_month(wallet_of('ann'), '2025-03-01') \g /dev/null
select is((tolsel.close_wallet_month(wallet_of('ann'), '2025-04-01')).usage_amount::numeric, 205.79,
    'a month that is closed');
select is(sums('2025-04-01'), '205.79 205.79 205.79 - equal', 'has a statement');
-- Hours of a closed day count for the first open one.
select at('2025-06-02 00:00+00') \g /dev/null
set role shop_admin;
select tolsel.close_period('2025-05-31', 'Early') \g /dev/null
set role shop_app;
select tolsel.meter_usage() \g /dev/null
select is(sums('2025-05-01') || ', ' || sums('2025-06-01'), '21.84 21.84 - - equal, 289.19 289.19 - - equal',
    'what is metered after its days were closed counts for the next');
select tolsel.reverse_usage_hour(resource_of('r1'), '2025-04-02 00:00+00', 'Down'),
    tolsel.refund_usage(resource_of('r2'), '2025-04-01', 0.5, 'Slow') \g /dev/null
select is(sums('2025-04-01') || ', ' || sums('2025-06-01'),
    '205.79 205.79 205.79 - equal final, 288.48 288.48 - - equal',
    'what is given back counts when it is');
select is((tolsel.close_wallet_month(wallet_of('ann'), '2025-05-01')).closing_amount::numeric, 772.37,
    'the statement of what was booked');
select at('2025-07-02 00:00+00') \g /dev/null
select tolsel.meter_usage() \g /dev/null
select is(sums('2025-05-01'), '21.84 21.84 21.84 - equal final', 'and when nothing may come late, it is final');
-- A sum that is not equal.
reset role;
alter table tolsel_wallet.month_statement disable trigger all;
update tolsel_wallet.month_statement set usage_amount = usage_amount + 1, other_amount = other_amount + 1
where month_on = '2025-05-01';
set role shop_app;
select is(sums('2025-05-01'), '21.84 21.84 22.84 - final', 'a statement that is another');
reset role;
update tolsel_wallet.month_statement set usage_amount = usage_amount - 1, other_amount = other_amount - 1
where month_on = '2025-05-01';
alter table tolsel_wallet.month_statement enable trigger all;
alter table tolsel_wallet.month_statement enable always trigger month_statement_before_change_append_only;
set role shop_read;
select is(sums('2025-04-01'), '205.79 205.79 205.79 - equal final', 'readers may ask');
select refuses('select sums(null)', 'UC014', 'month', 'no month');
select refuses($$select * from tolsel.reconcile_month(987654, '2025-04-01')$$, 'UW001', '987654', 'no such wallet');
select refuses($$select * from tolsel.reconcile_month(1, '2025-04-01', 2)$$, 'UC002', 'tenant 2', 'another tenant');
select * from finish();
