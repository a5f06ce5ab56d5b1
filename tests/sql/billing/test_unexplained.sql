-- C4: each journal of billing is what its document says, and nothing else moves a channel or a customer.
\ir quarter.sql
\ir ../verdicts.sql
create function tap.verdict_on(p_sabotage text) returns text language sql
    return replace(
        tap.verdict_of(p_sabotage, '^billing\.(unexplained|wrong_posting|wrong_void)'), 'billing.', '');
create function tap.journal_of(p_payment_key text) returns bigint language sql set role = none
    return (select p.journal_id from tolsel_billing.payment p where p.tenant_id = 1 and p.request_key = p_payment_key);
select plan(15);
select is(verdict_on('select'), null, 'the books are in order');

select is(
    verdict_on($$select tolsel_ledger.post_transfer(account_of('4000'), account_of('channel:' || channel_of('Till')), 5, '2026-03-31', 'found', 1)$$),
    'unexplained_channel_entry', 'money in a channel without a document');
select is(
    verdict_on($$select tolsel_ledger.post_transfer(account_of('customer:' || customer_of('ann')), account_of('6900'), 5, '2026-03-31', 'waived', 1)$$),
    'unexplained_receivable_entry', 'a customer owes less without a document');
select is(
    verdict_on($$delete from tolsel_billing.payment where payment_id = payment_of('p1')$$),
    'unexplained_channel_entry unexplained_receivable_entry', 'a payment that is gone');
select is(
    verdict_on($$delete from tolsel_channel.daily_entry where direction = 'out'$$),
    'unexplained_channel_entry', 'an entry by hand that is gone');
select is(
    verdict_on($$delete from tolsel_billing.refund$$),
    'unexplained_channel_entry unexplained_receivable_entry', 'a refund that is gone');

select is(verdict_on($$update tolsel_billing.invoice set total_amount = 201 where invoice_id = invoice_of('a3')$$),
    'wrong_posting', 'I6 an invoice of another amount than its journal');
select is(verdict_on($$update tolsel_billing.payment set amount = 401 where payment_id = payment_of('p1')$$),
    'wrong_posting', 'I6 a payment of another amount');
select is(verdict_on($$update tolsel_billing.payment set channel_id = null where payment_id = payment_of('p1')$$),
    'wrong_posting', 'I6 a payment into another channel');
select is(verdict_on($$update tolsel_billing.payment set paid_on = '2026-01-31' where payment_id = payment_of('p1')$$),
    'wrong_posting', 'I6 a payment of another day');
select is(verdict_on($$update tolsel_billing.refund set amount = 21$$), 'wrong_posting', 'I6 a refund of another amount');
select is(verdict_on($$update tolsel_billing.invoice set customer_id = customer_of('dan') where invoice_id = invoice_of('a3')$$),
    'wrong_posting', 'I6 an invoice of another customer');

select is(verdict_on($$select tolsel_ledger.post_reversal(journal_of('p1'), '2026-03-31', 'undone', 1)$$),
    'unexplained_channel_entry unexplained_receivable_entry wrong_void', 'I9 a payment that stands, reversed');
select is(verdict_on($$update tolsel_billing.payment set void_journal_id = journal_of('p1') where payment_id = payment_of('bounced')$$),
    'unexplained_channel_entry unexplained_receivable_entry wrong_void', 'I9 a void with another journal');
select is(
    verdict_on($$update tolsel_ledger.entry e set amount = e.amount / 2 from tolsel_billing.payment p
        where p.payment_id = payment_of('bounced') and e.tenant_id = 1 and e.journal_id = p.void_journal_id$$),
    'wrong_void', 'I9 a void that reverses half of it');
select * from finish();
