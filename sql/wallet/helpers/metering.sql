-- Metering: meter_slice takes so many wallets, and attempt_wallets goes wallet by wallet where a
-- slice is refused; what is charged, and how, is in charging.sql.

create or replace function tolsel_wallet.meter_slice(
    p_until timestamptz, p_limit integer, p_after_wallet_id bigint, p_tenant_id bigint
)
returns tolsel_core.job_slice
language plpgsql
volatile
as $meter_slice$
declare
    v_wallet_ids bigint[];
    v_count integer;
begin
    -- As many wallets as have so many hours, and one at least.
    select array_agg(d.wallet_id order by d.wallet_id) into v_wallet_ids
    from (
        select w.wallet_id, row_number() over by_number as place,
            sum(greatest(1, n.resources * n.hours)) over by_number as running
        from (
            select w.* from tolsel_wallet.wallet w
            where w.tenant_id = p_tenant_id and w.wallet_id > p_after_wallet_id
                and (w.metered_until_at < p_until or w.account_id in (
                    select l.account_id from tolsel_wallet.lot l
                    where l.tenant_id = p_tenant_id and not l.is_spent and l.ended_at is null
                        and l.expires_at <= p_until
                    union all
                    select g.account_id from tolsel_wallet.recurring_grant g
                    where g.tenant_id = p_tenant_id and not g.is_over and g.due_at <= p_until
                    union all
                    select e.account_id from tolsel_wallet.usage_event e
                    where e.tenant_id = p_tenant_id and e.metered_at is null
                        and e.hour_at < p_until))
            order by w.wallet_id
            limit greatest(p_limit, 1)
        ) w
        cross join lateral (
            select count(*) as resources,
                coalesce(extract(epoch from p_until - w.metered_until_at) / 3600, 0) as hours
            from tolsel_wallet.resource r
            where r.tenant_id = p_tenant_id and r.account_id = w.account_id
                and r.settled_at is null
        ) n
        window by_number as (order by w.wallet_id)
    ) d
    where d.running <= p_limit or d.place = 1;
    if v_wallet_ids is null then
        return (0, null::text);
    end if;
    v_count := tolsel_wallet.attempt_wallets(v_wallet_ids, p_until, p_tenant_id);
    return (v_count, v_wallet_ids[cardinality(v_wallet_ids)]::text);
end
$meter_slice$;
comment on function tolsel_wallet.meter_slice is
    'Charges what is due up to a full hour of about so many resource-hours, ends the lots that have
expired and grants what recurs, from the wallets behind one on; answers how many it was, and the
last wallet, null where none was due.';

create or replace function tolsel_wallet.attempt_wallets(
    p_wallet_ids bigint[], p_until timestamptz, p_tenant_id bigint
)
returns integer
language plpgsql
volatile
as $attempt_wallets$
declare
    v_count integer := 0;
    v_message text;
    v_detail text;
begin
    return tolsel_wallet.charge_pieces(p_wallet_ids, p_until, p_tenant_id);
exception when others then
    -- Only tolsel's own refusals are a fault of a wallet; a deadlock or a full disk is none.
    if sqlstate !~ '^U' then
        raise;
    end if;
    if cardinality(p_wallet_ids) > 1 then
        for v_place in 1 .. cardinality(p_wallet_ids) loop
            v_count := v_count + tolsel_wallet.attempt_wallets(
                p_wallet_ids[v_place:v_place], p_until, p_tenant_id);
        end loop;
        return v_count;
    end if;
    get stacked diagnostics v_message = message_text, v_detail = pg_exception_detail;
    perform tolsel_wallet.record_fault(
        p_wallet_ids[1], 'usage', sqlstate, concat_ws(' ', v_message || '.', v_detail),
        p_tenant_id);
    return 0;
end
$attempt_wallets$;
comment on function tolsel_wallet.attempt_wallets is
    'Charges wallets together; where that is refused, one by one, and keeps of which it was refused,
so that one wallet never stops the others.';

create or replace function tolsel_wallet.record_fault(
    p_wallet_id bigint, p_task text, p_error_code text, p_message text, p_tenant_id bigint
)
returns void
language sql
volatile
as $record_fault$
    insert into tolsel_wallet.metering_fault (
        tenant_id, wallet_id, task, failed_at, error_code, message)
    values (p_tenant_id, p_wallet_id, p_task, tolsel_core.clock_at(), p_error_code, p_message)
    on conflict (tenant_id, wallet_id, task) do update
    set failed_at = excluded.failed_at, error_code = excluded.error_code,
        message = excluded.message;
$record_fault$;
comment on function tolsel_wallet.record_fault is
    'Keeps what was refused of a wallet, until it is done.';

create or replace function tolsel_wallet.job_meter_usage(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_meter_usage$
begin
    return tolsel_wallet.meter_slice(
        tolsel_wallet.full_hour(tolsel_core.clock_at()), p_task.item_limit,
        coalesce(p_task.progress::bigint, 0), p_task.tenant_id);
end
$job_meter_usage$;
comment on function tolsel_wallet.job_meter_usage is
    'Charges the hours of a tenant''s resources that have ended, slice by slice.';
