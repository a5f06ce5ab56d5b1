create or replace function tolsel.merge_customers(
    p_customer_id bigint,
    p_into_customer_id bigint,
    p_reason text,
    p_merged_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.customer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $merge_customers$
declare
    v_from tolsel_billing.customer;
    v_into tolsel_billing.customer;
    v_invoice tolsel_billing.invoice;
    v_merged_on date;
    v_credit numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock: both by id, so that two merges crosswise wait in one order.
    perform tolsel_billing.lock_customer(
        least(p_customer_id, p_into_customer_id), p_tenant_id);
    perform tolsel_billing.lock_customer(
        greatest(p_customer_id, p_into_customer_id), p_tenant_id);
    v_from := tolsel_billing.get_customer(p_customer_id, p_tenant_id);
    v_into := tolsel_billing.get_customer(p_into_customer_id, p_tenant_id);
    -- Repeat:
    if v_from.merged_into_id = p_into_customer_id then
        return v_into;
    end if;
    -- Refuse:
    perform tolsel_billing.check_mergeable(v_from, v_into);
    v_merged_on := greatest(
        tolsel_billing.choose_day(v_from, p_merged_on, 'The merge'),
        case when p_merged_on is null
            then tolsel_billing.choose_day(v_into, p_merged_on, 'The merge') end);
    select coalesce(sum(p.unapplied_amount), 0) into v_credit from tolsel_billing.payment p
    where p.tenant_id = p_tenant_id and p.customer_id = p_customer_id and p.unapplied_amount > 0;
    -- Write: credit first, so that it is not put to what moves.
    v_from.is_active := true;
    if v_credit > 0 then
        perform tolsel_billing.move_credit(v_credit, v_from, v_into, p_reason, v_merged_on);
    end if;
    for v_invoice in
        select * from tolsel_billing.invoice i
        where i.tenant_id = p_tenant_id and i.customer_id = p_customer_id
            and i.status in ('open', 'partial')
        order by i.due_on, i.invoice_id
    loop
        perform tolsel_billing.move_invoice(v_invoice, v_from, v_into, p_reason, v_merged_on);
    end loop;
    update tolsel_billing.customer c
    set is_active = false, merged_into_id = p_into_customer_id
    where c.tenant_id = p_tenant_id and c.customer_id = p_customer_id;
    -- Hand on:
    perform tolsel_core.record_activity(
        'merge_customers', 'customer ' || p_customer_id,
        jsonb_build_object('into', p_into_customer_id, 'reason', p_reason), p_tenant_id);
    return tolsel_billing.get_customer(p_into_customer_id, p_tenant_id);
end
$merge_customers$;
comment on function tolsel.merge_customers is
$$Merges a customer into another, and answers with that: what is open moves on p_merged_on (null:
today), each invoice as a debit note that is due when it was and names it, credit as a credit note.
Both histories stay as they were, and their statements say why. The merged customer is not active
any more. Refused where the currencies differ, or something is under way: a payment that a provider
has not answered, a hold, a draft. A second call changes nothing.
raises: UB001 customer_not_found, UB064 customer_not_active, UB118 customer_not_mergeable,
UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable, UH004 day_lies_ahead,
UL004 currency_mismatch, UL007 period_closed$$;
revoke all on function tolsel.merge_customers from public;
grant execute on function tolsel.merge_customers to tolsel_app, tolsel_supervisor;
