-- G11: payments that are one invoice each are booked together, and leave what they leave one by one.
\ir ../bank/payments.sql
select plan(3);
set role shop_app;
select tolsel.set_bank_account(channel('bank'), array['DE02120300000000202051'], true) \g /dev/null
select owes('A1', 21), owes('A1', 22), owes('B1', 23) \g /dev/null
select tell('[{"amount": "21", "text": "INV-4"}, {"amount": "22", "text": "INV-5"}, {"amount": "22", "text": '
    '"INV-5"}, {"amount": "23", "text": "INV-6"}]') \g /dev/null
select is((tolsel.match_bank_entries(channel('bank'))).matched, 3,
    'an invoice is paid once, by the first that names it');
select owes('A1', 21), owes('A1', 22), owes('B1', 23) \g /dev/null
select tell('[{"amount": "21", "text": "INV-7"}, {"amount": "22", "text": "INV-8"}, {"amount": "23",
    "text": "INV-9"}]') \g /dev/null
reset role;
create function pg_temp.left_behind(p_from bigint, p_to bigint) returns text language sql as $$
    select string_agg(w.what, chr(10) order by w.place, w.what)
    from (
        select 1 as place,
        (to_jsonb(p) - 'payment_id' - 'journal_id' - 'opened_at' - 'completed_at' - 'processing_ms' - 'metadata'
            - 'invoice_ids')::text as what,
            p.payment_id from tolsel_billing.payment p
        union all
        select 2, (to_jsonb(a) - 'payment_id' - 'allocation_id' - 'invoice_id' - 'paid_at')::text, a.payment_id
            from tolsel_billing.allocation a
        union all
        select 3, (to_jsonb(t) - 'payment_id' - 'recorded_at')::text, t.payment_id
            from tolsel_billing.payment_tracking t
        union all
        select 4, concat_ws(' ', e.topic, e.document, e.sequence_no, e.payload - 'payment_id'), p.payment_id
        from tolsel_core.event e
        join tolsel_billing.payment p on (e.document = 'payment' and e.document_id = p.payment_id)
            or (e.document = 'invoice' and e.document_id = p.invoice_ids[1])
        union all
        select 5, concat_ws(' ', e.line_no, e.account_id, e.amount, e.effective_on, j.metadata), p.payment_id
        from tolsel_billing.payment p join tolsel_ledger.entry e using (tenant_id, journal_id)
            join tolsel_ledger.journal j using (tenant_id, journal_id)
        union all
        select 6, concat_ws(' ', m.kind, m.amount, mp.amount, mp.posted_on, mp.is_made, m.login, e.topic, e.payload,
            e.sequence_no), p.payment_id
        from tolsel_billing.payment p join tolsel_bank.match_posting mp using (tenant_id, journal_id)
            join tolsel_bank.match m using (tenant_id, match_id)
        join tolsel_core.event e on e.document = 'bank_match' and e.document_id = m.match_id
    ) w
    where w.payment_id > p_from and w.payment_id <= p_to $$;
select max(payment_id) - 3 as before, max(payment_id) as together from tolsel_billing.payment \gset
set role shop_app;
select count(tolsel.match_invoices(d.detail_id, case when d.amount = 23 then customer('B1') else customer('A1') end,
        array[i.invoice_id], p_reason => r.reason))
from (select detail_id, amount, text from tolsel.list_bank_entries(channel('bank'), '2026-03-01', '2026-03-31', true)) d
join (values ('INV-7', 7), ('INV-8', 8), ('INV-9', 9)) n(text, number) on n.text = d.text
cross join lateral (select invoice(n.number) as invoice_id) i
cross join lateral (select 'by hand') r(reason) \g /dev/null
reset role;
select max(payment_id) as by_hand from tolsel_billing.payment \gset
select isnt(pg_temp.left_behind(:before, :together), null, 'what is booked together');
select is(pg_temp.left_behind(:before, :together), pg_temp.left_behind(:together, :by_hand),
    'leaves what is booked one by one');
set role shop_app;
select * from finish();
