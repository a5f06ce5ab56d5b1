-- What the jobs of the months write, and the trap in which they are killed.
create schema trial authorization tolsel_owner;
set role tolsel_owner;
create table trial.visit (tenant_id bigint, at timestamptz);
create table trial.hour_total (
    tenant_id bigint, from_at timestamptz, to_at timestamptz, visits bigint,
    primary key (tenant_id, from_at));
create table trial.day_total (
    tenant_id bigint, branch_id bigint, day_on date, from_at timestamptz, to_at timestamptz,
    amount numeric, entries bigint,
    primary key (tenant_id, branch_id, day_on));
create table trial.trap (is_armed boolean);
insert into trial.trap values (false);
create function trial.fall_into_trap() returns void language plpgsql as $fall_into_trap$
begin
    if exists (select from trial.trap where is_armed) then
        perform pg_sleep(60);
    end if;
end
$fall_into_trap$;
create function trial.capture_hour(p_task tolsel_core.job_task) returns tolsel_core.job_slice
language plpgsql as $capture_hour$
begin
    insert into trial.hour_total
    select p_task.tenant_id, p_task.from_at, p_task.to_at, count(*)
    from trial.visit v
    where v.tenant_id = p_task.tenant_id and v.at >= p_task.from_at and v.at < p_task.to_at;
    perform trial.fall_into_trap();
    return (1, null::text);
end
$capture_hour$;
-- Two slices: the total of the day, then a journal that says so.
create function trial.capture_day(p_task tolsel_core.job_task) returns tolsel_core.job_slice
language plpgsql as $capture_day$
declare
    v_amount numeric;
begin
    if p_task.progress is null then
        insert into trial.day_total
        select p_task.tenant_id, p_task.branch_id, p_task.day_on, p_task.from_at, p_task.to_at,
            coalesce(sum(e.amount), 0), count(*)
        from tolsel_ledger.account a
        join tolsel_ledger.entry e on e.tenant_id = a.tenant_id and e.account_id = a.account_id
        where a.tenant_id = p_task.tenant_id and a.code = 'till' || p_task.branch_id
            and e.effective_on = p_task.day_on;
        perform trial.fall_into_trap();
        return (1, 'total'::text);
    end if;
    select d.amount into v_amount from trial.day_total d
    where d.tenant_id = p_task.tenant_id and d.branch_id = p_task.branch_id
        and d.day_on = p_task.day_on;
    if v_amount > 0 then
        perform tolsel.post_journal(
            jsonb_build_array(
                jsonb_build_object('account_code', 'archive' || p_task.branch_id, 'amount', v_amount),
                jsonb_build_object('account_code', 'contra' || p_task.branch_id, 'amount', -v_amount)),
            p_effective_on => p_task.day_on,
            p_request_key => format('day %s of %s', p_task.day_on, p_task.branch_id),
            p_tenant_id => p_task.tenant_id);
    end if;
    perform trial.fall_into_trap();
    return (1, null::text);
end
$capture_day$;
reset role;
