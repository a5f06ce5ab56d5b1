-- What the tests of billing begin with: a till and a bank, Ann and Bob, and a twin with its own.
create function tap.customer_of(p_code text) returns bigint language sql set role = none
    return (select c.customer_id from tolsel_billing.customer c where c.tenant_id = 1 and c.code = p_code);
create function tap.channel_of(p_name text) returns bigint language sql set role = none
    return (select c.channel_id from tolsel_channel.payment_channel c where c.tenant_id = 1 and c.name = p_name);
create function tap.payment_of(p_key text) returns bigint language sql set role = none
    return (select p.payment_id from tolsel_billing.payment p where p.tenant_id = 1 and p.request_key = p_key);
create function tap.invoice_of(p_key text) returns bigint language sql set role = none
    return (select i.invoice_id from tolsel_billing.invoice i where i.tenant_id = 1 and i.request_key = p_key);
create function tap.account_of(p_code text) returns bigint language sql set role = none
    return (select a.account_id from tolsel_ledger.account a where a.tenant_id = 1 and a.code = p_code);
create function tap.owed(p_code text) returns numeric language sql set role = none
    return (select trim_scale(sum(b.balance)) from tolsel_billing.customer c
        join tolsel_ledger.balance b on b.tenant_id = c.tenant_id and b.account_id = c.account_id
        where c.tenant_id = 1 and c.code = p_code);
create function tap.held_in(p_name text) returns numeric language sql set role = none
    return (select trim_scale(sum(b.balance)) from tolsel_channel.payment_channel c
        join tolsel_ledger.balance b on b.tenant_id = c.tenant_id and b.account_id = c.account_id
        where c.tenant_id = 1 and c.name = p_name);
create function tap.balance(p_code text) returns numeric language sql set role = none
    return (select trim_scale(sum(b.balance)) from tolsel_ledger.account a
        join tolsel_ledger.balance b on b.tenant_id = a.tenant_id and b.account_id = a.account_id
        where a.tenant_id = 1 and a.code = p_code);
-- How an invoice, a payment and a customer stand, and the trail of a payment.
create function tap.invoice(p_key text) returns text language sql set role = none
    return (select concat_ws(' ', i.status || ':', 'paid', trim_scale(i.paid_amount::numeric), 'open',
            trim_scale(i.balance_amount),
            'payments', i.payment_count, 'in part', i.partial_payment_count)
        from tolsel_billing.invoice i where i.tenant_id = 1 and i.request_key = p_key);
create function tap.payment(p_payment_id bigint) returns text language sql set role = none
    return (select concat_ws(' ', p.status || ':', 'allocated', trim_scale(p.allocated_amount::numeric),
            'refunded', trim_scale(p.refunded_amount::numeric), 'left', trim_scale(p.unapplied_amount))
        from tolsel_billing.payment p where p.tenant_id = 1 and p.payment_id = p_payment_id);
create function tap.figures(p_code text) returns text language sql set role = none
    return (select concat_ws(' ', 'payments', c.payment_count, 'total', trim_scale(c.payment_total::numeric),
            'average', coalesce(c.average_payment_amount::text, '-'), 'last', coalesce(c.last_payment_on::text, '-'))
        from tolsel_billing.customer c where c.tenant_id = 1 and c.code = p_code);
create function tap.trail(p_payment_id bigint) returns text language sql set role = none
    return (select string_agg(concat_ws(' ', t.attempt_no, t.status, t.error_code), ', ' order by t.attempt_no,
            t.is_last)
        from tolsel_billing.payment_tracking t where t.tenant_id = 1 and t.payment_id = p_payment_id);
-- The allocations of a payment in their order: invoice key and amount.
create function tap.paid_by(p_payment_id bigint) returns text language sql set role = none
    return (select string_agg(i.request_key || ' ' || trim_scale(a.amount::numeric), ', ' order by a.allocation_id)
        from tolsel_billing.allocation a
        join tolsel_billing.invoice i on i.tenant_id = a.tenant_id and i.invoice_id = a.invoice_id
        where a.tenant_id = 1 and a.payment_id = p_payment_id);
create function tap.allocation_of(p_payment_key text, p_invoice_key text) returns bigint language sql set role = none
    return (select min(a.allocation_id) from tolsel_billing.allocation a
        where a.tenant_id = 1 and a.payment_id = tap.payment_of(p_payment_key)
            and a.invoice_id = tap.invoice_of(p_invoice_key)
            and a.reverses_allocation_id is null);
-- What billing refuses to touch: a payment into a wallet.
create function tap.topped_up() returns bigint language sql
    return (tolsel.top_up_wallet((tolsel.open_wallet(tap.customer_of('bob'))).wallet_id, 1, 'cash')).payment_id;
-- What billing does not void: the debit note over a wallet, or the credit note that has paid it.
create function tap.note_of_wallet(p_what text) returns bigint language sql set role = none
    return (select case p_what when 'debt' then max(d.invoice_id) else max(y.credit_note_id) end
        from tolsel_wallet.debt d left join tolsel_wallet.debt_payment y using (tenant_id, invoice_id)
        where d.tenant_id = 1);
create function tap.indebted(p_what text) returns bigint language plpgsql as $$
declare
    v_wallet_id bigint := (tolsel.open_wallet(tap.customer_of('bob'))).wallet_id;
    v_payment_id bigint := (tolsel.top_up_wallet(v_wallet_id, 1, 'cash', tap.channel_of('Till'))).payment_id;
begin
    perform tolsel.set_plan_price('held', 1);
    perform tolsel.provision_resource(v_wallet_id, 'held', 'It');
    perform tolsel.charge_back_top_up(v_payment_id, 'stolen');
    if p_what = 'payment' then
        perform tolsel.top_up_wallet(v_wallet_id, 1, 'cash');
    end if;
    return tap.note_of_wallet(p_what);
end
$$;
-- Issues an invoice of one line; without days it counts for 10 March 2025.
create function tap.bill(
    p_code text, p_amount numeric, p_key text, p_on date default '2025-03-10', p_due_on date default null)
returns tolsel_billing.invoice language sql
    return tolsel.issue_invoice(
        tap.customer_of(p_code), jsonb_build_array(jsonb_build_object('amount', p_amount)),
        p_due_on => p_due_on, p_issued_on => p_on, p_request_key => p_key);

select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2025-03-15 12:00+01') \g /dev/null
\o /dev/null
set role shop_admin;
select tolsel.set_payment_method('shells', 'Shells', 'other', p_is_active => false);
set role shop_app;
select tolsel.open_channel('Till', 'cash');
select tolsel.open_channel('Bank', 'bank');
select tolsel.open_channel('Yen', 'bank', p_currency => 'JPY');
select tolsel.open_channel('Dinar', 'bank', p_currency => 'KWD');
select tolsel.open_channel('Shut', 'cash');
select tolsel.set_channel_active(tap.channel_of('Shut'), false);
select tolsel.open_account('shop', 'Shop sales', 'revenue');
select tolsel.open_account('sales-jpy', 'Sales in yen', 'revenue', 'JPY');
select tolsel.open_account('sales-kwd', 'Sales in dinar', 'revenue', 'KWD');
select tolsel.open_customer('Ann', 'ann');
select tolsel.open_customer('Bob', 'bob');
select tolsel.open_customer('Yuki', 'yuki', p_currency => 'JPY');
select tolsel.open_customer('Karim', 'karim', p_currency => 'KWD');
set role twin_app;
select tolsel.open_channel('Till', 'cash');
select tolsel.open_customer('Ann', 'ann');
select tolsel.issue_invoice(c.customer_id, '[{"amount": 70}]', p_request_key => 'i1')
from tolsel.open_customer('Twin', 'twin') c;
reset role;
create function tap.twin_of(p_what text) returns text language sql set role = none
    return case p_what
        when 'customer' then (select max(c.customer_id) from tolsel_billing.customer c where c.tenant_id = 2)
        when 'channel' then (select max(c.channel_id) from tolsel_channel.payment_channel c where c.tenant_id = 2)
        when 'invoice' then (select max(i.invoice_id) from tolsel_billing.invoice i where i.tenant_id = 2)
        when 'draft' then (select max(i.invoice_id) from tolsel_billing.invoice i
            where i.tenant_id = 2 and i.status = 'draft')
        when 'payment' then (select max(p.payment_id) from tolsel_billing.payment p where p.tenant_id = 2)
        when 'allocation' then (select max(a.allocation_id) from tolsel_billing.allocation a where a.tenant_id = 2)
    end::text;
set role twin_app;
select tolsel.record_payment(tap.twin_of('customer')::bigint, 50, 'cash', tap.twin_of('channel')::bigint,
    p_request_key => 'p1');
reset role;
\o
