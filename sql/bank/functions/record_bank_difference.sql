create or replace function tolsel.record_bank_difference(
    p_channel_id bigint,
    p_noted_on date,
    p_reason text,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.difference_note
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_bank_difference$
declare
    v_account tolsel_bank.bank_account;
    v_amount numeric;
    v_note tolsel_bank.difference_note;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_date(p_noted_on, 'The day');
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    v_account := tolsel_bank.lock_account(p_channel_id, p_tenant_id);
    -- Repeat: the same reason of the same amount is answered with the note there is.
    v_amount := (tolsel_bank.reconcile_day(v_account, p_noted_on)).unexplained_amount;
    select * into v_note from tolsel_bank.difference_note n
    where n.tenant_id = p_tenant_id and n.channel_id = p_channel_id and n.noted_on = p_noted_on
    order by n.difference_note_id desc
    limit 1;
    if v_note.amount = v_amount and v_note.reason = p_reason then
        return v_note;
    end if;
    -- Refuse:
    if v_amount = 0 then
        perform tolsel_core.refuse('UK021', format('Channel %s, %s.', p_channel_id, p_noted_on));
    end if;
    -- Write:
    insert into tolsel_bank.difference_note (
        tenant_id, channel_id, noted_on, amount, reason, user_id, login, request_id)
    values (
        p_tenant_id, p_channel_id, p_noted_on, v_amount, p_reason,
        tolsel_core.context_user_id(p_tenant_id), tolsel_core.acting_login(),
        tolsel_core.context_request_id())
    returning * into v_note;
    return v_note;
end
$record_bank_difference$;
comment on function tolsel.record_bank_difference is
$$Says why what is unexplained between bank and book of a channel stays at the end of a day, so that
the books can be closed through it. The note counts for the amount there is now: another one needs
another note.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UK021 bank_difference_none$$;
revoke all on function tolsel.record_bank_difference from public;
grant execute on function tolsel.record_bank_difference to tolsel_app, tolsel_accountant;
