-- Turns what callers hand in as JSON into rows, and finds out whether a request came before.

create or replace function tolsel_ledger.read_heads(p_journals jsonb)
returns tolsel_ledger.head[]
language plpgsql
stable
as $read_heads$
declare
    v_heads tolsel_ledger.head[] := array[]::tolsel_ledger.head[];
    v_keys text[] := array['lines', 'description', 'effective_on', 'metadata', 'request_key'];
    v_journal record;
begin
    if jsonb_typeof(p_journals) is distinct from 'array' then
        perform tolsel_core.refuse('UL008', format(
            'The journals are %s.', coalesce('a JSON ' || jsonb_typeof(p_journals), 'null')));
    elsif jsonb_array_length(p_journals) > 10000 then
        perform tolsel_core.refuse('UL011', format('%s journals.', jsonb_array_length(p_journals)));
    end if;
    for v_journal in
        select j.no, j.item, j.item ->> 'effective_on' as effective_on
        from jsonb_array_elements(p_journals) with ordinality j(item, no)
        order by j.no
    loop
        if jsonb_typeof(v_journal.item) <> 'object'
            or v_journal.item - v_keys <> '{}'
            or jsonb_typeof(v_journal.item -> 'lines') is distinct from 'array' then
            perform tolsel_core.refuse('UL008', tolsel_core.describe_item(
                format('Journal %s', v_journal.no), v_journal.item, v_keys, array[
                    jsonb_typeof(v_journal.item -> 'lines') = 'array', true, true, true, true]));
        elsif v_journal.effective_on is not null
            and tolsel_core.is_date_text(v_journal.effective_on) is not true
        then
            perform tolsel_core.refuse('UC014', format(
                'Journal %s: the effective date is %L.', v_journal.no,
                left(v_journal.effective_on, 100)));
        end if;
        v_heads := v_heads || tolsel_ledger.head_of(
            v_journal.no::integer, v_journal.item ->> 'description',
            p_metadata => v_journal.item -> 'metadata',
            p_request_key => v_journal.item ->> 'request_key');
    end loop;
    -- In the order of keys, so that no two batches wait for each other's keys in a circle.
    return array(select h from unnest(v_heads) h order by h.request_key, h.journal_no);
end
$read_heads$;
comment on function tolsel_ledger.read_heads is $$Reads the heads of [{"lines", "description",
"effective_on", "metadata", "request_key"}, ...] in the order of their keys.
raises: UC014 date_not_usable, UL008 line_not_readable, UL011 too_many_lines$$;

create or replace function tolsel_ledger.read_lines(
    p_journals jsonb, p_effective_on date, p_tenant_id bigint
)
returns tolsel_ledger.line[]
language plpgsql
stable
as $read_lines$
declare
    -- Adding nothing unpacks a stored value once; else every step would unpack it anew.
    v_journals jsonb := p_journals || '[]';
    v_items jsonb;
    v_item jsonb;
    v_effective_on date;
    v_account text;
    v_line tolsel_ledger.line;
    v_lines tolsel_ledger.line[] := array[]::tolsel_ledger.line[];
begin
    -- Line by line: one statement over all of them would cost half as much again.
    for v_journal_no in 1 .. jsonb_array_length(v_journals) loop
        v_items := v_journals -> (v_journal_no - 1) -> 'lines';
        v_effective_on := coalesce(
            (v_journals -> (v_journal_no - 1) ->> 'effective_on')::date, p_effective_on);
        for v_line_no in 1 .. jsonb_array_length(v_items) loop
            v_item := v_items -> (v_line_no - 1);
            v_account := v_item ->> 'account_id';
            if v_account is null then
                select a.account_id::text into v_account from tolsel_ledger.account a
                where a.tenant_id = p_tenant_id and a.code = v_item ->> 'account_code';
            end if;
            if (tolsel_core.is_id_text(v_account)
                and tolsel_core.is_amount_text(v_item ->> 'amount')
                and (v_item ? 'account_id') <> (v_item ? 'account_code')
                and case when jsonb_typeof(v_item) = 'object' then
                    v_item - '{account_id,account_code,amount,currency}'::text[] = '{}' end
            ) is not true
            then
                perform tolsel_ledger.refuse_lines(p_journals, p_tenant_id);
            end if;
            v_line := row(
                v_journal_no, v_line_no, v_account::bigint, (v_item ->> 'amount')::numeric,
                v_effective_on, v_item ->> 'currency');
            v_lines := v_lines || v_line;
        end loop;
    end loop;
    return v_lines;
end
$read_lines$;
comment on function tolsel_ledger.read_lines is $$Reads the lines of [{"lines": [{"account_id" or
"account_code", "amount", "currency"}, ...], "effective_on"}, ...].
raises: UC008 amount_not_finite, UC010 amount_too_precise, UC011 amount_too_large,
UL003 account_not_found, UL008 line_not_readable, UL009 amount_not_a_number$$;

create or replace function tolsel_ledger.lines_of(
    p_journal_id bigint, p_effective_on date, p_tenant_id bigint
)
returns tolsel_ledger.line[]
language sql
stable
as $lines_of$
    select array_agg(
        row(1, e.line_no, e.account_id, e.amount, p_effective_on, null)::tolsel_ledger.line
        order by e.line_no)
    from tolsel_ledger.entry e
    where e.tenant_id = p_tenant_id and e.journal_id = p_journal_id;
$lines_of$;
comment on function tolsel_ledger.lines_of is
    'Answers the lines of a journal as they would be posted again, on another day where one is
given.';

create or replace function tolsel_ledger.join_lines(
    p_first tolsel_ledger.line[], p_second tolsel_ledger.line[]
)
returns tolsel_ledger.line[]
language sql
immutable
as $join_lines$
    select array_agg(l order by (l).account_id, (l).journal_no, (l).line_no)
    from (
        select f from unnest(p_first) f
        union all
        select row(2, s.line_no, s.account_id, s.amount, s.effective_on, s.currency)
            ::tolsel_ledger.line
        from unnest(p_second) s
    ) both_lines(l);
$join_lines$;
comment on function tolsel_ledger.join_lines is
$$Answers the lines of two journals, the second numbered 2, in the order tolsel_ledger.post wants:
all their balances are then locked in the one order of accounts.$$;

create or replace function tolsel_ledger.read_journal_lines(
    p_lines jsonb, p_effective_on date, p_tenant_id bigint
)
returns tolsel_ledger.line[]
language plpgsql
stable
as $read_journal_lines$
begin
    if jsonb_typeof(p_lines) is distinct from 'array' then
        perform tolsel_core.refuse('UL008', format(
            'The lines are %s.', coalesce('a JSON ' || jsonb_typeof(p_lines), 'null')));
    elsif jsonb_array_length(p_lines) > 10000 then
        perform tolsel_core.refuse('UL011', format('%s lines.', jsonb_array_length(p_lines)));
    end if;
    return tolsel_ledger.read_lines(
        jsonb_build_array(jsonb_build_object('lines', p_lines)), p_effective_on, p_tenant_id);
end
$read_journal_lines$;
comment on function tolsel_ledger.read_journal_lines is $$Reads the lines of one journal.
raises: UL008 line_not_readable, UL011 too_many_lines, and the refusals of
tolsel_ledger.read_lines$$;

create or replace function tolsel_ledger.match_repeated(
    p_heads tolsel_ledger.head[],
    p_lines tolsel_ledger.line[],
    p_new_ids bigint[],
    p_tenant_id bigint
)
returns bigint[]
language plpgsql
stable
as $match_repeated$
declare
    v_ids bigint[];
    v_fault record;
begin
    v_ids := array(
        select coalesce(n.journal_id, j.journal_id)
        from unnest(p_new_ids) with ordinality n(journal_id, journal_no)
        join unnest(p_heads) h on h.journal_no = n.journal_no
        left join tolsel_ledger.journal j
            on j.tenant_id = p_tenant_id and j.request_key = h.request_key
        order by n.journal_no);
    assert array_position(v_ids, null) is null, 'each key has its journal';
    select h.request_key, j.journal_id into v_fault
    from unnest(p_heads) with ordinality h(
        journal_no, description, metadata, request_key, reverses_journal_id, hold_id, place)
    join tolsel_ledger.journal j
        on j.tenant_id = p_tenant_id and j.journal_id = v_ids[h.journal_no]
    where p_new_ids[h.journal_no] is null
        and ((j.description, j.metadata, j.reverses_journal_id, j.hold_id) is distinct from
                (h.description, h.metadata, h.reverses_journal_id, h.hold_id)
            or h.journal_no in (
                select coalesce(l.journal_no, e.journal_no)
                from unnest(p_lines) l
                full join (
                    select n.journal_no, e.line_no, e.account_id, e.amount, e.effective_on
                    from unnest(v_ids) with ordinality n(journal_id, journal_no)
                    join tolsel_ledger.entry e
                        on e.tenant_id = p_tenant_id and e.journal_id = n.journal_id
                    where p_new_ids[n.journal_no] is null
                ) e on e.journal_no = l.journal_no and e.line_no = l.line_no
                where (e.account_id, e.amount, e.effective_on) is distinct from
                    (l.account_id, l.amount, coalesce(l.effective_on, e.effective_on))))
    order by h.place
    limit 1;
    if found then
        perform tolsel_core.refuse('UC024', format(
            'Key %L belongs to journal %s.', v_fault.request_key, v_fault.journal_id));
    end if;
    return v_ids;
end
$match_repeated$;
comment on function tolsel_ledger.match_repeated is $$Fills in, for each head that made no new
journal, the journal under its key, and checks that it has the same content. A line without an
effective date matches whatever day the first one got.
raises: UC024 request_key_reused$$;
