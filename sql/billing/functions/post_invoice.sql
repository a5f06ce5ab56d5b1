create or replace function tolsel_billing.post_invoice(
    p_invoice tolsel_billing.invoice,
    p_account_id bigint,
    p_issued_on date,
    p_description text
)
returns bigint
language plpgsql
volatile
as $post_invoice$
declare
    v_lines tolsel_ledger.line[];
    v_ids bigint[];
begin
    -- The receivable is debited by the total, line 1, and each line credited; in the order that
    -- the ledger wants.
    select array_agg(
        row(1, l.line_no, l.account_id, l.amount, p_issued_on, null)::tolsel_ledger.line
        order by l.account_id, l.line_no)
    into v_lines
    from (
        select 1 as line_no, p_account_id as account_id, p_invoice.total_amount::numeric as amount
        union all
        select l.line_no + 1, l.account_id, -l.amount
        from tolsel_billing.invoice_line l
        where l.tenant_id = p_invoice.tenant_id and l.invoice_id = p_invoice.invoice_id
    ) l;
    v_ids := tolsel_ledger.post(
        array[row(1, p_description, '{}', null, null, null)::tolsel_ledger.head], v_lines, false,
        p_invoice.tenant_id);
    return v_ids[1];
end
$post_invoice$;
comment on function tolsel_billing.post_invoice is $$Posts the journal of an invoice.
raises: the refusals of tolsel_ledger.post_lines$$;
