create or replace function tolsel.list_match_proposals(
    p_channel_id bigint,
    p_limit integer default 1000,
    p_after_detail_id bigint default 0,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns setof tolsel_bank.proposal
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_match_proposals$
declare
    v_account tolsel_bank.bank_account;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_account := tolsel_bank.get_bank_account(p_channel_id, p_tenant_id);
    return query
    select p.detail_id, p.rule_id, p.kind, concat_ws('; refused: ', p.reason, d.refusal),
        p.is_exact, p.is_automatic, p.customer_id, p.invoice_ids, p.charge_amount,
        p.discount_amount, p.journal_ids, p.vendor_bill_id, p.other_channel_id, p.payment_id,
        p.account_id
    from tolsel_bank.find_proposals(
        v_account, coalesce(p_after_detail_id, 0),
        tolsel_core.row_limit(p_limit, 1000)) p
    join tolsel_bank.entry_detail d
        on d.tenant_id = p_tenant_id and d.detail_id = p.detail_id
    order by p.detail_id;
end
$list_match_proposals$;
comment on function tolsel.list_match_proposals is
$$Lists, for payments of a channel that are not matched (at most so many, behind one of them), what
the rules would match them with, by which rule and why; is_exact says that it is so to the digit and
nothing else fits as well. What tolsel.match_bank_entries was refused when it tried stands behind
the reason.
raises: UC002 tenant_not_allowed, UK001 bank_account_unknown$$;
revoke all on function tolsel.list_match_proposals from public;
grant execute on function tolsel.list_match_proposals to tolsel_app, tolsel_read;
