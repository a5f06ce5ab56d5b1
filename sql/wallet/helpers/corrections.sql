-- Corrections: what was charged for hours goes back to the wallet, whole hours that should not have
-- been charged, or part of what a resource cost in a month. The caller has locked the wallet.

create or replace function tolsel_wallet.find_hour_amount(
    p_resource_id bigint, p_hour_at timestamptz, p_tenant_id bigint
)
returns numeric
language sql
stable
as $find_hour_amount$
    select u.amount + tolsel_wallet.sum_extra_hour(p_resource_id, p_hour_at, p_tenant_id)
    from tolsel_wallet.usage_hour u
    where u.tenant_id = p_tenant_id and u.hour_at = p_hour_at and u.resource_id = p_resource_id;
$find_hour_amount$;
comment on function tolsel_wallet.find_hour_amount is
    'Answers what a resource was charged for an hour, what events added to it included; null: it was
not charged.';

create or replace function tolsel_wallet.sum_charged_month(
    p_resource_id bigint, p_month_on date, p_tenant_id bigint
)
returns numeric
language sql
stable
as $sum_charged_month$
    select coalesce(sum(c.amount), 0)
    from (
        select h.hour_at
        from generate_series(
            (p_month_on + time '00:00') at time zone 'UTC',
            (p_month_on + interval '1 month') at time zone 'UTC' - interval '1 hour',
            interval '1 hour') h(hour_at)
    ) h
    cross join lateral (
        select tolsel_wallet.find_hour_amount(p_resource_id, h.hour_at, p_tenant_id) as amount
        offset 0
    ) c
    where not exists (
        select from tolsel_wallet.usage_reversal v
        where v.tenant_id = p_tenant_id and v.hour_at = h.hour_at
            and v.resource_id = p_resource_id);
$sum_charged_month$;
comment on function tolsel_wallet.sum_charged_month is
    'Answers what a resource was charged for the hours of a UTC month that were not reversed.';

create or replace function tolsel_wallet.sum_written_off(
    p_resource_id bigint, p_from_at timestamptz, p_until_at timestamptz, p_tenant_id bigint
)
returns numeric
language sql
stable
as $sum_written_off$
    select coalesce(sum(least(e.owed_amount, w.amount)), 0)
    from (
        select e.invoice_id, sum(e.owed_amount) as owed_amount
        from tolsel_wallet.usage_event e
        where e.tenant_id = p_tenant_id and e.resource_id = p_resource_id
            and e.hour_at >= p_from_at and e.hour_at < p_until_at
            and e.extra_amount > 0.0 and e.invoice_id is not null
        group by e.invoice_id
    ) e
    -- A credit note over another invoice is credit that somebody has paid for.
    cross join lateral (
        select sum(a.amount) as amount
        from tolsel_billing.allocation a
        join tolsel_billing.credit_note n
            on n.tenant_id = a.tenant_id and n.credit_note_id = a.payment_id
            and (n.invoice_id = a.invoice_id or n.invoice_id is null)
        where a.tenant_id = p_tenant_id and a.invoice_id = e.invoice_id
            and not exists (
                select from tolsel_wallet.debt_payment d
                where d.tenant_id = a.tenant_id and d.credit_note_id = a.payment_id)
    ) w
    where w.amount > 0.0;
$sum_written_off$;
comment on function tolsel_wallet.sum_written_off is
    'Answers what of the hours of a resource was owed and then written off: nobody has paid it.';

create or replace function tolsel_wallet.sum_refunded_month(
    p_resource_id bigint, p_month_on date, p_tenant_id bigint
)
returns numeric
language sql
stable
as $sum_refunded_month$
    select coalesce(sum(f.amount), 0)
    from tolsel_wallet.usage_refund f
    where f.tenant_id = p_tenant_id and f.resource_id = p_resource_id and f.month_on = p_month_on;
$sum_refunded_month$;
comment on function tolsel_wallet.sum_refunded_month is
    'Answers what was refunded of a resource''s UTC month.';

create or replace function tolsel_wallet.check_refunded(
    p_resource_id bigint,
    p_month_on date,
    p_reversed_amount numeric,
    p_refunded_amount numeric,
    p_scale integer,
    p_tenant_id bigint
)
returns void
language plpgsql
stable
as $check_refunded$
declare
    v_charged numeric;
    v_refunded numeric;
    v_cap numeric;
begin
    v_refunded := tolsel_wallet.sum_refunded_month(p_resource_id, p_month_on, p_tenant_id);
    -- Where nothing is refunded, a reversal needs no sum.
    if v_refunded + p_refunded_amount = 0 then
        return;
    end if;
    v_charged := tolsel_wallet.sum_charged_month(p_resource_id, p_month_on, p_tenant_id)
        - p_reversed_amount - tolsel_wallet.sum_written_off(
            p_resource_id, (p_month_on + time '00:00') at time zone 'UTC',
            (p_month_on + interval '1 month') at time zone 'UTC', p_tenant_id);
    v_cap := trunc(v_charged * 0.95, p_scale);
    if v_refunded + p_refunded_amount > v_cap then
        perform tolsel_core.refuse('UW017', format(
            'Resource %s, month %s: charged %s, of which at most %s; refunded before %s, now %s.',
            p_resource_id, to_char(p_month_on, 'YYYY-MM'), v_charged, v_cap, v_refunded,
            p_refunded_amount));
    end if;
end
$check_refunded$;
comment on function tolsel_wallet.check_refunded is
$$Checks that all that is refunded of a resource's month, and so much more, is at most 95 % of what
it was charged, less what is reversed or was written off, rounded down.
raises: UW017 more_than_refundable$$;
