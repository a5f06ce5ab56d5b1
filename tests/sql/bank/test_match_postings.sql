-- G11: what the book has already: one with one, one with many, many with one, never twice.
\ir payments.sql
select plan(13);
reset role;
create function tap.booked(p_amount numeric) returns bigint language sql
    return (tolsel.record_payment(tap.customer('A1'), p_amount, 'card', tap.channel('bank'), '{}', p_surplus => 'keep',
            p_paid_on => '2026-03-09')).journal_id;
set role shop_app;
select booked(10) as a, booked(20) as b, booked(30) as c \gset
select tell('[{"amount": "30"}, {"amount": "12"}, {"amount": "18"}, {"amount": "5"}]') \g /dev/null
select is((m.kind, m.amount)::text, '(posting,30.00)', 'a payout of two')
    from tolsel.match_postings(array[detail(1)], array[:a, :b]) m;
select is((m.amount, m.detail_ids = array[detail(2), detail(3)])::text, '(30.00,t)', 'two of one')
    from tolsel.match_postings(array[detail(3), detail(2), detail(2)], array[:c], 'two transfers') m;
reset role;
select is(unmatched(), '5 of the bank, 0 of the book', 'all but one');
set role shop_app;
select refuses(format('select tolsel.match_postings(array[detail(4)], array[%s])', :a), 'UK015', 'journal ' || :a,
    'a posting that is matched');
select refuses(format('select tolsel.match_postings(array[detail(1)], array[%s])', :a), 'UK013', 'belongs to match',
    'a payment that is matched');
select booked(4) as d \gset
select refuses(format('select tolsel.match_postings(array[detail(4)], array[%s])', :d), 'UK014',
    'payments are 5.00, the postings 4.00: a difference of 1.00', 'another amount');
select refuses('select tolsel.match_postings(array[detail(4)], null)', 'UK015', 'null', 'no posting');
select refuses('select tolsel.match_postings(array[detail(4)], array[987654])', 'UK015', '987654', 'no such posting');
select refuses('select tolsel.match_postings(null, array[1])', 'UK012', 'null', 'no payment');
select refuses('select tolsel.match_postings(array[987654], array[1])', 'UK012', '987654', 'no such payment');
select refuses('select tolsel.match_postings(array[detail(4)], array[1], null)', 'UC016', 'reason has', 'no reason');
select refuses('select tolsel.match_postings(array[detail(4), null], array[1])', 'UK012', 'null',
    'one of them is none');
select refuses('select tolsel.match_postings(array[detail(4)], array[1], p_tenant_id => 2)', 'UC002', 'tenant 2',
    'another tenant');
select * from finish();
