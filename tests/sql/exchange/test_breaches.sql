-- G10: what somebody has changed behind the back of tolsel is found, in full and where it is new.
\ir desk.sql
\ir ../verdicts.sql
create function tap.found(p_sabotage text) returns text language sql
    return coalesce(replace(tap.verdict_of(p_sabotage, '^exchange\.'), 'exchange.', ''), 'nothing');
select plan(20);
set role shop_app;
select exchange('safe', 'safe-usd', 100, p_key => 'e1'), exchange('safe-usd', 'safe', 10, 0.79, 'e2', 7.87) \g /dev/null
select tolsel.void_exchange(exchange_of('e2'), 'Wrong') \g /dev/null
select tolsel.record_exchange_rates('ECB', '[{"currency": "USD", "on": "2025-03-15", "rate": "1"}]', 'EUR'),
    tolsel.revalue_currencies('2025-03-15') \g /dev/null
reset role;
select is(found('select'), 'nothing', 'all is as it was booked');
select is(found($$update tolsel_exchange.exchange set rate = 1.3, converted_amount = 130, to_amount = 130
    where exchange_id = exchange_of('e1')$$),
    'wrong_clearing wrong_exchange, of what is new: wrong_exchange', 'another rate than was posted');
select is(found($$update tolsel_exchange.exchange set from_account_id = account_of('safe-usd')
    where exchange_id = exchange_of('e1')$$), 'wrong_exchange', 'another account');
select is(found($$update tolsel_exchange.exchange set home_amount = 1 where exchange_id = exchange_of('e1')$$),
    'wrong_exchange', 'another cost');
select is(found($$update tolsel_exchange.exchange set sign = -1 where exchange_id = exchange_of('e1')$$),
    
    'wrong_clearing wrong_exchange, of what is new: wrong_exchange', 'the other way round');
select is(found($$update tolsel_exchange.exchange set voided_at = null, voided_on = null, void_reason = null,
    void_journal_id = null where exchange_id = exchange_of('e2')$$), 'wrong_clearing wrong_exchange',
    'a void that is forgotten');
select is(found($$insert into tolsel_exchange.rate (tenant_id, base_currency, currency, rate_on, revision, rate, source,
    recorded_at, login) select tenant_id, base_currency, currency, rate_on, 3, rate, source, recorded_at, login
    from tolsel_exchange.rate where rate_on = '2025-03-20'$$), 'wrong_rate', 'a correction of nothing');
select is(found($$delete from tolsel_exchange.exchange where exchange_id = exchange_of('e1')$$), 'wrong_clearing',
    'an exchange that is gone');
select is(found($$update tolsel_exchange.revaluation_line set cost_amount = cost_amount + 1$$), 'wrong_revaluation',
    'another cost than was booked');
select is(found($$update tolsel_exchange.revaluation_line set amount = amount + 1, value_amount = value_amount + 1,
    cost_amount = cost_amount + 1$$), 'wrong_revaluation', 'another balance than was there');
select is(found($$update tolsel_exchange.revaluation set gain_amount = gain_amount + 1$$), 'wrong_revaluation',
    'another gain than its lines have');
select is(found($$update tolsel_exchange.revaluation set revalued_on = revalued_on - 1$$), 'wrong_revaluation',
    'another day');
select is(found($$update tolsel_ledger.entry set effective_on = effective_on + 1 where journal_id = (
    select reversal_journal_id from tolsel_exchange.revaluation)$$), 'wrong_revaluation', 'taken back on another day');
select is(found($$delete from tolsel_exchange.exchange where exchange_id = exchange_of('e2')$$), 'wrong_clearing',
    'a void exchange that is gone');
select is(found($$update tolsel_exchange.exchange set exchanged_on = exchanged_on - 1
    where exchange_id = exchange_of('e1')$$), 'wrong_exchange', 'another day of an exchange');
select is(found($$update tolsel_exchange.exchange set voided_on = voided_on + 1
    where exchange_id = exchange_of('e2')$$), 'wrong_exchange', 'another day of a void');
select is(found($$update tolsel_exchange.revaluation set home_currency = 'XXX'$$), 'wrong_revaluation',
    'a currency that nobody knows');
select is(found($$update tolsel_exchange.revaluation_line set account_id = account_of('safe')$$), 'wrong_revaluation',
    'a line of another account');
select throws_ok($$update tolsel_exchange.exchange set rate = 2$$, 'UC015', null,
    'while its guards are there, nobody changes one');
select throws_ok($$delete from tolsel_exchange.exchange$$, 'UC015', null, 'or removes it');
select * from finish();
