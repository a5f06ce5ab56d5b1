-- Puts derived values right, judged again under the locks of their writers; entries never change.

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
    v_outcome text;
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
        v_outcome := coalesce(
            'not repairable: ' || tolsel_ledger.describe_damage(v_account_id, p_tenant_id),
            'found');
        if p_is_dry_run is false then
            perform tolsel_ledger.record_drift(d.check_name, d.before_row, p_cause)
            from unnest(v_drifts) d where d.account_id = v_account_id;
            if v_outcome = 'found' then
                v_outcome := tolsel_ledger.mend_account(v_account_id, p_tenant_id);
            end if;
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
a dry run makes them anew from entries, holds and closings, but never from entries that are
damaged. Each is kept as an incident.';

create or replace function tolsel_ledger.describe_damage(p_account_id bigint, p_tenant_id bigint)
returns text
language sql
stable
as $describe_damage$
    select string_agg(distinct format('slot %s, %s', d.slot, d.fault), '; ')
    from tolsel_ledger.damage d
    where d.tenant_id = p_tenant_id and d.account_id = p_account_id;
$describe_damage$;
comment on function tolsel_ledger.describe_damage is
    'Answers which entries of an account are missing or not what they were; null where none is.';

create or replace function tolsel_ledger.mend_account(p_account_id bigint, p_tenant_id bigint)
returns text
language plpgsql
volatile
as $mend_account$
begin
    update tolsel_ledger.balance b
    set version = d.version, balance = d.balance, held_amount = d.held_amount,
        last_booked_at = d.booked_at
    from tolsel_ledger.balance_difference d
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id
        and d.tenant_id = p_tenant_id and d.account_id = p_account_id and d.slot = b.slot;
    update tolsel_ledger.balance b set closed_through_on = c.expected_on
    from tolsel_ledger.breach_wrong_close c
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id
        and c.tenant_id = p_tenant_id and c.account_id = p_account_id and c.slot = b.slot;
    -- A version that is put right looks like new entries to the trigger on balance, which adds them
    -- to their days: so the days are made anew.
    perform tolsel_ledger.repair_daily_totals(
        p_account_id, p_from_on => null, p_to_on => null, p_tenant_id => p_tenant_id);
    return 'repaired';
exception when check_violation then
    -- The entries themselves break a rule: no derived value can make up for that.
    return 'not repairable: ' || sqlerrm;
end
$mend_account$;
comment on function tolsel_ledger.mend_account is
    'Makes the derived values of an account anew from its entries, holds and closings, and answers
with repaired, or with what forbids it. The caller has locked its balances.';

create or replace function tolsel_ledger.repair_daily_totals(
    p_account_id bigint, p_from_on date, p_to_on date, p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $repair_daily_totals$
declare
    v_from_on date := coalesce(p_from_on, '1900-01-01');
    v_to_on date := coalesce(p_to_on, '2199-12-31');
begin
    delete from tolsel_ledger.daily_total t
    where t.tenant_id = p_tenant_id and t.account_id = p_account_id
        and t.effective_on between v_from_on and v_to_on;
    delete from tolsel_ledger.daily_total_pending t
    where t.tenant_id = p_tenant_id and t.account_id = p_account_id
        and t.effective_on between v_from_on and v_to_on;
    insert into tolsel_ledger.daily_total (
        tenant_id, account_id, effective_on, slot, entry_count, debit_amount, credit_amount)
    select e.tenant_id, e.account_id, e.effective_on, e.slot, e.entry_count, e.debit_amount,
        e.credit_amount
    from tolsel_ledger.entry_day e
    where e.tenant_id = p_tenant_id and e.account_id = p_account_id
        and e.effective_on between v_from_on and v_to_on;
end
$repair_daily_totals$;
comment on function tolsel_ledger.repair_daily_totals is
    'Makes the totals of an account anew from its entries, or none where it keeps none. The caller
has locked its balances.';
