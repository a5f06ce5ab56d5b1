-- The job that closes the months of wallets, each some days after its end; one that cannot be
-- closed is noted, and stops no other.

create or replace function tolsel_wallet.job_close_months(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_close_months$
declare
    v_month_on date := date_trunc('month', (tolsel_core.clock_at() - make_interval(
            days => (tolsel_wallet.get_usage_setting(p_task.tenant_id)).closing_days))
        at time zone 'UTC')::date - interval '1 month';
    v_wallet_id bigint;
    v_last_id bigint;
    v_count integer := 0;
begin
    for v_wallet_id in
        select w.wallet_id from tolsel_wallet.wallet w
        where w.tenant_id = p_task.tenant_id
            and w.wallet_id > coalesce(p_task.progress::bigint, 0)
            and w.opened_at < (v_month_on + interval '1 month') at time zone 'UTC'
            and not exists (
                select from tolsel_wallet.month_statement m
                where m.tenant_id = w.tenant_id and m.wallet_id = w.wallet_id
                    and m.month_on = v_month_on)
        order by w.wallet_id
        limit p_task.item_limit
    loop
        v_count := v_count + tolsel_wallet.attempt_months(
            v_wallet_id, v_month_on, p_task.tenant_id);
        v_last_id := v_wallet_id;
    end loop;
    return (v_count, v_last_id::text);
end
$job_close_months$;
comment on function tolsel_wallet.job_close_months is
    'Closes the months of a tenant''s wallets that have ended some days ago, wallet by wallet.';

create or replace function tolsel_wallet.attempt_months(
    p_wallet_id bigint, p_month_on date, p_tenant_id bigint
)
returns integer
language plpgsql
volatile
as $attempt_months$
declare
    v_month_on date;
    v_count integer := 0;
    v_message text;
    v_detail text;
begin
    v_month_on := (
        select coalesce(
            max(m.month_on) + interval '1 month',
            (select date_trunc('month', w.opened_at at time zone 'UTC')
             from tolsel_wallet.wallet w
             where w.tenant_id = p_tenant_id and w.wallet_id = p_wallet_id))
        from tolsel_wallet.month_statement m
        where m.tenant_id = p_tenant_id and m.wallet_id = p_wallet_id);
    -- An outage may have left more than one.
    while v_month_on <= p_month_on loop
        perform tolsel_wallet.close_month(p_wallet_id, v_month_on, p_tenant_id);
        v_month_on := v_month_on + interval '1 month';
        v_count := v_count + 1;
    end loop;
    delete from tolsel_wallet.metering_fault f
    where f.tenant_id = p_tenant_id and f.wallet_id = p_wallet_id and f.task = 'month';
    return v_count;
exception when others then
    -- Only tolsel's own refusals are a fault of a wallet; a deadlock or a full disk is none.
    if sqlstate !~ '^U' then
        raise;
    end if;
    get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail;
    perform tolsel_wallet.record_fault(
        p_wallet_id, 'month', sqlstate, concat_ws(' ', v_message || '.', v_detail), p_tenant_id);
    return 0;
end
$attempt_months$;
comment on function tolsel_wallet.attempt_months is
    'Closes the months of a wallet through one, and answers how many it was; one that is refused is
noted, and none of them is closed then.';
