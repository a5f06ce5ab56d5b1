-- Money that came in before it is known whose it is, or for several: read, found, booked.

create or replace function tolsel_billing.read_suspense(
    p_channel_id bigint,
    p_amount numeric,
    p_method text,
    p_received_on date,
    p_payer text,
    p_reference text,
    p_metadata jsonb,
    p_request_key text,
    p_tenant_id bigint
)
returns tolsel_billing.suspense
language plpgsql
stable
as $read_suspense$
declare
    v_suspense tolsel_billing.suspense;
begin
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(coalesce(p_metadata, '{}'));
    -- How precise it may be the channel says.
    perform tolsel_core.check_positive_amount(p_amount, null, 'The amount');
    if p_received_on is not null then
        perform tolsel_core.check_date(p_received_on, 'The receipt');
    end if;
    if p_payer is not null then
        perform tolsel_core.check_text(p_payer, 'payer', 200);
    end if;
    if p_reference is not null then
        perform tolsel_core.check_text(p_reference, 'reference', 200);
    end if;
    v_suspense.tenant_id := p_tenant_id;
    v_suspense.channel_id := p_channel_id;
    v_suspense.method := p_method;
    v_suspense.amount := p_amount;
    v_suspense.received_on := p_received_on;
    v_suspense.payer := p_payer;
    v_suspense.reference := p_reference;
    v_suspense.request_key := p_request_key;
    v_suspense.metadata := coalesce(p_metadata, '{}');
    return v_suspense;
end
$read_suspense$;
comment on function tolsel_billing.read_suspense is
$$Checks the form of what a caller says of money that is kept in suspense, and answers with it as a
row.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC014 date_not_usable,
UC016 text_not_usable, UC025 amount_not_positive$$;

create or replace function tolsel_billing.lock_place_of_suspense(
    p_channel_id bigint, p_tenant_id bigint
)
returns tolsel_channel.payment_channel
language plpgsql
volatile
as $lock_place_of_suspense$
declare
    v_channel tolsel_channel.payment_channel;
begin
    v_channel := tolsel_channel.get_channel(p_channel_id, p_tenant_id);
    if tolsel_ledger.account_beside('suspense', v_channel.account_id, p_tenant_id) is null then
        perform tolsel_core.lock_tenant(p_tenant_id);
    end if;
    return tolsel_channel.lock_channel(p_channel_id, p_tenant_id);
end
$lock_place_of_suspense$;
comment on function tolsel_billing.lock_place_of_suspense is
$$Locks the channel into which money comes that is kept in suspense, and answers with it; the first
of a currency opens the account for that, one at a time.
raises: UH001 channel_not_found$$;

create or replace function tolsel_billing.check_repeated_suspense(
    p_suspense tolsel_billing.suspense, p_repeated tolsel_billing.suspense
)
returns void
language plpgsql
stable
as $check_repeated_suspense$
begin
    perform tolsel_core.check_repeated(
        'suspense ' || p_repeated.suspense_id,
        to_jsonb(p_repeated) || jsonb_build_object('request_key', p_suspense.request_key),
        jsonb_build_object(
            'channel_id', p_suspense.channel_id, 'amount', p_suspense.amount,
            'method', p_suspense.method, 'payer', p_suspense.payer,
            'received_on', coalesce(p_suspense.received_on, p_repeated.received_on),
            'reference', p_suspense.reference, 'metadata', p_suspense.metadata));
end
$check_repeated_suspense$;
comment on function tolsel_billing.check_repeated_suspense is
$$Checks that what is kept in suspense under a request key has the content of a new request with
that key; a day that is not named is whatever the first call got.
raises: UC024 request_key_reused$$;

create or replace function tolsel_billing.add_suspense(
    p_suspense tolsel_billing.suspense, p_text text
)
returns tolsel_billing.suspense
language plpgsql
volatile
as $add_suspense$
declare
    v_tenant_id bigint := p_suspense.tenant_id;
    v_channel tolsel_channel.payment_channel;
    v_account tolsel_ledger.account;
    v_suspense tolsel_billing.suspense := p_suspense;
begin
    -- Refuse:
    v_channel := tolsel_channel.check_channel(
        v_suspense.channel_id, p_currency => null, p_tenant_id => v_tenant_id);
    v_account := tolsel_ledger.get_account(v_channel.account_id, v_tenant_id);
    v_suspense.amount := tolsel_core.check_positive_amount(
        v_suspense.amount, v_account.scale, 'The amount');
    perform tolsel_channel.check_method(v_suspense.method, v_tenant_id);
    v_suspense.received_on := tolsel_channel.choose_day(
        v_channel, v_suspense.received_on, 'The receipt', v_tenant_id);
    -- Write:
    v_suspense.journal_id := tolsel_ledger.post_transfer(
        tolsel_ledger.open_purpose_account('suspense', v_account.currency, v_tenant_id),
        v_account.account_id, v_suspense.amount, v_suspense.received_on,
        p_text || coalesce(': ' || v_suspense.payer, ''), v_tenant_id);
    insert into tolsel_billing.suspense (
        tenant_id, channel_id, method, amount, assigned_amount, received_on, payer, reference,
        journal_id, user_id, login, request_key, request_id, metadata)
    values (
        v_tenant_id, v_suspense.channel_id, v_suspense.method, v_suspense.amount,
        tolsel_core.at_scale(0, v_account.scale),
        v_suspense.received_on, v_suspense.payer, v_suspense.reference, v_suspense.journal_id,
        tolsel_core.context_user_id(v_tenant_id), tolsel_core.acting_login(),
        v_suspense.request_key, tolsel_core.context_request_id(), v_suspense.metadata)
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_suspense;
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_suspense.request_key));
    end if;
    -- Hand on:
    perform tolsel_core.emit_event(
        'suspense.recorded', 'suspense', v_suspense.suspense_id,
        jsonb_build_object(
            'channel_id', v_suspense.channel_id, 'amount', v_suspense.amount::text,
            'currency', v_account.currency, 'payer', v_suspense.payer,
            'reference', v_suspense.reference),
        v_tenant_id);
    return v_suspense;
end
$add_suspense$;
comment on function tolsel_billing.add_suspense is
$$Books money that came into a channel and is kept in suspense, on a day of the channel (null:
today, or the first open day if that is closed), with a text for people. The caller has locked the
place where it comes in.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC014 date_not_usable, UC024 request_key_reused, UC025 amount_not_positive,
UH001 channel_not_found, UH002 channel_not_active, UH003 method_not_usable, UH004 day_lies_ahead,
and the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.lock_suspense(p_suspense_id bigint, p_tenant_id bigint)
returns tolsel_billing.suspense
language plpgsql
volatile
as $lock_suspense$
declare
    v_suspense tolsel_billing.suspense;
begin
    select * into v_suspense from tolsel_billing.suspense s
    where s.tenant_id = p_tenant_id and s.suspense_id = p_suspense_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UB115', format(
            'Suspense %s.', coalesce(p_suspense_id::text, 'null')));
    end if;
    return v_suspense;
end
$lock_suspense$;
comment on function tolsel_billing.lock_suspense is
$$Locks money of an unknown payer and answers with it.
raises: UB115 suspense_not_found$$;

create or replace function tolsel_billing.branch_of_suspense(p_payment tolsel_billing.payment)
returns bigint
language sql
stable
as $branch_of_suspense$
    select c.branch_id
    from tolsel_billing.suspense s
    join tolsel_channel.payment_channel c
        on c.tenant_id = s.tenant_id and c.channel_id = s.channel_id
    where s.tenant_id = p_payment.tenant_id and s.suspense_id = p_payment.suspense_id;
$branch_of_suspense$;
comment on function tolsel_billing.branch_of_suspense is
    'Answers the branch of the channel into which the money of a payment came as an unknown
payer''s.';

create or replace function tolsel_billing.day_of_suspense(
    p_payment tolsel_billing.payment, p_account_id bigint
)
returns date
language sql
stable
as $day_of_suspense$
    select greatest(
        s.received_on, tolsel_ledger.first_open_on(p_account_id, p_payment.tenant_id))
    from tolsel_billing.suspense s
    where s.tenant_id = p_payment.tenant_id and s.suspense_id = p_payment.suspense_id;
$day_of_suspense$;
comment on function tolsel_billing.day_of_suspense is
    'Answers the day for which a payment counts whose money came as an unknown payer''s: the day on
which it came, or the first open day of the customer''s account if that is closed.';
