create or replace function bursar_billing._tg_allocation_paid_amount()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_allocation_paid_amount$
declare
    v_before numeric;
    v_after numeric;
    v_paid_on date;
begin
    update bursar_billing.payment p set allocated_amount = p.allocated_amount + new.amount
    where p.tenant_id = new.tenant_id and p.payment_id = new.payment_id
    returning p.paid_on, p.allocated_amount - new.amount into v_paid_on, v_before;
    -- What this payment has paid of this invoice before: nothing where it has paid nothing at all;
    -- else a row or two, by index, however many payments the invoice has.
    if v_before > 0 then
        select coalesce(sum(a.amount), 0) into v_before from bursar_billing.allocation a
        where a.tenant_id = new.tenant_id and a.invoice_id = new.invoice_id
            and a.payment_id = new.payment_id and a.allocation_id <> new.allocation_id;
    end if;
    v_after := v_before + new.amount;
    update bursar_billing.invoice i
    set paid_amount = i.paid_amount + new.amount,
        payment_count = i.payment_count + (v_after > 0)::integer - (v_before > 0)::integer,
        partial_payment_count = i.partial_payment_count
            + (v_after > 0 and v_after < i.total_amount)::integer
            - (v_before > 0 and v_before < i.total_amount)::integer,
        last_payment_on = case
            when v_after > 0 then greatest(i.last_payment_on, v_paid_on)
            else bursar_billing.last_payment_of(new.invoice_id, new.payment_id, new.tenant_id)
        end
    where i.tenant_id = new.tenant_id and i.invoice_id = new.invoice_id;
    return null;
end
$_tg_allocation_paid_amount$;
comment on function bursar_billing._tg_allocation_paid_amount is
    'Adds an allocation to what is paid of its invoice and what is allocated of its payment: by its
amount, never by a sum over all.';

create trigger allocation_after_insert_paid_amount
after insert on bursar_billing.allocation
for each row execute function bursar_billing._tg_allocation_paid_amount();

create or replace function bursar_billing._tg_refund_refunded_amount()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_refund_refunded_amount$
begin
    update bursar_billing.payment p set refunded_amount = p.refunded_amount + new.amount
    where p.tenant_id = new.tenant_id and p.payment_id = new.payment_id;
    return null;
end
$_tg_refund_refunded_amount$;
comment on function bursar_billing._tg_refund_refunded_amount is
    'Adds a refund to what is refunded of its payment.';

create trigger refund_after_insert_refunded_amount
after insert on bursar_billing.refund
for each row execute function bursar_billing._tg_refund_refunded_amount();

create trigger allocation_before_change_append_only
before update or delete on bursar_billing.allocation
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_billing.allocation enable always trigger allocation_before_change_append_only;
create trigger allocation_before_truncate_append_only
before truncate on bursar_billing.allocation
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_billing.allocation
    enable always trigger allocation_before_truncate_append_only;

create trigger refund_before_change_append_only
before update or delete on bursar_billing.refund
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_billing.refund enable always trigger refund_before_change_append_only;
create trigger refund_before_truncate_append_only
before truncate on bursar_billing.refund
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_billing.refund enable always trigger refund_before_truncate_append_only;

create trigger payment_tracking_before_change_append_only
before update or delete on bursar_billing.payment_tracking
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_billing.payment_tracking
    enable always trigger payment_tracking_before_change_append_only;
create trigger payment_tracking_before_truncate_append_only
before truncate on bursar_billing.payment_tracking
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_billing.payment_tracking
    enable always trigger payment_tracking_before_truncate_append_only;

create trigger invoice_line_before_change_append_only
before update or delete on bursar_billing.invoice_line
for each row execute function bursar_core._tg_any_append_only();
alter table bursar_billing.invoice_line
    enable always trigger invoice_line_before_change_append_only;
create trigger invoice_line_before_truncate_append_only
before truncate on bursar_billing.invoice_line
for each statement execute function bursar_core._tg_any_append_only();
alter table bursar_billing.invoice_line
    enable always trigger invoice_line_before_truncate_append_only;
