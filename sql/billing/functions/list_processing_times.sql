create or replace function tolsel.list_processing_times(
    p_from_on date, p_to_on date, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    method text, name text, processing_minutes integer, payment_count bigint, average_ms bigint,
    median_ms bigint, percentile_95_ms bigint, maximum_ms bigint, late_share numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_processing_times$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    return query
    select m.method, m.name, m.processing_minutes, t.payment_count, t.average_ms, t.median_ms,
        t.percentile_95_ms, t.maximum_ms,
        round(t.late_count::numeric / t.payment_count, 4)
    from (
        select p.method, count(*) as payment_count,
            round(avg(p.processing_ms))::bigint as average_ms,
            percentile_disc(0.5) within group (order by p.processing_ms) as median_ms,
            percentile_disc(0.95) within group (order by p.processing_ms) as percentile_95_ms,
            max(p.processing_ms) as maximum_ms,
            -- Whole minutes, so that what takes none is not late by its milliseconds.
            count(*) filter (where p.processing_ms / 60000 > m.processing_minutes) as late_count
        from tolsel_billing.payment p
        join tolsel_channel.payment_method m
            on m.tenant_id = p_tenant_id and m.method = p.method
        where p.tenant_id = p_tenant_id and p.paid_on between p_from_on and p_to_on
            and p.processing_ms is not null
        group by p.method
    ) t
    join tolsel_channel.payment_method m on m.tenant_id = p_tenant_id and m.method = t.method
    order by m.method;
end
$list_processing_times$;
comment on function tolsel.list_processing_times is
$$Lists how long the payments of a period took from opening to completing, by method, in
milliseconds, and the share of them that took longer than the method usually does, in whole minutes.
Payments voided later count, because they were processed.
raises: UC002 tenant_not_allowed, UC014 date_not_usable$$;
revoke all on function tolsel.list_processing_times from public;
grant execute on function tolsel.list_processing_times to tolsel_app, tolsel_read;
