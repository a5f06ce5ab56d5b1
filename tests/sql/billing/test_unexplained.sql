-- C4: each journal of billing is what its document says, and nothing else moves a channel or a customer.
\ir quarter.sql
\ir ../verdicts.sql
create function tap.verdict_on(p_sabotage text) returns text language sql
    return replace(
        tap.verdict_of(p_sabotage, '^billing\.(unexplained|wrong_posting|wrong_void|wrong_account)'), 'billing.', '');
create function tap.journal_of(p_payment_key text) returns bigint language sql set role = none
    return (select p.journal_id from tolsel_billing.payment p where p.tenant_id = 1 and p.request_key = p_payment_key);
select plan(24);
select is(verdict_on('select'), null, 'the books are in order');

select is(
    verdict_on($$select tolsel_ledger.post_transfer(account_of('4000'), account_of('channel:' || channel_of('Till')), 5,
                '2026-03-31', 'found', 1)$$),
    'unexplained_entry', 'money in a channel without a document');
select is(
    verdict_on($$select tolsel_ledger.post_transfer(account_of('customer:' || customer_of('ann')), account_of('6900'),
                5, '2026-03-31', 'waived', 1)$$),
    'unexplained_entry', 'a customer owes less without a document');
select is(
    verdict_on($$delete from tolsel_billing.payment where payment_id = payment_of('p1')$$),
    'unexplained_entry', 'a payment that is gone');
select is(
    verdict_on($$delete from tolsel_channel.daily_entry where direction = 'out'$$),
    'unexplained_entry', 'an entry by hand that is gone');
select is(
    verdict_on($$delete from tolsel_billing.refund$$),
    'unexplained_entry', 'a refund that is gone');

select is(verdict_on($$update tolsel_billing.invoice set total_amount = 201 where invoice_id = invoice_of('a3')$$),
    'wrong_posting', 'I6 an invoice of another amount than its journal');
select is(verdict_on($$update tolsel_billing.payment set amount = 401 where payment_id = payment_of('p1')$$),
    'wrong_posting', 'I6 a payment of another amount');
select is(verdict_on($$update tolsel_billing.payment set channel_id = null where payment_id = payment_of('p1')$$),
    'wrong_posting', 'I6 a payment into another channel');
select is(verdict_on($$update tolsel_billing.payment set paid_on = '2026-01-31' where payment_id = payment_of('p1')$$),
    'wrong_posting', 'I6 a payment of another day');
select is(verdict_on($$update tolsel_billing.refund set amount = 21$$), 'wrong_posting',
    'I6 a refund of another amount');
select is(verdict_on($$update tolsel_billing.invoice set customer_id = customer_of('dan')
            where invoice_id = invoice_of('a3')$$),
    'wrong_posting', 'I6 an invoice of another customer');

select is(verdict_on($$select tolsel_ledger.post_reversal(journal_of('p1'), '2026-03-31', 'undone', 1)$$),
    'unexplained_entry wrong_void', 'I9 a payment that stands, reversed');
select is(verdict_on($$update tolsel_billing.payment set void_journal_id = journal_of('p1')
            where payment_id = payment_of('bounced')$$),
    'unexplained_entry wrong_void', 'I9 a void with another journal');
select is(
    verdict_on($$update tolsel_ledger.entry e set amount = e.amount / 2 from tolsel_billing.payment p
        where p.payment_id = payment_of('bounced') and e.tenant_id = 1 and e.journal_id = p.void_journal_id$$),
    'wrong_void', 'I9 a void that reverses half of it');

-- C10: a control account moves by nothing but what is listed under it.
select is(
    verdict_on($$select tolsel_ledger.post_transfer(account_of('4000'), account_of('1200'), 1, '2026-03-31', 'beside',
                1)$$),
    'unexplained_entry', 'an entry on the account that customers are listed under');
select is(
    verdict_on($$delete from tolsel_channel.vendor_payment$$),
    'unexplained_entry', 'a payment to a vendor that is gone');
select is(
    verdict_on($$delete from tolsel_billing.customer where code = 'dan' and tenant_id = 1$$),
    'wrong_account, of what is new: -', 'an account of no customer');
select is(
    verdict_on($$update tolsel_ledger.account set managed_by = 'channel'
            where code = 'customer:' || customer_of('ann')$$) ~ 'wrong_account', true,
    'a customer whose account is another domain''s');
select is(
    verdict_on($$update tolsel_ledger.account set parent_account_id = account_of('1050')
            where code = 'customer:' || customer_of('ann')$$),
    'wrong_account', 'a customer listed elsewhere');
select is(
    verdict_on($$update tolsel_ledger.account set managed_by = null where tenant_id = 1 and code = '1200'$$),
    'wrong_account, of what is new: -', 'a control account that anyone may post to');
select is(
    verdict_on($$update tolsel_billing.invoice_line set account_id = account_of('6900')
            where invoice_id = invoice_of('a3')$$),
    'wrong_posting', 'a line of an invoice on another account than its journal');
select is(
    verdict_on($$update tolsel_billing.credit_note_line set account_id = account_of('6000')
            where credit_note_id = payment_of('note')$$),
    'wrong_posting', 'a credit note against another account');
select is(
    verdict_on($$update tolsel_ledger.entry e set account_id = account_of('6000') from tolsel_billing.invoice i
        where i.invoice_id = invoice_of('a3') and e.tenant_id = 1 and e.journal_id = i.journal_id
            and e.account_id = account_of('4000')$$),
    'wrong_posting', 'an entry of an invoice on another account than its line');
select * from finish();
