create or replace function tolsel.place_hold(
    p_account_id bigint,
    p_amount numeric,
    p_expires_at timestamptz default null,
    p_description text default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_ledger.hold
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $place_hold$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_account tolsel_ledger.account;
    v_balance tolsel_ledger.balance;
    v_hold tolsel_ledger.hold;
    v_metadata jsonb := coalesce(p_metadata, '{}');
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_account := tolsel_ledger.get_account(p_account_id, p_tenant_id);
    p_amount := tolsel_core.check_positive_amount(p_amount, v_account.scale, 'The amount');
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(v_metadata);
    if p_description is not null then
        perform tolsel_core.check_text(p_description, 'description', 1000);
    end if;
    if p_expires_at in ('infinity', '-infinity') then
        perform tolsel_core.refuse('UC014', format('The hold expires at %s.', p_expires_at));
    end if;

    -- Lock: holds and postings of one account queue at its balance.
    select * into v_balance from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id and b.slot = 0
    for no key update;

    -- Repeat: the same request answers with its hold, whatever has become of it.
    if p_request_key is not null then
        select * into v_hold from tolsel_ledger.hold h
        where h.tenant_id = p_tenant_id and h.request_key = p_request_key;
        if found then
            perform tolsel_core.check_repeated(
                'hold ' || v_hold.hold_id, to_jsonb(v_hold), jsonb_build_object(
                    'account_id', p_account_id, 'amount', p_amount, 'expires_at', p_expires_at,
                    'description', p_description, 'metadata', v_metadata));
            return v_hold;
        end if;
    end if;

    -- Refuse: a frozen account moves nothing; what expired holds keep back is set free before the
    -- account is judged.
    if v_account.is_managed then
        perform tolsel_core.refuse('UL006', format(
            'Account %s is managed by %s.', v_account.code, v_account.managed_by));
    elsif p_expires_at <= v_now then
        perform tolsel_core.refuse('UC014', format(
            'The hold would have expired at %s.', p_expires_at));
    end if;
    if v_balance.frozen_incident_id is not null then
        perform tolsel_ledger.check_frozen(p_account_id, p_tenant_id);
    end if;
    perform tolsel_ledger.expire_account_holds(p_account_id, p_tenant_id);
    select * into v_balance from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id and b.slot = 0;
    if v_balance.available < p_amount then
        perform tolsel_core.refuse('UL005', format(
            'Account %s (%s) has %s %s available; %s were to be held: short by %s.', v_account.code,
            v_account.name, v_balance.available, v_account.currency, p_amount,
            p_amount - v_balance.available));
    elsif v_balance.held_amount + p_amount >= 1e15 then
        perform tolsel_core.refuse('UL010', format(
            'Account %s: all holds together.', v_account.code));
    end if;

    -- Write:
    v_hold.tenant_id := p_tenant_id;
    v_hold.account_id := p_account_id;
    v_hold.expires_at := p_expires_at;
    v_hold.amount := p_amount;
    v_hold.is_lasting := false;
    v_hold.description := p_description;
    v_hold.request_key := p_request_key;
    v_hold.metadata := v_metadata;
    return tolsel_ledger.add_hold(v_hold);
end
$place_hold$;
comment on function tolsel.place_hold is
$$Sets money of an account aside: it counts as spent until captured, released or expired.
A guarded account must have it available; expired holds of the account are closed first.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UC025 amount_not_positive, UL003 account_not_found, UL005 insufficient_funds, UL006 account_managed,
UL010 balance_out_of_range, UL027 account_frozen$$;
revoke all on function tolsel.place_hold from public;
grant execute on function tolsel.place_hold to tolsel_app;
