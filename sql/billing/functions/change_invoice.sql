create or replace function tolsel.change_invoice(
    p_invoice_id bigint,
    p_reason text,
    p_due_on date default null,
    p_reference text default null,
    p_note text default null,
    p_metadata jsonb default null,
    p_clears text[] default '{}',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.invoice
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $change_invoice$
declare
    v_invoice tolsel_billing.invoice;
    v_new tolsel_billing.invoice;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    if p_due_on is not null then
        perform tolsel_core.check_date(p_due_on, 'The due date');
    end if;
    if p_reference is not null then
        perform tolsel_core.check_text(p_reference, 'reference', 100);
    end if;
    if p_note is not null then
        perform tolsel_core.check_text(p_note, 'note', 1000);
    end if;
    perform tolsel_core.check_metadata(coalesce(p_metadata, '{}'));
    if not coalesce(p_clears, '{}') <@ '{reference,note}'::text[] then
        perform tolsel_core.refuse('UC016', format(
            'clears is %s; what can be empty is reference and note.', left(p_clears::text, 200)));
    end if;
    -- Lock:
    v_invoice := tolsel_billing.lock_invoice(p_invoice_id, p_tenant_id);
    v_new := v_invoice;
    v_new.due_on := coalesce(p_due_on, v_invoice.due_on);
    v_new.reference := coalesce(
        p_reference, case when 'reference' = any(p_clears) then null else v_invoice.reference end);
    v_new.note := coalesce(
        p_note, case when 'note' = any(p_clears) then null else v_invoice.note end);
    v_new.metadata := coalesce(p_metadata, v_invoice.metadata);
    -- Repeat: it is so already.
    if v_new is not distinct from v_invoice then
        return v_invoice;
    end if;
    -- Refuse:
    if v_invoice.status in ('draft', 'void') then
        perform tolsel_core.refuse('UB067', format(
            'Invoice %s is %s.', p_invoice_id, v_invoice.status));
    elsif v_new.due_on < least(v_invoice.issued_on, v_invoice.due_on) then
        perform tolsel_core.refuse('UB017', format(
            'Issued on %s, due on %s.', v_invoice.issued_on, v_new.due_on));
    end if;
    -- Write: a trigger brings the invoice up to it.
    insert into tolsel_billing.invoice_change (
        tenant_id, invoice_id, change_no, changed_on, reason, due_on, was_due_on, reference,
        was_reference, note, was_note, metadata, was_metadata, user_id, request_id)
    values (
        p_tenant_id, p_invoice_id,
        1 + (
            select count(*) from tolsel_billing.invoice_change c
            where c.tenant_id = p_tenant_id and c.invoice_id = p_invoice_id),
        greatest(v_invoice.issued_on, tolsel_core.branch_date(
            v_invoice.branch_id, p_at => null, p_tenant_id => p_tenant_id)),
        p_reason, v_new.due_on, v_invoice.due_on, v_new.reference, v_invoice.reference, v_new.note,
        v_invoice.note, v_new.metadata, v_invoice.metadata,
        tolsel_core.context_user_id(p_tenant_id), tolsel_core.context_request_id());
    select * into v_new from tolsel_billing.invoice i
    where i.tenant_id = p_tenant_id and i.invoice_id = p_invoice_id;
    -- Hand on:
    perform tolsel_core.emit_event(
        'invoice.changed', 'invoice', p_invoice_id,
        jsonb_build_object(
            'customer_id', v_new.customer_id, 'due_on', v_new.due_on,
            'reference', v_new.reference, 'reason', p_reason),
        p_tenant_id);
    return v_new;
end
$change_invoice$;
comment on function tolsel.change_invoice is
$$Changes of an issued invoice what no figure rests on: the day it is due, its reference, its note
and its metadata; null leaves a value as it is, and p_clears names what is to be empty: reference,
note. tolsel.invoice_change keeps what it was; a report on an earlier day has the day it was due
then. A second call changes nothing.
raises: UB002 invoice_not_found, UB017 due_before_issued, UB067 invoice_not_changeable,
UC002 tenant_not_allowed, UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable$$;
revoke all on function tolsel.change_invoice from public;
grant execute on function tolsel.change_invoice to tolsel_app, tolsel_clerk;
