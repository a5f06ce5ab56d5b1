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
    select tolsel_ledger.purpose_account('cash_in_transit', a.currency, p_tenant_id)
    into strict v_transit_id
    from tolsel_ledger.account a
    where a.tenant_id = p_tenant_id and a.account_id = p_from.account_id;
    return tolsel_ledger.post(
        array[
            row(1, v_text, '{}', null, null, null)::tolsel_ledger.head,
            row(2, v_text, '{}', null, null, null)::tolsel_ledger.head],
        tolsel_ledger.join_lines(
            tolsel_ledger.transfer_lines(
                p_from.account_id, v_transit_id, p_amount, p_left_on),
            tolsel_ledger.transfer_lines(
                v_transit_id, p_to.account_id, p_amount, p_arrived_on)),
        false, p_tenant_id);
end
$post_movement$;
comment on function tolsel_channel.post_movement is
$$Posts a transfer between two channels and answers with its journal, or with the two through cash
in transit: within a branch and a day one does.
raises: the refusals of tolsel_ledger.post_lines$$;
