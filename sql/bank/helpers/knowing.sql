-- Whether a statement is one that is known, and whether what is known has changed since.

create or replace function tolsel_bank.known_lines(
    p_statement tolsel_bank.statement, p_before tolsel_bank.statement
)
returns table (line_position integer, amount numeric, is_adopted boolean)
language sql
stable
as $known_lines$
    -- What a list without balances brought is proved by the first statement that holds it: by the
    -- one before, where its day was over then.
    select i.position, i.amount,
        k.from_balance is null and (k.booked_on > p_before.closed_on) is not false
    from (
        select i.* from tolsel_bank.incoming_entry i
        where i.tenant_id = p_statement.tenant_id
            and i.batch_no = tolsel_bank.own_batch_no() and i.known_entry_id is not null
        offset 0
    ) i
    cross join lateral (
        select e.booked_on, s.from_balance
        from tolsel_bank.entry e
        join tolsel_bank.statement s
            on s.tenant_id = p_statement.tenant_id and s.statement_id = e.statement_id
        where e.tenant_id = p_statement.tenant_id and e.entry_id = i.known_entry_id
        offset 0
    ) k;
$known_lines$;
comment on function tolsel_bank.known_lines is
    'Lists the lines of a statement that an earlier one has brought, and which of them this one is
the first to prove.';

create or replace function tolsel_bank.sum_known(
    p_statement tolsel_bank.statement, p_before tolsel_bank.statement
)
returns tolsel_bank.statement
language plpgsql
stable
as $sum_known$
declare
    v_statement tolsel_bank.statement := p_statement;
begin
    select p_statement.entry_count - count(*),
        p_statement.booked_amount - coalesce(sum(k.amount), 0),
        coalesce(
            sum(k.amount) filter (where k.is_adopted),
            tolsel_core.at_scale(0, scale(p_statement.booked_amount)))
    into v_statement.new_count, v_statement.new_amount, v_statement.adopted_amount
    from tolsel_bank.known_lines(p_statement, p_before) k;
    return v_statement;
end
$sum_known$;
comment on function tolsel_bank.sum_known is
    'Answers a statement with what of it is new, and what it adopts of lists without balances.';

create or replace function tolsel_bank.forget_known(
    p_statement tolsel_bank.statement, p_before tolsel_bank.statement
)
returns void
language sql
volatile
as $forget_known$
    update tolsel_bank.incoming_entry i set known_entry_id = null
    where i.tenant_id = p_statement.tenant_id and i.batch_no = tolsel_bank.own_batch_no()
        and i.position in (
            select k.line_position from tolsel_bank.known_lines(p_statement, p_before) k
            where not k.is_adopted);
$forget_known$;
comment on function tolsel_bank.forget_known is
    'Takes the lines of a statement for new that only look like those of the statements before it.';

create or replace function tolsel_bank.find_same(p_statement tolsel_bank.statement)
returns tolsel_bank.statement
language plpgsql
stable
as $find_same$
declare
    v_same tolsel_bank.statement;
begin
    select * into v_same from tolsel_bank.statement s
    where s.tenant_id = p_statement.tenant_id and s.channel_id = p_statement.channel_id
        and s.closed_on is not distinct from p_statement.closed_on
        and s.opening_balance is not distinct from p_statement.opening_balance
        and s.closing_balance is not distinct from p_statement.closing_balance
        and s.entry_count = p_statement.entry_count
        and s.booked_amount = p_statement.booked_amount
        -- Another format may number it in another way; the same one does not.
        and (s.format <> p_statement.format
            or (s.number is not distinct from p_statement.number
                and s.page is not distinct from p_statement.page))
    order by s.statement_id
    limit 1;
    return v_same;
end
$find_same$;
comment on function tolsel_bank.find_same is
    'Finds a statement with the same balances, day and count, of the same number where that can be
told; null where there is none.';

create or replace function tolsel_bank.check_unchanged(
    p_statement tolsel_bank.statement, p_is_same_number boolean, p_number_of bigint
)
returns void
language plpgsql
stable
set enable_nestloop = off
set enable_mergejoin = off
set jit = off
as $check_unchanged$
declare
    v_pair record;
begin
    -- A line that is new stands against an entry that is not in the statement: they are two
    -- versions of one where they have a day and a reference in common, or the statement's number.
    with line as (
        select i.* from tolsel_bank.incoming_entry i
        where i.tenant_id = p_statement.tenant_id
            and i.batch_no = tolsel_bank.own_batch_no()
            and coalesce(i.content ->> 'status', 'booked') = 'booked'
            and i.known_entry_id is null
    ), missing as (
        select e.* from tolsel_bank.entry e
        join tolsel_bank.statement s
            on s.tenant_id = p_statement.tenant_id and s.statement_id = e.statement_id
            and s.format = p_statement.format
        where e.tenant_id = p_statement.tenant_id and e.channel_id = p_statement.channel_id
            and e.booked_on >= (select min(l.booked_on) from line l)
            and not exists (
                select from tolsel_bank.incoming_entry k
                where k.tenant_id = p_statement.tenant_id
                    and k.batch_no = tolsel_bank.own_batch_no()
                    and k.known_entry_id = e.entry_id)
    ), pair as (
        select 1 as rank, l.position, l.line_no, l.booked_on, l.amount,
            l.content ->> 'text' as text, m.booked_on as known_on, m.amount as known_amount,
            m.text as known_text
        from line l
        join missing m on m.booked_on = l.booked_on and m.reference = l.reference
        union all
        select 2, l.position, l.line_no, l.booked_on, l.amount, l.content ->> 'text', m.booked_on,
            m.amount, m.text
        from (select * from line l order by l.position limit 1) l
        cross join (
            select * from missing m
            where p_is_same_number and m.statement_id = p_number_of
            order by m.position
            limit 1
        ) m
    )
    select p.* into v_pair from pair p order by p.rank, p.position limit 1;
    if v_pair.line_no is not null then
        perform tolsel_core.refuse('UK009', format(
            '%s, line %s: %s on %s (%s); before it was %s on %s (%s).',
            tolsel_bank.name_statement(p_statement), v_pair.line_no, v_pair.amount,
            v_pair.booked_on, coalesce(left(v_pair.text, 100), 'no text'), v_pair.known_amount,
            v_pair.known_on, coalesce(left(v_pair.known_text, 100), 'no text')));
    end if;
    if p_is_same_number then
        perform tolsel_core.refuse('UK009', format(
            '%s is here with %s entries that are not all in this one, which has %s.',
            tolsel_bank.name_statement(p_statement),
            (select s.entry_count from tolsel_bank.statement s
             where s.tenant_id = p_statement.tenant_id and s.statement_id = p_number_of),
            p_statement.entry_count));
    end if;
end
$check_unchanged$;
comment on function tolsel_bank.check_unchanged is
$$Checks that no entry has changed since it came in under its key, and names both versions; a
statement of a known number that does not hold the same is refused in any case.
raises: UK009 statement_changed$$;

create or replace function tolsel_bank.check_number_unused(p_statement tolsel_bank.statement)
returns void
language plpgsql
stable
as $check_number_unused$
declare
    v_other tolsel_bank.statement;
begin
    -- Numbers begin again with a year; some banks give the same one to every statement, each with
    -- balances of its own.
    select * into v_other from tolsel_bank.statement s
    where s.tenant_id = p_statement.tenant_id and s.channel_id = p_statement.channel_id
        and s.format = p_statement.format and s.number = p_statement.number
        and s.page is not distinct from p_statement.page
        and s.closed_on = p_statement.closed_on
        and s.opening_balance = p_statement.opening_balance
    order by s.statement_id
    limit 1;
    if found then
        perform tolsel_bank.check_unchanged(p_statement, true, v_other.statement_id);
    end if;
end
$check_number_unused$;
comment on function tolsel_bank.check_number_unused is
$$Checks that no statement of this number and day that opens alike has come with other entries.
raises: UK009 statement_changed$$;
