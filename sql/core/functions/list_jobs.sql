create or replace function tolsel.list_jobs()
returns table (
    job_name text, tenant_id bigint, branch_id bigint, state text, last_success_at timestamptz,
    overdue_s bigint, missed_count integer, attempts integer, attempt_at timestamptz, error text
)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_jobs$
    select h.job_name, h.tenant_id, h.branch_id, h.state, h.last_success_at, h.overdue_s,
        h.missed_count, h.attempts, h.attempt_at, h.error
    from tolsel.job_health h
    order by h.job_name, h.tenant_id nulls first, h.branch_id nulls first;
$list_jobs$;
comment on function tolsel.list_jobs is
    'Lists tolsel.job_health of all tenants, for an administrator.';
revoke all on function tolsel.list_jobs from public;
grant execute on function tolsel.list_jobs to tolsel_admin;
