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
    -- Lock: one validation at a time, and none beside the seals. Postings know nothing of it.
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
