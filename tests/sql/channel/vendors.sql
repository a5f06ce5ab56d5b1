-- What the tests of vendors' payments begin with: a bill of 100 due on 2026-03-31, 60 paid ahead from the bank.
\ir office.sql
create function tap.pay(p_key text) returns bigint language sql set role = none
    return (select p.vendor_payment_id from tolsel_channel.vendor_payment p
        where p.tenant_id = 1 and p.request_key = p_key);
create function tap.pay_state(p_key text) returns text language sql set role = none
    return (select concat_ws(' ', p.amount, p.allocated_amount, p.refunded_amount, p.unapplied_amount)
        from tolsel_channel.vendor_payment p where p.vendor_payment_id = tap.pay(p_key));
create function tap.allocated(p_key text) returns bigint language sql set role = none
    return (select a.vendor_allocation_id from tolsel_channel.vendor_allocation a
        where a.tenant_id = 1 and a.request_key = p_key);
create function tap.refund(p_key text) returns bigint language sql set role = none
    return (select r.vendor_refund_id from tolsel_channel.vendor_refund r
        where r.tenant_id = 1 and r.request_key = p_key);
create function tap.told(p_document text) returns text language sql set role = none
    return (select string_agg(e.topic, ' ' order by e.event_id) from tolsel_core.event e
        where e.tenant_id = 1 and e.document = p_document);
create function tap.aged(p_on date default null) returns text language sql
    return (select string_agg(concat_ws(' ', a.name, trim_scale(a.current_amount), trim_scale(a.days_1_30),
                trim_scale(a.days_31_60), trim_scale(a.days_61_90),
        trim_scale(a.days_over_90), trim_scale(a.paid_ahead_amount), trim_scale(a.balance)), ', ' order by a.name)
            from tolsel.list_vendor_aging(p_on => p_on) a);
set role shop_app;
\o /dev/null
select tolsel.record_vendor_bill(tap.vendor('Roaster'), 'B-1', 100, tap.account_of('6000'), '2026-03-05', '2026-03-31');
select tolsel.pay_vendor(tap.vendor('Roaster'), 60, 'bank_transfer', tap.channel('bank'), p_paid_on => '2026-03-01',
    p_request_key => 'ahead');
\o
