create or replace function tolsel.void_credit_note(
    p_credit_note_id bigint,
    p_reason text,
    p_voided_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.credit_note
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $void_credit_note$
declare
    v_payment tolsel_billing.payment;
    v_note tolsel_billing.credit_note;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    v_payment := tolsel_billing.lock_payment(
        p_credit_note_id, p_tenant_id, p_kind => 'credit_note');
    select * into v_note from tolsel_billing.credit_note n
    where n.tenant_id = p_tenant_id and n.credit_note_id = p_credit_note_id;
    -- Repeat:
    if v_payment.status = 'void' then
        perform tolsel_core.check_repeated_void(
            format('Credit note %s-%s', v_note.series, v_note.number), v_payment.voided_at,
            v_payment.void_reason, p_reason);
        return v_note;
    end if;
    -- Refuse, write and hand on:
    perform tolsel_billing.check_no_wallet(l.account_id, p_tenant_id)
    from tolsel_billing.credit_note_line l
    where l.tenant_id = p_tenant_id and l.credit_note_id = p_credit_note_id;
    perform tolsel_billing.undo_payment(v_payment, p_reason, p_voided_on);
    return v_note;
end
$void_credit_note$;
comment on function tolsel.void_credit_note is
$$Voids a credit note of which nothing is refunded: its journal is reversed, its number stays used,
and what it paid is owed again. Counts for p_voided_on (default: today in the main branch). A second
call with the same reason answers with the credit note, too.
raises: UB011 payment_refunded, UB061 credit_note_not_found, UB141 document_of_wallet,
UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable, UH004 day_lies_ahead,
UH012 document_void, UH020 void_too_early, UL007 period_closed, UL010 balance_out_of_range$$;
revoke all on function tolsel.void_credit_note from public;
grant execute on function tolsel.void_credit_note to tolsel_app, tolsel_supervisor;
