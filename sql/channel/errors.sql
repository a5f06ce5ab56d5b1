insert into bursar_core.error_code (code, name, message, hint) values
('UH001', 'channel_not_found', 'the tenant has no such payment channel',
    'Open it with bursar.open_channel; bursar.payment_channel lists the channels.'),
('UH002', 'channel_not_active', 'the payment channel is not active',
    'Use another channel, or activate it with bursar.set_channel_active.'),
('UH003', 'method_not_usable', 'the tenant takes no such payment method',
    'bursar.list_payment_methods lists them; bursar.set_payment_method adds one.'),
('UH004', 'day_lies_ahead', 'a movement does not count for a day that lies ahead',
    'Leave the day out, or name today or an earlier day.')
on conflict (code) do update
set name = excluded.name, message = excluded.message, hint = excluded.hint
where (error_code.name, error_code.message, error_code.hint)
    is distinct from (excluded.name, excluded.message, excluded.hint);
