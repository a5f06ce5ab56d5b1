-- What metering and provisioning write, by functions without a single rule, into tables without
-- rules too, of the same columns and with the keys alone.
create schema bench;
create function bench.copy(p_table text, p_key text, p_fill integer default 100) returns void
language plpgsql
as $copy$
declare
    v_name text := 'bench.' || split_part(p_table, '.', 2);
    v_column record;
begin
    execute format('create table %s with (fillfactor = %s) as table %s', v_name, p_fill, p_table);
    -- Domains check what they are given: here each column is of the type beneath its own.
    for v_column in
        select a.attname, format_type(t.typbasetype, t.typtypmod) as base
        from pg_attribute a
        join pg_type t on t.oid = a.atttypid
        where a.attrelid = v_name::regclass and a.attnum > 0 and t.typtype = 'd'
    loop
        execute format(
            'alter table %s alter %I type %s', v_name, v_column.attname, v_column.base);
    end loop;
    execute format('alter table %s add primary key (%s)', v_name, p_key);
end
$copy$;
select bench.copy(t.name, t.key, t.fill)
from (values
    ('tolsel_ledger.balance', 'tenant_id, account_id, slot', 50),
    ('tolsel_ledger.journal', 'tenant_id, journal_id', 100),
    ('tolsel_ledger.entry', 'tenant_id, account_id, slot, version', 100),
    ('tolsel_ledger.hold', 'tenant_id, hold_id', 70),
    ('tolsel_wallet.wallet', 'tenant_id, wallet_id', 70),
    ('tolsel_wallet.resource', 'tenant_id, resource_id', 70),
    ('tolsel_wallet.resource_span', 'tenant_id, resource_id, from_at', 100),
    ('tolsel_wallet.lot', 'tenant_id, lot_id', 70),
    ('tolsel_wallet.lot_use', 'tenant_id, journal_id, lot_id', 100),
    ('tolsel_wallet.usage_hour', 'tenant_id, hour_at, resource_id', 100),
    ('tolsel_wallet.charge', 'tenant_id, journal_id', 100),
    ('tolsel_core.event', 'tenant_id, event_id', 100)
) t(name, key, fill);
create index on bench.resource (tenant_id, account_id);
create index on bench.lot (tenant_id, account_id);
create index on bench.entry (tenant_id, journal_id);
create sequence bench.number start 9000000 cache 1;

-- One hour of the wallets behind one, as many as are named; answers with the last.
create function bench.meter(p_after_id bigint, p_wallets integer, p_until timestamptz)
returns bigint
language plpgsql
set jit = off
as $meter$
declare
    v_from_at timestamptz := p_until - interval '1 hour';
    v_hours integer := extract(epoch from v_from_at - date_trunc('month', v_from_at)) / 3600;
    v_month integer := extract(epoch from date_trunc('month', v_from_at) + interval '1 month'
        - date_trunc('month', v_from_at)) / 3600;
    v_wallet_ids bigint[] := array(
        select w.wallet_id from bench.wallet w
        where w.tenant_id = 1 and w.wallet_id > p_after_id and w.metered_until_at < p_until
        order by w.wallet_id limit p_wallets
        for no key update);
begin
    with due as materialized (
        select w.account_id, r.resource_id, r.hold_id,
            round(s.price_amount * (v_hours + 1) / v_month, 2)
                - round(s.price_amount * v_hours / v_month, 2) as amount
        from bench.wallet w
        join bench.resource r on r.tenant_id = 1 and r.account_id = w.account_id
        join bench.resource_span s
            on s.tenant_id = 1 and s.resource_id = r.resource_id
            and s.from_at < p_until and (s.until_at > v_from_at or s.until_at is null)
        where w.tenant_id = 1 and w.wallet_id = any(v_wallet_ids)
    ), charged as materialized (
        select c.account_id, c.amount, nextval('bench.number') as journal_id,
            sum(c.amount) over (order by c.account_id) as running, row_number() over () as place
        from (select d.account_id, sum(d.amount) as amount from due d group by d.account_id) c
    ), revenue as (
        update bench.balance b
        set balance = b.balance - c.amount, version = coalesce(b.version, 0) + c.journals,
            last_booked_at = now()
        from (select sum(c.amount) as amount, count(*) as journals from charged c) c
        where b.tenant_id = 1 and b.slot = 0 and b.account_id = (
            select a.account_id from tolsel_ledger.account a
            where a.tenant_id = 1 and a.purpose = 'revenue' and a.currency = 'EUR')
        returning b.account_id, b.balance + c.amount as balance, b.version - c.journals as version
    ), wallet as (
        update bench.balance b
        set balance = b.balance + c.amount, held_amount = b.held_amount - c.amount,
            version = b.version + 1, last_booked_at = now()
        from charged c
        where b.tenant_id = 1 and b.account_id = c.account_id and b.slot = 0
        returning b.account_id, b.version, b.balance, c.amount, c.journal_id
    ), journal as (
        insert into bench.journal (tenant_id, journal_id, created_at, login, description, metadata)
        select 1, c.journal_id, now(), 'bench', 'Usage', '{}' from charged c
    ), entry as (
        insert into bench.entry (
            tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no,
            amount, balance_after)
        select 1, w.account_id, w.version, w.journal_id, now(), v_from_at::date, 0, 1, w.amount,
            w.balance
        from wallet w
        union all
        select 1, r.account_id, r.version + c.place, c.journal_id, now(), v_from_at::date, 0, 2,
            -c.amount, r.balance - c.running
        from charged c, revenue r
    ), hold as (
        update bench.hold h
        set captured_amount = h.captured_amount + d.amount, open_amount = h.open_amount - d.amount
        from due d
        where h.tenant_id = 1 and h.hold_id = d.hold_id
    ), charge as (
        insert into bench.charge (tenant_id, journal_id, account_id, from_at, until_at, amount)
        select 1, c.journal_id, c.account_id, v_from_at, p_until, c.amount from charged c
    ), lot as (
        update bench.lot l
        set used_amount = l.used_amount + c.amount, left_amount = l.left_amount - c.amount
        from charged c
        where l.tenant_id = 1 and l.account_id = c.account_id
        returning l.lot_id, c.journal_id, c.amount
    ), lot_use as (
        insert into bench.lot_use (tenant_id, journal_id, lot_id, amount)
        select 1, l.journal_id, l.lot_id, l.amount from lot l
    ), metered as (
        update bench.wallet w set metered_until_at = p_until
        where w.tenant_id = 1 and w.wallet_id = any(v_wallet_ids)
    )
    insert into bench.usage_hour (tenant_id, hour_at, resource_id, journal_id, amount)
    select 1, v_from_at, d.resource_id, c.journal_id, d.amount
    from due d join charged c on c.account_id = d.account_id
    order by d.resource_id;
    return v_wallet_ids[cardinality(v_wallet_ids)];
end
$meter$;

create function bench.provision(p_wallet_id bigint, p_plan text, p_name text)
returns bigint
language plpgsql
as $provision$
declare
    v_now timestamptz := clock_timestamp();
    v_wallet bench.wallet;
    v_price numeric;
    v_id bigint := nextval('bench.number');
begin
    select * into v_wallet from bench.wallet w
    where w.tenant_id = 1 and w.wallet_id = p_wallet_id for no key update;
    v_price := (
        select p.price_amount from tolsel_wallet.plan_price p
        where p.tenant_id = 1 and p.plan = p_plan and p.currency = 'EUR'
        order by p.valid_from_at desc limit 1);
    update bench.balance b
    set held_amount = b.held_amount + v_price, available = b.available - v_price
    where b.tenant_id = 1 and b.account_id = v_wallet.account_id and b.slot = 0;
    insert into bench.hold (
        tenant_id, hold_id, account_id, slot, placed_at, amount, captured_amount, released_amount,
        open_amount, is_lasting, is_open, description, metadata)
    values (1, v_id, v_wallet.account_id, 0, v_now, v_price, 0, 0, v_price, true, true, p_name,
        '{}');
    insert into bench.resource (
        tenant_id, resource_id, account_id, customer_id, name, plan, status, hold_id,
        covered_until_at, started_at, login, metadata)
    values (1, v_id, v_wallet.account_id, v_wallet.customer_id, p_name, p_plan, 'active', v_id,
        '2025-05-01', v_now, 'bench', '{}');
    insert into bench.resource_span (tenant_id, resource_id, from_at, plan, price_amount)
    values (1, v_id, date_trunc('hour', v_now), p_plan, v_price);
    insert into bench.event (
        tenant_id, event_id, topic, document, document_id, sequence_no, payload, created_at,
        attempts, attempts_left, is_open, status)
    values (1, v_id, 'resource.provisioned', 'resource', v_id, 1, jsonb_build_object(
        'wallet_id', p_wallet_id, 'customer_id', v_wallet.customer_id, 'plan', p_plan, 'amount',
        v_price::text, 'currency', 'EUR'), v_now, 0, 12, true, 'pending');
    return v_id;
end
$provision$;

-- The same into tolsel's own tables, with all that these check.
create function bench.provision_here(p_wallet_id bigint, p_plan text, p_name text)
returns bigint
language plpgsql
set plan_cache_mode = force_generic_plan
as $provision_here$
declare
    v_now timestamptz := tolsel_core.clock_at();
    v_wallet tolsel_wallet.wallet;
    v_price numeric;
    v_hold_id bigint;
    v_id bigint;
begin
    select * into v_wallet from tolsel_wallet.wallet w
    where w.tenant_id = 1 and w.wallet_id = p_wallet_id for no key update;
    v_price := (
        select p.price_amount from tolsel_wallet.plan_price p
        where p.tenant_id = 1 and p.plan = p_plan and p.currency = 'EUR'
        order by p.valid_from_at desc limit 1);
    insert into tolsel_ledger.hold (
        tenant_id, account_id, placed_at, amount, is_lasting, description, metadata)
    values (1, v_wallet.account_id, v_now, v_price, true, p_name, '{}')
    returning hold_id into v_hold_id;
    update tolsel_ledger.balance b set held_amount = b.held_amount + v_price
    where b.tenant_id = 1 and b.account_id = v_wallet.account_id and b.slot = 0;
    insert into tolsel_wallet.resource (
        tenant_id, account_id, customer_id, name, plan, status, hold_id, covered_until_at,
        started_at, login, metadata)
    values (1, v_wallet.account_id, v_wallet.customer_id, p_name, p_plan, 'active', v_hold_id,
        '2025-05-01 00:00+00', v_now, 'bench', '{}')
    returning resource_id into v_id;
    insert into tolsel_wallet.resource_span (tenant_id, resource_id, from_at, plan, price_amount)
    values (1, v_id, date_trunc('hour', v_now), p_plan, v_price);
    insert into tolsel_core.event (tenant_id, topic, document, document_id, sequence_no, payload)
    values (1, 'resource.provisioned', 'resource', v_id, 1, jsonb_build_object(
        'wallet_id', p_wallet_id, 'customer_id', v_wallet.customer_id, 'plan', p_plan, 'amount',
        v_price::text, 'currency', 'EUR'));
    return v_id;
end
$provision_here$;
