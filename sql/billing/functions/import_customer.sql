create or replace function tolsel.import_customer(
    p_code text,
    p_name text,
    p_email text default null,
    p_phone text default null,
    p_currency text default null,
    p_owed_limit numeric default null,
    p_opening_balance numeric default null,
    p_opened_on date default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.customer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $import_customer$
declare
    v_customer tolsel_billing.customer;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_code, 'code', 100);
    -- Repeat: whoever has the code is the customer, even if it was renamed here since.
    select * into v_customer from tolsel_billing.customer c
    where c.tenant_id = p_tenant_id and c.code = p_code;
    if not found then
        v_customer := tolsel.open_customer(
            p_name, p_code, p_email, p_phone, p_currency, p_owed_limit,
            p_tenant_id => p_tenant_id);
    end if;
    -- Write: what is owed against the opening balances, once for each code.
    if p_opening_balance <> 0 then
        perform tolsel.adjust_customer_ledger(
            v_customer.customer_id, p_opening_balance, 'Opening balance',
            tolsel_ledger.purpose_account('opening_balance', v_customer.currency, p_tenant_id),
            p_adjusted_on => p_opened_on, p_request_key => 'opening balance:' || p_code,
            p_tenant_id => p_tenant_id);
    end if;
    select * into v_customer from tolsel_billing.customer c
    where c.tenant_id = p_tenant_id and c.customer_id = v_customer.customer_id;
    return v_customer;
end
$import_customer$;
comment on function tolsel.import_customer is
$$Takes a customer over from another system, by its code there: opens it, and books what it owed
(above 0) or had as credit (below 0), beyond the invoices that tolsel.import_invoice takes over,
even where that is more than it may owe. A second call opens and books nothing.
raises: UB024 owed_limit_not_usable, UC002 tenant_not_allowed, UC007 currency_unknown,
UC008 amount_not_finite, UC010 amount_too_precise, UC011 amount_too_large,
UC014 date_not_usable, UC016 text_not_usable, UC024 request_key_reused, UH004 day_lies_ahead,
UL007 period_closed$$;
revoke all on function tolsel.import_customer from public;
grant execute on function tolsel.import_customer to tolsel_app, tolsel_accountant;
