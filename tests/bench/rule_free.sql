-- What a posting writes, by a function without a single rule: once into tables without rules too,
-- of the same columns and with the keys alone, and once into those of tolsel.
create schema bench;
create table bench.balance (like tolsel_ledger.balance);
alter table bench.balance drop column available, add column available numeric,
    alter column balance type numeric, alter column held_amount type numeric,
    alter column credit_limit type numeric, alter column closed_through_on type date;
alter table bench.balance add primary key (tenant_id, account_id, slot);
alter table bench.balance set (fillfactor = 50);
insert into bench.balance select * from tolsel_ledger.balance;

create table bench.journal (
    tenant_id bigint not null,
    journal_id bigint generated always as identity,
    created_at timestamptz not null default now(),
    user_id bigint,
    reverses_journal_id bigint,
    hold_id bigint,
    description text,
    request_key text,
    request_id text,
    metadata jsonb not null default '{}',
    primary key (tenant_id, journal_id)
);
create table bench.entry (
    tenant_id bigint not null,
    account_id bigint not null,
    version bigint not null,
    journal_id bigint not null,
    booked_at timestamptz not null,
    effective_on date not null,
    slot smallint not null,
    line_no smallint not null,
    amount numeric not null,
    balance_after numeric not null,
    primary key (tenant_id, account_id, slot, version),
    unique (tenant_id, journal_id, line_no)
);

-- The lesser account comes first, as in tolsel, so that writers do not block each other for good.
create function bench.post(p_lesser_id bigint, p_greater_id bigint, p_amount numeric)
returns bigint
language plpgsql
as $post$
declare
    v_lesser bench.balance;
    v_greater bench.balance;
    v_journal_id bigint;
    v_now timestamptz := clock_timestamp();
begin
    update bench.balance b
    set balance = b.balance + p_amount, version = coalesce(b.version, 0) + 1, last_booked_at = v_now
    where b.tenant_id = 1 and b.account_id = p_lesser_id and b.slot = 0
    returning * into v_lesser;
    update bench.balance b
    set balance = b.balance - p_amount, version = coalesce(b.version, 0) + 1, last_booked_at = v_now
    where b.tenant_id = 1 and b.account_id = p_greater_id and b.slot = 0
    returning * into v_greater;
    insert into bench.journal (tenant_id) values (1) returning journal_id into v_journal_id;
    insert into bench.entry (
        tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no, amount,
        balance_after)
    values
        (1, p_lesser_id, v_lesser.version, v_journal_id, v_now, current_date, 0, 1, p_amount,
            v_lesser.balance),
        (1, p_greater_id, v_greater.version, v_journal_id, v_now, current_date, 0, 2, -p_amount,
            v_greater.balance);
    return v_journal_id;
end
$post$;

-- The same into tolsel's own tables: what their constraints cost, whoever writes. The balances and
-- the entries are one statement, as they point at each other.
create function bench.post_here(p_lesser_id bigint, p_greater_id bigint, p_amount numeric)
returns bigint
language plpgsql
security definer
as $post_here$
declare
    v_journal_id bigint;
    v_now timestamptz := clock_timestamp();
begin
    insert into tolsel_ledger.journal (tenant_id) values (1)
    returning journal_id into v_journal_id;
    with moved as (
        update tolsel_ledger.balance b
        set balance = b.balance + l.amount, version = coalesce(b.version, 0) + 1,
            last_booked_at = v_now
        from (
            values (p_lesser_id, 1, p_amount), (p_greater_id, 2, -p_amount)
        ) l(account_id, line_no, amount)
        where b.tenant_id = 1 and b.account_id = l.account_id and b.slot = 0
        returning b.account_id, b.version, b.balance, l.line_no, l.amount
    )
    insert into tolsel_ledger.entry (
        tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no, amount,
        balance_after)
    select 1, m.account_id, m.version, v_journal_id, v_now, current_date, 0, m.line_no, m.amount,
        m.balance
    from moved m;
    return v_journal_id;
end
$post_here$;

-- A thousand of them at once, without reading or judging a line: what a batch cannot do without.
create function bench.post_many_here(
    p_lesser_id bigint, p_greater_id bigint, p_amount numeric, p_count integer
)
returns void
language plpgsql
security definer
as $post_many_here$
declare
    v_ids bigint[];
    v_now timestamptz := clock_timestamp();
begin
    with written as (
        insert into tolsel_ledger.journal (tenant_id) select 1 from generate_series(1, p_count)
        returning journal_id
    )
    select array_agg(w.journal_id) into v_ids from written w;
    with moved as (
        update tolsel_ledger.balance b
        set balance = b.balance + l.amount, version = coalesce(b.version, 0) + 1,
            last_booked_at = v_now
        from generate_series(1, p_count) i
        cross join lateral (
            values (p_lesser_id + i, 1, p_amount), (p_greater_id + i, 2, -p_amount)
        ) l(account_id, line_no, amount)
        where b.tenant_id = 1 and b.account_id = l.account_id and b.slot = 0
        returning b.account_id, b.version, b.balance, v_ids[i] as journal_id, l.line_no, l.amount
    )
    insert into tolsel_ledger.entry (
        tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no, amount,
        balance_after)
    select 1, m.account_id, m.version, m.journal_id, v_now, current_date, 0, m.line_no, m.amount,
        m.balance
    from moved m;
end
$post_many_here$;
grant usage on schema bench to public;
grant select, insert, update on all tables in schema bench to public;
