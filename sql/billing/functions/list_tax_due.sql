create or replace function tolsel.list_tax_due(
    p_from_on date,
    p_to_on date,
    p_branch_id bigint default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    currency text, account_id bigint, code text, tax_rate numeric, invoiced_base_amount numeric,
    invoiced_tax_amount numeric, credited_base_amount numeric, credited_tax_amount numeric,
    base_amount numeric, due_amount numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_tax_due$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_period(p_from_on, p_to_on);
    perform tolsel_core.branch_id_of(p_branch_id, p_tenant_id);
    return query
    select a.currency, a.account_id, a.code, trim_scale(l.tax_rate),
        sum(l.base) filter (where not l.is_credited), sum(l.tax) filter (where not l.is_credited),
        sum(l.base) filter (where l.is_credited), sum(l.tax) filter (where l.is_credited),
        coalesce(sum(l.base) filter (where not l.is_credited), 0 * sum(l.base))
            - coalesce(sum(l.base) filter (where l.is_credited), 0 * sum(l.base)),
        coalesce(sum(l.tax) filter (where not l.is_credited), 0 * sum(l.tax))
            - coalesce(sum(l.tax) filter (where l.is_credited), 0 * sum(l.tax))
    from (
        select l.account_id, l.tax_rate, d.sign * l.base_amount::numeric as base,
            d.sign * l.amount::numeric as tax, false as is_credited
        from (
            select i.invoice_id, i.branch_id, 1 as sign from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.issued_on between p_from_on and p_to_on
            union all
            select i.invoice_id, i.branch_id, -1 from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.voided_on between p_from_on and p_to_on
        ) d
        join tolsel_billing.invoice_line l
            on l.tenant_id = p_tenant_id and l.invoice_id = d.invoice_id
        where l.tax_rate is not null and coalesce(d.branch_id = p_branch_id, true)
        union all
        select l.account_id, l.tax_rate, d.sign * l.base_amount, d.sign * l.amount, true
        from (
            select p.payment_id, 1 as sign from tolsel_billing.payment p
            where p.tenant_id = p_tenant_id and p.paid_on between p_from_on and p_to_on
                and p.kind = 'credit_note'
            union all
            select p.payment_id, -1 from tolsel_billing.payment p
            where p.tenant_id = p_tenant_id and p.voided_on between p_from_on and p_to_on
                and p.kind = 'credit_note'
        ) d
        join tolsel_billing.credit_note n
            on n.tenant_id = p_tenant_id and n.credit_note_id = d.payment_id
        join tolsel_billing.credit_note_line l
            on l.tenant_id = p_tenant_id and l.credit_note_id = d.payment_id
        where l.tax_rate is not null and coalesce(n.branch_id = p_branch_id, true)
    ) l
    join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = l.account_id
    group by a.currency, a.account_id, a.code, trim_scale(l.tax_rate)
    order by a.currency, a.code, trim_scale(l.tax_rate);
end
$list_tax_due$;
comment on function tolsel.list_tax_due is
$$Lists the tax that is due for a period by account and rate, from the lines of invoices and credit
notes (of a branch; null: of all) that say so: of invoices, less of credit notes; null where there
was none. Each counts on its own day, and is taken off on the day of its void, so that the figures
of a past period stand, and are what the ledger of that day says of the account.
raises: UC002 tenant_not_allowed, UC014 date_not_usable, UC018 branch_not_found$$;
revoke all on function tolsel.list_tax_due from public;
grant execute on function tolsel.list_tax_due to tolsel_app, tolsel_read;
