create or replace function tolsel.list_incidents(
    p_is_open boolean default true, p_limit integer default 1000
)
returns table (
    incident_id bigint, found_at timestamptz, check_name text, severity text, subject text,
    cause text, before_row jsonb, entry_row jsonb, row_txid bigint, login text,
    ended_at timestamptz, outcome text, after_row jsonb
)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_incidents$
    select i.incident_id, i.found_at, i.check_name, i.severity, i.subject, i.cause, i.before_row,
        i.entry_row, i.row_txid, i.login, d.ended_at, d.outcome, d.after_row
    from tolsel_core.incident i
    left join tolsel_core.incident_end d on d.incident_id = i.incident_id
    where d.incident_id is null or p_is_open is false
    order by i.incident_id
    limit tolsel_core.row_limit(p_limit, 1000);
$list_incidents$;
comment on function tolsel.list_incidents is
    'Lists what validations and repairs found wrong, oldest first: what is still open, or with false
everything ever found, with what was before, who wrote it and what a repair put in its place.';
revoke all on function tolsel.list_incidents from public;
grant execute on function tolsel.list_incidents to tolsel_admin;
