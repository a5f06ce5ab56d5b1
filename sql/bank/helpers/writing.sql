-- How a statement and its entries are written, set by set.

create or replace function tolsel_bank.write_statement(p_head tolsel_bank.statement)
returns tolsel_bank.statement
language plpgsql
volatile
as $write_statement$
declare
    v_statement tolsel_bank.statement;
begin
    insert into tolsel_bank.statement (
        tenant_id, channel_id, format, identifier, number, page, opened_on, closed_on,
        opening_balance, closing_balance, from_balance, entry_count, booked_amount, new_count,
        new_amount, adopted_amount, pending_count, gap_reason, source_name, note, user_id, login,
        request_id)
    values (
        p_head.tenant_id, p_head.channel_id, p_head.format, p_head.identifier, p_head.number,
        p_head.page, p_head.opened_on, p_head.closed_on, p_head.opening_balance,
        p_head.closing_balance, p_head.from_balance, p_head.entry_count, p_head.booked_amount,
        p_head.new_count, p_head.new_amount, p_head.adopted_amount, p_head.pending_count,
        p_head.gap_reason,
        p_head.source_name, p_head.note, tolsel_core.context_user_id(p_head.tenant_id),
        tolsel_core.acting_login(), tolsel_core.context_request_id())
    returning * into v_statement;
    return v_statement;
end
$write_statement$;
comment on function tolsel_bank.write_statement is
    'Writes a statement that was judged, and answers with it.';

create or replace function tolsel_bank.write_entries(p_statement tolsel_bank.statement)
returns void
language plpgsql
volatile
set enable_nestloop = off
set enable_mergejoin = off
set jit = off
as $write_entries$
begin
    -- The lines are new, and nothing is known of how many they are: pair by pair, a long statement
    -- would never end.
    insert into tolsel_bank.entry (
        tenant_id, statement_id, channel_id, position, amount, booked_on, day_from, value_on,
        reference, occurrence, is_reversal, payment_count, text, raw)
    select p_statement.tenant_id, p_statement.statement_id, p_statement.channel_id, n.position,
        tolsel_core.at_scale(n.amount, n.scale), n.booked_on,
        case when n.content ->> 'day_from' in ('value', 'statement')
            then n.content ->> 'day_from' else 'booking' end,
        (n.content ->> 'value_on')::date, n.reference,
        coalesce(k.occurrence, 0) + row_number() over (
            partition by n.booked_on, n.entry_key order by n.position),
        coalesce(n.content -> 'is_reversal' = 'true', false),
        case when n.content ->> 'payment_count' ~ '^[1-9][0-9]{0,8}$'
            then (n.content ->> 'payment_count')::integer else 1 end,
        nullif(n.content ->> 'text', ''), nullif(n.content ->> 'raw', '')
    from (
        select i.*, b.scale,
            coalesce(i.reference, 'amount ' || trim_scale(i.amount)::text) as entry_key
        from tolsel_bank.incoming_entry i
        join tolsel_bank.bank_account b
            on b.tenant_id = p_statement.tenant_id and b.channel_id = p_statement.channel_id
        where i.tenant_id = p_statement.tenant_id
            and i.batch_no = tolsel_bank.own_batch_no()
            and i.known_entry_id is null
            and coalesce(i.content ->> 'status', 'booked') = 'booked'
    ) n
    left join (
        select e.booked_on, e.entry_key, max(e.occurrence) as occurrence
        from tolsel_bank.entry e
        where e.tenant_id = p_statement.tenant_id and e.channel_id = p_statement.channel_id
            and e.booked_on >= (
                select min(i.booked_on) from tolsel_bank.incoming_entry i
                where i.tenant_id = p_statement.tenant_id
                    and i.batch_no = tolsel_bank.own_batch_no())
        group by e.booked_on, e.entry_key
    ) k on k.booked_on = n.booked_on and k.entry_key = n.entry_key
    order by n.position;
    -- What has no details is matched as a whole.
    insert into tolsel_bank.entry_detail (
        tenant_id, entry_id, channel_id, detail_no, amount, booked_on, printed_references,
        reference_keys, end_to_end, counterparty, counterparty_account, text, charge_amount,
        is_charge_included)
    select p_statement.tenant_id, e.entry_id, p_statement.channel_id, d.detail_no,
        coalesce(tolsel_core.at_scale((d.item ->> 'amount')::numeric, scale(e.amount)), e.amount),
        e.booked_on, r.printed,
        tolsel_bank.keys_in(r.printed, coalesce(nullif(d.item ->> 'text', ''), e.text)),
        nullif(btrim(d.item ->> 'end_to_end'), ''), nullif(btrim(d.item ->> 'counterparty'), ''),
        nullif(btrim(d.item ->> 'counterparty_account'), ''),
        coalesce(nullif(d.item ->> 'text', ''), e.text),
        tolsel_core.at_scale(coalesce((d.item ->> 'charge')::numeric, 0), scale(e.amount)),
        (d.item ->> 'is_charge_included')::boolean
    from tolsel_bank.entry e
    join tolsel_bank.incoming_entry i
        on i.tenant_id = p_statement.tenant_id
        and i.batch_no = tolsel_bank.own_batch_no() and i.position = e.position
    cross join lateral jsonb_array_elements(
        case when i.content -> 'details' = '[]' or not i.content ? 'details' then '[{}]'
            else i.content -> 'details' end) with ordinality d(item, detail_no)
    cross join lateral (
        select array(
            select left(t.reference, 200)
            from jsonb_array_elements_text(coalesce(d.item -> 'references', '[]')) t(reference)
            limit 100) as printed
    ) r
    where e.tenant_id = p_statement.tenant_id and e.statement_id = p_statement.statement_id
    order by e.entry_id, d.detail_no;
end
$write_entries$;
comment on function tolsel_bank.write_entries is
    'Writes the new entries of a statement and the payments in them.';

create or replace function tolsel_bank.write_pending(p_statement tolsel_bank.statement)
returns void
language sql
volatile
as $write_pending$
    insert into tolsel_bank.pending_entry (
        tenant_id, statement_id, channel_id, status, amount, expected_on, reference, counterparty,
        text)
    select p_statement.tenant_id, p_statement.statement_id, p_statement.channel_id,
        i.content ->> 'status', tolsel_core.at_scale(i.amount, b.scale), i.booked_on, i.reference,
        nullif(btrim(i.content #>> '{details,0,counterparty}'), ''),
        coalesce(nullif(i.content #>> '{details,0,text}', ''), nullif(i.content ->> 'text', ''))
    from tolsel_bank.incoming_entry i
    join tolsel_bank.bank_account b
        on b.tenant_id = p_statement.tenant_id and b.channel_id = p_statement.channel_id
    where i.tenant_id = p_statement.tenant_id
        and i.batch_no = tolsel_bank.own_batch_no()
        and i.content ->> 'status' <> 'booked'
    order by i.position;
$write_pending$;
comment on function tolsel_bank.write_pending is
    'Writes what a statement tells of and has not booked.';

create or replace function tolsel_bank.keys_in(p_references text[], p_text text)
returns text[]
language plpgsql
immutable
parallel safe
as $keys_in$
declare
    v_keys text[] := array(select tolsel_bank.key_of(r.word) from unnest(p_references) r(word));
    v_text text := coalesce(left(p_text, 1000), '');
    v_between text;
    v_word text;
    v_key text;
    v_last text;
begin
    -- A stroke belongs to a number, as in 2026/7, or stands between two.
    foreach v_between in array array['[[:space:],;:()?]+', '[[:space:],;:()?/+&|]+'] loop
        v_last := '';
        -- Words are joined two by two as well, for people write INV 42, and lines cut words.
        foreach v_word in array regexp_split_to_array(v_text, v_between) loop
            v_key := tolsel_bank.key_of(v_word);
            v_keys := v_keys || array[v_key, v_last || v_key];
            v_last := v_key;
        end loop;
        exit when v_text !~ '[/+&|]';
    end loop;
    return array(
        select distinct k.key
        from unnest(v_keys) c(key)
        -- A creditor reference holds the number behind its check digits; one whose digits are wrong
        -- was mistyped, and names nothing.
        cross join lateral (
            select c.key where c.key !~ '^RF[0-9]{2}'
            union all
            select unnest(array[c.key, substr(c.key, 5)])
            where c.key ~ '^RF[0-9]{2}' and tolsel_bank.has_check_digits(c.key)
        ) k(key)
        where k.key ~ '[0-9]' and char_length(k.key) between 3 and 40);
end
$keys_in$;
comment on function tolsel_bank.keys_in is
    'Lists what of references and a text may name a document: in capitals without blanks and marks,
with a digit in it.';

create or replace function tolsel_bank.drop_lines(p_tenant_id bigint)
returns void
language sql
volatile
as $drop_lines$
    delete from tolsel_bank.incoming_entry i
    where i.tenant_id = p_tenant_id and i.batch_no = tolsel_bank.own_batch_no();
    select set_config(
        'tolsel.batch_no', ((tolsel_bank.own_batch_no() + 1) % 1000000)::text, true);
$drop_lines$;
comment on function tolsel_bank.drop_lines is
    'Takes away the lines of a statement that is in; the next one has a number of its own.';
