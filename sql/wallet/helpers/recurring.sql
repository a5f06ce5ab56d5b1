-- Recurring grants: credit that comes every period. A wallet is metered up to each hour at which
-- one is due, as at the bounds of its lots, so that after an outage all is as if every run had come
-- in time. Periods are counted from an anchor: one of the 31st does not stay on the 28th.

create or replace function tolsel_wallet.period_at(
    p_anchor_at timestamptz, p_every text, p_no integer
)
returns timestamptz
language sql
immutable
as $period_at$
    select (p_anchor_at at time zone 'UTC' + p_no * case p_every
        when 'day' then interval '1 day'
        when 'week' then interval '7 days'
        when 'month' then interval '1 month'
        when 'quarter' then interval '3 months'
        when 'year' then interval '12 months' end) at time zone 'UTC';
$period_at$;
comment on function tolsel_wallet.period_at is
    'Answers when the period of a number begins, the first being 0: on the last day of a month that
has not the day of the anchor.';

create or replace function tolsel_wallet.period_no(
    p_anchor_at timestamptz, p_every text, p_at timestamptz
)
returns integer
language sql
immutable
as $period_no$
    select g.no - (tolsel_wallet.period_at(p_anchor_at, p_every, g.no) > p_at)::integer
    from (
        select floor(case p_every
            when 'day' then extract(epoch from p_at - p_anchor_at) / 86400
            when 'week' then extract(epoch from p_at - p_anchor_at) / 604800
            else (
                12 * (extract(year from p_at at time zone 'UTC')
                    - extract(year from p_anchor_at at time zone 'UTC'))
                + extract(month from p_at at time zone 'UTC')
                - extract(month from p_anchor_at at time zone 'UTC')
            ) / case p_every when 'month' then 1 when 'quarter' then 3 when 'year' then 12 end
            end)::integer as no
    ) g;
$period_no$;
comment on function tolsel_wallet.period_no is
    'Answers the number of the period that a moment from the anchor on is in.';

create or replace function tolsel_wallet.list_due_grants(
    p_wallet_ids bigint[], p_until timestamptz, p_tenant_id bigint
)
returns setof tolsel_wallet.due_grant
language sql
stable
as $list_due_grants$
    select g.recurring_grant_id, w.wallet_id, g.account_id, p.due_at,
        tolsel_wallet.period_at(g.anchor_at, g.every, n.no + g.lasts_periods), g.amount, g.priority
    from tolsel_wallet.wallet w
    join tolsel_wallet.recurring_grant g
        on g.tenant_id = p_tenant_id and g.account_id = w.account_id and not g.is_over
        and g.due_at <= p_until
    cross join lateral generate_series(
        tolsel_wallet.period_no(g.anchor_at, g.every, g.due_at),
        tolsel_wallet.period_no(g.anchor_at, g.every, p_until)) n(no)
    cross join lateral (
        select tolsel_wallet.period_at(g.anchor_at, g.every, n.no) as due_at
    ) p
    where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids)
        and (p.due_at < g.until_at or g.until_at is null);
$list_due_grants$;
comment on function tolsel_wallet.list_due_grants is
    'Lists what recurring grants are to grant to wallets for the periods that have begun by a full
hour and were not granted for yet.';

create or replace function tolsel_wallet.has_due_grants(
    p_wallet tolsel_wallet.wallet, p_until timestamptz
)
returns boolean
language plpgsql
stable
as $has_due_grants$
begin
    return exists (
        select from tolsel_wallet.recurring_grant g
        where g.tenant_id = p_wallet.tenant_id and g.account_id = p_wallet.account_id
            and not g.is_over and g.due_at <= p_until);
end
$has_due_grants$;
comment on function tolsel_wallet.has_due_grants is
    'Answers whether recurring grants of a wallet are due by a full hour: a command grants them
before it judges.';

create or replace function tolsel_wallet.grant_due(
    p_wallet_ids bigint[], p_until timestamptz, p_tenant_id bigint
)
returns void
language plpgsql
volatile
as $grant_due$
declare
    v_due tolsel_wallet.due_grant;
    v_grant tolsel_wallet.recurring_grant;
    v_lot tolsel_wallet.lot;
begin
    for v_due in
        select * from tolsel_wallet.list_due_grants(p_wallet_ids, p_until, p_tenant_id) d
        order by d.account_id, d.due_at, d.recurring_grant_id
    loop
        update tolsel_wallet.recurring_grant g
        set due_at = tolsel_wallet.period_at(
            g.anchor_at, g.every,
            tolsel_wallet.period_no(g.anchor_at, g.every, v_due.due_at) + 1)
        where g.tenant_id = p_tenant_id and g.recurring_grant_id = v_due.recurring_grant_id
        returning * into v_grant;
        v_lot.amount := v_due.amount;
        v_lot.priority := v_due.priority;
        v_lot.valid_from_at := v_due.due_at;
        v_lot.expires_at := v_due.expires_at;
        v_lot.recurring_grant_id := v_due.recurring_grant_id;
        v_lot.reason := v_grant.name;
        perform tolsel_wallet.add_grant(
            v_lot, tolsel_wallet.wallet_of(v_due.account_id, p_tenant_id), v_grant.cost_account_id);
    end loop;
end
$grant_due$;
comment on function tolsel_wallet.grant_due is
$$Grants wallets what recurring grants owe them by a full hour, each period once, from the hour in
which it begins. The caller has locked the wallets, and what it posts to with lock_expiring.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_wallet.end_grants(
    p_account_id bigint, p_name text, p_until_at timestamptz, p_tenant_id bigint
)
returns void
language sql
volatile
as $end_grants$
    update tolsel_wallet.recurring_grant g set until_at = greatest(g.from_at, p_until_at)
    where g.tenant_id = p_tenant_id and g.account_id = p_account_id
        and (g.name = p_name or p_name is null) and not g.is_over
        and (g.until_at > p_until_at or g.until_at is null);
$end_grants$;
comment on function tolsel_wallet.end_grants is
    'Lets what a wallet is granted under a name (null: all of it) end at a moment, if it does not
end before; what would begin later never does.';
