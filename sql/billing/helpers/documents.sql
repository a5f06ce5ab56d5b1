-- What invoices and credit notes have in common: a number of their series, and a journal that takes
-- the total to the customer's account, and each line to its own.

create or replace function tolsel_billing.take_number(p_series text, p_tenant_id bigint)
returns bigint
language plpgsql
volatile
as $take_number$
declare
    v_number bigint;
begin
    insert into tolsel_billing.number_series as s (tenant_id, series, last_number)
    values (p_tenant_id, p_series, 1)
    on conflict (tenant_id, series) do update set last_number = s.last_number + 1
    returning last_number into v_number;
    return v_number;
end
$take_number$;
comment on function tolsel_billing.take_number is
    'Takes the next number of a series, and keeps others waiting for it until the transaction ends:
that is how a series has no gaps.';

create or replace function tolsel_billing.take_numbers(p_series text[], p_tenant_id bigint)
returns bigint[]
language plpgsql
volatile
as $take_numbers$
declare
    v_names text[] := array[]::text[];
    v_lasts bigint[] := array[]::bigint[];
    v_series record;
    v_last bigint;
begin
    -- Lock: series by series, in the order of their names. A new one begins with these numbers.
    for v_series in
        select u.series, count(*) as numbers from unnest(p_series) u(series)
        group by u.series
        order by u.series
    loop
        insert into tolsel_billing.number_series (tenant_id, series, last_number)
        values (p_tenant_id, v_series.series, v_series.numbers)
        on conflict (tenant_id, series) do nothing;
        v_last := 0;
        if not found then
            select s.last_number into v_last from tolsel_billing.number_series s
            where s.tenant_id = p_tenant_id and s.series = v_series.series
            for no key update;
        end if;
        v_names := v_names || v_series.series;
        v_lasts := v_lasts || v_last;
    end loop;
    return array(
        select v_lasts[array_position(v_names, u.series)]
            + row_number() over (partition by u.series order by u.ordinality)
        from unnest(p_series) with ordinality u(series, ordinality)
        order by u.ordinality);
end
$take_numbers$;
comment on function tolsel_billing.take_numbers is
    'Answers the next numbers of series, one for each time that a series is named, and keeps others
waiting for them until the transaction ends. tolsel_billing.move_series writes that they are taken,
once they are.';

create or replace function tolsel_billing.move_series(
    p_series text[], p_numbers bigint[], p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $move_series$
begin
    update tolsel_billing.number_series s
    set last_number = n.last_number
    from (
        select u.series, max(u.number) as last_number
        from unnest(p_series, p_numbers) u(series, number)
        group by u.series
    ) n
    where s.tenant_id = p_tenant_id and s.series = n.series and s.last_number < n.last_number;
end
$move_series$;
comment on function tolsel_billing.move_series is
    'Writes which numbers of series are taken: a guard looks for the invoices that have them.';

create or replace function tolsel_billing.post_document(
    p_lines tolsel_billing.invoice_line[],
    p_customer tolsel_billing.customer,
    p_factor numeric,
    p_effective_on date,
    p_description text
)
returns bigint
language plpgsql
volatile
as $post_document$
begin
    return (tolsel_billing.post_documents(
        p_lines, array_fill(1, array[cardinality(p_lines)]), array[p_customer.account_id],
        p_factor, array[p_effective_on], array[p_description], p_customer.tenant_id))[1];
end
$post_document$;
comment on function tolsel_billing.post_document is
$$Posts the journal of a document with lines, as tolsel_billing.post_documents does, and answers
with it.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_billing.post_documents(
    p_lines tolsel_billing.invoice_line[],
    p_line_nos integer[],
    p_account_ids bigint[],
    p_factor numeric,
    p_days date[],
    p_descriptions text[],
    p_tenant_id bigint,
    p_item_nos bigint[] default null,
    p_keys text[] default null
)
returns bigint[]
language plpgsql
volatile
as $post_documents$
declare
    v_lines tolsel_ledger.line[];
    v_nos integer[];
    v_ids bigint[];
    v_journal_ids bigint[];
begin
    -- A receivable takes the total, line 1, and each line its amount; in the order that the ledger
    -- wants. A voucher may pay all, and what is given costs nothing: no account has anything of it.
    select array_agg(
            row(l.journal_no, l.line_no, l.account_id, l.amount, p_days[l.no], null)
                ::tolsel_ledger.line
            order by l.account_id, l.journal_no, l.line_no),
        array_agg(l.no order by l.journal_no) filter (where l.line_no = 1)
    into v_lines, v_nos
    from (
        select l.*, dense_rank() over (order by l.no) as journal_no
        from (
            select l.no, l.account_id, l.amount,
                row_number() over (partition by l.no order by l.line_no) as line_no,
                min(l.account_id) over document <> max(l.account_id) over document as is_booked
            from (
                select p_line_nos[l.ordinality] as no, 0 as line_no,
                    p_account_ids[p_line_nos[l.ordinality]] as account_id,
                    p_factor * sum(l.amount::numeric) as amount
                from unnest(p_lines) with ordinality l
                group by 1
                union all
                select p_line_nos[l.ordinality], l.line_no, l.account_id, -p_factor * l.amount
                from unnest(p_lines) with ordinality l
            ) l
            where l.amount <> 0
            window document as (partition by l.no)
        ) l
        where l.is_booked
    ) l;
    if v_nos is null then
        return array_fill(null::bigint, array[cardinality(p_account_ids)]);
    end if;
    v_ids := tolsel_billing.post_items(
        array(
            select tolsel_ledger.head_of(u.place::integer, p_descriptions[u.no])
            from unnest(v_nos) with ordinality u(no, place)
            order by u.place),
        v_lines, array(select p_item_nos[n] from unnest(v_nos) n),
        array(select p_keys[n] from unnest(v_nos) n), p_tenant_id);
    v_journal_ids := array_fill(null::bigint, array[cardinality(p_account_ids)]);
    for v_place in 1 .. cardinality(v_nos) loop
        v_journal_ids[v_nos[v_place]] := v_ids[v_place];
    end loop;
    return v_journal_ids;
end
$post_documents$;
comment on function tolsel_billing.post_documents is
$$Posts the journals of documents, whose numbers each line has one of, and answers with them in
their order: what a customer owes is more by the total of the lines (factor 1, invoices) or less
(-1, credit notes). Null where there is nothing to book.
raises: the refusals of tolsel_ledger.post_lines$$;
