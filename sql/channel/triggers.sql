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

create or replace function tolsel_channel._tg_vendor_payment_paid()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_vendor_payment_paid$
begin
    if tolsel_core.is_copying() then
        return null;
    end if;
    -- By the difference, never by adding up: the ten-thousandth payment costs what the first did.
    update tolsel_channel.vendor_bill b
    set paid_amount = b.paid_amount
        + case when new.voided_at is null then new.amount else -new.amount end
    where b.tenant_id = new.tenant_id and b.vendor_bill_id = new.vendor_bill_id;
    return null;
end
$_tg_vendor_payment_paid$;
comment on function tolsel_channel._tg_vendor_payment_paid is
    'Adds a new payment to what is paid of its bill, and takes a voided one off again.';

create trigger vendor_payment_after_insert_paid
after insert on tolsel_channel.vendor_payment
for each row when (new.vendor_bill_id is not null and new.voided_at is null)
execute function tolsel_channel._tg_vendor_payment_paid();
alter table tolsel_channel.vendor_payment enable always trigger vendor_payment_after_insert_paid;
create trigger vendor_payment_after_update_paid
after update of voided_at on tolsel_channel.vendor_payment
for each row
when (new.vendor_bill_id is not null and old.voided_at is null and new.voided_at is not null)
execute function tolsel_channel._tg_vendor_payment_paid();
alter table tolsel_channel.vendor_payment enable always trigger vendor_payment_after_update_paid;

-- What others rest on: a channel is deactivated, never deleted or moved to another account.
select tolsel_core.guard_against(
    'tolsel_channel.payment_channel', 'before_change_append_only',
    'before update of tenant_id, channel_id, kind, branch_id, account_id, opened_at or delete');
select tolsel_core.guard_against(
    'tolsel_channel.vendor', 'before_change_append_only',
    'before update of tenant_id, vendor_id, account_id, opened_at or delete');

-- What its payments write is not named here.
select tolsel_core.guard_against(
    'tolsel_channel.vendor_bill', 'before_change_set_once',
    'before update of
        tenant_id, vendor_bill_id, vendor_id, bill_number, billed_on, due_on, expense_account_id,
        total_amount, journal_id, voided_at, void_reason, void_journal_id, recorded_at, user_id,
        request_key, request_id, metadata
    or delete',
    $$tolsel_core._tg_any_set_once('voided_at', 'void_reason', 'void_journal_id')$$);
select tolsel_core.guard_truncate('tolsel_channel.vendor_bill');

select tolsel_core.guard_document(
    'tolsel_channel.vendor_payment', array['voided_at', 'void_reason', 'void_journal_id']);
select tolsel_core.guard_document(
    'tolsel_channel.daily_entry', array['voided_at', 'void_reason', 'void_journal_id']);
select tolsel_core.guard_document(
    'tolsel_channel.channel_transfer',
    array['voided_at', 'void_reason', 'void_journal_id', 'arrival_void_journal_id']);
select tolsel_core.guard_document(
    'tolsel_channel.day_close', array['reopened_at', 'reopen_reason', 'void_journal_id']);
