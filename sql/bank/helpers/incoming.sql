-- How a statement comes in: its lines are kept for the length of the transaction, judged all
-- together, told from those that are known, and written.

create or replace function tolsel_bank.is_day_text(p_text text)
returns boolean
language sql
immutable
parallel safe
as $is_day_text$
    select case
        when p_text ~ '^(19|2[01])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
        then substr(p_text, 9, 2)::integer <= extract(day from
            make_date(left(p_text, 4)::integer, substr(p_text, 6, 2)::integer, 1)
            + interval '1 month' - interval '1 day')
        when p_text is not null then false
        end;
$is_day_text$;
comment on function tolsel_bank.is_day_text is
    'Says whether a text is a day between 1900 and 2199, written YYYY-MM-DD;
null for null.';

create or replace function tolsel_bank.own_batch_no()
returns bigint
language sql
stable
as $own_batch_no$
    select pg_current_xact_id()::text::bigint * 1000000 + case
        when current_setting('tolsel.batch_no', true) ~ '^[0-9]{1,6}$'
        then current_setting('tolsel.batch_no', true)::integer else 0 end;
$own_batch_no$;
comment on function tolsel_bank.own_batch_no is
    'Answers the number under which the lines of a statement are kept: the transaction, and which of
its statements. Each has its own, for lines that are deleted stay in the way of the transaction that
has written them.';

create or replace function tolsel_bank.add_lines(p_lines jsonb, p_tenant_id bigint)
returns integer
language plpgsql
volatile
as $add_lines$
declare
    v_batch_no bigint := tolsel_bank.own_batch_no();
    v_last integer;
    v_count integer;
begin
    if jsonb_typeof(p_lines) is distinct from 'array' then
        perform tolsel_core.refuse('UK005', 'The lines are no JSON array.');
    elsif jsonb_array_length(p_lines) > 10000 then
        perform tolsel_core.refuse('UK005', format(
            '%s lines in one call; 10000 can be.', jsonb_array_length(p_lines)));
    end if;
    v_last := coalesce((
        select max(i.position) from tolsel_bank.incoming_entry i
        where i.tenant_id = p_tenant_id and i.batch_no = v_batch_no), 0);
    insert into tolsel_bank.incoming_entry (
        tenant_id, batch_no, position, line_no, content, amount, booked_on, reference)
    select p_tenant_id, v_batch_no, v_last + l.position,
        case when l.content ->> 'line' ~ '^[0-9]{1,9}$' then (l.content ->> 'line')::integer
            else v_last + l.position end,
        l.content,
        case when tolsel_core.is_amount_text(l.content ->> 'amount')
            then (l.content ->> 'amount')::numeric end,
        case when tolsel_bank.is_day_text(l.content ->> 'booked_on')
            then (l.content ->> 'booked_on')::date end,
        nullif(btrim(l.content ->> 'reference'), '')
    from jsonb_array_elements(p_lines) with ordinality l(content, position);
    get diagnostics v_count = row_count;
    return v_count;
end
$add_lines$;
comment on function tolsel_bank.add_lines is
$$Keeps lines of a statement for the length of the transaction, behind those that are there, and
answers how many. What of them is no amount or no day is judged with the statement.
raises: UK005 statement_not_readable$$;

create or replace function tolsel_bank.line_fault(
    p_content jsonb, p_amount numeric, p_booked_on date, p_account tolsel_bank.bank_account
)
returns text
language plpgsql
immutable
as $line_fault$
declare
    v_faults text[];
    v_sum numeric;
begin
    -- What a detail says is judged in one pass over them; most lines have one.
    if jsonb_typeof(p_content) is distinct from 'object' then
        return 'it is no JSON object';
    end if;
    v_faults := array_remove(array[
        case when p_amount is null
            then format('its amount is %L', left(p_content ->> 'amount', 50))
            when abs(p_amount) >= 1e15 then 'its amount is too large'
            when scale(trim_scale(p_amount)) > p_account.scale
            then format('its amount %s has %s decimals; %s has %s', p_amount,
                scale(trim_scale(p_amount)), p_account.currency, p_account.scale) end,
        case when p_content ->> 'currency' <> p_account.currency
            then format('it is in %s; the account is in %s',
                left(p_content ->> 'currency', 10), p_account.currency) end,
        case when p_booked_on is null
            then format('its day is %L', left(p_content ->> 'booked_on', 50)) end,
        case when p_content ? 'value_on' and p_content -> 'value_on' <> 'null'
                and not tolsel_bank.is_day_text(p_content ->> 'value_on')
            then format('its value date is %L', left(p_content ->> 'value_on', 50)) end,
        case when (coalesce(p_content ->> 'status', 'booked')
                in ('booked', 'pending', 'information', 'future')) is not true
            then format('its status is %L', left(p_content ->> 'status', 50)) end,
        case when char_length(btrim(p_content ->> 'reference')) > 200
            then 'its reference is longer than 200' end,
        case when char_length(p_content ->> 'text') > 4000 then 'its text is longer than 4000' end,
        case when char_length(p_content ->> 'raw') > 4100 then 'its print is longer than 4100' end
    ], null);
    if p_content ? 'details' then
        if jsonb_typeof(p_content -> 'details') <> 'array' then
            v_faults := v_faults || 'its details are no JSON array'::text;
        else
            select v_faults || array_agg(f.fault order by f.no)
                    filter (where f.fault is not null),
                sum(f.amount)
            into v_faults, v_sum
            from (
                select d.no,
                    case when tolsel_core.is_amount_text(d.item ->> 'amount')
                        then (d.item ->> 'amount')::numeric end as amount,
                    case
                    when jsonb_typeof(d.item) <> 'object'
                        then format('detail %s is no JSON object', d.no)
                    when not coalesce(tolsel_core.is_amount_text(d.item ->> 'amount'), false)
                        then format('the amount of detail %s is %L', d.no,
                            left(d.item ->> 'amount', 50))
                    when abs((d.item ->> 'amount')::numeric) >= 1e15
                        or scale(trim_scale((d.item ->> 'amount')::numeric)) > p_account.scale
                        then format('the amount of detail %s is %s', d.no, d.item ->> 'amount')
                    when d.item ? 'charge'
                        and not coalesce(tolsel_core.is_amount_text(d.item ->> 'charge')
                            and (d.item ->> 'charge')::numeric >= 0
                            and (d.item ->> 'charge')::numeric < 1e15, false)
                        then format('the charge of detail %s is %L', d.no,
                            left(d.item ->> 'charge', 50))
                    when jsonb_typeof(coalesce(d.item -> 'references', '[]')) <> 'array'
                        or jsonb_typeof(coalesce(d.item -> 'is_charge_included', 'null'))
                            not in ('null', 'boolean')
                        then format('detail %s is not made as details are', d.no)
                    when char_length(d.item ->> 'text') > 4000
                        or char_length(d.item ->> 'end_to_end') > 200
                        or char_length(d.item ->> 'counterparty') > 200
                        or char_length(d.item ->> 'counterparty_account') > 100
                        then format('a text of detail %s is too long', d.no)
                    end as fault
                from jsonb_array_elements(p_content -> 'details') with ordinality d(item, no)
            ) f;
            if v_sum <> p_amount then
                v_faults := v_faults || format(
                    'its details add up to %s, not to %s', v_sum, p_amount);
            end if;
        end if;
    end if;
    return nullif(array_to_string(v_faults, ', '), '');
end
$line_fault$;
comment on function tolsel_bank.line_fault is
    'Says what is wrong with a line of a statement; null where it can be kept.';

create or replace function tolsel_bank.check_lines(
    p_account tolsel_bank.bank_account, p_tenant_id bigint
)
returns void
language plpgsql
stable
as $check_lines$
declare
    v_faults text[];
    v_count bigint;
begin
    select (array_agg(format('line %s: %s', f.line_no, f.fault) order by f.position))[1:10],
        count(*)
    into v_faults, v_count
    from (
        select i.position, i.line_no,
            tolsel_bank.line_fault(i.content, i.amount, i.booked_on, p_account) as fault
        from tolsel_bank.incoming_entry i
        where i.tenant_id = p_tenant_id
            and i.batch_no = tolsel_bank.own_batch_no()
        offset 0
    ) f
    where f.fault is not null;
    if v_count > 0 then
        perform tolsel_core.refuse('UK006',
            array_to_string(v_faults, '; ')
            || case when v_count > 10 then format('; and %s more', v_count - 10) else '' end
            || '.');
    end if;
end
$check_lines$;
comment on function tolsel_bank.check_lines is
$$Checks all lines of a statement, and names the bad ones together.
raises: UK006 entries_not_usable$$;

create or replace function tolsel_bank.mark_known(
    p_statement tolsel_bank.statement, p_from_on date, p_to_on date
)
returns void
language plpgsql
volatile
set enable_nestloop = off
set enable_mergejoin = off
set jit = off
as $mark_known$
begin
    -- The lines are new, and nothing is known of how many they are: pair by pair, a long statement
    -- would never end.
    -- The same day, reference and amount, the how-manieth with the how-manieth.
    update tolsel_bank.incoming_entry i
    set known_entry_id = k.entry_id
    from (
        select n.position, o.entry_id
        from (
            select i.position, i.booked_on, i.reference, i.amount,
                row_number() over (
                    partition by i.booked_on, i.reference, i.amount order by i.position) as no
            from tolsel_bank.incoming_entry i
            where i.tenant_id = p_statement.tenant_id
                and i.batch_no = tolsel_bank.own_batch_no()
                and coalesce(i.content ->> 'status', 'booked') = 'booked'
        ) n
        join (
            select e.entry_id, e.booked_on, e.reference, e.amount,
                row_number() over (
                    partition by e.booked_on, e.reference, e.amount order by e.entry_id) as no
            from tolsel_bank.entry e
            where e.tenant_id = p_statement.tenant_id and e.channel_id = p_statement.channel_id
                and e.booked_on between p_from_on and p_to_on
        ) o on o.booked_on = n.booked_on and o.amount = n.amount and o.no = n.no
            and coalesce(o.reference, '') = coalesce(n.reference, '')
    ) k
    where i.tenant_id = p_statement.tenant_id
        and i.batch_no = tolsel_bank.own_batch_no() and i.position = k.position;
    -- Of those that are left, the same day and amount, where the references cannot tell: one has
    -- none, or the other format prints another one.
    update tolsel_bank.incoming_entry i
    set known_entry_id = k.entry_id
    from (
        select n.position, o.entry_id
        from (
            select i.position, i.booked_on, i.amount, i.reference,
                row_number() over (
                    partition by i.booked_on, i.amount order by i.position) as no
            from tolsel_bank.incoming_entry i
            where i.tenant_id = p_statement.tenant_id
                and i.batch_no = tolsel_bank.own_batch_no()
                and coalesce(i.content ->> 'status', 'booked') = 'booked'
                and i.known_entry_id is null
        ) n
        join (
            select e.entry_id, e.booked_on, e.amount, e.reference, s.format,
                row_number() over (partition by e.booked_on, e.amount order by e.entry_id) as no
            from tolsel_bank.entry e
            join tolsel_bank.statement s
                on s.tenant_id = p_statement.tenant_id and s.statement_id = e.statement_id
            where e.tenant_id = p_statement.tenant_id and e.channel_id = p_statement.channel_id
                and e.booked_on between p_from_on and p_to_on
                and not exists (
                    select from tolsel_bank.incoming_entry i
                    where i.tenant_id = p_statement.tenant_id
                        and i.batch_no = tolsel_bank.own_batch_no()
                        and i.known_entry_id = e.entry_id)
        ) o on o.booked_on = n.booked_on and o.amount = n.amount and o.no = n.no
            and (o.reference is null or n.reference is null or o.format <> p_statement.format)
    ) k
    where i.tenant_id = p_statement.tenant_id
        and i.batch_no = tolsel_bank.own_batch_no() and i.position = k.position;
end
$mark_known$;
comment on function tolsel_bank.mark_known is
    'Finds, for each line of a statement, the entry that an earlier one has brought, whatever file
and format that came in.';
