create or replace function tolsel.capture_hold(
    p_hold_id bigint,
    p_to_account_id bigint,
    p_amount numeric default null,
    p_description text default null,
    p_effective_on date default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_ledger.journal
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $capture_hold$
declare
    v_hold tolsel_ledger.hold;
    v_account tolsel_ledger.account;
    v_amount numeric := p_amount;
    v_heads tolsel_ledger.head[] := array[tolsel_ledger.head_of(
        1, p_description, p_hold_id => p_hold_id, p_metadata => p_metadata,
        p_request_key => p_request_key)];
    v_journal tolsel_ledger.journal;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_ledger.check_heads(v_heads);
    select * into v_hold from tolsel_ledger.hold h
    where h.tenant_id = p_tenant_id and h.hold_id = p_hold_id;
    if not found then
        perform tolsel_core.refuse('UL016', format('Hold %s.', coalesce(p_hold_id::text, 'null')));
    end if;
    v_account := tolsel_ledger.get_account(v_hold.account_id, p_tenant_id);
    if p_amount is not null then
        p_amount := tolsel_core.check_positive_amount(p_amount, v_account.scale, 'The amount');
    end if;
    if p_effective_on is not null then
        perform tolsel_core.check_date(p_effective_on, 'The effective date');
    end if;

    -- Lock: the balance of the hold and the two that the posting will take, in their order and not
    -- all slots of a hot account; then the hold, read in a later statement.
    perform from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id in (v_hold.account_id, p_to_account_id)
        and (b.slot = pg_backend_pid() % b.slots
            or (b.account_id = v_hold.account_id and b.slot = v_hold.slot))
    order by b.account_id, b.slot
    for no key update;
    select * into v_hold from tolsel_ledger.hold h
    where h.tenant_id = p_tenant_id and h.hold_id = p_hold_id
    for no key update;

    -- Repeat: a request that was posted before is matched with its journal, not with what is left.
    if p_request_key is not null then
        select * into v_journal from tolsel_ledger.journal j
        where j.tenant_id = p_tenant_id and j.request_key = p_request_key;
        if found then
            v_amount := coalesce(p_amount, (
                select abs(e.amount) from tolsel_ledger.entry e
                where e.tenant_id = p_tenant_id and e.journal_id = v_journal.journal_id
                limit 1));
            perform tolsel_ledger.match_repeated(
                v_heads, tolsel_ledger.transfer_lines(
                    v_hold.account_id, p_to_account_id, v_account.sign * v_amount, p_effective_on),
                array[null]::bigint[], p_tenant_id);
            return v_journal;
        end if;
    end if;

    -- Refuse:
    v_amount := coalesce(p_amount, v_hold.open_amount);
    if not v_hold.is_open then
        perform tolsel_core.refuse('UL017', format(
            'Hold %s was closed at %s: %s captured, %s released.', p_hold_id, v_hold.closed_at,
            v_hold.captured_amount, v_hold.released_amount));
    elsif v_amount > v_hold.open_amount then
        perform tolsel_core.refuse('UL018', format(
            'Hold %s has %s of %s open; %s were to be captured.', p_hold_id, v_hold.open_amount,
            v_hold.amount, v_amount));
    end if;

    -- Write: what is captured is free first, and spent at once by the posting.
    update tolsel_ledger.balance b set held_amount = b.held_amount - v_amount
    where b.tenant_id = p_tenant_id and b.account_id = v_hold.account_id and b.slot = v_hold.slot;
    update tolsel_ledger.hold h
    set captured_amount = h.captured_amount + v_amount,
        closed_at = case when v_amount = h.open_amount then tolsel_core.clock_at() end
    where h.tenant_id = p_tenant_id and h.hold_id = p_hold_id;
    return tolsel_ledger.post_pair(
        v_hold.account_id, p_to_account_id, v_account.sign * v_amount, p_effective_on,
        p_description, coalesce(p_metadata, '{}'), p_request_key, p_hold_id, p_is_public => true,
        p_tenant_id => p_tenant_id);
end
$capture_hold$;
comment on function tolsel.capture_hold is
$$Posts what was held, in whole (default) or in part, from its account to another one.
raises: UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused,
UC025 amount_not_positive, UL001 journal_not_balanced, UL002 too_few_lines, UL003 account_not_found,
UL005 insufficient_funds, UL006 account_managed, UL007 period_closed, UL010 balance_out_of_range,
UL016 hold_not_found, UL017 hold_closed, UL018 more_than_held, UL027 account_frozen$$;
revoke all on function tolsel.capture_hold from public;
grant execute on function tolsel.capture_hold to tolsel_app;
