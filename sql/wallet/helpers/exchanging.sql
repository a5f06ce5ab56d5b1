-- Exchanging: prepaid money of one wallet becomes that of another one of its owner. How it is
-- converted and booked is the domain exchange's; what of it may go, and its lots, are here.

create or replace function tolsel_wallet.check_prepaid(
    p_wallet tolsel_wallet.wallet, p_amount numeric
)
returns void
language plpgsql
stable
as $check_prepaid$
declare
    v_free numeric := (
        select greatest(least(-b.balance - b.held_amount, b.available, p.paid_amount), 0)
        from tolsel_ledger.balance b
        cross join (
            select coalesce(sum(l.left_amount), 0) as paid_amount
            from tolsel_wallet.lot l
            where l.tenant_id = p_wallet.tenant_id and l.account_id = p_wallet.account_id
                and not l.is_spent and l.kind <> 'granted'
        ) p
        where b.tenant_id = p_wallet.tenant_id and b.account_id = p_wallet.account_id
            and b.slot = 0);
begin
    perform tolsel_wallet.check_debts(p_wallet, 'What goes out');
    if p_amount > v_free then
        perform tolsel_core.refuse('UL005', format(
            'Wallet %s has %s %s that is paid in, neither granted nor held: short by %s.',
            p_wallet.wallet_id, v_free, p_wallet.currency, p_amount - v_free));
    end if;
end
$check_prepaid$;
comment on function tolsel_wallet.check_prepaid is
$$Checks that a wallet owes nothing, and has an amount that is paid in, neither granted nor held.
raises: UL005 insufficient_funds, UW015 debt_open$$;

create or replace function tolsel_wallet.move_lots(p_exchange tolsel_exchange.exchange)
returns void
language plpgsql
volatile
as $move_lots$
declare
    v_lot tolsel_wallet.lot;
begin
    perform tolsel_wallet.spend_lots(
        array[row(p_exchange.from_account_id, p_exchange.journal_id, p_exchange.from_amount)
            ::tolsel_wallet.lot_move],
        'infinity', p_exchange.tenant_id, p_is_grant_kept => true);
    v_lot.tenant_id := p_exchange.tenant_id;
    v_lot.account_id := p_exchange.to_account_id;
    v_lot.kind := 'paid';
    v_lot.amount := p_exchange.to_amount;
    v_lot.journal_id := p_exchange.journal_id;
    perform tolsel_wallet.add_lot(v_lot);
end
$move_lots$;
comment on function tolsel_wallet.move_lots is
    'Takes what an exchange has taken from a wallet from its paid lots in their order, and makes a
lot of what it has brought the other one.';
