create or replace function tolsel.void_suspense(
    p_suspense_id bigint,
    p_reason text,
    p_voided_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.suspense
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $void_suspense$
declare
    v_suspense tolsel_billing.suspense;
    v_voided_on date;
    v_journal_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    v_suspense := tolsel_billing.lock_suspense(p_suspense_id, p_tenant_id);
    -- Repeat:
    if v_suspense.voided_at is not null then
        perform tolsel_core.check_repeated_void(
            'Suspense ' || p_suspense_id, v_suspense.voided_at, v_suspense.void_reason, p_reason);
        return v_suspense;
    end if;
    -- Refuse:
    if v_suspense.assigned_amount > 0 then
        perform tolsel_core.refuse('UB117', format(
            'Of suspense %s %s of %s is assigned.', p_suspense_id, v_suspense.assigned_amount,
            v_suspense.amount));
    end if;
    v_voided_on := tolsel_channel.choose_day(
        tolsel_channel.get_channel(v_suspense.channel_id, p_tenant_id), p_voided_on, 'The void',
        p_tenant_id, p_document_on => v_suspense.received_on);
    -- Write:
    v_journal_id := tolsel_ledger.post_reversal(
        v_suspense.journal_id, v_voided_on, 'Void of suspense ' || p_suspense_id, p_tenant_id);
    update tolsel_billing.suspense s
    set voided_at = tolsel_core.clock_at(), voided_on = v_voided_on, void_reason = p_reason,
        void_journal_id = v_journal_id
    where s.tenant_id = p_tenant_id and s.suspense_id = p_suspense_id
    returning * into v_suspense;
    -- Hand on:
    perform tolsel_core.emit_event(
        'suspense.voided', 'suspense', p_suspense_id,
        jsonb_build_object('reason', p_reason, 'voided_on', v_voided_on), p_tenant_id);
    return v_suspense;
end
$void_suspense$;
comment on function tolsel.void_suspense is
$$Voids money of an unknown payer of which nothing is assigned, because it was none or was sent
back: it leaves its channel on a day of that (null: today, or the first open day if that is closed).
A second call with the same reason answers with it.
raises: UB115 suspense_not_found, UB117 suspense_assigned, UC002 tenant_not_allowed,
UC014 date_not_usable, UC016 text_not_usable, UH004 day_lies_ahead, UH012 document_void,
UH020 void_too_early, UL007 period_closed$$;
revoke all on function tolsel.void_suspense from public;
grant execute on function tolsel.void_suspense to tolsel_app, tolsel_supervisor;
