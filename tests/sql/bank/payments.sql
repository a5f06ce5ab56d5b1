-- What the tests of matching begin with: two customers who owe, and a statement of the bank.
\ir office.sql
set role shop_app;
\o /dev/null
select tolsel.open_customer('Ada', 'A1'), tolsel.open_customer('Bob', 'B1');
reset role;
create function tap.customer(p_code text) returns bigint language sql set role = none
    return (select c.customer_id from tolsel_billing.customer c where c.tenant_id = 1 and c.code = p_code);
create function tap.revenue() returns bigint language sql set role = none
    return (select a.account_id from tolsel_ledger.account a
        where a.tenant_id = 1 and a.purpose = 'revenue' and a.currency = 'EUR');
create function tap.invoice(p_number bigint) returns bigint language sql set role = none
    return (select i.invoice_id from tolsel_billing.invoice i
        where i.tenant_id = 1 and i.series = 'INV' and i.number = p_number);
create function tap.invoices() returns text language sql set role = none
    return (select string_agg(i.number || ' ' || i.status || ' ' || trim_scale(i.balance_amount), ', '
            order by i.number)
            from tolsel_billing.invoice i where i.tenant_id = 1 and i.series = 'INV');
create function tap.matched() returns text language sql set role = none
    return (select string_agg(concat_ws(' ', trim_scale(d.amount), coalesce(m.kind, 'open')), ', ' order by d.detail_id)
            from tolsel_bank.entry_detail d left join tolsel_bank.match m using (tenant_id, match_id)
                where d.tenant_id = 1);
-- The book of the bank, less what is matched: both are nothing where all is.
create function tap.unmatched() returns text language sql set role = none
    return (select trim_scale(coalesce(sum(d.amount), 0)) || ' of the bank, ' || (select trim_scale(b.balance -
                coalesce((select sum(p.amount) from tolsel_bank.match_posting p
                        where p.tenant_id = 1 and p.channel_id = tap.channel('bank')
                    and p.undone_at is null), 0))
            from tolsel.payment_channel b where b.tenant_id = 1 and b.name = 'bank') || ' of the book'
            from tolsel_bank.entry_detail d where d.tenant_id = 1 and d.channel_id = tap.channel('bank')
                and d.match_id is null);
create function tap.last_payment() returns bigint language sql set role = none
    return (select max(p.payment_id) from tolsel_billing.payment p where p.tenant_id = 1);
create function tap.last_match() returns bigint language sql set role = none
    return (select max(m.match_id) from tolsel_bank.match m where m.tenant_id = 1);
-- What a run of the rules was refused, by what the payment says.
create function tap.refused(p_text text) returns text language sql set role = none
    return (select d.refusal from tolsel_bank.entry_detail d where d.tenant_id = 1 and d.text = p_text);
create function tap.owes(p_code text, p_amount numeric) returns bigint language sql
    return (tolsel.issue_invoice(tap.customer(p_code),
            jsonb_build_array(jsonb_build_object('account_id', tap.revenue()::text, 'amount', p_amount::text)),
        '2026-03-31', '2026-03-01')).invoice_id;
set role shop_app;
select tap.owes('A1', 100), tap.owes('A1', 60), tap.owes('B1', 460);
-- Payments as the bank tells them, one a line: 100.00 for INV-1 from Ada.
reset role;
create function tap.closed_with() returns numeric language sql set role = none
    return coalesce((select trim_scale(s.closing_balance) from tolsel_bank.statement s
            where s.tenant_id = 1 and s.channel_id = tap.channel('bank')
        order by s.statement_id desc limit 1), 0);
create function tap.tell(p_payments jsonb) returns bigint language plpgsql as $$
declare
    v_last numeric := tap.closed_with();
begin
    return (tolsel.import_statement(tap.said(v_last::text,
                (v_last + (select sum((p ->> 'amount')::numeric) from jsonb_array_elements(p_payments) p))::text,
        null, jsonb_build_object('entries', (select jsonb_agg(
                    jsonb_build_object('booked_on', coalesce(p ->> 'on', '2026-03-09'), 'amount', p ->> 'amount',
            'is_reversal', coalesce(p -> 'is_reversal', 'false'), 'details', jsonb_build_array(p - 'on')))
                from jsonb_array_elements(p_payments) p))))).statement_id;
end
$$;
\o
