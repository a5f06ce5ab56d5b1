-- Logs and metrics: what an application logs, how its requests were answered, how long its
-- queries took. A partition for each day, made ahead and dropped when it is old.
-- Locks nothing that exists. Takes less than a second.

create schema tolsel_monitor;
comment on schema tolsel_monitor is
    'Private tables and helpers of logs and metrics, one partition for each day.';

-- Types.

create domain tolsel_monitor.log_level as text
    constraint log_level_known
        check (value in ('debug', 'info', 'warning', 'error', 'critical'));
comment on domain tolsel_monitor.log_level is 'Severity: debug, info, warning, error, critical.';

create domain tolsel_monitor.log_category as text
    constraint log_category_known check (value in (
        'auth', 'payment', 'invoice', 'customer', 'wallet', 'queue', 'job', 'api', 'database',
        'security'));
comment on domain tolsel_monitor.log_category is
    'What it is about: auth, payment, invoice, customer, wallet, queue, job, api, database,
security.';

create domain tolsel_monitor.log_message as text
    constraint log_message_sane check (char_length(value) >= 1 and char_length(value) <= 4000);
comment on domain tolsel_monitor.log_message is 'A message: 1 to 4,000 characters.';

create domain tolsel_monitor.duration_ms as integer
    constraint duration_ms_sane check (value >= 0);
comment on domain tolsel_monitor.duration_ms is 'How long something took, in milliseconds.';

create domain tolsel_monitor.http_method as text
    constraint http_method_sane check (value ~ '^[A-Z]{1,20}$');
comment on domain tolsel_monitor.http_method is 'Method of a request, such as GET.';

create domain tolsel_monitor.http_status as smallint
    constraint http_status_sane
        check (value >= smallint '100' and value <= smallint '599');
comment on domain tolsel_monitor.http_status is 'What a request was answered with: 100 to 599.';

-- How long rows are kept.

create table tolsel_monitor.retention (
    table_name text not null,
    keep_days smallint not null,
    set_at timestamptz not null default now(),
    login text,
    constraint retention_pkey primary key (table_name),
    constraint retention_table_name_check
        check (table_name in ('system_log', 'api_metric', 'query_metric')),
    constraint retention_keep_days_check
        check (keep_days >= smallint '1' and keep_days <= smallint '400')
);
comment on table tolsel_monitor.retention is
    'How long the rows of each table of logs and metrics are kept, for all tenants.';
comment on column tolsel_monitor.retention.table_name is
    'Table of tolsel_monitor with a partition for each day.';
comment on column tolsel_monitor.retention.keep_days is
    'Whole days, UTC, for which a day is kept after its end. tolsel.set_log_retention sets it.';
comment on column tolsel_monitor.retention.set_at is 'When it was set, by the business clock.';
comment on column tolsel_monitor.retention.login is
    'Database role that set it; null: as it was installed.';

-- Logs.

create table tolsel_monitor.system_log (
    tenant_id bigint not null,
    system_log_id bigint generated always as identity,
    recorded_at timestamptz not null,
    level tolsel_monitor.log_level not null,
    category tolsel_monitor.log_category not null,
    message tolsel_monitor.log_message not null,
    request_id text,
    user_id bigint,
    duration_ms tolsel_monitor.duration_ms,
    expires_at timestamptz,
    metadata tolsel_core.metadata not null default '{}',
    constraint system_log_pkey primary key (tenant_id, recorded_at, system_log_id),
    constraint system_log_expires_at_check check (expires_at > recorded_at)
) partition by range (recorded_at);
-- Usage: tolsel.list_logs, by severity.
create index system_log_level_idx on tolsel_monitor.system_log (tenant_id, level, recorded_at);
-- Usage: tolsel.list_logs, by category.
create index system_log_category_idx
    on tolsel_monitor.system_log (tenant_id, category, recorded_at);
-- Usage: everything that one request did.
create index system_log_request_id_idx on tolsel_monitor.system_log (tenant_id, request_id)
    where request_id is not null;
-- Usage: tolsel.list_logs, what one person did.
create index system_log_user_id_idx on tolsel_monitor.system_log (tenant_id, user_id, recorded_at)
    where user_id is not null;
comment on table tolsel_monitor.system_log is
    'What an application logs, append-only. Rows are written by tolsel.record_log, and go with the
partition of their day.';
comment on column tolsel_monitor.system_log.tenant_id is 'The tenant concerned.';
comment on column tolsel_monitor.system_log.system_log_id is
    'Number of the row, in order of writing.';
comment on column tolsel_monitor.system_log.recorded_at is
    'When the transaction that wrote it began, by the business clock.';
comment on column tolsel_monitor.system_log.level is 'Severity.';
comment on column tolsel_monitor.system_log.category is 'What it is about.';
comment on column tolsel_monitor.system_log.message is 'What the application says.';
comment on column tolsel_monitor.system_log.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_monitor.system_log.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_monitor.system_log.duration_ms is
    'How long it took, in milliseconds; null where that says nothing.';
comment on column tolsel_monitor.system_log.expires_at is
    'From then on it is not shown any more; null: until its day is dropped, which no row outlives.';
comment on column tolsel_monitor.system_log.metadata is 'The application''s own facts about it.';

-- Requests.

create table tolsel_monitor.api_metric (
    tenant_id bigint not null,
    api_metric_id bigint generated always as identity,
    recorded_at timestamptz not null,
    endpoint tolsel_core.short_text not null,
    method tolsel_monitor.http_method not null,
    status_code tolsel_monitor.http_status not null,
    response_ms tolsel_monitor.duration_ms not null,
    request_id text,
    constraint api_metric_pkey primary key (tenant_id, recorded_at, api_metric_id)
) partition by range (recorded_at);
-- Usage: tolsel.list_endpoint_trend of one endpoint.
create index api_metric_endpoint_idx
    on tolsel_monitor.api_metric (tenant_id, endpoint, method, recorded_at);
-- Usage: everything that one request did.
create index api_metric_request_id_idx on tolsel_monitor.api_metric (tenant_id, request_id)
    where request_id is not null;
comment on table tolsel_monitor.api_metric is
    'How each request to an application was answered, append-only. Rows are written by
tolsel.record_api_metric, and go with the partition of their day.';
comment on column tolsel_monitor.api_metric.tenant_id is 'The tenant concerned.';
comment on column tolsel_monitor.api_metric.api_metric_id is
    'Number of the row, in order of writing.';
comment on column tolsel_monitor.api_metric.recorded_at is
    'When the transaction that wrote it began, by the business clock.';
comment on column tolsel_monitor.api_metric.endpoint is
    'Path without a query, with a placeholder for each id, such as /invoices/:id.';
comment on column tolsel_monitor.api_metric.method is 'Method of the request, such as GET.';
comment on column tolsel_monitor.api_metric.status_code is
    'Status it was answered with; 400 and above is an error.';
comment on column tolsel_monitor.api_metric.response_ms is
    'How long the answer took, in milliseconds.';
comment on column tolsel_monitor.api_metric.request_id is 'The request; null when none was named.';

-- Queries.

create table tolsel_monitor.query_metric (
    tenant_id bigint not null,
    query_metric_id bigint generated always as identity,
    recorded_at timestamptz not null,
    description tolsel_core.short_text not null,
    duration_ms tolsel_monitor.duration_ms not null,
    error_message tolsel_monitor.log_message,
    has_error boolean not null generated always as (error_message is not null) stored,
    request_id text,
    constraint query_metric_pkey primary key (tenant_id, recorded_at, query_metric_id)
) partition by range (recorded_at);
-- Usage: tolsel.list_slow_queries.
create index query_metric_duration_ms_idx
    on tolsel_monitor.query_metric (tenant_id, duration_ms);
-- Usage: tolsel.list_query_errors.
create index query_metric_error_idx on tolsel_monitor.query_metric (tenant_id, recorded_at)
    where has_error;
-- Usage: everything that one request did.
create index query_metric_request_id_idx on tolsel_monitor.query_metric (tenant_id, request_id)
    where request_id is not null;
comment on table tolsel_monitor.query_metric is
    'How long the queries of an application took, append-only. Rows are written by
tolsel.record_query_metric, and go with the partition of their day.';
comment on column tolsel_monitor.query_metric.tenant_id is 'The tenant concerned.';
comment on column tolsel_monitor.query_metric.query_metric_id is
    'Number of the row, in order of writing.';
comment on column tolsel_monitor.query_metric.recorded_at is
    'When the transaction that wrote it began, by the business clock.';
comment on column tolsel_monitor.query_metric.description is
    'What the query asks, in the application''s words; the same for each of its runs.';
comment on column tolsel_monitor.query_metric.duration_ms is 'How long it took, in milliseconds.';
comment on column tolsel_monitor.query_metric.error_message is
    'What it failed with; null where it succeeded.';
comment on column tolsel_monitor.query_metric.has_error is 'Whether it failed.';
comment on column tolsel_monitor.query_metric.request_id is
    'Request it belongs to; null when none was named.';

-- The guard of a day. It is made here and not loaded, because days that are made later refer to it:
-- a release could not replace it without touching each of them.

create function tolsel_monitor._tg_day_truncate()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_day_truncate$
begin
    perform tolsel_core.refuse('UC015', format(
        '%s on %s.%s.', tg_op, tg_table_schema, tg_table_name));
    return null;
end
$_tg_day_truncate$;
comment on function tolsel_monitor._tg_day_truncate is
$$Refuses to empty a day of logs or metrics, which is dropped as a whole when it is old.
raises: UC015 history_is_append_only$$;
revoke all on function tolsel_monitor._tg_day_truncate from public;

-- Seed.

insert into tolsel_monitor.retention (table_name, keep_days) values
('system_log', 30),
('api_metric', 30),
('query_metric', 30);
