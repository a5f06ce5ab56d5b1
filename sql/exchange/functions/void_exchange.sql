create or replace function tolsel.void_exchange(
    p_exchange_id bigint,
    p_reason text,
    p_voided_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_exchange.exchange
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $void_exchange$
declare
    v_exchange tolsel_exchange.exchange;
    v_voided_on date;
    v_journal_id bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    select * into v_exchange from tolsel_exchange.exchange e
    where e.tenant_id = p_tenant_id and e.exchange_id = p_exchange_id
    for no key update;
    -- Repeat:
    if v_exchange.voided_at is not null then
        perform tolsel_core.check_repeated_void(
            'Exchange ' || p_exchange_id, v_exchange.voided_at, v_exchange.void_reason, p_reason);
        return v_exchange;
    end if;
    -- Refuse:
    if v_exchange.exchange_id is null then
        perform tolsel_core.refuse('UX009', format(
            'Exchange %s.', coalesce(p_exchange_id::text, 'null')));
    end if;
    perform tolsel_exchange.check_account(
        tolsel_ledger.get_account(v_exchange.from_account_id, p_tenant_id));
    v_voided_on := tolsel_core.choose_day(
        p_voided_on, 'The void', p_tenant_id, p_document_on => v_exchange.exchanged_on,
        p_open_on => tolsel_ledger.first_open_on(v_exchange.from_account_id, p_tenant_id));
    -- Write:
    v_journal_id := tolsel_ledger.post_reversal(
        v_exchange.journal_id, v_voided_on, left('Void: ' || p_reason, 1000), p_tenant_id);
    update tolsel_exchange.exchange e
    set voided_at = tolsel_core.clock_at(), voided_on = v_voided_on, void_reason = p_reason,
        void_journal_id = v_journal_id
    where e.tenant_id = p_tenant_id and e.exchange_id = p_exchange_id
    returning * into v_exchange;
    -- Hand on:
    perform tolsel_core.emit_event(
        'exchange.voided', 'exchange', p_exchange_id,
        jsonb_build_object('reason', p_reason, 'voided_on', v_voided_on), p_tenant_id);
    return v_exchange;
end
$void_exchange$;
comment on function tolsel.void_exchange is
$$Voids an exchange between accounts that turned out to be none: its journal is reversed. Counts for
p_voided_on (default: today, or the first open day). A second call with the same reason answers with
the void exchange. What was exchanged between wallets is exchanged back.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC016 text_not_usable,
UH004 day_lies_ahead, UH012 document_void, UH020 void_too_early, UL005 insufficient_funds,
UL006 account_managed, UL007 period_closed, UL010 balance_out_of_range, UL027 account_frozen,
UX009 exchange_not_found$$;
revoke all on function tolsel.void_exchange from public;
grant execute on function tolsel.void_exchange to tolsel_app, tolsel_accountant;
