create or replace function tolsel.record_exchange_rates(
    p_source text,
    p_rates jsonb,
    p_base_currency text default null,
    p_is_correction boolean default false,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $record_exchange_rates$
declare
    -- Planned for its array each time: a plan for any array would read the whole table for each.
    v_base_currency text;
    v_rates tolsel_exchange.rate[];
    v_fault record;
    v_count integer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_source, 'source', 100);
    v_base_currency := coalesce(
        p_base_currency,
        (select t.currency from tolsel_core.tenant t where t.tenant_id = p_tenant_id));
    perform tolsel_exchange.check_currency(v_base_currency);
    v_rates := tolsel_exchange.read_rates(p_rates, v_base_currency, p_source, p_tenant_id);
    -- Lock: whoever records rates waits for who does; a correction has the next revision.
    perform tolsel_core.lock_tenant(p_tenant_id);
    -- Repeat: what is recorded as it is stays. The rest is found before any of it is written, as a
    -- lookup would else step over all rows that its own statement has just made.
    v_rates := array(
        select row(
            p_tenant_id, v_base_currency, a.currency, a.rate_on, coalesce(r.revision, 0) + 1,
            a.rate, p_source, tolsel_core.clock_at(), tolsel_core.context_user_id(p_tenant_id),
            tolsel_core.acting_login())::tolsel_exchange.rate
        from unnest(v_rates) a
        left join lateral (
            select r.revision, r.rate from tolsel_exchange.rate r
            where r.tenant_id = p_tenant_id and r.base_currency = v_base_currency
                and r.currency = a.currency and r.rate_on = a.rate_on
            order by r.revision desc
            limit 1
        ) r on true
        where r.rate is distinct from a.rate
        order by a.currency, a.rate_on);
    -- Refuse:
    select a.currency, a.rate_on, a.rate, r.rate as recorded_rate, r.source into v_fault
    from unnest(v_rates) a
    join tolsel_exchange.rate r
        on r.tenant_id = p_tenant_id and r.base_currency = v_base_currency
        and r.currency = a.currency and r.rate_on = a.rate_on and r.revision = a.revision - 1
    where a.revision > 1 and p_is_correction is not true
    order by a.currency, a.rate_on
    limit 1;
    if found then
        perform tolsel_core.refuse('UX005', format(
            '1 %s is %s %s on %s by %s; %s was given.', v_base_currency, v_fault.recorded_rate,
            v_fault.currency, v_fault.rate_on, v_fault.source, v_fault.rate));
    end if;
    -- Write:
    insert into tolsel_exchange.rate (
        tenant_id, base_currency, currency, rate_on, revision, rate, source, recorded_at, user_id,
        login)
    select a.* from unnest(v_rates) a;
    get diagnostics v_count = row_count;
    return v_count;
end
$record_exchange_rates$;
comment on function tolsel.record_exchange_rates is
$$Records what one unit of a base currency (null: the tenant's own) is worth in others, day by day:
[{"currency", "on", "rate"}, ...], up to 10,000, all or none. What is recorded already is not
recorded again; another rate for its day is refused, unless it is told to be a correction: then it
counts from now on, and the earlier one is kept. Answers how many are new.
raises: UC002 tenant_not_allowed, UC007 currency_unknown, UC016 text_not_usable,
UX001 rates_not_readable, UX002 rate_not_usable, UX004 same_currency, UX005 rate_differs$$;
revoke all on function tolsel.record_exchange_rates from public;
grant execute on function tolsel.record_exchange_rates to tolsel_app, tolsel_accountant;
