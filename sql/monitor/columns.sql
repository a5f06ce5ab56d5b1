-- Written by make guards from the comments of tables; views.sql has the others.
comment on column tolsel.log_retention.table_name is
    'Table of tolsel_monitor with a partition for each day.';
comment on column tolsel.log_retention.keep_days is
    'Whole days, UTC, for which a day is kept after its end. tolsel.set_log_retention sets it.';
comment on column tolsel.log_retention.set_at is 'When it was set, by the business clock.';
comment on column tolsel.log_retention.login is
    'Database role that set it; null: as it was installed.';
comment on column tolsel.system_log.tenant_id is 'The tenant concerned.';
comment on column tolsel.system_log.system_log_id is 'Number of the row, in order of writing.';
comment on column tolsel.system_log.recorded_at is
    'When the transaction that wrote it began, by the business clock.';
comment on column tolsel.system_log.level is 'Severity.';
comment on column tolsel.system_log.category is 'What it is about.';
comment on column tolsel.system_log.message is 'What the application says.';
comment on column tolsel.system_log.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.system_log.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.system_log.duration_ms is
    'How long it took, in milliseconds; null where that says nothing.';
comment on column tolsel.system_log.expires_at is
    'From then on it is not shown any more; null: until its day is dropped, which no row outlives.';
comment on column tolsel.system_log.metadata is 'The application''s own facts about it.';
comment on column tolsel.api_metric.tenant_id is 'The tenant concerned.';
comment on column tolsel.api_metric.api_metric_id is 'Number of the row, in order of writing.';
comment on column tolsel.api_metric.recorded_at is
    'When the transaction that wrote it began, by the business clock.';
comment on column tolsel.api_metric.endpoint is
    'Path without a query, with a placeholder for each id, such as /invoices/:id.';
comment on column tolsel.api_metric.method is 'Method of the request, such as GET.';
comment on column tolsel.api_metric.status_code is
    'Status it was answered with; 400 and above is an error.';
comment on column tolsel.api_metric.response_ms is 'How long the answer took, in milliseconds.';
comment on column tolsel.api_metric.request_id is 'The request; null when none was named.';
comment on column tolsel.query_metric.tenant_id is 'The tenant concerned.';
comment on column tolsel.query_metric.query_metric_id is 'Number of the row, in order of writing.';
comment on column tolsel.query_metric.recorded_at is
    'When the transaction that wrote it began, by the business clock.';
comment on column tolsel.query_metric.description is
    'What the query asks, in the application''s words; the same for each of its runs.';
comment on column tolsel.query_metric.duration_ms is 'How long it took, in milliseconds.';
comment on column tolsel.query_metric.has_error is 'Whether it failed.';
comment on column tolsel.query_metric.error_message is
    'What it failed with; null where it succeeded.';
comment on column tolsel.query_metric.request_id is
    'Request it belongs to; null when none was named.';
