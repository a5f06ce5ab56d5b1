-- W21: what recurs is ended, at once or later; what it has granted stays.
\ir cloud.sql
\ir lots.sql
create function tap.recur(p_from timestamptz default null, p_amount numeric default 10)
returns tolsel_wallet.recurring_grant language sql
    return tolsel.set_recurring_grant(tap.wallet_of('ann'), 'Free tier', p_amount, p_from_at => p_from);
create function tap.finish_it(p_until timestamptz default null, p_name text default 'Free tier')
returns tolsel_wallet.recurring_grant language sql
    return tolsel.stop_recurring_grant(tap.wallet_of('ann'), p_name, p_until);
create function tap.terms() returns text language sql set role = none
    return (select string_agg(concat_ws(' ', trim_scale(g.amount::numeric),
            to_char(g.from_at at time zone 'UTC', 'MM-DD'), coalesce(
                to_char(g.until_at at time zone 'UTC', 'MM-DD HH24:MI'), 'on'), g.grant_count), ', '
            order by g.recurring_grant_id)
        from tolsel.recurring_grant g where g.tenant_id = 1);
select plan(15);
set role shop_app;
select recur(), at('2025-04-10 12:30+00') \g /dev/null
select results_eq('select until_at, is_over from finish_it()', $$values (timestamptz '2025-04-10 12:30+00', true)$$,
    'it ends now');
select is(purse('ann'), '10 0 10', 'W21 within its month; what was granted stays');
select at('2025-04-11 00:00+00'), finish_it() \g /dev/null
select is(terms(), '10 04-01 04-10 12:30 1', 'A1 twice it ends once');
select at('2025-05-01 00:00+00'), tolsel.meter_usage() \g /dev/null
select is(terms() || ' / ' || purse('ann'), '10 04-01 04-10 12:30 1 / 0 0 0', 'nothing comes any more');
-- Later, and not later than it would.
select recur(), finish_it('2025-06-02'), finish_it('2025-07-02') \g /dev/null
select is(terms(), '10 04-01 04-10 12:30 1, 10 05-01 06-02 00:00 1', 'it ends later, and no later than that');
-- In an outage what is due by then has come; what was to begin never does.
select recur(p_from => '2025-08-01', p_amount => 20), at('2025-06-02 10:00+00'), finish_it() \g /dev/null
select is(terms() || ' / ' || purse('ann'),
    '10 04-01 04-10 12:30 1, 10 05-01 06-02 00:00 2, 20 08-01 08-01 00:00 0 / 10 0 10',
    'what is due by then is granted first, and what was to begin never does');
select at('2025-09-01 00:00+00'), tolsel.meter_usage() \g /dev/null
select is(purse('ann'), '0 0 0', 'whatever day it is');
select refuses($$select finish_it('2025-08-31')$$, 'UW023', '2025-08-31', 'in a time that is over')
    || E'\n' || refuses($$select finish_it('infinity')$$, 'UW023', 'infinity', 'at no time');
select refuses($$select finish_it(p_name => 'Fee tier')$$, 'UW024', 'Fee tier', 'one that is not there')
    || E'\n' || refuses($$select finish_it(p_name => null)$$, 'UW024', 'null', 'none');
select refuses_alike('select tolsel.stop_recurring_grant(%s, ''x'')', twin_wallet(), '987654', 'UW001',
    'A14 another tenant''s');
select refuses($$select tolsel.stop_recurring_grant(1, 'x', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
reset role;
select is((select string_agg(a.action, ' ' order by a.activity_id) from tolsel_core.activity_log a
    where a.tenant_id = 1 and a.action ~ 'recurring'),
    'set_recurring_grant stop_recurring_grant set_recurring_grant stop_recurring_grant set_recurring_grant '
    'stop_recurring_grant', 'who has set and ended it is kept');
set role shop_read;
select throws_ok($$select tolsel.stop_recurring_grant(1, 'x')$$, '42501', null, 'a reader ends none');
select * from finish();
