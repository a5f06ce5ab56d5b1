create or replace function tolsel.draft_invoice(
    p_customer_id bigint,
    p_lines jsonb,
    p_uses_credit boolean default false,
    p_reference text default null,
    p_series text default 'INV',
    p_metadata jsonb default '{}',
    p_branch_id bigint default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.invoice
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $draft_invoice$
declare
    v_customer tolsel_billing.customer;
    v_lines tolsel_billing.invoice_line[];
    v_invoice tolsel_billing.invoice;
    v_repeated tolsel_billing.invoice;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_customer := tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    v_lines := tolsel_billing.read_invoice_lines(p_lines, v_customer);
    v_invoice := tolsel_billing.read_invoice(
        p_customer_id, v_lines, p_reference, p_series, p_metadata, p_request_key, p_tenant_id);
    v_invoice.branch_id := tolsel_core.branch_id_of(p_branch_id, p_tenant_id);
    v_invoice.uses_credit := coalesce(p_uses_credit, false);
    -- Repeat:
    if p_request_key is not null then
        v_repeated := tolsel_billing.match_invoice(v_invoice, v_lines);
        if v_repeated.invoice_id is not null then
            return v_repeated;
        end if;
    end if;
    -- Write:
    return tolsel_billing.add_invoice(v_invoice, v_lines);
end
$draft_invoice$;
comment on function tolsel.draft_invoice is
$$Writes an invoice down without booking it: it has no number, and nothing is owed for it, until
tolsel.issue_draft issues it. Arguments as for tolsel.issue_invoice.
raises: UB001 customer_not_found, UB014 lines_not_readable, UB015 total_not_positive,
UB016 series_not_usable, UB032 request_undone, UB062 tax_not_matching, UC002 tenant_not_allowed,
UC010 amount_too_precise, UC011 amount_too_large, UC012 request_key_not_usable,
UC013 metadata_not_usable, UC016 text_not_usable, UC018 branch_not_found,
UC024 request_key_reused, UL003 account_not_found, UL004 currency_mismatch, UL006 account_managed$$;
revoke all on function tolsel.draft_invoice from public;
grant execute on function tolsel.draft_invoice to tolsel_app, tolsel_clerk;
