create or replace function tolsel_ledger.repair_accounts(
    p_account_ids bigint[], p_is_dry_run boolean, p_cause text, p_tenant_id bigint
)
returns table (check_name text, subject text, before_row jsonb, after_row jsonb, outcome text)
language plpgsql
volatile
as $repair_accounts$
#variable_conflict use_column
declare
    v_account_id bigint;
    v_drifts tolsel_ledger.drift[];
    v_outcome text := 'found';
begin
    -- Lock: the writers of these accounts wait; what differs is read after that, for what was
    -- suspected may be in order by now.
    perform tolsel_ledger.lock_balances(p_account_ids, p_tenant_id);
    v_drifts := array(
        select d from tolsel_ledger.drift d
        where d.tenant_id = p_tenant_id and d.account_id = any(p_account_ids)
        order by d.account_id, d.check_name, d.before_row);
    foreach v_account_id in array array(
        select distinct d.account_id from unnest(v_drifts) d order by d.account_id
    ) loop
        if p_is_dry_run is false then
            perform tolsel_ledger.record_drift(d.check_name, d.before_row, p_cause)
            from unnest(v_drifts) d where d.account_id = v_account_id;
            v_outcome := tolsel_ledger.mend_account(v_account_id, p_tenant_id);
            perform tolsel_core.end_incident(i.incident_id, 'repaired', d.after_row)
            from unnest(v_drifts) d
            join tolsel_core.open_incident i
                on i.check_name = d.check_name and i.subject = tolsel_core.subject_of(d.before_row)
            where d.account_id = v_account_id and v_outcome = 'repaired';
        end if;
        return query
        select d.check_name, tolsel_core.subject_of(d.before_row), d.before_row, d.after_row,
            v_outcome
        from unnest(v_drifts) d
        where d.account_id = v_account_id;
    end loop;
end
$repair_accounts$;
comment on function tolsel_ledger.repair_accounts is
    'Judges the derived values of accounts again under the locks of their writers, and unless it is
a dry run makes them anew from entries, holds and closings. Each is kept as an incident.';
