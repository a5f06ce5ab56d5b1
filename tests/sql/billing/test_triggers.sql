-- S24 S27 S28 S29 S33 S62 S90: what an owner cannot do to documents by plain SQL.
\ir shop.sql
\ir busy.sql
select tolsel.set_clock('2025-03-14 12:00Z') \g /dev/null
set role shop_app;
select tolsel.open_payment(customer_of('bob'), 3, 'stripe', p_invoice_ids => '{}',
    p_request_key => 'unanswered') \g /dev/null
select tolsel.mark_unknown_payments('2025-03-14 13:00Z') \g /dev/null
reset role;
select tolsel.set_clock('2025-03-15 12:00+01') \g /dev/null
set client_min_messages = warning;
select plan(118);
-- History is append-only, to a replica as well.
select refuses(format('update tolsel_billing.%I set tenant_id = tenant_id', t), 'UC015',
    'UPDATE on tolsel_billing.' || t, t || ': no update')
from unnest(array['allocation', 'payment_tracking', 'invoice_line']) t;
select refuses('update tolsel_billing.refund set amount = amount + 1', 'UC015',
    'UPDATE on tolsel_billing.refund: amount', 'refund: no update but the void');
select refuses(format('delete from tolsel_billing.%I', t), 'UC015', 'DELETE on tolsel_billing.' || t,
    t || ': no delete')
from unnest(array['allocation', 'refund', 'payment_tracking', 'invoice_line', 'invoice', 'payment', 'customer',
        'number_series']) t;
select refuses(format('truncate tolsel_billing.%I cascade', t), 'UC015', 'TRUNCATE on tolsel_billing',
    t || ': no truncate')
from unnest(array['allocation', 'refund', 'payment_tracking', 'invoice_line', 'invoice', 'payment', 'customer',
        'number_series']) t;
set session_replication_role = replica;
select refuses(format('update tolsel_billing.%I set tenant_id = tenant_id', t), 'UC015',
    'UPDATE on tolsel_billing.' || t, t || ': no update as a replica')
from unnest(array['allocation', 'payment_tracking', 'invoice_line']) t;
select refuses('update tolsel_billing.refund set amount = amount + 1', 'UC015',
    'UPDATE on tolsel_billing.refund: amount', 'refund: no update as a replica but the void');
select refuses(format('delete from tolsel_billing.%I', t), 'UC015', 'DELETE on tolsel_billing.' || t,
    t || ': no delete as a replica')
from unnest(array['allocation', 'refund', 'payment_tracking', 'invoice_line', 'invoice', 'payment', 'customer',
        'number_series']) t;
select refuses(format('truncate tolsel_billing.%I cascade', t), 'UC015', 'TRUNCATE on tolsel_billing',
    t || ': no truncate as a replica')
from unnest(array['allocation', 'refund', 'payment_tracking', 'invoice_line', 'invoice', 'payment', 'customer',
        'number_series']) t;
-- S28 S29: even where every trigger sleeps, the constraints do not.
alter table tolsel_billing.invoice disable trigger invoice_before_update_set_once;
alter table tolsel_billing.payment disable trigger payment_before_update_transition;
select throws_like($$update tolsel_billing.invoice set paid_amount = -0.01$$, '%check_paid_amount_non_negative%',
    'nothing below 0 is paid');
select throws_like($$update tolsel_billing.invoice set paid_amount = total_amount + 0.01, payment_count = 1,
        last_payment_on = '2025-01-01' where journal_id is not null and voided_at is null$$,
    '%check_paid_amount_not_exceeds_total%', 'nothing beyond the total');
select throws_ok($$update tolsel_billing.payment set allocated_amount = amount, refunded_amount = 1
        where status = 'completed'$$, '23514', null, 'nothing beyond the payment');
alter table tolsel_billing.invoice enable always trigger invoice_before_update_set_once;
alter table tolsel_billing.payment enable always trigger payment_before_update_transition;
reset session_replication_role;
-- S24: what is generated is not written.
select throws_ok($$update tolsel_billing.invoice set balance_amount = 0$$, '428C9', null, 'nobody writes a balance');
select throws_ok($$update tolsel_billing.invoice set status = 'paid'$$, '428C9', null, 'nor a status');
select throws_ok($$update tolsel_billing.payment set unapplied_amount = 0$$, '428C9', null, 'nor what is unapplied');
select throws_ok($$update tolsel_billing.customer set average_payment_amount = 0$$, '428C9', null, 'nor an average');

-- An invoice never changes once it is written, but to be issued and to be void.
select refuses(format('update tolsel_billing.invoice set %s where request_key = ''i1'' and tenant_id = 1', what),
    'UC015', 'UPDATE on tolsel_billing.invoice: ', 'an invoice: ' || what)
from unnest(array['paid_amount = 99', 'payment_count = 9',
        'partial_payment_count = 0, last_payment_on = ''2025-01-01''', 'total_amount = 101',
    'customer_id = customer_of(''bob'')', 'kind = ''debit_note''', 'series = ''X''', 'number = 99', 'journal_id = 1',
    'issued_on = ''2025-01-01''',
    'due_on = ''2025-12-31''', 'reference = ''x''', 'uses_credit = true', 'request_key = ''x''',
    'metadata = ''{"a": 1}''', 'recorded_at = now()', 'tenant_id = 2']) what;
select refuses($$update tolsel_billing.invoice set voided_at = null, voided_on = null, void_reason = null,
        void_journal_id = null where request_key = 'voided'$$, 'UC015', 'void', 'a void is not undone');
select lives_ok($$update tolsel_billing.invoice set due_on = due_on where request_key = 'i1'$$,
    'what changes nothing is nothing');
-- A payment goes from attempt to attempt, to completed, and to void.
select refuses(format('update tolsel_billing.payment set %s where request_key = ''p1'' and tenant_id = 1', what),
    'UC015', 'Payment ' || payment_of('p1'), 'a payment: ' || what)
from unnest(array['amount = 41', 'allocated_amount = 0', 'refunded_amount = 1', 'customer_id = customer_of(''bob'')',
        'kind = ''credit_note'', method = null, channel_id = null',
    'method = ''card''', 'channel_id = channel_of(''Bank'')', 'journal_id = 1', 'paid_on = ''2025-03-11''',
    'completed_at = now()', 'processing_ms = processing_ms + 1', 'provider_reference = ''x''',
    'retry_count = 1, last_retry_at = now()', 'opened_at = now()', 'request_key = ''x''', 'metadata = ''{"a": 1}''',
    'invoice_ids = ''{}''', 'surplus = ''keep''',
    'is_provider = true', 'corrects_payment_id = 1', 'failure_reason = ''x''',
    'void_reason = ''x'', voided_at = now(), void_journal_id = 1', 'tenant_id = 2']) what;
select refuses(format('update tolsel_billing.payment set status = %L where request_key = %L', s[2], s[1]), 'UC015',
    'does not become ' || s[2], s[1] || ' to ' || s[2])
from (select string_to_array(x, ' ') from unnest(
        array['p1 open', 'p1 failed', 'p1 unknown', 'failed completed', 'failed void', 'failed unknown',
            'unanswered failed', 'unanswered completed', 'unanswered void', 'open void', 'bounced completed',
            'bounced open']) x) y(s);
select refuses($$update tolsel_billing.payment set amount = 1 where request_key = 'open'$$, 'UC015', 'is open',
    'an open payment keeps its amount');
select refuses($$update tolsel_billing.payment set void_reason = 'x' where request_key = 'bounced'$$, 'UC015',
    'is void', 'a void keeps its reason');
select refuses($$update tolsel_billing.payment set allocated_amount = 1 where request_key = 'late'$$, 'UC015',
    'is completed', 'what is allocated follows from allocations');
select throws_ok($$update tolsel_billing.payment set allocated_amount = 1 where request_key = 'open'$$, '23514', null,
    'and nothing is, before it is booked');
-- A customer keeps its account and its currency; a series counts on by one.
select refuses(format('update tolsel_billing.customer set %s where code = ''ann''', what), 'UC015',
    'UPDATE on tolsel_billing.customer', 'a customer: ' || what)
from unnest(array['account_id = 1', 'currency = ''USD''', 'scale = 3', 'opened_at = now()', 'tenant_id = 2']) what;
select refuses(format('update tolsel_billing.number_series set %s where series = ''INV'' and tenant_id = 1', what),
    'UC015', 'UPDATE on tolsel_billing.number_series', 'a series: ' || what)
from unnest(array['last_number = last_number + 2', 'last_number = last_number', 'last_number = 1',
        'series = ''X'', last_number = last_number + 1', 'tenant_id = 2, last_number = last_number + 1']) what;
-- What follows is still written by its triggers.
set role shop_app;
select tolsel.allocate_payment(payment_of('late'), invoice_of('i2'), 1) \g /dev/null
reset role;
select is(payment(payment_of('late')), 'completed: allocated 1 refunded 0 left 9', 'an allocation still counts');
set role shop_app;
select tolsel.reverse_allocation(allocation_of('late', 'i2')) \g /dev/null
reset role;
select is(payment(payment_of('late')), 'completed: allocated 0 refunded 0 left 10', 'and its reversal');
-- Called from another's trigger, a command works as ever.
create table public.shop_order (customer_id bigint, amount numeric);
grant insert on public.shop_order to shop_app;
create function public.tg_bill() returns trigger language plpgsql as $$
begin
    perform tolsel.issue_invoice(new.customer_id, jsonb_build_array(jsonb_build_object('amount', new.amount)),
        p_uses_credit => true, p_request_key => 'by trigger');
    return new;
end $$;
create trigger shop_order_bill after insert on public.shop_order for each row execute function public.tg_bill();
set role shop_app;
insert into public.shop_order values (customer_of('ann'), 4);
select is(invoice('by trigger'), 'paid: paid 4 open 0 payments 1 in part 0',
    'an invoice from within a trigger of an application');
reset role;
drop table public.shop_order;
drop function public.tg_bill;
select * from finish();
