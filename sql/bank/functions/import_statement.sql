create or replace function tolsel.import_statement(
    p_statement jsonb,
    p_gap_reason text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.statement
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $import_statement$
declare
    v_account tolsel_bank.bank_account;
    v_head tolsel_bank.statement;
    v_same tolsel_bank.statement;
    v_before tolsel_bank.statement;
    v_after tolsel_bank.statement;
    v_from_on date;
    v_to_on date;
    v_statement tolsel_bank.statement;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    if p_gap_reason is not null then
        perform tolsel_core.check_text(p_gap_reason, 'gap reason', 1000);
    end if;
    v_head := tolsel_bank.read_head(p_statement, p_tenant_id);
    -- Lock: two imports of one account queue here, before anything of it is read.
    v_account := tolsel_bank.find_account(
        p_statement ->> 'account', p_statement ->> 'currency', p_tenant_id);
    v_account := tolsel_bank.lock_account(v_account.channel_id, p_tenant_id);
    v_head.channel_id := v_account.channel_id;
    if p_statement ? 'entries' then
        perform tolsel_bank.add_lines(p_statement -> 'entries', p_tenant_id);
    end if;

    -- Refuse: every line, then the sum.
    perform tolsel_bank.check_lines(v_account, p_tenant_id);
    select count(*) filter (where b.is_booked),
        tolsel_core.at_scale(
            coalesce(sum(i.amount) filter (where b.is_booked), 0), v_account.scale),
        count(*) filter (where not b.is_booked), min(i.booked_on), max(i.booked_on)
    into v_head.entry_count, v_head.booked_amount, v_head.pending_count, v_from_on, v_to_on
    from tolsel_bank.incoming_entry i
    cross join lateral (
        select coalesce(i.content ->> 'status', 'booked') = 'booked' as is_booked
    ) b
    where i.tenant_id = p_tenant_id and i.batch_no = tolsel_bank.own_batch_no();
    v_head.opening_balance := tolsel_core.at_scale(v_head.opening_balance, v_account.scale);
    v_head.closing_balance := tolsel_core.at_scale(v_head.closing_balance, v_account.scale);
    v_head.opened_on := coalesce(v_head.opened_on, v_from_on);
    v_head.closed_on := greatest(coalesce(v_head.closed_on, v_to_on), v_head.opened_on);
    if v_head.opening_balance + v_head.booked_amount <> v_head.closing_balance then
        perform tolsel_core.refuse('UK007', format(
            '%s opens with %s, books %s in %s entries and closes with %s: a difference of %s.',
            tolsel_bank.name_statement(v_head), v_head.opening_balance, v_head.booked_amount,
            v_head.entry_count, v_head.closing_balance,
            v_head.closing_balance - v_head.opening_balance - v_head.booked_amount));
    elsif p_statement ->> 'balance_currency' <> v_account.currency then
        perform tolsel_core.refuse('UK001', format(
            'The balances are in %s, the account is in %s.', p_statement ->> 'balance_currency',
            v_account.currency));
    end if;
    -- Repeat: all its entries are known, and a statement with its balances.
    perform tolsel_bank.mark_known(v_head, v_from_on, v_to_on);
    v_before := tolsel_bank.find_neighbour(v_head, false);
    v_after := tolsel_bank.find_neighbour(v_head, true);
    v_head := tolsel_bank.sum_known(v_head, v_before);
    v_same := tolsel_bank.find_same(v_head);
    if v_same.statement_id is not null and v_head.new_count = 0 then
        perform tolsel_bank.drop_lines(p_tenant_id);
        return v_same;
    end if;
    -- Refuse: what has changed, and what does not go on.
    perform tolsel_bank.check_number_unused(v_head);
    if tolsel_bank.is_next(v_head, v_before, v_after) then
        -- It goes on from the last one: what looks like an entry of before is one more.
        perform tolsel_bank.forget_known(v_head, v_before);
        v_head := tolsel_bank.sum_known(v_head, v_before);
    else
        perform tolsel_bank.check_unchanged(v_head, false, null);
    end if;
    v_head := tolsel_bank.join_chain(v_head, v_before, v_after, p_gap_reason);

    -- Write:
    v_statement := tolsel_bank.write_statement(v_head);
    perform tolsel_bank.write_entries(v_statement);
    perform tolsel_bank.write_pending(v_statement);
    perform tolsel_bank.drop_lines(p_tenant_id);
    -- Hand on:
    perform tolsel_core.emit_event(
        'bank_statement.imported', 'bank_statement', v_statement.statement_id,
        jsonb_build_object(
            'channel_id', v_statement.channel_id, 'closed_on', v_statement.closed_on,
            'entries', v_statement.new_count),
        p_tenant_id);
    return v_statement;
end
$import_statement$;
comment on function tolsel.import_statement is
$$Takes a statement of a bank, as JSON: format, account, currency, and where the bank tells them
identifier, number, page, opening_balance, closing_balance, opened_on, closed_on, note, source_name;
entries is an array of {line, amount (signed, a text), booked_on, currency, status, value_on,
day_from, reference, is_reversal, text, raw, payment_count, details: [{amount, references,
end_to_end, counterparty, counterparty_account, text, charge, is_charge_included}]}. Longer ones are
handed in before with tolsel.add_statement_lines.
It is proved: opening and booked make the closing balance, it goes on from the statement before it
(or p_gap_reason says why it does not), and no entry is another one than it was. The same statement
again, under another name, in another format or overlapping, brings nothing twice.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UK001 bank_account_unknown,
UK005 statement_not_readable, UK006 entries_not_usable, UK007 statement_sum_wrong,
UK008 statement_gap, UK009 statement_changed$$;
revoke all on function tolsel.import_statement from public;
grant execute on function tolsel.import_statement to tolsel_app, tolsel_accountant;
