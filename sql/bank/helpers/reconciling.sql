-- Bank and book, side by side: what explains that they differ at the end of a day.

create or replace function tolsel_bank.reconcile_day(
    p_account tolsel_bank.bank_account, p_on date
)
returns tolsel_bank.reconciliation
language plpgsql
stable
as $reconcile_day$
declare
    v_first tolsel_bank.statement;
    v_last tolsel_bank.statement;
    v_account_id bigint;
    -- Of a day, those without a number come last, in the order in which they came in.
    v_none bigint := 999999999999;
    v_answer tolsel_bank.reconciliation;
begin
    v_answer.business_date := p_on;
    select c.account_id into v_account_id
    from tolsel_channel.payment_channel c
    where c.tenant_id = p_account.tenant_id and c.channel_id = p_account.channel_id;
    -- The first statement that says a balance: from there on every movement is known.
    select * into v_first from tolsel_bank.statement s
    where s.tenant_id = p_account.tenant_id and s.channel_id = p_account.channel_id
        and s.from_balance is not null
    order by s.closed_on, s.number, s.page, s.statement_id
    limit 1;
    -- What the bank has printed last by this day, or first: that holds what nobody handed in.
    select * into v_last from tolsel_bank.statement s
    where s.tenant_id = p_account.tenant_id and s.channel_id = p_account.channel_id
        and s.from_balance is not null and s.closed_on <= p_on
    order by s.closed_on desc, s.number desc, s.page desc, s.statement_id desc
    limit 1;
    if not found then
        v_last := v_first;
    end if;
    v_answer.book_balance := tolsel_ledger.balance_at(
        v_account_id, p_on, null, p_account.tenant_id);
    select coalesce(v_last.closing_balance, 0) + coalesce(sum(d.amount), 0),
        coalesce(sum(d.amount) filter (where d.match_id is null), 0)
    into v_answer.bank_balance, v_answer.unmatched_amount
    from tolsel_bank.entry_detail d
    where d.tenant_id = p_account.tenant_id and d.channel_id = p_account.channel_id
        and d.booked_on <= p_on;
    -- That balance holds what the links of the chain up to it brought, and lists without balances.
    v_answer.bank_balance := v_answer.bank_balance - coalesce((
        select sum(case when s.from_balance is not null then s.new_amount else (
                select coalesce(sum(e.amount), 0) from tolsel_bank.entry e
                where e.tenant_id = p_account.tenant_id and e.statement_id = s.statement_id
                    and e.booked_on <= v_last.closed_on) end)
        from tolsel_bank.statement s
        where s.tenant_id = p_account.tenant_id and s.channel_id = p_account.channel_id
            and s.new_count > 0
            and (s.from_balance is null
                or (s.closed_on, coalesce(s.number, v_none), coalesce(s.page, v_none),
                    s.statement_id)
                <= (v_last.closed_on, coalesce(v_last.number, v_none),
                    coalesce(v_last.page, v_none), v_last.statement_id))), 0);
    -- What one of the two has by this day and the other does not yet, or never will.
    select coalesce(sum(m.posted), 0) - coalesce(sum(m.paid), 0) into v_answer.in_transit_amount
    from (
        select m.match_id,
            (select coalesce(sum(p.amount), 0) from tolsel_bank.match_posting p
             where p.tenant_id = p_account.tenant_id and p.match_id = m.match_id
                and p.posted_on <= p_on) as posted,
            (select coalesce(sum(d.amount), 0) from tolsel_bank.entry_detail d
             where d.tenant_id = p_account.tenant_id and d.match_id = m.match_id
                and d.booked_on <= p_on) as paid
        from tolsel_bank.match m
        where m.tenant_id = p_account.tenant_id and m.channel_id = p_account.channel_id
            and m.undone_at is null
    ) m
    where m.posted <> m.paid;
    v_answer.in_transit_amount := v_answer.in_transit_amount + coalesce((
        select sum(o.amount) from tolsel_bank.list_open_postings(
            p_account, coalesce(v_first.opened_on, date '1900-01-01'), p_on) o), 0);
    select coalesce(sum(p.amount), 0) into v_answer.pending_amount
    from tolsel_bank.pending_entry p
    where p.tenant_id = p_account.tenant_id and p.channel_id = p_account.channel_id
        and p.statement_id = (
            select max(s.statement_id) from tolsel_bank.statement s
            where s.tenant_id = p_account.tenant_id and s.channel_id = p_account.channel_id);
    v_answer.bank_balance := tolsel_core.at_scale(v_answer.bank_balance, p_account.scale);
    v_answer.unmatched_amount := tolsel_core.at_scale(v_answer.unmatched_amount, p_account.scale);
    v_answer.in_transit_amount := tolsel_core.at_scale(
        v_answer.in_transit_amount, p_account.scale);
    v_answer.pending_amount := tolsel_core.at_scale(v_answer.pending_amount, p_account.scale);
    v_answer.opening_difference := v_answer.bank_balance - v_answer.book_balance
        - v_answer.unmatched_amount + v_answer.in_transit_amount;
    -- What is on its way explains itself; what the bank has and nobody has booked does not, nor
    -- does what was different before the first statement.
    v_answer.unexplained_amount := v_answer.unmatched_amount + v_answer.opening_difference;
    return v_answer;
end
$reconcile_day$;
comment on function tolsel_bank.reconcile_day is
    'Answers what bank and book of an account say at the end of a day, and what makes the
difference: bank - book = unmatched - in transit + what was different before, or is missing in a
gap.';

create or replace function tolsel_bank.refuse_differences(p_through_on date, p_tenant_id bigint)
returns void
language plpgsql
stable
as $refuse_differences$
declare
    v_found record;
begin
    select a.channel_id, c.name, r.bank_balance, r.book_balance, r.unexplained_amount
    into v_found
    from tolsel_bank.bank_account a
    join tolsel_channel.payment_channel c
        on c.tenant_id = p_tenant_id and c.channel_id = a.channel_id
    cross join lateral tolsel_bank.reconcile_day(a, p_through_on) r
    where a.tenant_id = p_tenant_id and r.unexplained_amount <> 0
        and exists (
            select from tolsel_bank.statement s
            where s.tenant_id = p_tenant_id and s.channel_id = a.channel_id)
        and r.unexplained_amount is distinct from (
            select n.amount from tolsel_bank.difference_note n
            where n.tenant_id = p_tenant_id and n.channel_id = a.channel_id
                and n.noted_on = p_through_on
            order by n.difference_note_id desc
            limit 1)
    order by a.channel_id
    limit 1;
    if found then
        perform tolsel_core.refuse('UK020', format(
            'Channel %s (%s) on %s: the bank has %s, the book %s; %s of it is unexplained.',
            v_found.channel_id, v_found.name, p_through_on, v_found.bank_balance,
            v_found.book_balance, v_found.unexplained_amount));
    end if;
end
$refuse_differences$;
comment on function tolsel_bank.refuse_differences is
$$Checks, before all books are closed through a day, that bank and book of each account agree, or
that somebody has said why they do not.
raises: UK020 bank_difference_unexplained$$;
