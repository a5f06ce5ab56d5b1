create or replace function tolsel_billing._tg_allocation_paid_amount()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_allocation_paid_amount$
declare
    v_allocation tolsel_billing.allocation;
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    if (select count(*) from added) > 1 then
        perform tolsel_billing.add_paid_amounts(array(
            select row(a.*)::tolsel_billing.allocation from added a order by a.allocation_id));
    else
        for v_allocation in select * from added loop
            perform tolsel_billing.add_paid_amount(v_allocation);
        end loop;
    end if;
    return null;
end
$_tg_allocation_paid_amount$;
comment on function tolsel_billing._tg_allocation_paid_amount is
    'Adds allocations to what is paid of their invoices and, unless the payment counts them from the
start, to what is allocated of that. Tells what became of each invoice, whatever command it was.';

create trigger allocation_after_insert_paid_amount
after insert on tolsel_billing.allocation
referencing new table as added
for each statement execute function tolsel_billing._tg_allocation_paid_amount();
alter table tolsel_billing.allocation enable always trigger allocation_after_insert_paid_amount;

create or replace function tolsel_billing._tg_refund_refunded_amount()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_refund_refunded_amount$
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    update tolsel_billing.payment p
    set refunded_amount = p.refunded_amount
        + case when new.voided_at is null then new.amount else -new.amount end
    where p.tenant_id = new.tenant_id and p.payment_id = new.payment_id;
    return null;
end
$_tg_refund_refunded_amount$;
comment on function tolsel_billing._tg_refund_refunded_amount is
    'Adds a refund to what is refunded of its payment, and takes it off again when it is voided.';

create trigger refund_after_insert_refunded_amount
after insert on tolsel_billing.refund
for each row execute function tolsel_billing._tg_refund_refunded_amount();
alter table tolsel_billing.refund enable always trigger refund_after_insert_refunded_amount;
create trigger refund_after_update_refunded_amount
after update on tolsel_billing.refund
for each row when (old.voided_at is null and new.voided_at is not null)
execute function tolsel_billing._tg_refund_refunded_amount();
alter table tolsel_billing.refund enable always trigger refund_after_update_refunded_amount;

select tolsel_core.guard_history('tolsel_billing.allocation');
select tolsel_core.guard_history('tolsel_billing.payment_tracking');
create or replace function tolsel_billing._tg_invoice_change_values()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_invoice_change_values$
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    update tolsel_billing.invoice i
    set due_on = new.due_on, reference = new.reference, note = new.note, metadata = new.metadata
    where i.tenant_id = new.tenant_id and i.invoice_id = new.invoice_id;
    return null;
end
$_tg_invoice_change_values$;
comment on function tolsel_billing._tg_invoice_change_values is
    'Brings an invoice up to its last change: there is no other way to change one.';

create trigger invoice_change_after_insert_values
after insert on tolsel_billing.invoice_change
for each row execute function tolsel_billing._tg_invoice_change_values();
alter table tolsel_billing.invoice_change enable always trigger invoice_change_after_insert_values;

select tolsel_core.guard_history('tolsel_billing.invoice_change');
select tolsel_core.guard_history('tolsel_billing.invoice_line');
select tolsel_core.guard_history('tolsel_billing.credit_note');
select tolsel_core.guard_history('tolsel_billing.credit_note_line');
select tolsel_core.guard_document(
    'tolsel_billing.refund', '{voided_at,voided_on,void_reason,void_journal_id}');

-- Documents are never deleted. What follows from other rows is written by triggers, at a depth of 1
-- and more; whoever writes a document itself may only do what is allowed once.
create trigger invoice_before_update_set_once
before update on tolsel_billing.invoice
for each row when (pg_trigger_depth() = 0)
execute function tolsel_core._tg_any_set_once(
    'number', 'issued_on', 'due_on', 'journal_id', 'voided_at', 'voided_on',
    'void_reason', 'void_journal_id');
alter table tolsel_billing.invoice enable always trigger invoice_before_update_set_once;
select tolsel_core.guard_rows('tolsel_billing.invoice');

create or replace function tolsel_billing._tg_payment_transition()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_payment_transition$
declare
    v_old tolsel_billing.payment := old;
    v_new tolsel_billing.payment := new;
begin
    if tolsel_core.is_applying() then
        return new;
    end if;
    if new.status <> old.status and concat_ws(' ', old.status, new.status) not in (
        'open completed', 'open failed', 'open unknown', 'failed open', 'unknown open',
        'completed void')
    then
        perform tolsel_core.refuse('UC015', format(
            'Payment %s is %s, and does not become %s.', old.payment_id, old.status, new.status));
    end if;
    -- What an attempt writes may change until it is booked, what voids it with the void.
    v_new.status := old.status;
    v_new.unapplied_amount := old.unapplied_amount;
    if old.journal_id is null then
        v_new.allocated_amount := old.allocated_amount;
        v_new.paid_on := old.paid_on;
        v_new.provider_reference := old.provider_reference;
        if new.status = 'completed' then
            v_new.second_reference := old.second_reference;
            v_new.amount := old.amount;
            v_new.asked_amount := old.asked_amount;
        end if;
        v_new.processing_ms := old.processing_ms;
        v_new.failure_reason := old.failure_reason;
        v_new.retry_count := old.retry_count;
        v_new.last_retry_at := old.last_retry_at;
        v_new.next_retry_at := old.next_retry_at;
        v_new.completed_at := old.completed_at;
        v_new.journal_id := old.journal_id;
    elsif old.status = 'completed' and new.status = 'void' then
        v_new.voided_at := old.voided_at;
        v_new.voided_on := old.voided_on;
        v_new.void_reason := old.void_reason;
        v_new.void_journal_id := old.void_journal_id;
    end if;
    if v_new is distinct from v_old then
        perform tolsel_core.refuse('UC015', format(
            'Payment %s is %s.', old.payment_id, old.status));
    end if;
    return new;
end
$_tg_payment_transition$;
comment on function tolsel_billing._tg_payment_transition is
$$Refuses to change a payment otherwise than from attempt to attempt, to booked, and to void.
raises: UC015 history_is_append_only$$;

create trigger payment_before_update_transition
before update on tolsel_billing.payment
for each row when (pg_trigger_depth() = 0)
execute function tolsel_billing._tg_payment_transition();
alter table tolsel_billing.payment enable always trigger payment_before_update_transition;
select tolsel_core.guard_rows('tolsel_billing.payment');

-- How a customer is called and reached, its limit and its figures may change.
create trigger customer_before_update_append_only
before update of tenant_id, customer_id, account_id, currency, scale, opened_at
on tolsel_billing.customer
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_billing.customer enable always trigger customer_before_update_append_only;
select tolsel_core.guard_rows('tolsel_billing.customer');

create or replace function tolsel_billing._tg_number_series_numbers()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_number_series_numbers$
begin
    if tolsel_core.is_applying()
        or (new.tenant_id = old.tenant_id and new.series = old.series
            and new.last_number > old.last_number
            and new.last_number - old.last_number = (
                select count(*) from tolsel_billing.invoice i
                where i.tenant_id = new.tenant_id and i.series = new.series
                    and i.number > old.last_number and i.number <= new.last_number))
    then
        return new;
    end if;
    perform tolsel_core.refuse('UC015', format(
        '%s on %s.%s.', tg_op, tg_table_schema, tg_table_name));
    return null;
end
$_tg_number_series_numbers$;
comment on function tolsel_billing._tg_number_series_numbers is
$$Refuses to change a series, but to take the next number, or several that invoices have.
raises: UC015 history_is_append_only$$;

create trigger number_series_before_update_numbers
before update on tolsel_billing.number_series
for each row when (
    new.last_number <> old.last_number + 1
    or new.series <> old.series
    or new.tenant_id <> old.tenant_id)
execute function tolsel_billing._tg_number_series_numbers();
alter table tolsel_billing.number_series
    enable always trigger number_series_before_update_numbers;
select tolsel_core.guard_rows('tolsel_billing.number_series');
select tolsel_core.guard_rows('tolsel_billing.retention');

create or replace function tolsel_billing._tg_seal_documents()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_seal_documents$
declare
    v_managed_by text;
    v_journal_ids bigint[];
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    select a.managed_by into v_managed_by from tolsel_ledger.account a
    where a.tenant_id = new.tenant_id and a.account_id = new.account_id;
    if v_managed_by is not null then
        v_journal_ids := tolsel_billing.journals_to_seal(new, v_managed_by);
        insert into tolsel_billing.document_seal (
            tenant_id, account_id, slot, to_version, journal_ids, hash)
        values (
            new.tenant_id, new.account_id, new.slot, new.to_version, v_journal_ids,
            tolsel_billing.document_hash(v_journal_ids, v_managed_by, new.tenant_id));
    end if;
    return null;
end
$_tg_seal_documents$;
comment on function tolsel_billing._tg_seal_documents is
    'Seals the documents behind the entries that a seal covers.';

create trigger seal_after_insert_documents
after insert on tolsel_ledger.seal
for each row execute function tolsel_billing._tg_seal_documents();
alter table tolsel_ledger.seal enable always trigger seal_after_insert_documents;
select tolsel_core.guard_history('tolsel_billing.document_seal');

create or replace function tolsel_billing._tg_seal_rows()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_seal_rows$
begin
    if not tolsel_core.is_copying() then
        perform tolsel_billing.seal_rows();
    end if;
    return null;
end
$_tg_seal_rows$;
comment on function tolsel_billing._tg_seal_rows is
    'Seals the rows that no journal stands behind, each time that entries are looked through for
those to seal.';

create trigger seal_after_insert_rows
after insert on tolsel_ledger.seal
for each statement execute function tolsel_billing._tg_seal_rows();
alter table tolsel_ledger.seal enable always trigger seal_after_insert_rows;
select tolsel_core.guard_history('tolsel_billing.row_seal');

select tolsel_core.guard_rows('tolsel_billing.cash_rounding');

-- A cheque that came back from the bank may be presented again.
create trigger cheque_before_update_append_only
before update of tenant_id, payment_id, present_on on tolsel_billing.cheque
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_billing.cheque enable always trigger cheque_before_update_append_only;
select tolsel_core.guard_rows('tolsel_billing.cheque');

-- What is assigned of an unknown payer's money is written by the trigger on payment alone.
create trigger suspense_before_update_set_once
before update on tolsel_billing.suspense
for each row when (pg_trigger_depth() = 0)
execute function tolsel_core._tg_any_set_once(
    'voided_at', 'voided_on', 'void_reason', 'void_journal_id');
alter table tolsel_billing.suspense enable always trigger suspense_before_update_set_once;
select tolsel_core.guard_rows('tolsel_billing.suspense');

create or replace function tolsel_billing._tg_payment_suspense()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_payment_suspense$
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    update tolsel_billing.suspense s
    set assigned_amount = s.assigned_amount
        + case when tg_op = 'INSERT' then new.amount else -new.amount end
    where s.tenant_id = new.tenant_id and s.suspense_id = new.suspense_id;
    return null;
end
$_tg_payment_suspense$;
comment on function tolsel_billing._tg_payment_suspense is
    'Adds a payment to what is assigned of an unknown payer''s money, and takes a void one off.';

create trigger payment_after_insert_suspense
after insert on tolsel_billing.payment
for each row when (new.suspense_id is not null)
execute function tolsel_billing._tg_payment_suspense();
alter table tolsel_billing.payment enable always trigger payment_after_insert_suspense;

create trigger payment_after_update_suspense
after update of status on tolsel_billing.payment
for each row when (new.suspense_id is not null and new.status = 'void')
execute function tolsel_billing._tg_payment_suspense();
alter table tolsel_billing.payment enable always trigger payment_after_update_suspense;
