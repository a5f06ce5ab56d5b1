create or replace function tolsel.allocate_payment(
    p_payment_id bigint,
    p_invoice_id bigint,
    p_amount numeric default null,
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.allocation
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $allocate_payment$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_request_key(p_request_key);
    -- Lock, repeat, refuse and write:
    return tolsel_billing.allocate_credit(
        tolsel_billing.lock_payment(p_payment_id, p_tenant_id), p_invoice_id, p_amount,
        p_request_key);
end
$allocate_payment$;
comment on function tolsel.allocate_payment is
$$Applies what is unapplied of a payment, or part of it, to an open invoice of the same customer;
without an amount, as much as possible.
raises: UB002 invoice_not_found, UB003 payment_not_found, UB004 invoice_not_open,
UB005 more_than_open, UB007 payment_not_completed, UB008 more_than_unapplied, UB032 request_undone,
UC002 tenant_not_allowed, UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC012 request_key_not_usable, UC024 request_key_reused,
UC025 amount_not_positive$$;
revoke all on function tolsel.allocate_payment from public;
grant execute on function tolsel.allocate_payment to tolsel_app, tolsel_clerk;
