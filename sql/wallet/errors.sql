insert into tolsel_core.error_code (code, name, message, hint) values
('UW001', 'wallet_not_found', 'the tenant has no such wallet',
    'Open it with tolsel.open_wallet; tolsel.wallet lists the wallets.'),
('UW002', 'wallet_exists', 'a customer has one wallet in each currency',
    'Use the wallet there is.'),
('UW003', 'top_up_not_found', 'the tenant has no such top-up',
    'tolsel.top_up lists the top-ups.')
on conflict (code) do update
set name = excluded.name, message = excluded.message, hint = excluded.hint
where (error_code.name, error_code.message, error_code.hint)
    is distinct from (excluded.name, excluded.message, excluded.hint);
