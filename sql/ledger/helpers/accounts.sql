-- Accounts, and what they held at some moment.

create or replace function tolsel_ledger.create_account(
    p_account tolsel_ledger.account, p_credit_limit numeric
)
returns tolsel_ledger.account
language plpgsql
volatile
as $create_account$
declare
    v_account tolsel_ledger.account;
    v_code text := p_account.code;
    v_code_no integer := 1;
begin
    -- Lock: a closing of the books waits, or is seen in a later statement.
    perform from tolsel_core.tenant t where t.tenant_id = p_account.tenant_id for share;
    -- Write: where nothing is written, the code is taken. Whoever named an account such as tolsel
    -- would have named its own one does not keep it from being opened: that gets the next code.
    loop
        insert into tolsel_ledger.account (
            tenant_id, code, name, type, currency, scale, parent_account_id, purpose, managed_by,
            slots, has_daily_totals, metadata, opened_at)
        values (
            p_account.tenant_id, v_code, p_account.name, p_account.type, p_account.currency,
            (select c.scale from tolsel_core.currency c where c.currency = p_account.currency),
            p_account.parent_account_id, p_account.purpose, p_account.managed_by, p_account.slots,
            p_account.has_daily_totals, p_account.metadata, tolsel_core.clock_at())
        on conflict (tenant_id, code) where code is not null do nothing
        returning * into v_account;
        exit when found;
        if p_account.purpose is null and p_account.managed_by is null then
            perform tolsel_core.refuse('UC019', format('Account code %L.', p_account.code));
        end if;
        v_code_no := v_code_no + 1;
        v_code := p_account.code || '-' || v_code_no;
    end loop;
    insert into tolsel_ledger.balance (
        tenant_id, account_id, slot, sign, slots, currency, scale, is_managed, has_daily_totals,
        balance, held_amount, credit_limit, closed_through_on)
    select v_account.tenant_id, v_account.account_id, s, v_account.sign, v_account.slots,
        v_account.currency, v_account.scale, v_account.is_managed, v_account.has_daily_totals,
        tolsel_core.at_scale(0, v_account.scale), tolsel_core.at_scale(0, v_account.scale),
        tolsel_core.at_scale(p_credit_limit, v_account.scale), tolsel_ledger.closed_through_on(
            p_account_id => null, p_tenant_id => v_account.tenant_id)
    from generate_series(0, v_account.slots - 1) s;
    return v_account;
end
$create_account$;
comment on function tolsel_ledger.create_account is
$$Writes an account and the balance row of each of its slots. One that tolsel itself uses gets
the next free code where its own is taken.
raises: UC019 name_taken$$;

create or replace function tolsel_ledger.purpose_account(
    p_purpose text, p_currency text, p_tenant_id bigint
)
returns bigint
language plpgsql
stable
as $purpose_account$
begin
    return (
        select a.account_id from tolsel_ledger.account a
        where a.tenant_id = p_tenant_id and a.purpose = p_purpose and a.currency = p_currency);
end
$purpose_account$;
comment on function tolsel_ledger.purpose_account is
    'Answers the account that tolsel uses for a purpose in a currency; null: none.';

create or replace function tolsel_ledger.account_beside(
    p_purpose text, p_account_id bigint, p_tenant_id bigint
)
returns bigint
language plpgsql
stable
as $account_beside$
begin
    return (
        select tolsel_ledger.purpose_account(p_purpose, a.currency, p_tenant_id)
        from tolsel_ledger.account a
        where a.tenant_id = p_tenant_id and a.account_id = p_account_id);
end
$account_beside$;
comment on function tolsel_ledger.account_beside is
    'Answers the account for a purpose in the currency of another account; null: none.';

create or replace function tolsel_ledger.open_purpose_account(
    p_purpose text, p_currency text, p_tenant_id bigint
)
returns bigint
language plpgsql
volatile
as $open_purpose_account$
declare
    v_account_id bigint := tolsel_ledger.purpose_account(p_purpose, p_currency, p_tenant_id);
    v_account tolsel_ledger.account;
begin
    if v_account_id is not null then
        return v_account_id;
    end if;
    -- The chart has it in the tenant's own currency; that one is its parent.
    select p_tenant_id, c.code || '-' || p_currency, c.name || ' ' || p_currency, c.type,
        p_currency, c.purpose, c.managed_by, c.slots, a.account_id, false
    into strict v_account.tenant_id, v_account.code, v_account.name, v_account.type,
        v_account.currency, v_account.purpose, v_account.managed_by, v_account.slots,
        v_account.parent_account_id, v_account.has_daily_totals
    from tolsel_ledger.chart_template c
    join tolsel_core.tenant t on t.tenant_id = p_tenant_id
    left join tolsel_ledger.account a
        on a.tenant_id = p_tenant_id and a.purpose = c.purpose and a.currency = t.currency
    where c.purpose = p_purpose;
    v_account.metadata := '{}';
    return (tolsel_ledger.create_account(v_account, p_credit_limit => null)).account_id;
end
$open_purpose_account$;
comment on function tolsel_ledger.open_purpose_account is
    'Answers the account that tolsel uses for a purpose in a currency, and opens it where it is
missing. The caller has locked the tenant.';

create or replace function tolsel_ledger.get_account(p_account_id bigint, p_tenant_id bigint)
returns tolsel_ledger.account
language plpgsql
stable
as $get_account$
declare
    v_account tolsel_ledger.account;
begin
    select * into v_account from tolsel_ledger.account a
    where a.tenant_id = p_tenant_id and a.account_id = p_account_id;
    if not found then
        perform tolsel_core.refuse('UL003', format(
            'Account %s.', coalesce(p_account_id::text, 'null')));
    end if;
    return v_account;
end
$get_account$;
comment on function tolsel_ledger.get_account is
$$Answers with an account of the tenant.
raises: UL003 account_not_found$$;

create or replace function tolsel_ledger.check_credit_limit(
    p_credit_limit numeric, p_slots integer, p_scale integer
)
returns void
language plpgsql
stable
as $check_credit_limit$
begin
    if p_credit_limit is null then
        return;
    elsif p_slots > 1 then
        perform tolsel_core.refuse('UL013',
            format('%s slots and a credit limit of %s.', p_slots, p_credit_limit),
            'An account with a limit has one slot, because its limit is exact.');
    elsif p_credit_limit <> 0 then
        perform tolsel_core.check_amount(p_credit_limit, p_scale, 'The credit limit');
        if p_credit_limit < 0 then
            perform tolsel_core.refuse('UL014', format('The credit limit is %s.', p_credit_limit));
        end if;
    end if;
end
$check_credit_limit$;
comment on function tolsel_ledger.check_credit_limit is
$$Checks that a credit limit, where there is one, is zero or more and stands on an account of one
slot.
raises: UC008 amount_not_finite, UC010 amount_too_precise, UC011 amount_too_large,
UL013 slots_not_usable, UL014 credit_limit_not_usable$$;

create or replace function tolsel_ledger.lock_balances(
    p_account_ids bigint[], p_tenant_id bigint
)
returns setof tolsel_ledger.balance
language plpgsql
volatile
set plan_cache_mode = force_generic_plan
as $lock_balances$
begin
    -- Every row of each account, in the one order that postings follow too.
    return query
    select b.*
    from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = any(p_account_ids)
    order by b.account_id, b.slot
    for no key update;
end
$lock_balances$;
comment on function tolsel_ledger.lock_balances is
    'Locks all balance rows of some accounts, in the order of account and slot, and answers with
them.';

create or replace function tolsel_ledger.balance_at(
    p_account_id bigint, p_effective_on date, p_booked_at timestamptz, p_tenant_id bigint
)
returns numeric
language plpgsql
stable
as $balance_at$
begin
    if p_booked_at is not null then
        return (
            select coalesce(sum(case
                when p_effective_on is null then (
                    select e.balance_after from tolsel_ledger.entry e
                    where e.tenant_id = p_tenant_id and e.account_id = p_account_id
                        and e.slot = b.slot and e.version = known.version)
                else (
                    select sum(e.amount) from tolsel_ledger.entry e
                    where e.tenant_id = p_tenant_id and e.account_id = p_account_id
                        and e.slot = b.slot and e.version <= known.version
                        and e.effective_on <= p_effective_on)
                end), 0)
            from tolsel_ledger.balance b
            cross join lateral tolsel_ledger.version_at(
                b.account_id, b.slot, p_booked_at, p_tenant_id) known(version)
            where b.tenant_id = p_tenant_id and b.account_id = p_account_id);
    end if;
    -- Backwards from the balance, because recent days are asked for most: over the daily totals
    -- where the account keeps them, else over its entries.
    return (
        select sum(b.balance) from tolsel_ledger.balance b
        where b.tenant_id = p_tenant_id and b.account_id = p_account_id
    ) - case
        when p_effective_on is null then 0
        when (
            select a.has_daily_totals from tolsel_ledger.account a
            where a.tenant_id = p_tenant_id and a.account_id = p_account_id
        ) then (
            select coalesce(sum(t.debit_amount - t.credit_amount), 0)
            from tolsel_ledger.book_total t
            where t.tenant_id = p_tenant_id and t.account_id = p_account_id
                and t.effective_on > p_effective_on)
        else (
            select coalesce(sum(e.amount), 0) from tolsel_ledger.entry e
            where e.tenant_id = p_tenant_id and e.account_id = p_account_id
                and e.effective_on > p_effective_on)
        end;
end
$balance_at$;
comment on function tolsel_ledger.balance_at is
    'Answers the balance of an account at the end of a day (null: with all days), as booked by a
moment (null: by now).';

create or replace function tolsel_ledger.version_at(
    p_account_id bigint, p_slot smallint, p_booked_at timestamptz, p_tenant_id bigint
)
returns bigint
language plpgsql
stable
as $version_at$
declare
    v_low bigint := 0;
    v_high bigint;
    v_middle bigint;
begin
    -- Versions have no gaps and booked_at never falls along them: twenty probes of the primary key
    -- find the place among a million entries, and no index on booked_at is needed.
    select coalesce(b.version, 0) into v_high from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = p_account_id and b.slot = p_slot;
    while v_low < v_high loop
        v_middle := (v_low + v_high + 1) / 2;
        perform from tolsel_ledger.entry e
        where e.tenant_id = p_tenant_id and e.account_id = p_account_id and e.slot = p_slot
            and e.version = v_middle and e.booked_at <= p_booked_at;
        if found then
            v_low := v_middle;
        else
            v_high := v_middle - 1;
        end if;
    end loop;
    return v_low;
end
$version_at$;
comment on function tolsel_ledger.version_at is
    'Answers the version of the last entry of account and slot that was booked by a moment, 0 for
none.';

create or replace function tolsel_ledger.rename_account(
    p_account_id bigint, p_name text, p_tenant_id bigint
)
returns void
language sql
volatile
as $rename_account$
    update tolsel_ledger.account a set name = p_name
    where a.tenant_id = p_tenant_id and a.account_id = p_account_id;
$rename_account$;
comment on function tolsel_ledger.rename_account is
    'Gives an account of a domain another name: what its entries rest on stays.';
