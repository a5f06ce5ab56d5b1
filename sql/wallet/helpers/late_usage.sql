-- What usage that was told from outside costs: the events of an hour are charged as far as the
-- largest plan that they tell of costs more than what the hour was charged at. The wallet pays as
-- far as it has that available; the rest is a debt of it.

create or replace function tolsel_wallet.list_told_wallets(
    p_wallet_ids bigint[], p_until timestamptz, p_tenant_id bigint
)
returns setof tolsel_wallet.wallet
language sql
stable
as $list_told_wallets$
    select w.* from tolsel_wallet.wallet w
    where w.tenant_id = p_tenant_id and w.wallet_id = any(p_wallet_ids) and exists (
        select from tolsel_wallet.usage_event e
        where e.tenant_id = p_tenant_id and e.account_id = w.account_id and e.metered_at is null
            and e.hour_at < p_until)
    order by w.wallet_id;
$list_told_wallets$;
comment on function tolsel_wallet.list_told_wallets is
    'Lists those of some wallets that have events to be metered.';

create or replace function tolsel_wallet.list_due_events(
    p_wallet tolsel_wallet.wallet, p_until timestamptz
)
returns setof tolsel_wallet.usage_event
language sql
stable
as $list_due_events$
    with due as (
        select e.*, tolsel_wallet.cost_of_hours(
                e.price_amount, p_wallet.scale::integer, e.hour_at,
                e.hour_at + interval '1 hour') as said_amount,
            tolsel_wallet.cost_of_hours(
                s.price_amount, p_wallet.scale::integer, e.hour_at,
                e.hour_at + interval '1 hour')
            + tolsel_wallet.sum_extra_hour(e.resource_id, e.hour_at, e.tenant_id) as charged_amount,
            exists (
                select from tolsel_wallet.usage_reversal v
                where v.tenant_id = e.tenant_id and v.hour_at = e.hour_at
                    and v.resource_id = e.resource_id) as is_reversed,
            s.resource_id is null as has_not_run
        from tolsel_wallet.usage_event e
        -- It ran when that was told; a turn of the month that came late has ended it before.
        left join tolsel_wallet.resource_span s
            on s.tenant_id = e.tenant_id and s.resource_id = e.resource_id
            and s.from_at <= e.hour_at and (s.until_at > e.hour_at or s.until_at is null)
        where e.tenant_id = p_wallet.tenant_id and e.account_id = p_wallet.account_id
            and e.metered_at is null and e.hour_at < p_until
    ), extra as (
        select d.*,
            case when d.is_reversed or d.has_not_run or d.plan is null then 0
                else greatest(0, d.said_amount - greatest(
                    d.charged_amount, max(d.said_amount) over earlier)) end as extra
        from due d
        window earlier as (
            partition by d.resource_id, d.hour_at order by d.recorded_at, d.source, d.event_id
            rows between unbounded preceding and 1 preceding)
    ), paid as (
        select x.*,
            greatest(0, least(
                x.extra, least(b.available, v.left_amount + b.credit_limit)
                    - (sum(x.extra) over by_hour - x.extra))) as paid
        from extra x
        join tolsel_ledger.balance b
            on b.tenant_id = x.tenant_id and b.account_id = p_wallet.account_id and b.slot = 0
        -- What came in after the hour pays nothing of it.
        cross join lateral (
            select coalesce(sum(l.left_amount), 0) as left_amount
            from tolsel_wallet.lot l
            where l.tenant_id = x.tenant_id and l.account_id = x.account_id and not l.is_spent
                and l.valid_from_at <= x.hour_at
        ) v
        window by_hour as (
            order by x.hour_at, x.resource_id, x.recorded_at, x.source, x.event_id)
    )
    select p.tenant_id, p.source, p.event_id, p.resource_id, p.account_id, p.occurred_at,
        p.hour_at, p.plan, p.price_amount, p.metadata, p.recorded_at, p.login, p.metered_at,
        tolsel_core.at_scale(p.extra, p_wallet.scale)::tolsel_core.unsigned_amount,
        tolsel_core.at_scale(p.extra - p.paid, p_wallet.scale)::tolsel_core.unsigned_amount,
        p.journal_id, p.invoice_id
    from paid p;
$list_due_events$;
comment on function tolsel_wallet.list_due_events is
    'Lists the events of a wallet whose hours have ended and that are not metered, each with what it
adds to its hour, and what of that the wallet has not available: nothing where a late turn of the
month has ended the resource before. The order in which they came changes nothing of their sum.';

create or replace function tolsel_wallet.sum_extra_hour(
    p_resource_id bigint, p_hour_at timestamptz, p_tenant_id bigint
)
returns numeric
language sql
stable
as $sum_extra_hour$
    select coalesce(sum(e.extra_amount), 0)
    from tolsel_wallet.usage_event e
    where e.tenant_id = p_tenant_id and e.resource_id = p_resource_id and e.hour_at = p_hour_at
        and e.extra_amount > 0.0;
$sum_extra_hour$;
comment on function tolsel_wallet.sum_extra_hour is
    'Answers what events from outside have added to an hour.';

create or replace function tolsel_wallet.charge_events(
    p_wallet tolsel_wallet.wallet, p_until timestamptz
)
returns integer
language plpgsql
volatile
as $charge_events$
declare
    v_events tolsel_wallet.usage_event[] := array(
        select e from tolsel_wallet.list_due_events(p_wallet, p_until) e);
    v_hours tolsel_wallet.due_hour[];
    v_owed numeric;
    v_charge tolsel_wallet.charge;
    v_journal_id bigint;
    v_invoice_id bigint;
begin
    v_hours := array(
        select row(
            p_wallet.wallet_id, p_wallet.account_id, e.resource_id, e.hour_at,
            e.extra_amount - e.owed_amount)::tolsel_wallet.due_hour
        from unnest(v_events) e
        where e.extra_amount > e.owed_amount);
    v_owed := (select sum(e.owed_amount) from unnest(v_events) e);
    -- Write: what the wallet has not is owed, then what it has is taken.
    if v_owed > 0 then
        v_invoice_id := (tolsel_wallet.issue_usage_invoice(
            p_wallet, 'debit_note', array[row(
                p_wallet.tenant_id, null, 1,
                tolsel_ledger.account_beside('revenue', p_wallet.account_id, p_wallet.tenant_id),
                v_owed, null, 'Usage until ' || to_char(
                    p_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI'),
                null, null, '{}')::tolsel_billing.invoice_line])).invoice_id;
        insert into tolsel_wallet.debt (tenant_id, invoice_id, account_id)
        values (p_wallet.tenant_id, v_invoice_id, p_wallet.account_id);
    end if;
    if v_hours <> '{}' then
        v_journal_id := (tolsel_ledger.post(
            array[tolsel_ledger.head_of(1, 'Usage told until ' || to_char(
                p_until at time zone 'UTC', 'YYYY-MM-DD HH24:MI'))],
            tolsel_wallet.usage_lines(v_hours, p_wallet.tenant_id), p_is_public => false,
            p_tenant_id => p_wallet.tenant_id))[1];
        insert into tolsel_wallet.charge (
            tenant_id, journal_id, account_id, from_at, until_at, amount)
        select p_wallet.tenant_id, v_journal_id, p_wallet.account_id, min(h.hour_at),
            max(h.hour_at) + interval '1 hour', sum(h.amount)
        from unnest(v_hours) h
        returning * into v_charge;
        perform tolsel_wallet.spend_lots(
            array[row(p_wallet.account_id, v_journal_id, v_charge.amount)
                ::tolsel_wallet.lot_move],
            v_charge.from_at + interval '1 hour', p_wallet.tenant_id);
    end if;
    update tolsel_wallet.usage_event u
    set metered_at = tolsel_core.clock_at(), extra_amount = e.extra_amount,
        owed_amount = e.owed_amount,
        journal_id = case when e.extra_amount > e.owed_amount then v_journal_id end,
        invoice_id = case when e.owed_amount > 0.0 then v_invoice_id end
    from unnest(v_events) e
    where u.tenant_id = p_wallet.tenant_id and u.source = e.source and u.event_id = e.event_id;
    return cardinality(v_events);
end
$charge_events$;
comment on function tolsel_wallet.charge_events is
$$Charges what events from outside have told of a wallet's hours, all in one journal, and what the
wallet has not available by a debit note, a debt of it; answers how many events it was. The caller
has locked the wallet and its customer.
raises: the refusals of tolsel_ledger.post_lines and tolsel_billing.book_invoice$$;

create or replace function tolsel_wallet.issue_usage_invoice(
    p_wallet tolsel_wallet.wallet,
    p_kind text,
    p_lines tolsel_billing.invoice_line[]
)
returns tolsel_billing.invoice
language plpgsql
volatile
as $issue_usage_invoice$
declare
    v_customer tolsel_billing.customer := tolsel_billing.get_customer(
        p_wallet.customer_id, p_wallet.tenant_id);
    v_invoice tolsel_billing.invoice;
    v_issued_on date;
begin
    v_invoice := tolsel_billing.read_invoice(
        p_wallet.customer_id, p_lines, p_reference => null,
        -- A series of its own, for balances are held by now, and whoever takes the number of
        -- another debit note may wait for them.
        p_series => case when p_kind = 'debit_note' then 'WU' else 'INV' end, p_metadata => null,
        p_request_key => null, p_tenant_id => p_wallet.tenant_id);
    v_invoice.kind := p_kind;
    v_invoice.branch_id := tolsel_core.branch_id_of(null, p_wallet.tenant_id);
    v_issued_on := tolsel_billing.choose_day(
        v_customer, null, 'The day of issue', v_invoice.branch_id);
    v_invoice := tolsel_billing.add_invoice(v_invoice, p_lines);
    return tolsel_billing.book_invoice(
        v_invoice, v_customer, v_issued_on, v_issued_on, p_is_limited => false);
end
$issue_usage_invoice$;
comment on function tolsel_wallet.issue_usage_invoice is
$$Issues an invoice or a debit note for usage to the customer of a wallet, however much he owes: it
is used already. The caller has locked the wallet and its customer.
raises: UB064 customer_not_active, and the refusals of tolsel_ledger.post_lines$$;
