-- How a statement is judged: what its head says, what comes before it and after it, and whether it
-- is one that is known.

create or replace function tolsel_bank.read_head(p_statement jsonb, p_tenant_id bigint)
returns tolsel_bank.statement
language plpgsql
stable
as $read_head$
declare
    v_head tolsel_bank.statement;
    v_faults text[];
begin
    if jsonb_typeof(p_statement) is distinct from 'object' then
        perform tolsel_core.refuse('UK005', format(
            'It is %s.', coalesce('a JSON ' || jsonb_typeof(p_statement), 'null')));
    end if;
    v_faults := array_remove(array[
        case when (char_length(p_statement ->> 'format') between 1 and 50) is not true
            then format('format is %L', left(p_statement ->> 'format', 60)) end,
        case when (char_length(p_statement ->> 'account') between 1 and 100) is not true
            then format('account is %L', left(p_statement ->> 'account', 110)) end,
        case when (p_statement ->> 'currency' ~ '^[A-Z]{3}$') is not true
            then format('currency is %L', left(p_statement ->> 'currency', 10)) end,
        case when char_length(p_statement ->> 'identifier') > 200
            or char_length(p_statement ->> 'source_name') > 200
            or char_length(p_statement ->> 'note') > 4000 then 'a text of it is too long' end
    ] || array(
        select format('%s is %L', k.name, left(p_statement ->> k.name, 50))
        from unnest(array['number', 'page']) k(name)
        where p_statement ->> k.name !~ '^[1-9][0-9]{0,8}$'
        union all
        select format('%s is %L', k.name, left(p_statement ->> k.name, 50))
        from unnest(array['opening_balance', 'closing_balance']) k(name)
        where not (tolsel_core.is_amount_text(p_statement ->> k.name)
            and abs((p_statement ->> k.name)::numeric) < 1e15)
        union all
        select format('%s is %L', k.name, left(p_statement ->> k.name, 50))
        from unnest(array['opened_on', 'closed_on']) k(name)
        where not tolsel_bank.is_day_text(p_statement ->> k.name)
    ), null);
    if cardinality(v_faults) > 0 then
        perform tolsel_core.refuse('UK005', array_to_string(v_faults, ', ') || '.');
    end if;
    v_head.tenant_id := p_tenant_id;
    v_head.format := p_statement ->> 'format';
    v_head.identifier := nullif(p_statement ->> 'identifier', '');
    v_head.number := (p_statement ->> 'number')::bigint;
    v_head.page := (p_statement ->> 'page')::integer;
    v_head.opened_on := (p_statement ->> 'opened_on')::date;
    v_head.closed_on := (p_statement ->> 'closed_on')::date;
    -- One of the two alone proves nothing.
    if p_statement ->> 'opening_balance' is not null
        and p_statement ->> 'closing_balance' is not null then
        v_head.opening_balance := (p_statement ->> 'opening_balance')::numeric;
        v_head.closing_balance := (p_statement ->> 'closing_balance')::numeric;
    end if;
    v_head.source_name := nullif(p_statement ->> 'source_name', '');
    v_head.note := nullif(p_statement ->> 'note', '');
    return v_head;
end
$read_head$;
comment on function tolsel_bank.read_head is
$$Reads the head of a statement from JSON: whose it is, its number, its balances and days.
raises: UK005 statement_not_readable$$;

create or replace function tolsel_bank.name_statement(p_statement tolsel_bank.statement)
returns text
language sql
immutable
as $name_statement$
    select concat_ws(' ', p_statement.format, 'statement',
        p_statement.number || coalesce('/' || p_statement.page, ''),
        case when p_statement.number is null then p_statement.identifier end,
        'of ' || coalesce(p_statement.closed_on::text, 'no day'));
$name_statement$;
comment on function tolsel_bank.name_statement is
    'Names a statement for people, by its number and page, or by the bank''s own name for it.';

create or replace function tolsel_bank.find_neighbour(
    p_statement tolsel_bank.statement, p_is_later boolean
)
returns tolsel_bank.statement
language plpgsql
stable
as $find_neighbour$
declare
    -- Of a day, those without a number come last, in the order in which they came in.
    v_last bigint := 999999999999;
    v_neighbour tolsel_bank.statement;
begin
    -- Numbers begin again with a year, so the day comes first. Those that brought nothing new are
    -- not links of the chain.
    if p_is_later then
        select * into v_neighbour from tolsel_bank.statement s
        where s.tenant_id = p_statement.tenant_id and s.channel_id = p_statement.channel_id
            and s.from_balance is not null
            and (s.closed_on, coalesce(s.number, v_last), coalesce(s.page, v_last))
                > (p_statement.closed_on, coalesce(p_statement.number, v_last),
                    coalesce(p_statement.page, v_last))
        order by s.closed_on, s.number, s.page, s.statement_id
        limit 1;
    else
        select * into v_neighbour from tolsel_bank.statement s
        where s.tenant_id = p_statement.tenant_id and s.channel_id = p_statement.channel_id
            and s.from_balance is not null
            and (s.closed_on, coalesce(s.number, v_last), coalesce(s.page, v_last))
                <= (p_statement.closed_on, coalesce(p_statement.number, v_last),
                    coalesce(p_statement.page, v_last))
        order by s.closed_on desc, s.number desc, s.page desc, s.statement_id desc
        limit 1;
    end if;
    return v_neighbour;
end
$find_neighbour$;
comment on function tolsel_bank.find_neighbour is
    'Finds the link of the chain directly before or after a statement; null where there is none.';

create or replace function tolsel_bank.is_next(
    p_statement tolsel_bank.statement, p_before tolsel_bank.statement,
    p_after tolsel_bank.statement
)
returns boolean
language sql
stable
as $is_next$
    select coalesce(
        p_statement.opening_balance = p_before.closing_balance
            and (p_after.statement_id is null
                or p_after.from_balance = p_statement.closing_balance)
            -- Where those that look known add up to nothing, the balances fit either way, and only
            -- the bank's number tells.
            and (p_statement.new_amount + p_statement.adopted_amount <> p_statement.booked_amount
                or not exists (
                    select from tolsel_bank.known_lines(p_statement, p_before) k
                    where not k.is_adopted and k.amount <> 0)
                or p_statement.format = p_before.format
                    and (p_statement.number = p_before.number + 1
                        or p_statement.number = p_before.number
                            and p_statement.page = p_before.page + 1)),
        false);
$is_next$;
comment on function tolsel_bank.is_next is
    'Says whether all entries of a statement are new: it opens where the one before it closed, and
none of its entries can be one that is here.';

create or replace function tolsel_bank.join_chain(
    p_statement tolsel_bank.statement, p_before tolsel_bank.statement,
    p_after tolsel_bank.statement, p_gap_reason text
)
returns tolsel_bank.statement
language plpgsql
stable
as $join_chain$
declare
    v_statement tolsel_bank.statement := p_statement;
begin
    -- One that brought nothing new is no link; one without any entry carries the chain on.
    if v_statement.new_count = 0 and v_statement.adopted_amount = 0
        and v_statement.entry_count > 0 then
        return v_statement;
    end if;
    v_statement.from_balance := v_statement.closing_balance - v_statement.new_amount
        - v_statement.adopted_amount;
    if p_gap_reason is null then
        perform tolsel_bank.check_goes_on(v_statement, p_before, p_after);
    elsif p_before.closing_balance <> v_statement.from_balance
        or p_after.from_balance <> v_statement.closing_balance then
        v_statement.gap_reason := p_gap_reason;
    end if;
    return v_statement;
end
$join_chain$;
comment on function tolsel_bank.join_chain is
$$Answers with a statement and the balance that its new entries go on from, which must be the one
before it closed with, unless somebody says why not.
raises: UK008 statement_gap$$;

create or replace function tolsel_bank.check_goes_on(
    p_statement tolsel_bank.statement, p_before tolsel_bank.statement,
    p_after tolsel_bank.statement
)
returns void
language plpgsql
stable
as $check_goes_on$
declare
    v_missing text;
begin
    if p_before.closing_balance <> p_statement.from_balance then
        v_missing := case
            when p_statement.number > p_before.number + 1
                and extract(year from p_statement.closed_on) = extract(year from p_before.closed_on)
                then format('; number %s is missing', case
                    when p_statement.number = p_before.number + 2
                        then (p_before.number + 1)::text
                    else format('%s to %s', p_before.number + 1, p_statement.number - 1) end)
            else '' end;
        perform tolsel_core.refuse('UK008', format(
            '%s goes on from %s; %s closed with %s: a difference of %s%s.',
            tolsel_bank.name_statement(p_statement), p_statement.from_balance,
            tolsel_bank.name_statement(p_before), p_before.closing_balance,
            p_statement.from_balance - p_before.closing_balance, v_missing));
    elsif p_after.from_balance <> p_statement.closing_balance and p_after.gap_reason is null then
        perform tolsel_core.refuse('UK008', format(
            '%s closes with %s; %s, which is here, goes on from %s: a difference of %s.',
            tolsel_bank.name_statement(p_statement), p_statement.closing_balance,
            tolsel_bank.name_statement(p_after), p_after.from_balance,
            p_after.from_balance - p_statement.closing_balance));
    end if;
end
$check_goes_on$;
comment on function tolsel_bank.check_goes_on is
$$Checks that a statement goes on from the one before it, and the one after it from it.
raises: UK008 statement_gap$$;
