-- Validation: what was touched since the last run, and all balances, go through every check. What
-- is found becomes an incident that names the writer, and may freeze its account.

create or replace function tolsel_ledger.validate(p_is_full boolean)
returns tolsel_core.validation
language plpgsql
volatile
as $validate$
declare
    v_is_full boolean;
    v_started_at timestamptz;
    v_judgments tolsel_core.judgment[];
    v_entry_count bigint;
    v_validation tolsel_core.validation;
    v_freezing_ids bigint[];
begin
    -- Lock: one validation at a time, and none while entries are sealed. Postings do not wait for
    -- it.
    perform tolsel_ledger.lock_proof();
    v_started_at := clock_timestamp();
    -- Where nothing has been judged yet, all is new, and reading it in one piece is quicker.
    v_is_full := p_is_full or not exists (select from tolsel_core.validation);
    -- What becomes due after this waits for the next run, for its marks are not moved.
    perform tolsel_ledger.note_due_slots();
    -- One statement has one snapshot: what is judged and how far the marks move are of one moment.
    with judged as materialized (
        select array_agg(j) as judgments from tolsel_core.judge_checks(v_is_full) j
    ),
    -- What is at fault is judged again each time, until it is mended.
    faulty as materialized (
        select distinct tolsel_core.id_in(f.before_row, 'tenant_id') as tenant_id,
            tolsel_core.id_in(f.before_row, 'account_id') as account_id
        from judged, unnest(judged.judgments) j, unnest(j.before_rows) f(before_row)
        where j.severity = 'breach'
    ),
    fresh as materialized (
        select b.tenant_id, b.account_id, b.slot, b.version, b.balance,
            b.version - d.checked_version as entry_count
        from tolsel_ledger.due_slot d
        join tolsel_ledger.balance b
            on b.tenant_id = d.tenant_id and b.account_id = d.account_id and b.slot = d.slot
        where not exists (
            select from faulty f
            where f.tenant_id = b.tenant_id and f.account_id = b.account_id)
            -- What a check could not look at is as new to the next run.
            and not exists (
                select from judged, unnest(judged.judgments) j where not j.has_run)
    ),
    marked as (
        insert into tolsel_ledger.slot_mark as m (
            tenant_id, account_id, slot, checked_version, checked_balance)
        select f.tenant_id, f.account_id, f.slot, f.version, f.balance from fresh f
        on conflict (tenant_id, account_id, slot) do update
        set checked_version = excluded.checked_version, checked_balance = excluded.checked_balance
    )
    select j.judgments, (select coalesce(sum(f.entry_count), 0) from fresh f)
    into v_judgments, v_entry_count
    from judged j;
    delete from tolsel_ledger.due_slot;

    insert into tolsel_core.validation (
        started_at, is_full, check_count, breach_count, entry_count, login)
    select v_started_at, v_is_full, cardinality(v_judgments),
        (select count(*) from unnest(v_judgments) j
         where j.severity = 'breach' and cardinality(j.subjects) > 0),
        v_entry_count, tolsel_core.acting_login()
    returning * into v_validation;
    v_freezing_ids := tolsel_ledger.record_judgments(v_judgments, v_validation.validation_id);
    perform tolsel_ledger.freeze_accounts(v_freezing_ids);
    return v_validation;
end
$validate$;
comment on function tolsel_ledger.validate is
    'Runs every check, in full (as the first run is) or on all balances and what is new; what it
finds becomes an incident, what it finds clean again ends one. Tolerance is 0.';

create or replace function tolsel_ledger.lock_proof()
returns void
language sql
volatile
as $lock_proof$
    -- A row of a table that only the owner may write: any login can take an advisory lock, and
    -- hold it. Nobody else locks the first release.
    select from tolsel_core.release r order by r.release_id limit 1 for no key update;
$lock_proof$;
comment on function tolsel_ledger.lock_proof is
    'Locks the marks of validations and seals until the end of the transaction.';

create or replace function tolsel_ledger.note_due_slots()
returns void
language sql
volatile
as $note_due_slots$
    insert into tolsel_ledger.due_slot (
        tenant_id, account_id, slot, checked_version, checked_balance)
    select b.tenant_id, b.account_id, b.slot, coalesce(m.checked_version, 0),
        coalesce(m.checked_balance, 0)
    from tolsel_ledger.balance b
    left join tolsel_ledger.slot_mark m
        on m.tenant_id = b.tenant_id and m.account_id = b.account_id and m.slot = b.slot
    where b.version > coalesce(m.checked_version, 0);
$note_due_slots$;
comment on function tolsel_ledger.note_due_slots is
    'Works out once, for all checks of a validation, which slots have entries that were not judged.
The caller deletes them again before it commits.';

create or replace function tolsel_ledger.record_judgments(
    p_judgments tolsel_core.judgment[], p_validation_id bigint
)
returns bigint[]
language plpgsql
volatile
as $record_judgments$
declare
    v_judgment tolsel_core.judgment;
    v_incident tolsel_core.incident;
    v_incident_id bigint;
    v_freezing_ids bigint[] := array[]::bigint[];
    v_writer jsonb;
begin
    v_incident.validation_id := p_validation_id;
    foreach v_judgment in array p_judgments loop
        v_incident.check_name := v_judgment.check_name;
        v_incident.severity := v_judgment.severity;
        v_incident.cause := v_judgment.cause;
        for v_incident.subject, v_incident.before_row in
            select f.subject, f.before_row
            from unnest(v_judgment.subjects, v_judgment.before_rows) f(subject, before_row)
        loop
            v_writer := tolsel_ledger.describe_writer(v_incident.before_row);
            v_incident.row_txid := tolsel_core.id_in(v_writer, 'row_txid');
            v_incident.entry_row := v_writer -> 'entry_row';
            v_incident_id := tolsel_core.record_incident(v_incident);
            if v_judgment.is_freezing and v_incident_id is not null then
                v_freezing_ids := v_freezing_ids || v_incident_id;
            end if;
        end loop;
        -- Only a check that has looked at everything can say that an offender is gone.
        if v_judgment.is_final then
            perform tolsel_core.end_incident(i.incident_id, 'clean', p_after_row => null)
            from tolsel_core.open_incident i
            where i.check_name = v_judgment.check_name
                and i.subject <> all(v_judgment.subjects);
        end if;
    end loop;
    return v_freezing_ids;
end
$record_judgments$;
comment on function tolsel_ledger.record_judgments is
    'Writes what the checks found as incidents, ends those that are found no more, and answers with
the new ones that are to freeze an account.';

create or replace function tolsel_ledger.record_drift(
    p_check_name text, p_before_row jsonb, p_cause text
)
returns bigint
language plpgsql
volatile
as $record_drift$
declare
    v_incident tolsel_core.incident;
    v_writer jsonb := tolsel_ledger.describe_writer(p_before_row);
begin
    select r.severity into v_incident.severity
    from tolsel_core.check_rule r where r.check_name = p_check_name;
    v_incident.severity := coalesce(v_incident.severity, 'breach');
    v_incident.check_name := p_check_name;
    v_incident.subject := tolsel_core.subject_of(p_before_row);
    v_incident.cause := p_cause;
    v_incident.before_row := p_before_row;
    v_incident.row_txid := tolsel_core.id_in(v_writer, 'row_txid');
    v_incident.entry_row := v_writer -> 'entry_row';
    return tolsel_core.record_incident(v_incident);
end
$record_drift$;
comment on function tolsel_ledger.record_drift is
    'Writes a derived value that is off as an incident, unless an equal one is open.';

create or replace function tolsel_ledger.describe_writer(p_row jsonb)
returns jsonb
language sql
stable
as $describe_writer$
    select jsonb_build_object(
        'row_txid', b.xmin::text::bigint,
        'entry_row', to_jsonb(e) || jsonb_build_object('journal', to_jsonb(j)))
    from tolsel_ledger.balance b
    left join lateral (
        select e.* from tolsel_ledger.entry e
        where e.tenant_id = b.tenant_id and e.account_id = b.account_id and e.slot = b.slot
        order by e.version desc
        limit 1
    ) e on true
    left join tolsel_ledger.journal j
        on j.tenant_id = e.tenant_id and j.journal_id = e.journal_id
    where b.tenant_id = tolsel_core.id_in(p_row, 'tenant_id')
        and b.account_id = tolsel_core.id_in(p_row, 'account_id')
        and b.slot = coalesce(tolsel_core.id_in(p_row, 'slot'), b.slot)
    order by e.booked_at desc nulls last
    limit 1;
$describe_writer$;
comment on function tolsel_ledger.describe_writer is
    'Answers who last wrote the balance that a row of a check names: its transaction as row_txid,
and its last entry with the journal as entry_row; null where the row names none.';

create or replace function tolsel_ledger.freeze_accounts(p_incident_ids bigint[])
returns void
language plpgsql
volatile
as $freeze_accounts$
begin
    -- Lock: in the order that postings follow; a posting in flight ends first.
    perform from tolsel_core.incident i
    join tolsel_ledger.balance b on b.tenant_id = tolsel_core.id_in(i.before_row, 'tenant_id')
        and b.account_id = tolsel_core.id_in(i.before_row, 'account_id')
    where i.incident_id = any(p_incident_ids)
    order by b.tenant_id, b.account_id, b.slot
    for no key update of b;
    -- A posting and a hold look at the closing day of the row they lock anyway.
    update tolsel_ledger.balance b
    set frozen_incident_id = i.incident_id, closed_through_on = '2199-12-31'
    from tolsel_core.incident i
    where i.incident_id = any(p_incident_ids) and b.frozen_incident_id is null
        and b.tenant_id = tolsel_core.id_in(i.before_row, 'tenant_id')
        and b.account_id = tolsel_core.id_in(i.before_row, 'account_id');
end
$freeze_accounts$;
comment on function tolsel_ledger.freeze_accounts is
    'Freezes the accounts that incidents name by tenant_id and account_id of their rows.';

create or replace function tolsel_ledger.job_validate_books(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_validate_books$
declare
    v_validation tolsel_core.validation := tolsel.validate_books(
        p_task.job_name = 'ledger.validate_history');
begin
    return (v_validation.breach_count, null::text);
end
$job_validate_books$;
comment on function tolsel_ledger.job_validate_books is
    'Validates all balances and all that is new, or as ledger.validate_history the whole history.';

create or replace function tolsel_ledger.is_usable_amount(p_amount numeric, p_scale smallint)
returns boolean
language sql
immutable
parallel safe
as $is_usable_amount$
    select p_amount > -1e15 and p_amount < 1e15 and scale(trim_scale(p_amount)) <= p_scale;
$is_usable_amount$;
comment on function tolsel_ledger.is_usable_amount is
    'Says whether an amount is finite, small enough and no finer than its currency.';
