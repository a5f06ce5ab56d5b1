create or replace function tolsel.verify()
returns table (
    check_name text, severity text, status text, row_count bigint, sample text, title text
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
set work_mem = '64MB'
set jit = off
as $verify$
declare
    v_rule tolsel_core.check_rule;
begin
    -- STABLE: all checks see the one snapshot of the calling query, write nothing and run on a
    -- standby. A check that cannot run is a breach: a proof with a hole is no proof, and what was
    -- tampered with must not keep the others from being asked.
    for v_rule in select * from tolsel_core.check_rule r order by r.check_name collate "C" loop
        check_name := v_rule.check_name;
        severity := v_rule.severity;
        title := v_rule.title;
        if to_regclass(v_rule.view_name) is null then
            row_count := 1;
            status := 'breach';
            sample := format('The view %s of this check is missing.', v_rule.view_name);
        else
            begin
                execute format(
                    $$select count(*),
                        string_agg(left(tolsel_core.describe_row(to_json(b.v)), 300), E'\n'
                            order by b.row_no) filter (where b.row_no <= 3)
                      from (select v, row_number() over () as row_no from %s v) b$$,
                    to_regclass(v_rule.view_name))
                into row_count, sample;
                status := case when row_count = 0 then 'ok' else v_rule.severity end;
            exception when others or assert_failure then
                sample := tolsel_core.explain_stop(sqlstate, sqlerrm);
                if sample is null then
                    raise;
                end if;
                row_count := 1;
                status := 'breach';
            end;
        end if;
        return next;
    end loop;
end
$verify$;
comment on function tolsel.verify is
    'Proves the books: runs every registered check in one snapshot and answers one row for each,
with the number of offenders, three of them, and what to do about a breach. A check that cannot run
is a breach. Writes nothing.';
revoke all on function tolsel.verify from public;
grant execute on function tolsel.verify to tolsel_admin;
