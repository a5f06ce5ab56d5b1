-- What the tests of exchanges begin with: accounts in three currencies, and what a euro is worth.
\ir ../billing/shop.sql
create function tap.exchange(p_from text, p_to text, p_amount numeric, p_rate numeric default null,
    p_key text default null, p_to_amount numeric default null, p_on date default null)
returns tolsel_exchange.exchange language sql
    return tolsel.exchange_money(tap.account_of(p_from), tap.account_of(p_to), p_amount, p_rate, p_to_amount, p_on,
        p_request_key => p_key);
-- What came in for what, at which rate.
create function tap.told(p_exchange tolsel_exchange.exchange) returns text language sql
    return concat_ws(' ', trim_scale(p_exchange.from_amount::numeric), p_exchange.from_currency, 'at',
        trim_scale(p_exchange.rate::numeric), trim_scale(p_exchange.to_amount::numeric), p_exchange.to_currency,
        'of', p_exchange.rate_on);
create function tap.exchange_of(p_key text) returns bigint language sql set role = none
    return (select e.exchange_id from tolsel_exchange.exchange e where e.tenant_id = 1 and e.request_key = p_key);
\o /dev/null
set role shop_app;
select tolsel.open_account('safe', 'Safe', 'asset', p_credit_limit => 0);
select tolsel.open_account('safe-usd', 'Safe USD', 'asset', 'USD', p_credit_limit => 0);
select tolsel.open_account('safe-gbp', 'Safe GBP', 'asset', 'GBP');
select tolsel.open_account('safe-jpy', 'Safe JPY', 'asset', 'JPY');
select tolsel.open_account('loan-usd', 'Loan', 'liability', 'USD');
select tolsel.post_journal('[{"account_code": "safe", "amount": 1000}, {"account_code": "4000", "amount": -1000}]',
    p_effective_on => '2025-03-01');
select tolsel.record_exchange_rates('ECB', '[{"currency": "USD", "on": "2025-03-10", "rate": "1.25"},
    {"currency": "GBP", "on": "2025-03-10", "rate": "0.8"}, {"currency": "JPY", "on": "2025-03-10", "rate": "160"},
    {"currency": "USD", "on": "2025-03-20", "rate": "1"}]');
reset role;
\o
