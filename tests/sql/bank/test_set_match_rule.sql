-- G11: rules are rows.
\ir payments.sql
select plan(21);
set role shop_app;
select is((r.kind, r.priority, r.is_automatic, r.days)::text, '(account,50,f,5)', 'a rule')
from tolsel.set_match_rule('fees', 'account', 50, p_text_pattern => 'fee', p_account_id => account_of('3000'),
    p_min_amount => -10, p_max_amount => -1) r;
select tell('[{"amount": "-5", "text": "A FEE"}, {"amount": "-50", "text": "fee"}, {"amount": "-5", "text": "other"}, '
    '{"amount": "-5"}]') \g /dev/null
select is((select string_agg(p.detail_id || ' ' || p.reason, ', ') from tolsel.list_match_proposals(channel('bank')) p),
    detail(1) || ' rule fees', 'it finds what it describes');
select is((r.rule_id = (select min(rule_id) from tolsel.set_match_rule('fees', 'account', 50, p_counterparty => 'bank',
                p_account_id => account_of('3000'))))::text, 'true', 'it is set again')
from tolsel.set_match_rule('fees', 'account', 60, true, false, 'bank', 'DE02 1203 0000 0000 2020 51',
    p_account_id => account_of('3000')) r;
select is((select count(*) from tolsel.list_match_proposals(channel('bank'))), 0::bigint, 'to what is said then');
select refuses(format('select tolsel.set_match_rule(%s)', a), 'UK018', d, 'no rule')
from (values ($$'x', 'other'$$, 'kind is ''other'''), ($$'x', 'invoice', 0$$, 'priority is 0'),
    ($$'x', 'invoice', p_days => 61$$, 'days is 61'),
    ($$'x', 'invoice', p_counterparty => ''$$, 'a condition is blank'),
    ($$'x', 'invoice', p_counterparty_account => '--'$$, 'a condition is blank'),
    ($$'x', 'invoice', p_min_amount => 2, p_max_amount => 1$$, 'from 2 to 1'),
    ($$'x', 'invoice', p_min_amount => 'NaN'$$, 'an amount is too large'),
    ($$'x', 'account', p_text_pattern => 'x'$$, 'account_id is null'),
    ($$'x', 'invoice', p_account_id => 1$$, 'account_id is 1'),
    ($$'x', 'account', p_account_id => account_of('3000')$$, 'no condition'),
    ($$'x', 'invoice', p_vendor_id => 1$$, 'vendor_id is 1'),
    ($$'x', 'invoice', p_customer_id => 1$$, 'customer_id is 1')) v(a, d);
select refuses($$select tolsel.set_match_rule('x', 'vendor_bill', p_vendor_id => 987654)$$, 'UH007', '987654',
    'no vendor');
select refuses($$select tolsel.set_match_rule('x', 'customer', p_customer_id => 987654)$$, 'UB001', '987654',
    'no customer');
select refuses($$select tolsel.set_match_rule('x', 'account', p_text_pattern => 'x',
            p_account_id => account_of('channel:' || channel('till')))$$, 'UL006', 'managed', 'a managed account');
select refuses($$select tolsel.set_match_rule(' ', 'invoice')$$, 'UC016', 'name has', 'no name');
select refuses($$select tolsel.set_match_rule('x', 'invoice', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
