-- Why a posting is refused. Called only when something is wrong, or before a batch: each finds the
-- first thing that is wrong, in the order of the lines, and names it with its figures.

create or replace function tolsel_ledger.refuse_lines(p_journals jsonb, p_tenant_id bigint)
returns void
language plpgsql
stable
as $refuse_lines$
declare
    v_line record;
    v_subject text;
    v_keys text[] := array['account_id', 'account_code', 'amount', 'currency'];
begin
    for v_line in
        select j.no as journal_no, l.no as line_no, l.item, l.item ->> 'amount' as amount_text
        from jsonb_array_elements(p_journals) with ordinality j(item, no)
        cross join lateral jsonb_array_elements(j.item -> 'lines') with ordinality l(item, no)
        order by j.no, l.no
    loop
        v_subject := format('Journal %s, line %s', v_line.journal_no, v_line.line_no);
        if jsonb_typeof(v_line.item) <> 'object' then
            perform tolsel_core.refuse('UL008', format(
                '%s is a JSON %s.', v_subject, jsonb_typeof(v_line.item)));
        elsif v_line.item - v_keys <> '{}' then
            perform tolsel_core.refuse('UL008', format(
                '%s has the unknown key %s.', v_subject,
                (select left(min(k), 100) from jsonb_object_keys(v_line.item - v_keys) k)));
        elsif (v_line.item ? 'account_id') = (v_line.item ? 'account_code') then
            perform tolsel_core.refuse('UL008', format(
                '%s has %s account_id and account_code.', v_subject,
                case when v_line.item ? 'account_id' then 'both' else 'neither' end));
        elsif v_line.item ? 'account_id'
            and tolsel_core.is_id_text(v_line.item ->> 'account_id') is not true then
            perform tolsel_core.refuse('UL003', format(
                '%s: account %s.', v_subject, left(v_line.item ->> 'account_id', 100)));
        elsif v_line.item ? 'account_code' and not exists (
            select from tolsel_ledger.account a
            where a.tenant_id = p_tenant_id and a.code = v_line.item ->> 'account_code'
        ) then
            perform tolsel_core.refuse('UL003', format(
                '%s: account code %L.', v_subject, left(v_line.item ->> 'account_code', 100)));
        elsif jsonb_typeof(v_line.item -> 'amount') = 'number'
            or (v_line.amount_text ~ '^(-?[0-9]+([.][0-9]+)?|NaN|-?Infinity)$'
                and char_length(v_line.amount_text) < 1000) then
            perform tolsel_core.check_amount(
                v_line.amount_text::numeric, 20, v_subject || ': the amount');
            if not tolsel_core.is_amount_text(v_line.amount_text) then
                perform tolsel_core.refuse('UC010', format(
                    '%s: the amount is written with %s characters.', v_subject,
                    char_length(v_line.amount_text)));
            end if;
        else
            perform tolsel_core.refuse('UL009', format(
                '%s: the amount is %s.', v_subject,
                coalesce(quote_literal(left(v_line.amount_text, 100)), 'missing')));
        end if;
    end loop;
    assert false, 'read_lines found a fault that refuse_lines does not know';
end
$refuse_lines$;
comment on function tolsel_ledger.refuse_lines is $$Says which line that tolsel_ledger.read_lines
could not read is at fault, and raises.
raises: UC008 amount_not_finite, UC010 amount_too_precise, UC011 amount_too_large,
UL003 account_not_found, UL008 line_not_readable, UL009 amount_not_a_number$$;

create or replace function tolsel_ledger.refuse_line(
    p_line tolsel_ledger.line,
    p_balance_after numeric,
    p_available_after numeric,
    p_closed_through_on date,
    p_is_public boolean,
    p_tenant_id bigint
)
returns void
language plpgsql
stable
as $refuse_line$
declare
    v_subject text := format('Journal %s, line %s', p_line.journal_no, p_line.line_no);
    v_account tolsel_ledger.account;
begin
    select * into v_account from tolsel_ledger.account a
    where a.tenant_id = p_tenant_id and a.account_id = p_line.account_id;
    if not found then
        perform tolsel_core.refuse('UL003', format(
            '%s: account %s.', v_subject, coalesce(p_line.account_id::text, 'null')));
    end if;
    perform tolsel_core.check_amount(p_line.amount, v_account.scale, v_subject || ': the amount');
    perform tolsel_core.check_date(p_line.effective_on, v_subject || ': the effective date');
    if p_line.currency <> v_account.currency then
        perform tolsel_core.refuse('UL004', format(
            '%s: %s on account %s, which is kept in %s.', v_subject, p_line.currency,
            v_account.code, v_account.currency));
    elsif p_is_public and v_account.is_managed then
        perform tolsel_core.refuse('UL006',
            format('%s: account %s is managed by %s.', v_subject, v_account.code,
                v_account.managed_by),
            format('Use the functions of %s, which post to it or to what is listed under it.',
                v_account.managed_by));
    elsif p_line.effective_on <= p_closed_through_on then
        perform tolsel_ledger.check_frozen(p_line.account_id, p_tenant_id);
        perform tolsel_core.refuse('UL007', format(
            '%s: effective on %s; account %s is closed through %s.', v_subject, p_line.effective_on,
            v_account.code, p_closed_through_on));
    elsif abs(p_balance_after) >= 1e15 then
        perform tolsel_core.refuse('UL010', format(
            '%s: the balance of account %s would be %s.', v_subject, v_account.code,
            p_balance_after));
    end if;
    perform tolsel_core.refuse('UL005', format(
        '%s: account %s (%s) has %s %s available and would be short by %s.', v_subject,
        v_account.code, v_account.name, p_available_after - v_account.sign * p_line.amount,
        v_account.currency, -p_available_after));
end
$refuse_line$;
comment on function tolsel_ledger.refuse_line is $$Says what is wrong with a line that
tolsel_ledger.post_lines found wanting, and raises. The figures are those the line would lead to;
they are null where there is no such account.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC014 date_not_usable, UL003 account_not_found, UL004 currency_mismatch,
UL005 insufficient_funds, UL006 account_managed, UL007 period_closed, UL010 balance_out_of_range,
UL027 account_frozen$$;

create or replace function tolsel_ledger.check_balanced(
    p_journal_ids bigint[], p_lines tolsel_ledger.line[], p_tenant_id bigint
)
returns void
language plpgsql
stable
as $check_balanced$
declare
    v_journal record;
begin
    for v_journal in
        select n.journal_no, count(l.account_id) as line_count,
            least(count(l.account_id), 1) as account_count
        from unnest(p_journal_ids) with ordinality n(journal_id, journal_no)
        left join unnest(p_lines) l on l.journal_no = n.journal_no
        where n.journal_id is not null
        group by n.journal_no
        having min(l.account_id) is not distinct from max(l.account_id)
        order by n.journal_no
    loop
        perform tolsel_core.refuse('UL002', format(
            'Journal %s has %s lines on %s accounts.', v_journal.journal_no, v_journal.line_count,
            v_journal.account_count));
    end loop;
    for v_journal in
        select l.journal_no, a.currency, sum(l.amount) as off_by, count(*) as line_count
        from unnest(p_lines) l
        join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = l.account_id
        where p_journal_ids[l.journal_no] is not null
        group by l.journal_no, a.currency
        having sum(l.amount) <> 0
        order by l.journal_no, a.currency
    loop
        perform tolsel_core.refuse('UL001',
            format('Journal %s: its %s lines in %s add up to %s.', v_journal.journal_no,
                v_journal.line_count, v_journal.currency, v_journal.off_by),
            format('Debits are above 0, credits below: %s %s is missing.', -v_journal.off_by,
                v_journal.currency));
    end loop;
end
$check_balanced$;
comment on function tolsel_ledger.check_balanced is $$Checks that each journal moves money between
two accounts or more, and adds up to zero in each currency.
raises: UL001 journal_not_balanced, UL002 too_few_lines$$;

create or replace function tolsel_ledger.check_heads(p_heads tolsel_ledger.head[])
returns void
language plpgsql
stable
as $check_heads$
declare
    v_head tolsel_ledger.head;
begin
    foreach v_head in array p_heads loop
        if v_head.description is not null or v_head.request_key is not null
            or v_head.metadata is distinct from '{}'
        then
            perform tolsel_ledger.check_head(
                v_head.description, v_head.metadata, v_head.request_key);
        end if;
    end loop;
end
$check_heads$;
comment on function tolsel_ledger.check_heads is
$$Checks what a public caller says of its journals.
raises: UC012 request_key_not_usable, UC013 metadata_not_usable, UC016 text_not_usable$$;

create or replace function tolsel_ledger.check_head(
    p_description text, p_metadata jsonb, p_request_key text
)
returns void
language plpgsql
stable
as $check_head$
begin
    if p_description is not null then
        perform tolsel_core.check_text(p_description, 'description', 1000);
    end if;
    if p_request_key is not null then
        perform tolsel_core.check_request_key(p_request_key);
    end if;
    if p_metadata is distinct from '{}' then
        perform tolsel_core.check_metadata(p_metadata);
    end if;
end
$check_head$;
comment on function tolsel_ledger.check_head is $$Checks what a public caller says of a journal.
raises: UC012 request_key_not_usable, UC013 metadata_not_usable, UC016 text_not_usable$$;

create or replace function tolsel_ledger.check_frozen(p_account_id bigint, p_tenant_id bigint)
returns void
language plpgsql
stable
as $check_frozen$
declare
    v_incident tolsel_core.incident;
begin
    select i.* into v_incident
    from tolsel_ledger.balance b
    join tolsel_core.incident i on i.incident_id = b.frozen_incident_id
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id
    limit 1;
    if found then
        perform tolsel_core.refuse('UL027', format(
            'Account %s, frozen by incident %s of %s: %s (%s).', p_account_id,
            v_incident.incident_id, v_incident.found_at, v_incident.check_name,
            v_incident.subject));
    end if;
end
$check_frozen$;
comment on function tolsel_ledger.check_frozen is $$Checks that an account is not frozen.
raises: UL027 account_frozen$$;

create or replace function tolsel_ledger.check_isolation()
returns void
language plpgsql
stable
as $check_isolation$
begin
    -- An old snapshot lacks the accounts opened since, and no lock would bring them to light.
    if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
        perform tolsel_core.refuse('UL026', format(
            'The transaction is %s.', upper(current_setting('transaction_isolation'))));
    end if;
end
$check_isolation$;
comment on function tolsel_ledger.check_isolation is
$$Checks that each statement of the transaction sees what was committed before it.
raises: UL026 isolation_not_usable$$;
