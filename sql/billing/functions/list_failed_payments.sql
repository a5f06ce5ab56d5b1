create or replace function tolsel.list_failed_payments(
    p_min_retry_count integer default 0,
    p_is_due boolean default null,
    p_limit integer default 1000,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_billing.payment
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_failed_payments$
declare
    v_now timestamptz;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_now := tolsel_core.clock_at();
    return query
    select p.*
    from tolsel_billing.payment p
    join tolsel_billing.customer c
        on c.tenant_id = p_tenant_id and c.customer_id = p.customer_id
    cross join lateral (
        select case when p.is_provider then tolsel_billing.planned_amount_of(p) end as amount
        offset 0) planned
    where p.tenant_id = p_tenant_id and p.status = 'failed'
        and p.retry_count >= coalesce(p_min_retry_count, 0)
        and (planned.amount < p.planned_amount) is not true
        and tolsel_billing.is_askable(p, planned.amount, c.is_active)
        and (p_is_due is null or (p.next_retry_at <= v_now) is true = p_is_due)
    order by p.retry_count desc, p.next_retry_at, p.payment_id
    limit tolsel_core.row_limit(p_limit, 1000);
end
$list_failed_payments$;
comment on function tolsel.list_failed_payments is
$$Lists the failed payments that were tried again at least so often, the most often tried first:
those whose next attempt is due, or is not, null for both. What tolsel.retry_payment refuses, since
less is open by now than was asked for, or nothing and the customer is not active, is not listed.
raises: UC002 tenant_not_allowed$$;
revoke all on function tolsel.list_failed_payments from public;
grant execute on function tolsel.list_failed_payments to tolsel_app, tolsel_read, tolsel_clerk;
