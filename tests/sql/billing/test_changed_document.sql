-- G12 A17: what a sealed document says shows when it is changed past every guard, cell by cell.
\ir shop.sql
\ir busy.sql
\ir ../verdicts.sql
select plan(19);
\o /dev/null
create function tap.vendor() returns bigint language sql set role = none
    return (select max(v.vendor_id) from tolsel_channel.vendor v where v.tenant_id = 1);
create function tap.bill_of(p_number text) returns bigint language sql set role = none
    return (select b.vendor_bill_id from tolsel_channel.vendor_bill b
        where b.tenant_id = 1 and b.bill_number = p_number);
create function tap.entry_of(p_key text) returns bigint language sql set role = none
    return (select e.daily_entry_id from tolsel_channel.daily_entry e where e.tenant_id = 1 and e.request_key = p_key);
set role shop_app;
select tolsel.open_vendor('Roaster');
select tolsel.record_vendor_bill(vendor(), 'B-1', 50, account_of('6000')),
    tolsel.record_vendor_bill(vendor(), 'B-2', 5, account_of('6000'));
select tolsel.pay_vendor(vendor(), 20, 'cash', channel_of('Till'), bill_of('B-1'));
select tolsel.record_daily_entry(channel_of('Till'), 'in', 50, account_of('3000'), 'float', p_request_key => 'float'),
    tolsel.record_daily_entry(channel_of('Till'), 'in', 5, account_of('3000'), 'wrong', p_request_key => 'wrong');
select tolsel.void_daily_entry(entry_of('wrong'), 'x'), tolsel.void_vendor_bill(bill_of('B-2'), 'x');
select tolsel.transfer_between_channels(channel_of('Till'), channel_of('Bank'), 5);
select tolsel.close_day(channel_of('Till'), '2025-03-15', 7);
select (tolsel.record_suspense(channel_of('Bank'), 4, 'cash', p_payer => 'Somebody')).suspense_id as suspense,
    (tolsel.open_wallet(customer_of('ann'))).wallet_id as wallet \gset
select tolsel.void_suspense(:suspense, 'x');
select tolsel.issue_invoice(customer_of('ann'), '[{"amount": 100},
    {"amount": 19, "account_code": "2200", "tax_rate": 19, "base_amount": 100}]', p_request_key => 'taxed');
select tolsel.top_up_wallet(:wallet, 7, 'cash', channel_of('Bank'), p_request_key => k)
    from unnest(array['t1', 't2']) k;
select tolsel.void_top_up(payment_of('t2'), 'x');
reset role;
\o
select tolsel.seal_entries() > 0 as sealed \g /dev/null
create function tap.unnamed(p_table regclass, p_filter text default 'true') returns text
language plpgsql
as $unnamed$
declare
    v_column record;
    v_missed text;
begin
    for v_column in
        select a.attname as name, t.typname as kind from pg_attribute a
        join pg_type d on d.oid = a.atttypid
        join pg_type t on t.oid = coalesce(nullif(d.typbasetype, 0), d.oid)
        where a.attrelid = p_table and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            and a.attidentity = ''
        order by a.attname
    loop
        begin
            perform tap.switch_guards_off();
            execute format('update %s set %I = %s where tenant_id = 1 and %s', p_table, v_column.name,
                case v_column.kind
                when 'bool' then format('not %I', v_column.name)
                when 'jsonb' then format('%I || ''{"x": 1}''', v_column.name)
                when 'text' then format('coalesce(%I || ''x'', ''x'')', v_column.name)
                when 'timestamptz' then format('coalesce(%I + interval ''1 second'', now())', v_column.name)
                when 'date' then format('coalesce(%I + 1, ''2025-01-01'')', v_column.name)
                when '_int8' then format('%I || 1::bigint', v_column.name)
                when '_numeric' then format('%I || 1::numeric', v_column.name)
                else format('coalesce(%I + 1, 1)', v_column.name) end, p_filter);
            if not exists (select from tolsel_billing.breach_changed_document) then
                v_missed := concat_ws(' ', v_missed, v_column.name);
            end if;
            raise exception using errcode = 'P9999';
        exception when sqlstate 'P9999' or integrity_constraint_violation then
            null;
        end;
    end loop;
    return v_missed;
end
$unnamed$;
select is((select string_agg(c.*::text, ' ') from tolsel_billing.breach_changed_document c), null,
    'nothing is changed');
-- Every cell that can be changed by itself: what is left out, sums and states, is held by other checks.
select is(unnamed('tolsel_billing.invoice', 'journal_id is not null'), 'due_on metadata note reference',
    'invoices, but for what tolsel lets change when they are issued');
select is(unnamed('tolsel_billing.invoice_line', 'invoice_id = invoice_of(''lines'')'), null, 'their lines');
select is(unnamed('tolsel_billing.invoice_line', 'tax_rate > 0'), null, 'of tax too');
select is(unnamed('tolsel_billing.payment', 'journal_id is not null'), null, 'payments, and credit notes');
select is(unnamed('tolsel_billing.payment', 'kind = ''top_up'''), null, 'what is paid into wallets');
select is(unnamed('tolsel_billing.cheque'), 'channel_transfer_id', 'cheques, but for when they are banked');
select is(unnamed('tolsel_billing.suspense'), null, 'what is in suspense');
select is(unnamed('tolsel_billing.refund'), null, 'refunds');
select is(unnamed('tolsel_billing.credit_note_line'), null, 'lines of credit notes');
select is(unnamed('tolsel_channel.vendor_bill'), null, 'bills');
select is(unnamed('tolsel_channel.vendor_payment'), null, 'payments to vendors');
select is(unnamed('tolsel_channel.vendor_line'), null, 'lines of bills');
select is(unnamed('tolsel_channel.daily_entry'), null, 'entries by hand');
select is(unnamed('tolsel_channel.channel_transfer'), null, 'transfers');
select is(unnamed('tolsel_channel.day_close'), null, 'closed days');
select is(
    tap.verdict_of($$delete from tolsel_billing.document_seal$$, '^billing\.changed_document$'),
    'billing.changed_document', 'a seal that is gone');
select is(
    tap.verdict_of($$delete from tolsel_billing.invoice_line where description is null and line_no = 2$$,
        '^billing\.changed_document$'), 'billing.changed_document', 'a line that is gone');
-- What may change of a document is not sealed.
select min(i.invoice_id) as issued from tolsel_billing.invoice i where i.tenant_id = 1 and i.status <> 'draft' \gset
set role shop_app;
select tolsel.change_invoice(:issued, 'asked for', p_due_on => '2025-12-31') \g /dev/null
reset role;
select is_empty('select * from tolsel_billing.breach_changed_document', 'an invoice that is changed as it may be');
select * from finish();
