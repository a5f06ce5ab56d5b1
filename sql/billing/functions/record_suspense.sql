create or replace function tolsel.record_suspense(
    p_channel_id bigint,
    p_amount numeric,
    p_method text,
    p_received_on date default null,
    p_payer text default null,
    p_reference text default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.suspense
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_suspense$
declare
    v_channel tolsel_channel.payment_channel;
    v_account tolsel_ledger.account;
    v_suspense tolsel_billing.suspense;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(coalesce(p_metadata, '{}'));
    if p_payer is not null then
        perform tolsel_core.check_text(p_payer, 'payer', 200);
    end if;
    if p_reference is not null then
        perform tolsel_core.check_text(p_reference, 'reference', 200);
    end if;
    -- Lock: the first of a currency opens its account, one at a time.
    v_channel := tolsel_channel.get_channel(p_channel_id, p_tenant_id);
    if tolsel_ledger.account_beside('suspense', v_channel.account_id, p_tenant_id) is null then
        perform tolsel_core.lock_tenant(p_tenant_id);
    end if;
    perform tolsel_channel.lock_channel(p_channel_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_suspense from tolsel_billing.suspense s
        where s.tenant_id = p_tenant_id and s.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated(
                'suspense ' || v_suspense.suspense_id, to_jsonb(v_suspense), jsonb_build_object(
                    'channel_id', p_channel_id, 'amount', p_amount, 'method', p_method,
                    'received_on', coalesce(p_received_on, v_suspense.received_on),
                    'payer', p_payer, 'reference', p_reference,
                    'metadata', coalesce(p_metadata, '{}')));
            perform tolsel_billing.check_standing(
                'suspense ' || v_suspense.suspense_id, p_request_key, v_suspense.void_reason);
            return v_suspense;
        end if;
    end if;
    -- Refuse:
    v_channel := tolsel_channel.check_channel(
        p_channel_id, p_currency => null, p_tenant_id => p_tenant_id);
    v_account := tolsel_ledger.get_account(v_channel.account_id, p_tenant_id);
    perform tolsel_core.check_positive_amount(p_amount, v_account.scale, 'The amount');
    perform tolsel_channel.check_method(p_method, p_tenant_id);
    v_suspense.received_on := tolsel_channel.choose_day(
        v_channel, p_received_on, 'The receipt', p_tenant_id);
    -- Write:
    v_suspense.journal_id := tolsel_ledger.post_transfer(
        tolsel_ledger.open_purpose_account('suspense', v_account.currency, p_tenant_id),
        v_account.account_id, p_amount, v_suspense.received_on,
        'Unknown payer' || coalesce(': ' || p_payer, ''), p_tenant_id);
    insert into tolsel_billing.suspense (
        tenant_id, channel_id, method, amount, received_on, payer, reference, journal_id, user_id,
        login, request_key, request_id, metadata)
    values (
        p_tenant_id, p_channel_id, p_method, p_amount, v_suspense.received_on, p_payer, p_reference,
        v_suspense.journal_id, tolsel_core.context_user_id(p_tenant_id),
        tolsel_core.acting_login(), p_request_key, tolsel_core.context_request_id(),
        coalesce(p_metadata, '{}'))
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_suspense;
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_request_key));
    end if;
    -- Hand on:
    perform tolsel_core.emit_event(
        'suspense.recorded', 'suspense', v_suspense.suspense_id,
        jsonb_build_object(
            'channel_id', p_channel_id, 'amount', p_amount::text, 'currency', v_account.currency,
            'payer', p_payer, 'reference', p_reference),
        p_tenant_id);
    return v_suspense;
end
$record_suspense$;
comment on function tolsel.record_suspense is
$$Records money that came into a channel from a payer whom nobody knows, on a day of the channel
(null: today, or the first open day if that is closed). It is kept in suspense until
tolsel.assign_suspense says whose payment it was, or tolsel.void_suspense sends it back.
raises: UB032 request_undone, UC002 tenant_not_allowed, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC014 date_not_usable,
UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive,
UH001 channel_not_found, UH002 channel_not_active, UH003 method_not_usable, UH004 day_lies_ahead,
UL007 period_closed$$;
revoke all on function tolsel.record_suspense from public;
grant execute on function tolsel.record_suspense to tolsel_app, tolsel_clerk;
