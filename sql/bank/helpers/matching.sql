-- How payments of the bank are taken, and matched with postings of the book.

create or replace function tolsel_bank.lock_details(p_detail_ids bigint[], p_tenant_id bigint)
returns tolsel_bank.bank_account
language plpgsql
volatile
as $lock_details$
declare
    v_account tolsel_bank.bank_account;
    v_missing bigint;
    v_wrong tolsel_bank.entry_detail;
begin
    select d.id into v_missing
    from unnest(p_detail_ids) d(id)
    where not exists (
        select from tolsel_bank.entry_detail e
        where e.tenant_id = p_tenant_id and e.detail_id = d.id)
    limit 1;
    if coalesce(cardinality(p_detail_ids), 0) = 0 or found then
        perform tolsel_core.refuse('UK012', format(
            'Payment %s.', coalesce(v_missing::text, 'null')));
    end if;
    v_account := tolsel_bank.lock_account(
        (select min(d.channel_id) from tolsel_bank.entry_detail d
         where d.tenant_id = p_tenant_id and d.detail_id = any(p_detail_ids)), p_tenant_id);
    -- Judged after the lock: whoever has matched one of them meanwhile was before.
    select * into v_wrong from tolsel_bank.entry_detail d
    where d.tenant_id = p_tenant_id and d.detail_id = any(p_detail_ids)
        and (d.match_id is not null or d.channel_id <> v_account.channel_id)
    order by d.match_id nulls last, d.detail_id
    limit 1;
    if v_wrong.match_id is not null then
        perform tolsel_core.refuse('UK013', format(
            'Payment %s of %s on %s belongs to match %s.', v_wrong.detail_id, v_wrong.amount,
            v_wrong.booked_on, v_wrong.match_id));
    elsif v_wrong.detail_id is not null then
        perform tolsel_core.refuse('UK012', format(
            'Payment %s is of channel %s, others are of channel %s.', v_wrong.detail_id,
            v_wrong.channel_id, v_account.channel_id));
    end if;
    return v_account;
end
$lock_details$;
comment on function tolsel_bank.lock_details is
$$Locks the bank account whose payments these are, and checks that none of them is matched; answers
with the account.
raises: UH001 channel_not_found, UK001 bank_account_unknown, UK012 bank_entry_not_found,
UK013 bank_entry_matched$$;

create or replace function tolsel_bank.get_detail(p_detail_id bigint, p_tenant_id bigint)
returns tolsel_bank.entry_detail
language sql
stable
as $get_detail$
    select d from tolsel_bank.entry_detail d
    where d.tenant_id = p_tenant_id and d.detail_id = p_detail_id;
$get_detail$;
comment on function tolsel_bank.get_detail is
    'Answers a payment of the bank, which the caller has locked.';

create or replace function tolsel_bank.check_charge(
    p_amount numeric, p_detail tolsel_bank.entry_detail, p_account tolsel_bank.bank_account
)
returns void
language plpgsql
stable
as $check_charge$
begin
    if p_amount is distinct from 0 then
        perform tolsel_core.check_positive_amount(p_amount, p_account.scale, 'The charge');
    end if;
    -- A bound stated for the account, or a charge that the bank itself has told.
    if p_amount > greatest(p_account.charge_limit, p_detail.charge_amount)
        or (p_amount > 0 and p_account.charge_account_id is null) then
        perform tolsel_core.refuse('UK023', format(
            'A charge of %s (the limit is %s, the bank tells %s, its account is %s).', p_amount,
            p_account.charge_limit, p_detail.charge_amount,
            coalesce(p_account.charge_account_id::text, 'not set')));
    end if;
end
$check_charge$;
comment on function tolsel_bank.check_charge is
$$Checks what banks are said to have taken of a payment.
raises: UC008 amount_not_finite, UC010 amount_too_precise, UC025 amount_not_positive,
UK023 more_than_charge_limit$$;

create or replace function tolsel_bank.open_day(
    p_channel_id bigint, p_booked_on date, p_tenant_id bigint
)
returns date
language sql
stable
as $open_day$
    select greatest(p_booked_on, max(b.closed_through_on) + 1)
    from tolsel_channel.payment_channel c
    join tolsel_ledger.balance b on b.tenant_id = p_tenant_id and b.account_id = c.account_id
    where c.tenant_id = p_tenant_id and c.channel_id = p_channel_id;
$open_day$;
comment on function tolsel_bank.open_day is
    'Answers the day that a payment of the bank is booked on: its own, or the first that is open.';

create or replace function tolsel_bank.add_match(
    p_match tolsel_bank.match, p_journal_ids bigint[], p_made_ids bigint[]
)
returns tolsel_bank.match
language plpgsql
volatile
as $add_match$
declare
    v_match tolsel_bank.match;
    v_amount numeric;
    v_posted numeric;
begin
    select sum(d.amount) into v_amount from tolsel_bank.entry_detail d
    where d.tenant_id = p_match.tenant_id and d.detail_id = any(p_match.detail_ids);
    insert into tolsel_bank.match (
        tenant_id, channel_id, kind, rule_id, reason, amount, detail_ids, user_id, login,
        request_id)
    values (
        p_match.tenant_id, p_match.channel_id, p_match.kind, p_match.rule_id, p_match.reason,
        v_amount, p_match.detail_ids, tolsel_core.context_user_id(p_match.tenant_id),
        tolsel_core.acting_login(), tolsel_core.context_request_id())
    returning * into v_match;
    -- What a journal did to the channel; a credit note did nothing to it, and belongs to the match.
    with posted as (
        insert into tolsel_bank.match_posting (
            tenant_id, match_id, channel_id, journal_id, amount, posted_on, is_made)
        select p_match.tenant_id, v_match.match_id, p_match.channel_id, j.journal_id,
            coalesce(sum(e.amount) filter (where e.account_id = c.account_id), 0),
            coalesce(min(e.effective_on) filter (where e.account_id = c.account_id),
                min(e.effective_on)),
            j.journal_id = any(p_made_ids)
        from unnest(p_journal_ids || p_made_ids) j(journal_id)
        join tolsel_channel.payment_channel c
            on c.tenant_id = p_match.tenant_id and c.channel_id = p_match.channel_id
        join tolsel_ledger.entry e
            on e.tenant_id = p_match.tenant_id and e.journal_id = j.journal_id
        group by j.journal_id
        returning amount
    )
    select sum(p.amount) into v_posted from posted p;
    if v_posted is distinct from v_amount then
        perform tolsel_core.refuse('UK014', format(
            'The payments are %s, the postings %s: a difference of %s.', v_amount,
            coalesce(v_posted, 0), v_amount - coalesce(v_posted, 0)));
    end if;
    update tolsel_bank.entry_detail d set match_id = v_match.match_id, refusal = null
    where d.tenant_id = p_match.tenant_id and d.detail_id = any(p_match.detail_ids);
    perform tolsel_core.emit_event(
        'bank_match.made', 'bank_match', v_match.match_id,
        jsonb_build_object(
            'channel_id', v_match.channel_id, 'kind', v_match.kind,
            'amount', v_match.amount::text),
        v_match.tenant_id);
    return v_match;
end
$add_match$;
comment on function tolsel_bank.add_match is
$$Writes a match of payments with the postings of journals that were there and of those that it has
made, which must be the same amount. The caller has locked the payments.
raises: UK014 match_amount_wrong$$;

create or replace function tolsel_bank.undo_documents(
    p_match tolsel_bank.match, p_reason text
)
returns void
language plpgsql
volatile
as $undo_documents$
declare
    v_journal_id bigint;
begin
    -- The newest first: what was paid of an invoice by a discount came after the payment.
    for v_journal_id in
        select p.journal_id from tolsel_bank.match_posting p
        where p.tenant_id = p_match.tenant_id and p.match_id = p_match.match_id and p.is_made
        order by p.journal_id desc
    loop
        perform tolsel.void_payment(
            p_payment_id => p.payment_id, p_reason => p_reason, p_tenant_id => p_match.tenant_id)
        from tolsel_billing.payment p
        where p.tenant_id = p_match.tenant_id and p.journal_id = v_journal_id
            and p.status <> 'void' and p.kind = 'payment';
        perform tolsel.void_credit_note(
            p_credit_note_id => p.payment_id, p_reason => p_reason,
            p_tenant_id => p_match.tenant_id)
        from tolsel_billing.payment p
        where p.tenant_id = p_match.tenant_id and p.journal_id = v_journal_id
            and p.status <> 'void' and p.kind = 'credit_note';
        perform tolsel.void_vendor_payment(
            p_vendor_payment_id => p.vendor_payment_id, p_reason => p_reason,
            p_tenant_id => p_match.tenant_id)
        from tolsel_channel.vendor_payment p
        where p.tenant_id = p_match.tenant_id and p.journal_id = v_journal_id
            and p.voided_at is null;
        perform tolsel.void_daily_entry(
            p_daily_entry_id => e.daily_entry_id, p_reason => p_reason,
            p_tenant_id => p_match.tenant_id)
        from tolsel_channel.daily_entry e
        where e.tenant_id = p_match.tenant_id and e.journal_id = v_journal_id
            and e.voided_at is null;
        perform tolsel.void_channel_transfer(
            p_channel_transfer_id => t.channel_transfer_id, p_reason => p_reason,
            p_tenant_id => p_match.tenant_id)
        from tolsel_channel.channel_transfer t
        where t.tenant_id = p_match.tenant_id
            and v_journal_id in (t.journal_id, t.arrival_journal_id) and t.voided_at is null;
    end loop;
end
$undo_documents$;
comment on function tolsel_bank.undo_documents is
$$Voids the documents that a match has made.
raises: the refusals of tolsel.void_payment, tolsel.void_vendor_payment, tolsel.void_daily_entry and
tolsel.void_channel_transfer$$;
