-- Some requests over two days, and some queries.
\ir clock.sql
create function tap.answered(p_at timestamptz, p_endpoint text, p_method text, p_status_code integer,
    p_response_ms integer)
returns void language sql as $$select tap.at(p_at),
    tolsel.record_api_metric(p_endpoint, p_method, p_status_code, p_response_ms)$$;
create function tap.queried(p_at timestamptz, p_description text, p_duration_ms integer,
    p_error_message text default null)
returns void language sql as $$select tap.at(p_at),
    tolsel.record_query_metric(p_description, p_duration_ms, p_error_message)$$;
-- Another tenant is slow and fails at the same moments.
set role twin_app;
select answered('2026-03-09 08:10Z', '/pay', 'POST', 500, 5000),
    answered('2026-03-10 08:00Z', '/list', 'GET', 500, 9999),
    queried('2026-03-09 08:10Z', 'open invoices', 7777, 'of another'),
    queried('2026-03-10 10:00Z', 'aging', 8888, 'of another') \g /dev/null
set role shop_app;
select answered('2026-03-09 08:10Z', '/pay', 'POST', 200, 100), answered('2026-03-09 08:50Z', '/pay', 'POST', 500, 900),
    answered('2026-03-09 09:00Z', '/pay', 'GET', 200, 10), answered('2026-03-09 23:59Z', '/list', 'GET', 404, 30),
    answered('2026-03-10 08:00Z', '/list', 'GET', 200, 31), answered('2026-03-10 08:59:59Z', '/list', 'GET', 399, 50),
    answered('2026-03-10 10:00Z', '/list', 'GET', 400, 40) \g /dev/null
select queried('2026-03-09 08:10Z', 'open invoices', 100), queried('2026-03-09 08:20Z', 'open invoices', 250),
    queried('2026-03-09 23:00Z', 'aging', 99, 'cancelled'), queried('2026-03-10 00:00Z', 'aging', 3000),
    queried('2026-03-10 10:00Z', 'aging', 250, 'lock timeout'),
    queried('2026-03-10 11:00Z', 'one customer', 1) \g /dev/null
