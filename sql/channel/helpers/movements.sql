-- Movements of money into a channel or out of it, and what they may name.

create or replace function tolsel_channel.post_movement(
    p_from tolsel_channel.payment_channel,
    p_to tolsel_channel.payment_channel,
    p_amount numeric,
    p_left_on date,
    p_arrived_on date,
    p_note text,
    p_tenant_id bigint
)
returns bigint[]
language plpgsql
volatile
as $post_movement$
declare
    v_text text := coalesce(p_note, format('From %s to %s', p_from.name, p_to.name));
    v_transit_id bigint;
begin
    if p_from.branch_id = p_to.branch_id and p_left_on = p_arrived_on then
        return array[tolsel_ledger.post_transfer(
            p_from.account_id, p_to.account_id, p_amount, p_left_on, v_text, p_tenant_id)];
    end if;
    v_transit_id := tolsel_ledger.account_beside(
        'cash_in_transit', p_from.account_id, p_tenant_id);
    return tolsel_ledger.post(
        array[tolsel_ledger.head_of(1, v_text), tolsel_ledger.head_of(2, v_text)],
        tolsel_ledger.join_lines(
            tolsel_ledger.transfer_lines(
                p_from.account_id, v_transit_id, p_amount, p_left_on),
            tolsel_ledger.transfer_lines(
                v_transit_id, p_to.account_id, p_amount, p_arrived_on)),
        p_is_public => false, p_tenant_id => p_tenant_id);
end
$post_movement$;
comment on function tolsel_channel.post_movement is
$$Posts a transfer between two channels: in one journal within a branch and a day, else in two
through cash in transit. Answers with the one, or with both.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_channel.check_counter_account(
    p_account_id bigint, p_currency text, p_tenant_id bigint
)
returns void
language plpgsql
stable
as $check_counter_account$
declare
    v_account tolsel_ledger.account := tolsel_ledger.get_account(p_account_id, p_tenant_id);
begin
    if v_account.is_managed then
        perform tolsel_core.refuse('UL006', format(
            'Account %s is managed by %s.', v_account.code, v_account.managed_by));
    elsif v_account.currency <> p_currency then
        perform tolsel_core.refuse('UL004', format(
            'Account %s is kept in %s; %s was wanted.', v_account.code, v_account.currency,
            p_currency));
    end if;
end
$check_counter_account$;
comment on function tolsel_channel.check_counter_account is
$$Checks that a document may name an account: one that no domain manages, kept in its currency.
raises: UL003 account_not_found, UL004 currency_mismatch, UL006 account_managed$$;
