-- What of a payment or credit note pays a bill of its vendor: written, taken back, and as it stood
-- at the end of a day, which is what stands now less what counts for later days.

create or replace function tolsel_channel.add_vendor_allocation(
    p_payment tolsel_channel.vendor_payment, p_vendor_bill_id bigint, p_amount numeric,
    p_allocated_on date, p_reverses_vendor_allocation_id bigint default null,
    p_request_key text default null
)
returns tolsel_channel.vendor_allocation
language plpgsql
volatile
as $add_vendor_allocation$
declare
    v_allocation tolsel_channel.vendor_allocation;
begin
    insert into tolsel_channel.vendor_allocation (
        tenant_id, vendor_payment_id, vendor_bill_id, vendor_id, amount, allocated_on,
        reverses_vendor_allocation_id, user_id, request_key, request_id)
    values (
        p_payment.tenant_id, p_payment.vendor_payment_id, p_vendor_bill_id, p_payment.vendor_id,
        p_amount,
        greatest(
            p_allocated_on, p_payment.paid_on,
            (select b.billed_on from tolsel_channel.vendor_bill b
             where b.tenant_id = p_payment.tenant_id and b.vendor_bill_id = p_vendor_bill_id),
            (select a.allocated_on from tolsel_channel.vendor_allocation a
             where a.tenant_id = p_payment.tenant_id
                and a.vendor_allocation_id = p_reverses_vendor_allocation_id)),
        p_reverses_vendor_allocation_id, tolsel_core.context_user_id(p_payment.tenant_id),
        p_request_key, tolsel_core.context_request_id())
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_allocation;
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    return v_allocation;
end
$add_vendor_allocation$;
comment on function tolsel_channel.add_vendor_allocation is
$$Writes one allocation to a bill, or the reversal of one, for the first possible day from
p_allocated_on on (null: any). A trigger adds it to both sides, and tells of the bill.
raises: UC024 request_key_reused$$;

create or replace function tolsel_channel.left_of_vendor_allocation(
    p_vendor_allocation_id bigint, p_tenant_id bigint
)
returns numeric
language sql
stable
as $left_of_vendor_allocation$
    select sum(a.amount)
    from (
        select a.amount from tolsel_channel.vendor_allocation a
        where a.tenant_id = p_tenant_id and a.vendor_allocation_id = p_vendor_allocation_id
        union all
        select a.amount from tolsel_channel.vendor_allocation a
        where a.tenant_id = p_tenant_id
            and a.reverses_vendor_allocation_id = p_vendor_allocation_id
    ) a;
$left_of_vendor_allocation$;
comment on function tolsel_channel.left_of_vendor_allocation is
    'Answers how much of an allocation its reversals have left.';

create or replace function tolsel_channel.release_vendor_payment(
    p_payment tolsel_channel.vendor_payment, p_on date
)
returns void
language plpgsql
volatile
as $release_vendor_payment$
begin
    perform tolsel_channel.add_vendor_allocation(
        p_payment, a.vendor_bill_id, -a.amount_left, p_on,
        p_reverses_vendor_allocation_id => a.vendor_allocation_id)
    from (
        select a.vendor_bill_id, a.vendor_allocation_id,
            tolsel_channel.left_of_vendor_allocation(
                a.vendor_allocation_id, p_payment.tenant_id) as amount_left
        from tolsel_channel.vendor_allocation a
        where a.tenant_id = p_payment.tenant_id
            and a.vendor_payment_id = p_payment.vendor_payment_id
            and a.reverses_vendor_allocation_id is null
        order by a.vendor_allocation_id desc
    ) a
    where a.amount_left > 0;
end
$release_vendor_payment$;
comment on function tolsel_channel.release_vendor_payment is
    'Takes back all that a payment or credit note pays, the newest first.';

create or replace function tolsel_channel.vendor_allocated_since(
    p_past_on date, p_tenant_id bigint
)
returns table (
    vendor_id bigint, vendor_payment_id bigint, vendor_bill_id bigint, due_on date, amount numeric
)
language sql
stable
as $vendor_allocated_since$
    select a.vendor_id, a.vendor_payment_id, a.vendor_bill_id, b.due_on::date, a.amount::numeric
    from tolsel_channel.vendor_allocation a
    join tolsel_channel.vendor_bill b
        on b.tenant_id = p_tenant_id and b.vendor_bill_id = a.vendor_bill_id
    join tolsel_channel.vendor_payment p
        on p.tenant_id = p_tenant_id and p.vendor_payment_id = a.vendor_payment_id
    where a.tenant_id = p_tenant_id and a.allocated_on > p_past_on
        -- What was void by then paid nothing and was paid by nothing, whenever it was freed.
        and coalesce(p.voided_on > p_past_on, true) and coalesce(b.voided_on > p_past_on, true);
$vendor_allocated_since$;
comment on function tolsel_channel.vendor_allocated_since is
    'Lists what was allocated to bills, and below 0 taken back, after a day.';

create or replace function tolsel_channel.list_bills_on(
    p_vendor_id bigint, p_past_on date, p_tenant_id bigint
)
returns table (vendor_id bigint, vendor_bill_id bigint, due_on date, amount numeric)
language sql
stable
as $list_bills_on$
    select l.vendor_id, l.vendor_bill_id, l.due_on, sum(l.amount)
    from (
        select b.vendor_id, b.vendor_bill_id, b.due_on::date, b.balance_amount as amount
        from tolsel_channel.vendor_bill b
        where b.tenant_id = p_tenant_id and b.status in ('open', 'partial')
        union all
        select b.vendor_id, b.vendor_bill_id, b.due_on, -b.total_amount
        from tolsel_channel.vendor_bill b
        where b.tenant_id = p_tenant_id and b.billed_on > p_past_on
        union all
        select b.vendor_id, b.vendor_bill_id, b.due_on, b.total_amount
        from tolsel_channel.vendor_bill b
        where b.tenant_id = p_tenant_id and b.voided_on > p_past_on
        union all
        select a.vendor_id, a.vendor_bill_id, a.due_on, a.amount
        from tolsel_channel.vendor_allocated_since(p_past_on, p_tenant_id) a
    ) l
    where p_vendor_id is null or l.vendor_id = p_vendor_id
    group by l.vendor_id, l.vendor_bill_id, l.due_on
    having sum(l.amount) <> 0;
$list_bills_on$;
comment on function tolsel_channel.list_bills_on is
    'Lists what was open of each bill at the end of a past day (null: is open now), of one vendor or
all. Below 0 is what was paid twice, because a payment that was recorded later counts for an earlier
day.';

create or replace function tolsel_channel.list_paid_ahead_on(
    p_vendor_id bigint, p_past_on date, p_tenant_id bigint
)
returns table (vendor_id bigint, vendor_payment_id bigint, amount numeric)
language sql
stable
as $list_paid_ahead_on$
    select l.vendor_id, l.vendor_payment_id, sum(l.amount)
    from (
        select p.vendor_id, p.vendor_payment_id, p.unapplied_amount as amount
        from tolsel_channel.vendor_payment p
        where p.tenant_id = p_tenant_id and p.unapplied_amount > 0
        union all
        select p.vendor_id, p.vendor_payment_id, -p.amount
        from tolsel_channel.vendor_payment p
        where p.tenant_id = p_tenant_id and p.paid_on > p_past_on
        union all
        select p.vendor_id, p.vendor_payment_id, p.amount
        from tolsel_channel.vendor_payment p
        where p.tenant_id = p_tenant_id and p.voided_on > p_past_on
        union all
        select r.vendor_id, r.vendor_payment_id, r.amount
        from tolsel_channel.vendor_refund r
        where r.tenant_id = p_tenant_id and r.refunded_on > p_past_on
        union all
        select r.vendor_id, r.vendor_payment_id, -r.amount
        from tolsel_channel.vendor_refund r
        where r.tenant_id = p_tenant_id and r.voided_on > p_past_on
        union all
        select a.vendor_id, a.vendor_payment_id, a.amount
        from tolsel_channel.vendor_allocated_since(p_past_on, p_tenant_id) a
    ) l
    where p_vendor_id is null or l.vendor_id = p_vendor_id
    group by l.vendor_id, l.vendor_payment_id
    having sum(l.amount) <> 0;
$list_paid_ahead_on$;
comment on function tolsel_channel.list_paid_ahead_on is
    'Lists what was unapplied of each payment and credit note at the end of a past day (null: is
unapplied now), of one vendor or all.';
