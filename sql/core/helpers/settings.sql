-- What settings of the server mean, however somebody spelled them: PostgreSQL takes names and
-- values in any case, and a boolean in a dozen forms.

create or replace function tolsel_core.is_risky_setting(p_name text, p_value text)
returns boolean
language sql
stable
as $is_risky_setting$
    select case
        when lower(p_name) in ('fsync', 'full_page_writes', 'row_security', 'plpgsql.check_asserts')
            then v.is_off
        when lower(p_name) in (
            'zero_damaged_pages', 'ignore_checksum_failure', 'ignore_invalid_pages',
            'data_sync_retry', 'allow_system_table_mods')
            then v.is_on
        when lower(p_name) = 'session_replication_role' then v.word = 'replica'
        -- With a standby that commits wait for, local acknowledges what a failover loses.
        when lower(p_name) = 'synchronous_commit' then v.is_off
            or (v.word = 'local' and current_setting('synchronous_standby_names') <> '')
        else false
    end
    from (
        select lower(p_value) as word,
            lower(p_value) ~ '^(f|fa|fal|fals|false|n|no|of|off|0)$' as is_off,
            lower(p_value) ~ '^(t|tr|tru|true|y|ye|yes|on|1)$' as is_on
    ) v;
$is_risky_setting$;
comment on function tolsel_core.is_risky_setting is
    'Says whether a setting lets acknowledged money be lost or a guard be passed over.';

create or replace function tolsel_core.list_file_settings()
returns table (name text, value text, source_file text)
language plpgsql
stable
as $list_file_settings$
begin
    -- tolsel init gives the owner this right where it can: only a superuser has it by default.
    if has_function_privilege('pg_show_all_file_settings()', 'execute') then
        -- The last line that names a setting counts.
        return query
        select distinct on (lower(f.name)) f.name, f.setting, f.sourcefile
        from pg_show_all_file_settings() f
        order by lower(f.name), f.seqno desc;
    end if;
end
$list_file_settings$;
comment on function tolsel_core.list_file_settings is
    'Lists the settings in the files of the server, loaded or not yet; none where they may not be
read.';
