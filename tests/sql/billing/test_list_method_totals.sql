-- G14: what came in by each method on a day, from the books.
\ir quarter.sql
select plan(9);
set role shop_admin;
select tolsel.open_branch('Harbour', 'Europe/Berlin') \g /dev/null
set role shop_read;
select results_eq(
    $$select method, name, payment_count, paid_amount, refund_count, refunded_amount, void_count, voided_amount,
        net_amount
      from tolsel.list_method_totals('2026-03-31')$$,
    $$values ('cash', 'Cash', 1::bigint, 120.0, 1::bigint, 20.0, 0::bigint, 0.0, 100.0),
        ('cheque', 'Cheque', 0, 0, 0, 0, 1, 250, -250)$$,
    'a void counts on its own day');
select results_eq(
    $$select method, payment_count, paid_amount, void_count, net_amount from tolsel.list_method_totals('2026-03-10')$$,
    $$values ('cheque', 1::bigint, 250.0, 0::bigint, 250.0)$$, 'and the day of the payment stays as it was');
select results_eq($$select method, net_amount from tolsel.list_method_totals('2026-03-30')$$,
    $$values ('cash', 100.0)$$, 'undeposited funds count');
select is_empty($$select * from tolsel.list_method_totals('2026-03-30', 1)$$, 'but for no branch');
select is_empty($$select * from tolsel.list_method_totals('2026-03-31',
            (select b.branch_id from tolsel.branch b where b.name = 'Harbour'))$$, 'another branch took nothing');
-- Methods, vendors and hands together are the books of the channels.
select is(
    (select sum(m.net_amount) from tolsel.list_method_totals('2026-03-31', 1) m) - 30 - 7 + 50,
    (select sum(t.in_amount - t.out_amount) from tolsel.list_channel_totals('2026-03-31', 1) t),
    'G14 they are what the channels moved by');
select refuses('select * from tolsel.list_method_totals(null)', 'UC014', 'null', 'no day');
select refuses($$select * from tolsel.list_method_totals('2026-03-31', 987)$$, 'UC018', '987', 'no such branch');
select refuses($$select * from tolsel.list_method_totals('2026-03-31', p_tenant_id => 2)$$, 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
