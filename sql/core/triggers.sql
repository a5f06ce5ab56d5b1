create or replace function bursar_core._tg_any_append_only()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_any_append_only$
begin
    perform bursar_core.refuse('UC015', format(
        '%s on %s.%s.', tg_op, tg_table_schema, tg_table_name));
    return null;
end
$_tg_any_append_only$;
comment on function bursar_core._tg_any_append_only is $$Refuses every change of a history table.
raises: UC015 history_is_append_only$$;

create or replace function bursar_core._tg_branch_day()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_branch_day$
begin
    -- AT TIME ZONE takes abbreviations and even invented names such as FOO+3 as fixed offsets,
    -- which know no summer time: only names of the server's zone table are let in.
    if (new.time_zone = 'UTC' or new.time_zone in (
        select z.name from pg_timezone_names z where z.name ~ '^[A-Z][A-Za-z_]+/'
    )) is not true then
        perform bursar_core.refuse('UC006', format('Time zone %L.', new.time_zone));
    end if;
    if (new.day_starts_at < time '12:00') is not true then
        perform bursar_core.refuse('UC017', format('The day begins at %s.', new.day_starts_at));
    end if;
    return new;
end
$_tg_branch_day$;
comment on function bursar_core._tg_branch_day is $$Refuses a branch whose days cannot be told.
raises: UC006 time_zone_unknown, UC017 day_start_not_usable$$;

create trigger branch_before_write_day
before insert or update of time_zone, day_starts_at on bursar_core.branch
for each row execute function bursar_core._tg_branch_day();

create trigger activity_log_before_change_append_only
before update or delete on bursar_core.activity_log
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_core.activity_log enable always trigger activity_log_before_change_append_only;
create trigger activity_log_before_truncate_append_only
before truncate on bursar_core.activity_log
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_core.activity_log enable always trigger activity_log_before_truncate_append_only;

create trigger validation_before_change_append_only
before update or delete on bursar_core.validation
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_core.validation enable always trigger validation_before_change_append_only;
create trigger validation_before_truncate_append_only
before truncate on bursar_core.validation
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_core.validation enable always trigger validation_before_truncate_append_only;

create trigger incident_before_change_append_only
before update or delete on bursar_core.incident
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_core.incident enable always trigger incident_before_change_append_only;
create trigger incident_before_truncate_append_only
before truncate on bursar_core.incident
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_core.incident enable always trigger incident_before_truncate_append_only;

create trigger incident_end_before_change_append_only
before update or delete on bursar_core.incident_end
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_core.incident_end enable always trigger incident_end_before_change_append_only;
create trigger incident_end_before_truncate_append_only
before truncate on bursar_core.incident_end
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_core.incident_end enable always trigger incident_end_before_truncate_append_only;
