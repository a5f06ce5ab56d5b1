-- Debts: what was charged back and is spent by then, or held, is owed by a debit note of the
-- customer, whose line is the account of the wallet; late usage that the wallet has no funds for by
-- one whose line is revenue. What comes in next pays both. The caller has locked the wallet and its
-- customer.

create or replace function tolsel_wallet.open_debt(
    p_wallet tolsel_wallet.wallet,
    p_payment tolsel_billing.payment,
    p_amount numeric,
    p_reason text,
    p_channel_id bigint,
    p_opened_on date
)
returns bigint
language plpgsql
volatile
as $open_debt$
declare
    v_customer tolsel_billing.customer := tolsel_billing.get_customer(
        p_wallet.customer_id, p_wallet.tenant_id);
    v_channel tolsel_channel.payment_channel := tolsel_channel.get_channel(
        p_channel_id, p_wallet.tenant_id);
    v_invoice_id bigint;
    v_lot tolsel_wallet.lot;
begin
    -- The money is gone, whatever the customer may owe, and whether it is active.
    v_customer.owed_limit := null;
    v_customer.is_active := true;
    v_lot.journal_id := tolsel_billing.add_debit_note(
        v_customer, p_amount,
        left(format('Chargeback of top-up %s: %s', p_payment.payment_id, p_reason), 1000),
        p_wallet.account_id, v_channel.branch_id,
        tolsel_billing.choose_day(
            v_customer, p_opened_on, 'The day of the chargeback', v_channel.branch_id),
        -- A series of its own, for balances are held by now, and whoever takes the number of
        -- another debit note may wait for them.
        p_request_key => null, p_series => 'WU');
    select i.invoice_id into v_invoice_id from tolsel_billing.invoice i
    where i.tenant_id = p_wallet.tenant_id and i.journal_id = v_lot.journal_id;
    insert into tolsel_wallet.debt (tenant_id, invoice_id, account_id, payment_id)
    values (p_wallet.tenant_id, v_invoice_id, p_wallet.account_id, p_payment.payment_id);
    v_lot.tenant_id := p_wallet.tenant_id;
    v_lot.account_id := p_wallet.account_id;
    v_lot.kind := 'owed';
    v_lot.amount := p_amount;
    return (tolsel_wallet.add_lot(v_lot)).lot_id;
end
$open_debt$;
comment on function tolsel_wallet.open_debt is
$$Books what a wallet owes of a top-up that is charged back, and answers with the lot that stands
for it: of that it is taken.
raises: UH001 channel_not_found, UH004 day_lies_ahead, and the refusals of
tolsel_ledger.post_lines$$;

create or replace function tolsel_wallet.list_debts(p_wallet tolsel_wallet.wallet)
returns table (invoice_id bigint, branch_id bigint, payment_id bigint, balance_amount numeric)
language sql
stable
as $list_debts$
    select i.invoice_id, i.branch_id, d.payment_id, i.balance_amount
    from tolsel_wallet.debt d
    join tolsel_billing.invoice i on i.tenant_id = d.tenant_id and i.invoice_id = d.invoice_id
    where d.tenant_id = p_wallet.tenant_id and d.account_id = p_wallet.account_id
        and i.status in ('open', 'partial')
    order by i.invoice_id;
$list_debts$;
comment on function tolsel_wallet.list_debts is
    'Lists the debts of a wallet of which something is open, the oldest first.';

create or replace function tolsel_wallet.sum_debts(p_wallet tolsel_wallet.wallet)
returns numeric
language sql
stable
as $sum_debts$
    select tolsel_core.at_scale(coalesce(sum(d.balance_amount), 0), p_wallet.scale)
    from tolsel_wallet.list_debts(p_wallet) d;
$sum_debts$;
comment on function tolsel_wallet.sum_debts is 'Answers what is open of the debts of a wallet.';

create or replace function tolsel_wallet.check_debts(
    p_wallet tolsel_wallet.wallet, p_subject text
)
returns void
language plpgsql
stable
as $check_debts$
begin
    if exists (select from tolsel_wallet.list_debts(p_wallet)) then
        perform tolsel_core.refuse('UW015', format(
            '%s: wallet %s owes %s.', p_subject, p_wallet.wallet_id, string_agg(
                format('%s %s of %s', d.amount, p_wallet.currency, d.origin), ' and '
                order by d.origin desc)))
        from (
            select case when d.payment_id is null then 'late usage'
                    else 'what was charged back' end as origin,
                sum(d.balance_amount) as amount
            from tolsel_wallet.list_debts(p_wallet) d
            group by 1
        ) d;
    end if;
end
$check_debts$;
comment on function tolsel_wallet.check_debts is
$$Checks that a wallet owes nothing.
raises: UW015 debt_open$$;

create or replace function tolsel_wallet.pay_debts(
    p_wallet tolsel_wallet.wallet,
    p_amount numeric,
    p_description text,
    p_payment_id bigint default null,
    p_lot_id bigint default null
)
returns void
language plpgsql
volatile
as $pay_debts$
declare
    v_left numeric := p_amount;
    v_debt record;
    v_customer tolsel_billing.customer;
    v_line tolsel_billing.invoice_line;
    v_note tolsel_billing.credit_note;
    v_paid tolsel_billing.payment;
begin
    for v_debt in
        select * from tolsel_wallet.list_debts(p_wallet) d order by d.invoice_id
    loop
        v_line.line_no := 1;
        v_line.account_id := p_wallet.account_id;
        v_line.amount := (
            select least(v_debt.balance_amount, v_left, b.available)
            from tolsel_ledger.balance b
            where b.tenant_id = p_wallet.tenant_id and b.account_id = p_wallet.account_id
                and b.slot = 0);
        exit when v_line.amount <= 0;
        v_left := v_left - v_line.amount;
        v_customer := tolsel_billing.get_customer(p_wallet.customer_id, p_wallet.tenant_id);
        v_line.description := p_description;
        v_note.tenant_id := p_wallet.tenant_id;
        v_note.invoice_id := v_debt.invoice_id;
        v_note.branch_id := v_debt.branch_id;
        -- A series of its own, for balances are held by now, and whoever takes the number of
        -- another credit note may wait for them.
        v_note.series := 'WD';
        v_note.reason := p_description;
        v_paid := tolsel_billing.add_credit_note(
            v_note, array[v_line], v_customer,
            tolsel_billing.choose_day(
                v_customer, null, 'The day of the debt', v_debt.branch_id),
            p_metadata => null, p_request_key => null);
        insert into tolsel_wallet.debt_payment (tenant_id, credit_note_id, invoice_id, payment_id)
        values (p_wallet.tenant_id, v_paid.payment_id, v_debt.invoice_id, p_payment_id);
        perform tolsel_wallet.spend_lots(
            array[row(p_wallet.account_id, v_paid.journal_id, v_line.amount)
                ::tolsel_wallet.lot_move],
            'infinity', p_wallet.tenant_id, p_first_lot_id => p_lot_id);
    end loop;
end
$pay_debts$;
comment on function tolsel_wallet.pay_debts is
$$Pays the debts of a wallet out of what has just come in, a top-up with its lot or (null) usage
that was given back: the oldest first, as far as it goes, before what the wallet is below nothing,
by credit notes over its account.
raises: the refusals of tolsel_ledger.post_lines$$;
