create or replace function tolsel.repair(p_is_dry_run boolean default true)
returns table (
    tenant_id bigint, check_name text, subject text, before_row jsonb, after_row jsonb, outcome text
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $repair$
#variable_conflict use_column
declare
    v_suspect record;
begin
    perform tolsel_core.check_session();
    for v_suspect in
        select d.tenant_id, array_agg(distinct d.account_id) as account_ids
        from tolsel_ledger.drift d
        group by d.tenant_id
        order by d.tenant_id
    loop
        return query
        select v_suspect.tenant_id, r.check_name, r.subject, r.before_row, r.after_row, r.outcome
        from tolsel_ledger.repair_accounts(
            v_suspect.account_ids, p_is_dry_run, 'repair', v_suspect.tenant_id) r;
    end loop;
    return query
    select d.tenant_id, d.check_name, tolsel_core.subject_of(to_jsonb(d)), to_jsonb(d), null::jsonb,
        'not repairable: ' || d.fault
    from tolsel_ledger.damage d
    order by d.tenant_id, d.account_id, d.slot, d.check_name, d.fault;
    return query
    select null::bigint, r.check_name, r.subject, r.before_row, r.after_row, r.outcome
    from tolsel_core.repair_sequences(p_is_dry_run) r;
end
$repair$;
comment on function tolsel.repair is
    'Lists the derived values that are not what entries, holds and closings say, judged again under
the locks of their writers; unless it is a dry run, puts them right and keeps each as an incident
with what was before and after. Entries are never changed, and where some are missing or not what
they were, nothing is made anew from them: they are named. Sequences that are behind are moved on.
A second run finds what is not repairable.';
revoke all on function tolsel.repair from public;
grant execute on function tolsel.repair to tolsel_admin;
