create or replace function tolsel.grant_credit(
    p_wallet_id bigint,
    p_amount numeric,
    p_reason text,
    p_expires_at timestamptz default null,
    p_priority integer default 50,
    p_account_id bigint default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_wallet.lot
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $grant_credit$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_metadata jsonb := coalesce(p_metadata, '{}');
    v_wallet tolsel_wallet.wallet;
    v_customer tolsel_billing.customer;
    v_account tolsel_ledger.account;
    v_lot tolsel_wallet.lot;
    v_repeated tolsel_wallet.lot;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(v_metadata);
    -- Lock: the wallet, then its customer.
    v_wallet := tolsel_wallet.lock_wallet(p_wallet_id, p_tenant_id);
    v_customer := tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_repeated from tolsel_wallet.lot l
        where l.tenant_id = p_tenant_id and l.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated(
                'lot ' || v_repeated.lot_id, to_jsonb(v_repeated), jsonb_build_object(
                    'account_id', v_wallet.account_id, 'amount', p_amount, 'reason', p_reason,
                    'expires_at', p_expires_at, 'priority', p_priority,
                    'metadata', v_metadata));
            return v_repeated;
        end if;
    end if;
    -- Refuse:
    perform tolsel_wallet.check_open(v_wallet);
    p_amount := tolsel_core.check_positive_amount(p_amount, v_wallet.scale::integer, 'The amount');
    if (p_priority between 0 and 100) is not true
        or (tolsel_wallet.full_hour(p_expires_at) = p_expires_at and p_expires_at > v_now
            and isfinite(p_expires_at)) is false
    then
        perform tolsel_core.refuse('UW014', format(
            'Priority %s, until %s.', coalesce(p_priority::text, 'null'), p_expires_at));
    end if;
    v_account := tolsel_billing.check_line_account(
        coalesce(p_account_id, tolsel_ledger.purpose_account(
            'promotion', v_wallet.currency, p_tenant_id)),
        p_account_code => null, p_subject => 'The grant', p_customer => v_customer);
    perform tolsel_wallet.settle_lots(v_wallet, array[v_account.account_id]);
    -- Write:
    v_lot.priority := p_priority;
    v_lot.expires_at := p_expires_at;
    v_lot.amount := p_amount;
    v_lot.reason := p_reason;
    v_lot.request_key := p_request_key;
    v_lot.metadata := v_metadata;
    v_lot := tolsel_wallet.add_grant(v_lot, v_wallet, v_account.account_id);
    -- Hand on:
    perform tolsel_wallet.judge_rule(v_wallet);
    return v_lot;
end
$grant_credit$;
comment on function tolsel.grant_credit is
$$Grants credit to a wallet, at once and without any money, until a full UTC hour (null: for ever),
at the cost of an account (null: credit granted). It is spent before what was paid; a priority of 0
to 100 (50) says what goes before all else, the lowest first. What is left at its end, and not held,
is taken by the metering. None of it is paid out.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UC025 amount_not_positive, UL003 account_not_found, UL004 currency_mismatch, UL006 account_managed,
UL010 balance_out_of_range, UL027 account_frozen, UW001 wallet_not_found, UW011 wallet_closed,
UW014 grant_not_usable$$;
revoke all on function tolsel.grant_credit from public;
grant execute on function tolsel.grant_credit to tolsel_app, tolsel_supervisor;
