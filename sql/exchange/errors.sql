insert into tolsel_core.error_code (code, name, message, hint) values
('UX001', 'rates_not_readable', 'the rates cannot be read',
    'Give 1 to 10000 of {"currency", "on" such as "2026-10-30", "rate"}, one rate a day.'),
('UX002', 'rate_not_usable', 'a rate is above 0, below 10^15, with at most 20 decimals',
    'Give such a number: units of the one currency for 1 of the other.'),
('UX003', 'rate_not_found', 'there is no rate for this day',
    'Record one with tolsel.record_exchange_rates; tolsel.exchange_rate lists them.'),
('UX004', 'same_currency', 'a currency has no rate against itself',
    'Name two currencies.'),
('UX005', 'rate_differs', 'another rate is recorded for this day',
    'Where that one is wrong, give p_is_correction => true: both are kept, the new one counts.'),
('UX006', 'converted_to_nothing', 'what comes in is nothing in the decimals of its currency',
    'Exchange more at once.'),
('UX007', 'rounding_not_explained', 'the rate does not explain what came in',
    'State the rate with more decimals, or one that the amounts follow.'),
('UX008', 'accounts_differ',
    'both accounts of an exchange are raised by a debit, or both by a credit',
    'Exchange between two assets, or between two liabilities.'),
('UX009', 'exchange_not_found', 'the tenant has no such exchange',
    'tolsel.exchange lists the exchanges.'),
('UX010', 'account_not_revalued',
    'what is revalued is an asset or a liability in a foreign currency',
    'Leave the account out; without accounts, what exchanges have left is revalued.')
on conflict (code) do update
set name = excluded.name, message = excluded.message, hint = excluded.hint
where (error_code.name, error_code.message, error_code.hint)
    is distinct from (excluded.name, excluded.message, excluded.hint);
