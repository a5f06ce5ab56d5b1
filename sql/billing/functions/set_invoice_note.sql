create or replace function tolsel.set_invoice_note(
    p_invoice_id bigint,
    p_note text,
    p_reason text default 'Note',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.invoice
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_invoice_note$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock, repeat, refuse, write and hand on: one of the things that may be changed of an invoice.
    return tolsel.change_invoice(
        p_invoice_id, p_reason, p_note => p_note,
        p_clears => case when p_note is null then '{note}' else '{}' end::text[],
        p_tenant_id => p_tenant_id);
end
$set_invoice_note$;
comment on function tolsel.set_invoice_note is
$$Writes a note for people on an issued invoice (null: none), as tolsel.change_invoice does, which
keeps what stood there before.
raises: UB002 invoice_not_found, UB067 invoice_not_changeable, UC002 tenant_not_allowed,
UC016 text_not_usable$$;
revoke all on function tolsel.set_invoice_note from public;
grant execute on function tolsel.set_invoice_note to tolsel_app, tolsel_clerk;
