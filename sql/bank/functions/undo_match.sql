create or replace function tolsel.undo_match(
    p_match_id bigint,
    p_reason text,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.match
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $undo_match$
declare
    v_match tolsel_bank.match;
    v_other bigint;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock: the bank account, then the match.
    select * into v_match from tolsel_bank.match m
    where m.tenant_id = p_tenant_id and m.match_id = p_match_id;
    if not found then
        perform tolsel_core.refuse('UK016', format(
            'Match %s.', coalesce(p_match_id::text, 'null')));
    end if;
    perform tolsel_bank.lock_account(v_match.channel_id, p_tenant_id);
    select * into v_match from tolsel_bank.match m
    where m.tenant_id = p_tenant_id and m.match_id = p_match_id;
    -- Repeat:
    if v_match.undone_at is not null then
        if v_match.undo_reason <> p_reason then
            perform tolsel_core.refuse('UK017', format(
                'Match %s was undone at %s: %s', p_match_id, v_match.undone_at,
                v_match.undo_reason));
        end if;
        return v_match;
    end if;
    -- Refuse:
    select o.match_id into v_other
    from tolsel_bank.match_posting p
    join tolsel_bank.match_posting o
        on o.tenant_id = p_tenant_id and o.journal_id = p.journal_id
        and o.match_id <> p_match_id and o.undone_at is null
    where p.tenant_id = p_tenant_id and p.match_id = p_match_id and p.is_made
    limit 1;
    if found then
        perform tolsel_core.refuse('UK025', format(
            'Match %s of the other side of the transfer.', v_other));
    end if;
    -- Write:
    perform tolsel_bank.undo_documents(v_match, p_reason);
    update tolsel_bank.entry_detail d set match_id = null
    where d.tenant_id = p_tenant_id and d.match_id = p_match_id;
    update tolsel_bank.match_posting p set undone_at = now()
    where p.tenant_id = p_tenant_id and p.match_id = p_match_id;
    update tolsel_bank.match m set undone_at = now(), undo_reason = p_reason
    where m.tenant_id = p_tenant_id and m.match_id = p_match_id
    returning * into v_match;
    -- Hand on:
    perform tolsel_core.emit_event(
        'bank_match.undone', 'bank_match', p_match_id,
        jsonb_build_object('reason', p_reason), p_tenant_id);
    return v_match;
end
$undo_match$;
comment on function tolsel.undo_match is
$$Undoes a match: what it has booked is voided, by reversal, and its payments can be matched again.
A payment that was voided because the bank returned it stays void. Repeated with the same reason, it
answers with the match.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UK016 match_not_found, UK017 match_undone,
UK025 match_needed_elsewhere, and the refusals of what voids what it has booked$$;
revoke all on function tolsel.undo_match from public;
grant execute on function tolsel.undo_match to tolsel_app, tolsel_accountant;
