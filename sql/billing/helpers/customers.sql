-- Customers and their documents, found and locked: the customer first, then what belongs to it.

create or replace function tolsel_billing.lock_customer(p_customer_id bigint, p_tenant_id bigint)
returns tolsel_billing.customer
language plpgsql
volatile
as $lock_customer$
declare
    v_customer tolsel_billing.customer;
begin
    select * into v_customer from tolsel_billing.customer c
    where c.tenant_id = p_tenant_id and c.customer_id = p_customer_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UB001', format(
            'Customer %s.', coalesce(p_customer_id::text, 'null')));
    end if;
    return v_customer;
end
$lock_customer$;
comment on function tolsel_billing.lock_customer is
$$Locks a customer and answers with it: all that happens to one customer's invoices and payments
queues here, so that whatever is read in a later statement stands still.
raises: UB001 customer_not_found$$;

create or replace function tolsel_billing.lock_customers(
    p_customer_ids bigint[], p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $lock_customers$
begin
    perform from tolsel_billing.customer c
    where c.tenant_id = p_tenant_id and c.customer_id = any(p_customer_ids)
    order by c.customer_id
    for no key update;
end
$lock_customers$;
comment on function tolsel_billing.lock_customers is
    'Locks customers, those there are, in the one order of their ids.';

create or replace function tolsel_billing.get_customer(p_customer_id bigint, p_tenant_id bigint)
returns tolsel_billing.customer
language plpgsql
stable
as $get_customer$
declare
    v_customer tolsel_billing.customer;
begin
    select * into v_customer from tolsel_billing.customer c
    where c.tenant_id = p_tenant_id and c.customer_id = p_customer_id;
    if not found then
        perform tolsel_core.refuse('UB001', format(
            'Customer %s.', coalesce(p_customer_id::text, 'null')));
    end if;
    return v_customer;
end
$get_customer$;
comment on function tolsel_billing.get_customer is
$$Answers with a customer of the tenant.
raises: UB001 customer_not_found$$;

create or replace function tolsel_billing.lock_invoice(p_invoice_id bigint, p_tenant_id bigint)
returns tolsel_billing.invoice
language plpgsql
volatile
as $lock_invoice$
declare
    v_invoice tolsel_billing.invoice;
begin
    -- The customer of an invoice never changes, so that it may be read before it is locked.
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = p_tenant_id and i.invoice_id = p_invoice_id;
    if not found then
        perform tolsel_core.refuse('UB002', format(
            'Invoice %s.', coalesce(p_invoice_id::text, 'null')));
    end if;
    perform tolsel_billing.lock_customer(v_invoice.customer_id, p_tenant_id);
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = p_tenant_id and i.invoice_id = p_invoice_id
    for no key update;
    return v_invoice;
end
$lock_invoice$;
comment on function tolsel_billing.lock_invoice is
$$Locks the customer of an invoice, then the invoice, and answers with it.
raises: UB002 invoice_not_found$$;

create or replace function tolsel_billing.lock_payment(
    p_payment_id bigint, p_tenant_id bigint, p_kind text default 'payment'
)
returns tolsel_billing.payment
language plpgsql
volatile
as $lock_payment$
declare
    v_payment tolsel_billing.payment;
    v_named text;
begin
    -- The customer of a payment never changes, so that it may be read before it is locked.
    select * into v_payment from tolsel_billing.payment p
    where p.tenant_id = p_tenant_id and p.payment_id = p_payment_id;
    if v_payment.kind <> p_kind or not found then
        v_named := format(
            '%s%s.', coalesce(p_payment_id::text, 'null'),
            ' is a ' || replace(v_payment.kind, '_', ' '));
        if p_kind = 'credit_note' then
            perform tolsel_core.refuse('UB061', 'Credit note ' || v_named);
        elsif v_payment.kind = 'top_up' then
            perform tolsel_core.refuse('UB140', 'Payment ' || v_named);
        end if;
        perform tolsel_core.refuse('UB003', 'Payment ' || v_named);
    end if;
    perform tolsel_billing.lock_customer(v_payment.customer_id, p_tenant_id);
    select * into v_payment from tolsel_billing.payment p
    where p.tenant_id = p_tenant_id and p.payment_id = p_payment_id
    for no key update;
    return v_payment;
end
$lock_payment$;
comment on function tolsel_billing.lock_payment is
$$Locks the customer of a payment or credit note, then the payment, and answers with it. The domain
of the account has locked what a top-up is for.
raises: UB003 payment_not_found, UB061 credit_note_not_found, UB140 payment_is_top_up$$;

create or replace function tolsel_billing.lock_refund(p_refund_id bigint, p_tenant_id bigint)
returns tolsel_billing.refund
language plpgsql
volatile
as $lock_refund$
declare
    v_refund tolsel_billing.refund;
begin
    -- The payment of a refund never changes, so that it may be read before it is locked.
    select * into v_refund from tolsel_billing.refund r
    where r.tenant_id = p_tenant_id and r.refund_id = p_refund_id;
    if not found then
        perform tolsel_core.refuse('UB033', format(
            'Refund %s.', coalesce(p_refund_id::text, 'null')));
    end if;
    if (tolsel_billing.lock_payment(v_refund.payment_id, p_tenant_id, p_kind => null)).kind
        = 'top_up'
    then
        perform tolsel_core.refuse('UB140', format(
            'Refund %s is of top-up %s.', p_refund_id, v_refund.payment_id));
    end if;
    select * into v_refund from tolsel_billing.refund r
    where r.tenant_id = p_tenant_id and r.refund_id = p_refund_id
    for no key update;
    return v_refund;
end
$lock_refund$;
comment on function tolsel_billing.lock_refund is
$$Locks the customer and the payment of a refund, then the refund, and answers with it.
raises: UB033 refund_not_found, UB140 payment_is_top_up$$;

create or replace function tolsel_billing.check_contact(p_email text, p_phone text)
returns void
language plpgsql
stable
as $check_contact$
begin
    if p_email is not null
        and (char_length(p_email) > 320 or p_email !~ '^[^[:space:]]+@[^[:space:]]+$')
    then
        perform tolsel_core.refuse('UC016', format('email is %L.', left(p_email, 320)));
    end if;
    if p_phone is not null then
        perform tolsel_core.check_text(p_phone, 'phone', 50);
    end if;
end
$check_contact$;
comment on function tolsel_billing.check_contact is
$$Checks that an e-mail address and a telephone number, where they are given, look like such.
raises: UC016 text_not_usable$$;

create or replace function tolsel_billing.check_owed_limit(p_owed_limit numeric, p_scale integer)
returns void
language plpgsql
stable
as $check_owed_limit$
begin
    if p_owed_limit is not null and (
        p_owed_limit >= 0 and p_owed_limit < 1e15 and scale(trim_scale(p_owed_limit)) <= p_scale
    ) is not true then
        perform tolsel_core.refuse('UB024', format('Limit %s.', left(p_owed_limit::text, 40)));
    end if;
end
$check_owed_limit$;
comment on function tolsel_billing.check_owed_limit is
$$Checks that a limit of what a customer may owe is null, or zero or more in its currency.
raises: UB024 owed_limit_not_usable$$;

create or replace function tolsel_billing.choose_day(
    p_customer tolsel_billing.customer,
    p_asked_on date,
    p_subject text,
    p_branch_id bigint default null,
    p_document_on date default null
)
returns date
language sql
stable
as $choose_day$
    select tolsel_core.choose_day(
        p_asked_on, p_subject, p_customer.tenant_id, p_branch_id,
        p_open_on => tolsel_ledger.first_open_on(p_customer.account_id, p_customer.tenant_id),
        p_document_on => p_document_on);
$choose_day$;
comment on function tolsel_billing.choose_day is
$$Answers the business day that a document of a customer and a branch (null: the main one) counts
for, or the void of one, where no channel says it: by the rule of tolsel_core.choose_day and the
days that are closed in the books.
raises: UC014 date_not_usable, UC018 branch_not_found, UH004 day_lies_ahead, UH020 void_too_early$$;
