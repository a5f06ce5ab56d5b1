-- What checks have found: judge_checks runs them, record_incident keeps what is new, end_incident
-- ends what a full run no longer finds.

create or replace function tolsel_core.register_checks()
returns void
language sql
volatile
as $register_checks$
    -- A view that somebody dropped stays registered, so that verify misses it. Only the migrator
    -- calls this, when it has loaded everything: a view that is missing then was meant to go.
    delete from tolsel_core.check_rule r
    where r.is_own and to_regclass(r.view_name) is null;
    insert into tolsel_core.check_rule (
        check_name, view_name, quick_view_name, severity, title, is_own)
    select
        substr(n.nspname, 8) || '.' || q.what,
        format('%I.%I', n.nspname, c.relname),
        case when to_regclass(format('%I.%I', n.nspname, 'quick_' || q.what)) is not null
            then format('%I.%I', n.nspname, 'quick_' || q.what) end,
        split_part(c.relname, '_', 1),
        -- A comment that begins no sentence with what to do leaves the runbook.
        obj_description(c.oid, 'pg_class') || case
            when c.relname like 'breach%' and obj_description(c.oid, 'pg_class')
                !~ E'\\m(Run|Set|Take|Revoke|Delete|Drop|Call|Make|Move|Grant|Mend)\\M'
            then E'\nMend it as "From a breach to whole books" in sql/core/README.md says.'
            else '' end,
        true
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (select substr(c.relname, strpos(c.relname, '_') + 1) as what) q
    -- Of the owner alone: verify reads them with the owner's rights.
    where c.relkind = 'v' and n.nspname ~ '^tolsel_' and c.relname ~ '^(breach|notice)_'
        and c.relowner = n.nspowner and pg_get_userbyid(c.relowner) = 'tolsel_owner'
    on conflict (check_name) do update
    set view_name = excluded.view_name, quick_view_name = excluded.quick_view_name,
        severity = excluded.severity, title = excluded.title, is_own = true;
$register_checks$;
comment on function tolsel_core.register_checks is
    'Registers every view tolsel_*.breach_* and tolsel_*.notice_* as a check, with its comment as
title, which says of a breach what to do, and quick_* of the same name as its quick view. What an
administrator chose for it stays.';

create or replace function tolsel_core.judge_checks(p_is_full boolean)
returns setof tolsel_core.judgment
language plpgsql
stable
as $judge_checks$
declare
    v_rule tolsel_core.check_rule;
    v_judgment tolsel_core.judgment;
    v_view regclass;
    v_fault text;
    v_limit integer := 1000;
begin
    -- STABLE, as verify is: all checks see the one snapshot of the calling query.
    for v_rule in select * from tolsel_core.check_rule r order by r.check_name collate "C" loop
        v_judgment.check_name := v_rule.check_name;
        v_judgment.severity := v_rule.severity;
        v_judgment.is_freezing := v_rule.is_freezing;
        v_judgment.cause := v_rule.title;
        v_judgment.is_final := p_is_full or v_rule.quick_view_name is null;
        v_view := to_regclass(case when v_judgment.is_final
            then v_rule.view_name else v_rule.quick_view_name end);
        v_fault := case when v_view is null then 'The view of this check is missing.' end;
        if v_view is not null then
            begin
                execute format(
                    $$select coalesce(array_agg(q.subject), '{}'),
                        coalesce(array_agg(q.before_row), '{}')
                      from (
                        select distinct on (v.subject) v.subject, v.before_row
                        from (
                            select tolsel_core.subject_of(to_jsonb(o)) as subject,
                                to_jsonb(o) as before_row
                            from %s o
                        ) v
                        order by v.subject
                        limit %s) q$$,
                    v_view, v_limit)
                into v_judgment.subjects, v_judgment.before_rows;
            exception when others or assert_failure then
                v_fault := tolsel_core.explain_stop(sqlstate, sqlerrm);
                if v_fault is null then
                    raise;
                end if;
            end;
        end if;
        v_judgment.has_run := v_fault is null;
        if v_fault is not null then
            v_judgment.severity := 'breach';
            v_judgment.subjects := array['check_name ' || v_rule.check_name];
            v_judgment.before_rows := array[jsonb_build_object('fault', v_fault)];
        end if;
        -- Where there are more offenders, the rest come to light when these are mended.
        v_judgment.is_final := v_judgment.is_final and v_judgment.has_run
            and cardinality(v_judgment.subjects) < v_limit;
        return next v_judgment;
    end loop;
end
$judge_checks$;
comment on function tolsel_core.judge_checks is
    'Runs every registered check, in full or on what is new, and answers what each has found: its
offenders, each subject once and at most 1,000 of them. One that cannot run is a breach.';

create or replace function tolsel_core.explain_stop(p_state text, p_message text)
returns text
language sql
immutable
as $explain_stop$
    -- Of the server and of who asked: no room, no lock, no time, another snapshot.
    select case when left(p_state, 2) not in ('40', '53', '55', '57')
        then format('This check stopped: %s %s.', p_state, rtrim(p_message, '.')) end;
$explain_stop$;
comment on function tolsel_core.explain_stop is
    'Says with what a check stopped; null where that says nothing about the books, so that asking
again is the way out.';

create or replace function tolsel_core.record_incident(
    p_incident tolsel_core.incident
)
returns bigint
language plpgsql
volatile
as $record_incident$
declare
    v_incident_id bigint;
begin
    insert into tolsel_core.incident (
        validation_id, row_txid, check_name, severity, subject, login, cause, before_row, entry_row)
    select p_incident.validation_id, p_incident.row_txid, p_incident.check_name,
        p_incident.severity, p_incident.subject, tolsel_core.acting_login(), p_incident.cause,
        p_incident.before_row, p_incident.entry_row
    where not exists (
        select from tolsel_core.open_incident i
        where i.check_name = p_incident.check_name and i.subject = p_incident.subject)
    returning incident_id into v_incident_id;
    return v_incident_id;
end
$record_incident$;
comment on function tolsel_core.record_incident is
    'Writes an incident and answers with its id, or null where an equal one is open.';

create or replace function tolsel_core.end_incident(
    p_incident_id bigint, p_outcome text, p_after_row jsonb
)
returns void
language sql
volatile
as $end_incident$
    insert into tolsel_core.incident_end (incident_id, outcome, login, after_row)
    values (p_incident_id, p_outcome, tolsel_core.acting_login(), p_after_row)
    on conflict do nothing;
$end_incident$;
comment on function tolsel_core.end_incident is 'Writes the end of an incident, once.';

create or replace function tolsel_core.subject_of(p_row jsonb)
returns text
language sql
immutable
as $subject_of$
    -- The figures of an offender change with every posting, its keys do not: two rows with equal
    -- keys are the same incident. A view without any key is its whole row.
    select coalesce(
        string_agg(k.key || ' ' || coalesce(k.value, 'null'), ', '
            order by k.key <> 'tenant_id', k.key <> 'account_id', k.key),
        p_row::text)
    from jsonb_each_text(p_row) k
    where k.key ~ '(_id|_name)$'
        or k.key in ('slot', 'effective_on', 'currency', 'guard', 'setting', 'scope');
$subject_of$;
comment on function tolsel_core.subject_of is
    'Names the offender in a row of a check by its keys: columns that end in _id or _name, slot,
effective_on, currency, guard, setting and scope.';

create or replace function tolsel_core.describe_row(p_row json)
returns text
language sql
immutable
as $describe_row$
    -- json keeps the order of the columns, jsonb does not.
    select string_agg(c.key || ' ' || coalesce(c.value, 'null'), ', ' order by c.position)
    from json_each_text(p_row) with ordinality c(key, value, position);
$describe_row$;
comment on function tolsel_core.describe_row is
    'Puts a row into words: each column with its name, in their order.';

create or replace function tolsel_core.can_freeze(p_view regclass)
returns boolean
language sql
stable
as $can_freeze$
    select count(*) = 2
    from pg_attribute a
    where a.attrelid = p_view and a.attname in ('tenant_id', 'account_id') and not a.attisdropped;
$can_freeze$;
comment on function tolsel_core.can_freeze is
    'Says whether the rows of a check name an account, by the columns tenant_id and account_id.';

create or replace function tolsel_core.unjudged_from_at()
returns timestamptz
language plpgsql
stable
as $unjudged_from_at$
begin
    -- A function, so that it is asked before a plan is made, and an index on the time is used.
    return (select v.started_at - interval '1 hour' from tolsel_core.last_validation v);
end
$unjudged_from_at$;
comment on function tolsel_core.unjudged_from_at is
    'Answers from when on what posts nothing is taken for new: an hour before the last validation,
so that what committed late is seen.';

create or replace function tolsel_core.id_in(p_row jsonb, p_key text)
returns bigint
language sql
immutable
as $id_in$
    select case when tolsel_core.is_id_text(p_row ->> p_key) then (p_row ->> p_key)::bigint end;
$id_in$;
comment on function tolsel_core.id_in is
    'Reads a key from a row of a check; null where the row has none, or it is no number.';
