-- What the tests of channels begin with: names for ids, two drawers and a bank in Berlin, a drawer in
-- Manila and one in dollars, a vendor, and a clock that stands at noon in Berlin on 2026-03-10.
create function tap.account_of(p_code text) returns bigint language sql set role = none
    return (select a.account_id from tolsel_ledger.account a where a.tenant_id = 1 and a.code = p_code);
create function tap.channel(p_name text) returns bigint language sql set role = none
    return (select c.channel_id from tolsel_channel.payment_channel c where c.tenant_id = 1 and c.name = p_name);
create function tap.vendor(p_name text) returns bigint language sql set role = none
    return (select v.vendor_id from tolsel_channel.vendor v where v.tenant_id = 1 and v.name = p_name);
create function tap.holds(p_name text) returns numeric language sql set role = none
    return (select trim_scale(c.balance) from tolsel.payment_channel c where c.tenant_id = 1 and c.name = p_name);
create function tap.owed(p_name text) returns numeric language sql set role = none
    return (select trim_scale(v.owed_amount) from tolsel.vendor v where v.tenant_id = 1 and v.name = p_name);
create function tap.balance(p_code text) returns numeric language sql set role = none
    return (select trim_scale(b.balance) from tolsel.account_balance b where b.tenant_id = 1 and b.code = p_code);
create function tap.bill(p_number text) returns bigint language sql set role = none
    return (select max(b.vendor_bill_id) from tolsel_channel.vendor_bill b
        where b.tenant_id = 1 and b.bill_number = p_number);
create function tap.bill_state(p_number text) returns text language sql set role = none
    return (select b.status || ': paid ' || b.paid_amount || ' open ' || b.balance_amount
        from tolsel_channel.vendor_bill b
            where b.vendor_bill_id = tap.bill(p_number));
create function tap.keyed(p_table text, p_key text) returns bigint language plpgsql set role = none
as $$
declare v_id bigint;
begin
    execute format('select %1$s_id from tolsel_channel.%1$s where tenant_id = 1 and request_key = %2$L', p_table,
        p_key) into v_id;
    return v_id;
end
$$;
create function tap.topics(p_document text, p_id bigint) returns text language sql set role = none
    return (select string_agg(e.topic, ' ' order by e.sequence_no) from tolsel_core.event e
            where e.tenant_id = 1 and e.document = p_document and e.document_id = p_id);
-- Each day of a channel: opening, in, out, closing.
create function tap.book(p_name text) returns text language sql set role = none
    return (select string_agg(concat_ws(' ', d.business_date, trim_scale(d.opening_balance), '+',
                trim_scale(d.in_amount), '-',
                trim_scale(d.out_amount), trim_scale(d.closing_balance)) || case when d.is_closed then ' closed'
                    else '' end,
                ', ' order by d.business_date)
            from tolsel.payment_channel_daily_ledger d where d.tenant_id = 1 and d.channel_id = tap.channel(p_name));
create function tap.put(p_name text, p_amount numeric, p_on date default null, p_key text default null)
returns bigint language sql
    return (tolsel.record_daily_entry(tap.channel(p_name), case when p_amount < 0 then 'out' else 'in' end,
            abs(p_amount),
        tap.account_of('3000'), 'test', p_on, p_request_key => p_key)).daily_entry_id;

create function tap.branch(p_name text) returns bigint language sql set role = none
    return (select b.branch_id from tolsel_core.branch b where b.tenant_id = 1 and b.name = p_name);

select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2026-03-10 11:00+00') \g /dev/null
set role shop_admin;
\o /dev/null
select tolsel.open_branch('Manila', 'Asia/Manila');
set role shop_app;
select tolsel.open_channel('till', 'cash'), tolsel.open_channel('drawer', 'cash'),
    tolsel.open_channel('bank', 'bank', p_slots => 1);
select tolsel.open_channel('manila', 'cash', tap.branch('Manila')),
    tolsel.open_channel('dollars', 'cash', p_currency => 'USD');
select tolsel.open_vendor('Roaster'), tolsel.open_vendor('Importer', 'USD');
-- Another tenant has as much, under other ids.
set role twin_app;
select tolsel.open_channel('twin', 'cash'), tolsel.open_vendor('Twin');
reset role;
\o
create function tap.twin_of(p_kind text) returns text language sql set role = none
    return (select case p_kind
        when 'channel' then (select max(c.channel_id) from tolsel_channel.payment_channel c where c.tenant_id = 2)
        when 'vendor' then (select max(v.vendor_id) from tolsel_channel.vendor v where v.tenant_id = 2)
        when 'branch' then (select max(b.branch_id) from tolsel_core.branch b where b.tenant_id = 2)
        else (select a.account_id from tolsel_ledger.account a where a.tenant_id = 2 and a.code = p_kind)
        end::text);
