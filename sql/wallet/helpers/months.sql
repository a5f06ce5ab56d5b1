-- Months: UTC months of wallets. When one has ended and all its hours are charged, its statement is
-- written, what the wallet is below nothing is invoiced, and its account is closed through the last
-- day: what comes later counts for the next month.

create or replace function tolsel_wallet.close_month(
    p_wallet_id bigint, p_month_on date, p_tenant_id bigint
)
returns tolsel_wallet.month_statement
language plpgsql
volatile
as $close_month$
declare
    v_wallet tolsel_wallet.wallet;
    v_statement tolsel_wallet.month_statement;
    v_reason text;
begin
    -- Lock: the wallet, then its customer: nothing is booked on its account meanwhile.
    v_wallet := tolsel_wallet.lock_wallet(p_wallet_id, p_tenant_id);
    perform tolsel_billing.lock_customer(v_wallet.customer_id, p_tenant_id);
    -- Repeat:
    select * into v_statement from tolsel_wallet.month_statement m
    where m.tenant_id = p_tenant_id and m.wallet_id = p_wallet_id and m.month_on = p_month_on;
    if found then
        return v_statement;
    end if;
    -- Refuse:
    v_reason := tolsel_wallet.describe_open_month(v_wallet, p_month_on);
    if v_reason is not null then
        perform tolsel_core.refuse('UW021', format(
            'Wallet %s, month %s: %s.', p_wallet_id, to_char(p_month_on, 'YYYY-MM'), v_reason));
    end if;
    perform tolsel_ledger.check_frozen(b.account_id, p_tenant_id)
    from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = v_wallet.account_id
        and b.frozen_incident_id is not null;
    return tolsel_wallet.write_month(v_wallet, p_month_on);
end
$close_month$;
comment on function tolsel_wallet.close_month is
$$Closes a month of a wallet that is over, named by its first day, or answers with its statement.
raises: UB064 customer_not_active, UL027 account_frozen, UW001 wallet_not_found,
UW021 month_not_over$$;

create or replace function tolsel_wallet.write_month(
    p_wallet tolsel_wallet.wallet, p_month_on date
)
returns tolsel_wallet.month_statement
language plpgsql
volatile
as $write_month$
declare
    v_tenant_id bigint := p_wallet.tenant_id;
    v_last_on date := (p_month_on + interval '1 month')::date - 1;
    v_statement tolsel_wallet.month_statement;
    v_invoice tolsel_billing.invoice;
begin
    v_statement := tolsel_wallet.sum_month(p_wallet, p_month_on);
    v_statement.invoice_id := tolsel_wallet.invoice_month(p_wallet, v_statement);
    -- By itself, though the books may be closed by then: the record of it asks for the statement.
    if coalesce(tolsel_ledger.closed_through_on(p_wallet.account_id, v_tenant_id), '-infinity')
        < v_last_on
    then
        perform tolsel_ledger.move_close(
            p_wallet.account_id, v_last_on, 'Month of a wallet closed', v_tenant_id);
    end if;
    insert into tolsel_wallet.month_statement (
        tenant_id, wallet_id, month_on, opening_amount, top_up_amount, usage_amount,
        returned_amount, other_amount, closing_amount, invoice_id, sealed_version, seal_hash,
        closed_at, user_id, login)
    select v_tenant_id, p_wallet.wallet_id, p_month_on, v_statement.opening_amount,
        v_statement.top_up_amount, v_statement.usage_amount, v_statement.returned_amount,
        v_statement.other_amount, v_statement.closing_amount, v_statement.invoice_id,
        s.to_version, encode(s.hash, 'hex'), tolsel_core.clock_at(),
        tolsel_core.context_user_id(v_tenant_id), tolsel_core.acting_login()
    from (values (1)) one
    left join lateral (
        select s.to_version, s.hash from tolsel_ledger.seal s
        where s.tenant_id = v_tenant_id and s.account_id = p_wallet.account_id and s.slot = 0
        order by s.to_version desc
        limit 1
    ) s on true
    returning * into v_statement;
    -- Hand on: what an accounting system wants to know of the month.
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = v_tenant_id and i.invoice_id = v_statement.invoice_id;
    perform tolsel_core.emit_event(
        'wallet.month_closed', 'wallet', p_wallet.wallet_id,
        jsonb_build_object(
            'month_on', p_month_on, 'currency', p_wallet.currency,
            'customer_id', p_wallet.customer_id, 'customer_code', c.code,
            'account_code', a.code, 'opening', v_statement.opening_amount::text,
            'topped_up', v_statement.top_up_amount::text,
            'usage', v_statement.usage_amount::text,
            'returned', v_statement.returned_amount::text,
            'other', v_statement.other_amount::text,
            'closing', v_statement.closing_amount::text,
            'invoice_id', v_invoice.invoice_id, 'invoice_number', v_invoice.series || '-'
                || v_invoice.number, 'invoiced', v_invoice.total_amount::text),
        v_tenant_id)
    from tolsel_billing.customer c
    join tolsel_ledger.account a
        on a.tenant_id = v_tenant_id and a.account_id = p_wallet.account_id
    where c.tenant_id = v_tenant_id and c.customer_id = p_wallet.customer_id;
    return v_statement;
end
$write_month$;
comment on function tolsel_wallet.write_month is
$$Writes the statement of a wallet's month, invoices it, closes it, and tells of it. The caller has
locked the wallet and its customer, and has judged that the month is over.
raises: UB064 customer_not_active, and the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_wallet.describe_open_month(
    p_wallet tolsel_wallet.wallet, p_month_on date
)
returns text
language plpgsql
stable
as $describe_open_month$
declare
    v_end_at timestamptz := (p_month_on + interval '1 month') at time zone 'UTC';
    v_branch record;
    v_open_on date := (
        select coalesce(
            max(m.month_on) + interval '1 month',
            tolsel_wallet.start_of_month((p_wallet.opened_at at time zone 'UTC')::date))
        from tolsel_wallet.month_statement m
        where m.tenant_id = p_wallet.tenant_id and m.wallet_id = p_wallet.wallet_id);
begin
    if p_wallet.opened_at >= v_end_at then
        return format('it was opened at %s', p_wallet.opened_at);
    elsif tolsel_core.clock_at() < v_end_at then
        return format('it ends at %s', v_end_at);
    elsif p_wallet.metered_until_at < v_end_at then
        return format('its usage is charged until %s', p_wallet.metered_until_at);
    elsif exists (
        select from tolsel_wallet.usage_event e
        where e.tenant_id = p_wallet.tenant_id and e.account_id = p_wallet.account_id
            and e.metered_at is null and e.hour_at < v_end_at)
    then
        return 'events of its usage are not metered yet';
    elsif exists (
        select from tolsel_wallet.recurring_grant g
        where g.tenant_id = p_wallet.tenant_id and g.account_id = p_wallet.account_id
            and not g.is_over and g.due_at < v_end_at)
    then
        return 'recurring grants in it are due, and the metering grants them';
    elsif p_month_on <> v_open_on then
        -- One after the other, so that none is left out.
        return format('the month to be closed is %s', to_char(v_open_on, 'YYYY-MM'));
    end if;
    -- What is paid at a branch counts for the day there, which may still be one of the month.
    select b.name, tolsel_core.branch_date(b.branch_id, null, b.tenant_id) as day_on
    into v_branch
    from tolsel_core.branch b
    where b.tenant_id = p_wallet.tenant_id
    order by 2
    limit 1;
    if v_branch.day_on < v_end_at at time zone 'UTC' then
        return format('%s still has %s', v_branch.name, v_branch.day_on);
    end if;
    return null;
end
$describe_open_month$;
comment on function tolsel_wallet.describe_open_month is
    'Says why a month of a wallet cannot be closed yet; null: it can.';

create or replace function tolsel_wallet.invoice_month(
    p_wallet tolsel_wallet.wallet, p_statement tolsel_wallet.month_statement
)
returns bigint
language plpgsql
volatile
as $invoice_month$
declare
    v_total numeric;
    v_lines tolsel_billing.invoice_line[];
begin
    -- What was paid in since pays for the month, too; what was used since is the next invoice's.
    -- It never brings the wallet above nothing.
    v_total := greatest(0, least(
        -p_statement.closing_amount - (
            select coalesce(sum(t.amount), 0) from tolsel.wallet_transaction t
            where t.tenant_id = p_wallet.tenant_id and t.wallet_id = p_wallet.wallet_id
                and t.effective_on >= p_statement.month_on + interval '1 month'
                and (t.document in ('usage', 'usage_reversal', 'usage_refund')) is not true),
        (
            select b.balance from tolsel_ledger.balance b
            where b.tenant_id = p_wallet.tenant_id and b.account_id = p_wallet.account_id
                and b.slot = 0)));
    if v_total = 0 then
        return null;
    end if;
    -- A line a resource, and one that tells what was paid before, or is left of the month before.
    select array_agg(
        row(p_wallet.tenant_id, null, l.line_no, p_wallet.account_id, l.amount, l.quantity,
            l.description, null, null, l.metadata)::tolsel_billing.invoice_line)
    into v_lines
    from (
        select row_number() over (order by l.amount < 0, l.resource_id) as line_no, l.*
        from (
            select u.resource_id, u.amount, u.hours as quantity,
                format('%s, %s', r.name, to_char(p_statement.month_on, 'YYYY-MM')) as description,
                jsonb_build_object('resource_id', u.resource_id) as metadata
            from tolsel_wallet.list_month_usage(p_wallet, p_statement.month_on) u
            join tolsel_wallet.resource r
                on r.tenant_id = p_wallet.tenant_id and r.resource_id = u.resource_id
            union all
            select null, d.amount, null,
                case when d.amount < 0 then 'Paid in advance' else 'Brought forward' end, '{}'
            from (
                select v_total - p_statement.usage_amount + p_statement.returned_amount as amount
            ) d
            where d.amount <> 0
        ) l
    ) l;
    return (tolsel_wallet.issue_usage_invoice(p_wallet, 'invoice', v_lines)).invoice_id;
end
$invoice_month$;
comment on function tolsel_wallet.invoice_month is
$$Invoices what a wallet is below nothing at the end of a month, which brings it back: a line a
resource on its account. Answers with the invoice; null: the wallet is not below nothing.
raises: UB064 customer_not_active, and the refusals of tolsel_ledger.post_lines$$;
