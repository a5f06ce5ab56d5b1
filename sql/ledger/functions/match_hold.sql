create or replace function tolsel_ledger.match_hold(
    p_hold tolsel_ledger.hold, p_account_id bigint, p_amount numeric, p_expires_at timestamptz,
    p_description text, p_metadata jsonb
)
returns tolsel_ledger.hold
language plpgsql
stable
as $match_hold$
begin
    if (p_hold.account_id, p_hold.amount, p_hold.expires_at, p_hold.description, p_hold.metadata)
        is distinct from
        (p_account_id, p_amount, p_expires_at, p_description, coalesce(p_metadata, '{}')) then
        perform tolsel_core.refuse('UC024', format(
            'Key %L belongs to hold %s.', p_hold.request_key, p_hold.hold_id));
    end if;
    return p_hold;
end
$match_hold$;
comment on function tolsel_ledger.match_hold is
$$Answers with the hold of a repeated request, where it has the same content.
raises: UC024 request_key_reused$$;
