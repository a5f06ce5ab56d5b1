-- M18: a request to a vendor or a channel is repeated after what it had recorded was voided, and is told so.
\ir ../channel/vendors.sql
select plan(13);
set role shop_app;
create function pg_temp.ask(p_what text, p_text text default 'x') returns text language plpgsql as $$
begin
    return case p_what
        when 'vendor_bill' then (tolsel.record_vendor_bill(vendor('Roaster'), 'B-9', 7, account_of('6000'),
            p_request_key => 'k'))::text
        when 'vendor_payment' then (tolsel.pay_vendor(vendor('Roaster'), 9, 'cash', channel('till'),
            p_request_key => 'k'))::text
        when 'vendor_credit_note' then (tolsel.record_vendor_credit_note(vendor('Roaster'), 'C-9', 5,
            account_of('6000'), p_request_key => 'c'))::text
        when 'vendor_refund' then (tolsel.record_vendor_refund(pay('ahead'), 3, 'cash', channel('till'), 'back',
            p_request_key => 'k'))::text
        when 'daily_entry' then (tolsel.record_daily_entry(channel('till'), 'in', 2, account_of('3000'), 'found',
            p_request_key => 'k'))::text
        when 'channel_transfer' then (tolsel.transfer_between_channels(channel('bank'), channel('till'), 4,
            p_request_key => 'k'))::text
    end;
end $$;
create function pg_temp.undo(p_what text) returns text language sql as $$
    select case p_what
        when 'vendor_bill' then (tolsel.void_vendor_bill(keyed('vendor_bill', 'k'), 'none')).void_reason
        when 'vendor_payment' then (tolsel.void_vendor_payment(keyed('vendor_payment', 'k'), 'none')).void_reason
        when 'vendor_credit_note' then (tolsel.void_vendor_payment(keyed('vendor_payment', 'c'), 'none')).void_reason
        when 'vendor_refund' then (tolsel.void_vendor_refund(keyed('vendor_refund', 'k'), 'none')).void_reason
        when 'daily_entry' then (tolsel.void_daily_entry(keyed('daily_entry', 'k'), 'none')).void_reason
        when 'channel_transfer' then (tolsel.void_channel_transfer(keyed('channel_transfer', 'k'), 'none')).void_reason
    end $$;
create temp table what as select * from unnest(array['vendor_bill', 'vendor_payment', 'vendor_credit_note',
    'vendor_refund', 'daily_entry', 'channel_transfer']) document;
select pg_temp.ask('daily_entry'), pg_temp.ask('channel_transfer') \g /dev/null
select is(pg_temp.ask(document), pg_temp.ask(document), document || ': a repeat answers with it') from what;
select pg_temp.undo(document) from what \g /dev/null
create temp table before as select fingerprint() as all_rows;
select refuses(format('select pg_temp.ask(%L)', document), 'UB032', 'which is void: none',
    document || ': until it is void') from what;
select is(fingerprint() = (select all_rows from before), true, 'nothing is written again');
select * from finish();
