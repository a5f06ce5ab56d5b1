create or replace function tolsel_channel._tg_tenant_methods()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_tenant_methods$
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    insert into tolsel_channel.payment_method
        (tenant_id, method, name, icon, category, processing_minutes, has_unique_reference)
    select new.tenant_id, t.method, t.name, t.icon, t.category, t.processing_minutes,
        t.has_unique_reference
    from tolsel_channel.payment_method_template t;
    return null;
end
$_tg_tenant_methods$;
comment on function tolsel_channel._tg_tenant_methods is
    'Gives a new tenant the payment methods of the template.';

create trigger tenant_after_insert_methods
after insert on tolsel_core.tenant
for each row execute function tolsel_channel._tg_tenant_methods();
alter table tolsel_core.tenant enable always trigger tenant_after_insert_methods;

create or replace function tolsel_channel._tg_vendor_allocation_paid()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_vendor_allocation_paid$
declare
    v_balance numeric;
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    -- By the difference, never by adding up: the ten-thousandth payment costs what the first did.
    update tolsel_channel.vendor_payment p set allocated_amount = p.allocated_amount + new.amount
    where p.tenant_id = new.tenant_id and p.vendor_payment_id = new.vendor_payment_id;
    update tolsel_channel.vendor_bill b set paid_amount = b.paid_amount + new.amount
    where b.tenant_id = new.tenant_id and b.vendor_bill_id = new.vendor_bill_id
    returning b.balance_amount into v_balance;
    perform tolsel_core.emit_event(
        case when new.amount < 0 then 'vendor_bill.reopened'
            when v_balance = 0 then 'vendor_bill.paid'
            else 'vendor_bill.partly_paid' end,
        'vendor_bill', new.vendor_bill_id,
        jsonb_build_object(
            'vendor_id', new.vendor_id, 'vendor_payment_id', new.vendor_payment_id,
            'amount', new.amount::text, 'balance', v_balance::text,
            'allocated_on', new.allocated_on),
        new.tenant_id);
    return null;
end
$_tg_vendor_allocation_paid$;
comment on function tolsel_channel._tg_vendor_allocation_paid is
    'Adds an allocation to what is paid of its bill and to what is allocated of its payment, and
tells what became of the bill.';

create trigger vendor_allocation_after_insert_paid
after insert on tolsel_channel.vendor_allocation
for each row execute function tolsel_channel._tg_vendor_allocation_paid();
alter table tolsel_channel.vendor_allocation
    enable always trigger vendor_allocation_after_insert_paid;

create or replace function tolsel_channel._tg_vendor_refund_refunded()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_vendor_refund_refunded$
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    update tolsel_channel.vendor_payment p
    set refunded_amount = p.refunded_amount
        + case when new.voided_at is null then new.amount else -new.amount end
    where p.tenant_id = new.tenant_id and p.vendor_payment_id = new.vendor_payment_id;
    return null;
end
$_tg_vendor_refund_refunded$;
comment on function tolsel_channel._tg_vendor_refund_refunded is
    'Adds a refund to what is refunded of its payment, and takes it off again when it is voided.';

create trigger vendor_refund_after_insert_refunded
after insert on tolsel_channel.vendor_refund
for each row execute function tolsel_channel._tg_vendor_refund_refunded();
alter table tolsel_channel.vendor_refund enable always trigger vendor_refund_after_insert_refunded;
create trigger vendor_refund_after_update_refunded
after update on tolsel_channel.vendor_refund
for each row when (old.voided_at is null and new.voided_at is not null)
execute function tolsel_channel._tg_vendor_refund_refunded();
alter table tolsel_channel.vendor_refund enable always trigger vendor_refund_after_update_refunded;

-- What others rest on: a channel is deactivated, never deleted or moved to another account.
select tolsel_core.guard_against(
    'tolsel_channel.payment_channel', 'before_change_append_only',
    'before update of tenant_id, channel_id, kind, branch_id, account_id, opened_at or delete');
select tolsel_core.guard_against(
    'tolsel_channel.vendor', 'before_change_append_only',
    'before update of tenant_id, vendor_id, account_id, opened_at or delete');

-- What allocations and refunds write is not named here.
select tolsel_core.guard_against(
    'tolsel_channel.vendor_bill', 'before_change_set_once',
    'before update of
        tenant_id, vendor_bill_id, vendor_id, bill_number, billed_on, due_on, total_amount,
        journal_id, voided_at, voided_on, void_reason, void_journal_id, recorded_at, user_id,
        request_key, request_id, metadata
    or delete',
    $$tolsel_core._tg_any_set_once('voided_at', 'voided_on', 'void_reason', 'void_journal_id')$$);
select tolsel_core.guard_truncate('tolsel_channel.vendor_bill');
select tolsel_core.guard_against(
    'tolsel_channel.vendor_payment', 'before_change_set_once',
    'before update of
        tenant_id, vendor_payment_id, vendor_id, kind, vendor_bill_id, channel_id, method, amount,
        paid_on, reference, journal_id, voided_at, voided_on, void_reason, void_journal_id,
        recorded_at, user_id, request_key, request_id, metadata
    or delete',
    $$tolsel_core._tg_any_set_once('voided_at', 'voided_on', 'void_reason', 'void_journal_id')$$);
select tolsel_core.guard_truncate('tolsel_channel.vendor_payment');
select tolsel_core.guard_history('tolsel_channel.vendor_line');
select tolsel_core.guard_history('tolsel_channel.vendor_allocation');

select tolsel_core.guard_document(
    'tolsel_channel.vendor_refund', '{voided_at,voided_on,void_reason,void_journal_id}');
select tolsel_core.guard_document(
    'tolsel_channel.daily_entry', array['voided_at', 'void_reason', 'void_journal_id']);
select tolsel_core.guard_document(
    'tolsel_channel.channel_transfer',
    array['voided_at', 'void_reason', 'void_journal_id', 'arrival_void_journal_id']);
select tolsel_core.guard_document(
    'tolsel_channel.day_close', array['reopened_at', 'reopen_reason', 'void_journal_id']);
