-- V3 T2 T3: what is nobody's business, verify does not name; what is worth a look is a notice.
select plan(35);

create function pg_temp.said_of(p_statement text, p_checks text)
returns text
language plpgsql
as $said_of$
declare
    v_rule tolsel_core.check_rule;
    v_is_said boolean;
    v_said text := 'nothing';
begin
    execute p_statement;
    for v_rule in
        select * from tolsel_core.check_rule r where r.check_name ~ p_checks order by r.check_name collate "C"
    loop
        execute format('select exists (select v::text from %s v)', v_rule.view_name) into v_is_said;
        if v_is_said then
            v_said := concat_ws(', ', nullif(v_said, 'nothing'), v_rule.check_name || ' ' || v_rule.severity);
        end if;
    end loop;
    raise exception using errcode = 'XX999';
exception
    when sqlstate 'XX999' then
        return v_said;
end
$said_of$;

select is(pg_temp.said_of(statement, ''), 'nothing', statement) from unnest(array[
    -- How a session writes names, texts and moments.
    'set local quote_all_identifiers = on',
    'set local standard_conforming_strings = off; set local escape_string_warning = off',
    'set local datestyle = ''German''; set local timezone = ''Asia/Kolkata''',
    'set local intervalstyle = ''iso_8601''; set local bytea_output = ''escape''',
    'set local extra_float_digits = -5',
    'set local search_path = tolsel_ledger, tolsel_core, tolsel, public'
]) statement;

-- What follows concerns no books.
select is(pg_temp.said_of(statement, '^core'), 'nothing', statement) from unnest(array[
    -- Settings that guard nothing, or as they should be.
    'alter role shop_app set statement_timeout = ''5s''',
    'alter role shop_app set session_replication_role = ''LOCAL''',
    'alter role shop_app set synchronous_commit = ''remote_apply''',
    -- Nobody waits for a standby here.
    'alter role shop_app set synchronous_commit = ''local''',
    'alter role shop_app set row_security = ''yes''',
    'alter role shop_app set plpgsql.check_asserts = ''TRUE''',
    'alter database postgres set session_replication_role = ''replica''',
    'grant set on parameter log_min_duration_statement to shop_app',
    'create role boss superuser; grant set on parameter session_replication_role to boss',
    -- Roles.
    'create role team; grant team to shop_app; create role stranger login in role team, pg_monitor',
    'create role powers_nobody_has bypassrls',
    'create role stranger login in role tolsel_app, tolsel_read, tolsel_admin; select '
        'tolsel.grant_login(''stranger'', 1)',
    -- The login that has migrated, which everybody knows of.
    'grant tolsel_app, tolsel_admin to postgres; select tolsel.grant_login(''postgres'', 1)',
    -- What may be added.
    'insert into tolsel_core.currency (currency, name, scale) values (''POINT'', ''Points'', 0)',
    'select tolsel_core.register_job(''shop.close_up'', ''tolsel_core.job_prune_runs'', ''Closes.'', ''database'', '
        '''latest''), tolsel_core.plan_jobs()',
    -- Beside the schemas: with the reader's rights, without our tables, or for nobody else.
    'create view public.window with (security_invoker) as select * from tolsel.entry; grant select on public.window '
        'to public',
    'create view public.window with (security_invoker = on) as select * from tolsel.entry; grant select on '
        'public.window to public',
    'create view public.window as select * from tolsel_ledger.entry; grant select on public.window to tolsel_owner',
    'create view public.window as select * from tolsel_ledger.entry',
    'create materialized view public.window as select * from tolsel_ledger.entry',
    'create view public.window as select * from pg_class; grant select on public.window to public',
    'create view public.window as select * from tolsel.entry; alter view public.window owner to shop_read; grant '
        'select on public.window to public',
    'create function public.pay() returns void language sql as ''select tolsel.list_accounts()''',
    'create function public.pay() returns void language plpgsql
        security definer as ''begin perform tolsel.list_accounts(); end'';
        grant create on schema public to shop_app; alter function public.pay() owner to shop_app',
    'create function public.pay() returns void language sql security definer as ''select pg_notify($$a$$, $$b$$)''',
    'create function public.pay() returns void language plpgsql
        security definer as ''begin perform tolsel.list_accounts(); end'';
        revoke all on function public.pay() from public'
]) statement;

select is(pg_temp.said_of(statement, '^core'), said, statement) from (values
    ('grant select on tolsel.invoice to shop_app', 'core.extra_object notice'),
    ('select tolsel.set_job(''core.prune_runs'', false)', 'core.job_off notice'),
    ('create role stranger login in role pg_read_all_data', 'core.powerful_login notice')
) v(statement, said);
select * from finish();
