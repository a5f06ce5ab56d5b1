create or replace function tolsel_core.judge_checks(p_is_full boolean)
returns setof tolsel_core.judgment
language plpgsql
stable
as $judge_checks$
declare
    v_rule tolsel_core.check_rule;
    v_judgment tolsel_core.judgment;
    v_view regclass;
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
        if v_view is null then
            v_judgment.subjects := array['check_name ' || v_rule.check_name];
            v_judgment.before_rows := array[
                jsonb_build_object('fault', 'The view of this check is missing.')];
        else
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
        end if;
        -- Of very many offenders the rest comes to light when these are mended.
        v_judgment.is_final := v_judgment.is_final
            and cardinality(v_judgment.subjects) < v_limit;
        return next v_judgment;
    end loop;
end
$judge_checks$;
comment on function tolsel_core.judge_checks is
    'Runs every registered check, in full or on what is new, and answers with its offenders: one row
for each subject and at most 1,000 for a check.';
