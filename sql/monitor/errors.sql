insert into tolsel_core.error_code (code, name, message, hint) values
('UM001', 'log_level_unknown', 'there is no such level of logs',
    'Give one of debug, info, warning, error, critical.'),
('UM002', 'log_category_unknown', 'there is no such category of logs',
    'Give one of auth, payment, invoice, customer, wallet, queue, job, api, database, security.'),
('UM003', 'duration_not_usable', 'a duration is a whole number of milliseconds, 0 or more',
    'Give the milliseconds between beginning and end, by a clock that is not set back.'),
('UM004', 'http_method_not_usable', 'a method is 1 to 20 letters in capitals',
    'Give a method such as GET or POST.'),
('UM005', 'http_status_not_usable', 'a status is a number from 100 to 599',
    'Give the status of the answer, such as 200 or 404.'),
('UM006', 'expiry_not_usable', 'what is logged expires at a moment to come',
    'Give a moment to come, or none: the row then goes with its day.'),
('UM007', 'log_table_unknown', 'there is no such table of logs or metrics',
    'Give system_log, api_metric or query_metric.'),
('UM008', 'retention_not_usable', 'logs and metrics are kept for 1 to 400 days',
    'Give a number of days from 1 to 400, and export what is to be kept for longer.'),
('UM009', 'bucket_not_usable', 'a trend has steps of minutes that divide a day',
    'Give 1440 or a divisor of it, such as 60 for an hour.'),
('UM010', 'window_not_usable', 'a window of time begins before it ends',
    'Give a beginning before the end; without a beginning it is 24 hours long.')
on conflict (code) do update
set name = excluded.name, message = excluded.message, hint = excluded.hint
where (error_code.name, error_code.message, error_code.hint)
    is distinct from (excluded.name, excluded.message, excluded.hint);
