-- W17: how late usage may be told is one row, read by all.
\ir cloud.sql
select plan(8);
set role shop_admin;
select results_eq('select late_days, closing_days from tolsel.set_usage_setting(p_closing_days => 0)', 'values (31, 0)',
    'what is not said is as usual');
select results_eq('select late_days, closing_days from tolsel.set_usage_setting(2)', 'values (2, 0)',
    'or as it was set');
select refuses('select tolsel.set_usage_setting(-1)', 'UW020', 'Late by -1 days', 'below nothing');
select refuses('select tolsel.set_usage_setting(367)', 'UW020', 'Late by 367 days', 'more than a year');
select refuses('select tolsel.set_usage_setting(p_closing_days => 28)', 'UW020', 'after 28',
    'later than the next month');
select refuses('select tolsel.set_usage_setting(1, 1, 2)', 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select results_eq('select late_days, closing_days from tolsel.usage_setting', 'values (2, 0)', 'it is read');
reset role;
select is((select count(*) from tolsel_core.activity_log where action = 'set_usage_setting'), 2::bigint, 'and kept');
select * from finish();
