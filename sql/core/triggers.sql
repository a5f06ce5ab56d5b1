create or replace function tolsel_core._tg_any_append_only()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_any_append_only$
begin
    if tolsel_core.is_applying() then
        return coalesce(new, old);
    end if;
    perform tolsel_core.refuse('UC015', format(
        '%s on %s.%s.', tg_op, tg_table_schema, tg_table_name));
    return null;
end
$_tg_any_append_only$;
comment on function tolsel_core._tg_any_append_only is
$$Refuses every change of a history table, except what a publisher has sent.
raises: UC015 history_is_append_only$$;

create or replace function tolsel_core._tg_any_set_once()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_any_set_once$
declare
    v_changed text;
begin
    if tolsel_core.is_applying() then
        return coalesce(new, old);
    end if;
    if tg_op = 'UPDATE' then
        -- A column is fixed unless it is named: one that is added later is guarded from the start.
        -- Generated columns are worked out after this trigger.
        select string_agg(o.key, ', ' order by o.key) into v_changed
        from jsonb_each(to_jsonb(old)) o
        join jsonb_each(to_jsonb(new)) n on n.key = o.key
        join pg_attribute a on a.attrelid = tg_relid and a.attname = o.key and a.attgenerated = ''
        where n.value <> o.value and not (o.key = any(tg_argv) and o.value = 'null');
        if v_changed is null then
            return new;
        end if;
    end if;
    perform tolsel_core.refuse('UC015', format(
        '%s on %s.%s%s.', tg_op, tg_table_schema, tg_table_name, ': ' || v_changed));
    return null;
end
$_tg_any_set_once$;
comment on function tolsel_core._tg_any_set_once is
$$Refuses to delete a document, and to change it except by filling in columns that are null and
named by the trigger, such as those that void it.
raises: UC015 history_is_append_only$$;

create or replace function tolsel_core._tg_branch_day()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_branch_day$
begin
    -- AT TIME ZONE takes abbreviations and even invented names such as FOO+3 as fixed offsets,
    -- which know no summer time: only names of the zone table of the server are let in. To list
    -- that table reads 600 files, so the zone of another branch is not looked up again.
    if (new.time_zone = 'UTC'
        or exists (select from tolsel_core.branch b where b.time_zone = new.time_zone)
        or new.time_zone in (
            select z.name from pg_timezone_names z where z.name ~ '^[A-Z][A-Za-z_]+/'
        )) is not true then
        perform tolsel_core.refuse('UC006', format('Time zone %L.', new.time_zone));
    end if;
    if (new.day_starts_at < time '12:00') is not true then
        perform tolsel_core.refuse('UC017', format('The day begins at %s.', new.day_starts_at));
    end if;
    return new;
end
$_tg_branch_day$;
comment on function tolsel_core._tg_branch_day is $$Refuses a branch whose time zone or start of the
day is not usable.
raises: UC006 time_zone_unknown, UC017 day_start_not_usable$$;

create trigger branch_before_insert_day
before insert on tolsel_core.branch
for each row execute function tolsel_core._tg_branch_day();
alter table tolsel_core.branch enable always trigger branch_before_insert_day;

create or replace function tolsel_core._tg_event_delete()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_event_delete$
begin
    if tolsel_core.is_applying() then
        return coalesce(new, old);
    end if;
    -- The last event of a document carries the count of its events.
    if (old.delivered_at is null and (old.dead_at >= old.expires_at) is not true) or not exists (
        select from tolsel_core.event e
        where e.tenant_id = old.tenant_id and e.document = old.document
            and e.document_id = old.document_id and e.sequence_no > old.sequence_no
    ) then
        perform tolsel_core.refuse('UC015', format(
            'Event %s, number %s of %s %s, is %s.', old.event_id, old.sequence_no, old.document,
            old.document_id, old.status));
    end if;
    return old;
end
$_tg_event_delete$;
comment on function tolsel_core._tg_event_delete is
$$Refuses to delete an event that is neither delivered nor expired, or is the last of its document.
raises: UC015 history_is_append_only$$;

-- What the delivery writes is not named here, so that it does not pay for the guard.
select tolsel_core.guard_against(
    'tolsel_core.event', 'before_update_append_only',
    'before update of
        tenant_id, event_id, topic, document, document_id, sequence_no, payload, request_id,
        created_at');
select tolsel_core.guard_against(
    'tolsel_core.event', 'before_delete_prune', 'before delete',
    'tolsel_core._tg_event_delete()');
select tolsel_core.guard_truncate('tolsel_core.event');

select tolsel_core.guard_against(
    'tolsel_core.job', 'before_update_append_only', 'before update of registered_item_limit');

create trigger job_run_before_update_done
before update on tolsel_core.job_run
for each row when (old.ended_at is not null)
execute function tolsel_core._tg_any_append_only();
alter table tolsel_core.job_run enable always trigger job_run_before_update_done;

-- Days already counted rest on the zone and the start of the day, money on the decimals of its
-- currency, and who may do what on a user's role: they are set once.
select tolsel_core.guard_against(
    'tolsel_core.currency', 'before_change_append_only',
    'before update of currency, scale or delete');
select tolsel_core.guard_truncate('tolsel_core.currency');
select tolsel_core.guard_against(
    'tolsel_core.tenant', 'before_change_append_only',
    'before update of tenant_id, currency or delete');
select tolsel_core.guard_truncate('tolsel_core.tenant');
select tolsel_core.guard_against(
    'tolsel_core.branch', 'before_change_append_only',
    'before update of
        tenant_id, branch_id, time_zone, day_starts_at, is_main, opened_at
    or delete');
select tolsel_core.guard_truncate('tolsel_core.branch');
select tolsel_core.guard_against(
    'tolsel_core.user_account', 'before_change_append_only',
    'before update of tenant_id, user_id, role, created_at or delete');
select tolsel_core.guard_truncate('tolsel_core.user_account');

select tolsel_core.guard_history('tolsel_core.release');
select tolsel_core.guard_history('tolsel_core.activity_log');
select tolsel_core.guard_history('tolsel_core.validation');
select tolsel_core.guard_history('tolsel_core.incident');
select tolsel_core.guard_history('tolsel_core.incident_end');
