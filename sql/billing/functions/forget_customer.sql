create or replace function tolsel.forget_customer(
    p_customer_id bigint, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.customer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $forget_customer$
declare
    v_customer tolsel_billing.customer;
    v_today date;
    v_last_on date;
    v_kept_years integer;
    v_balance numeric;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Lock:
    v_customer := tolsel_billing.lock_customer(p_customer_id, p_tenant_id);
    -- Repeat:
    if v_customer.forgotten_at is not null then
        return v_customer;
    end if;
    -- Refuse:
    v_today := tolsel_core.branch_date(
        p_branch_id => null, p_at => null, p_tenant_id => p_tenant_id);
    v_kept_years := coalesce(
        (select r.kept_years from tolsel_billing.retention r where r.tenant_id = p_tenant_id), 10);
    -- What was paid into a wallet is on another account.
    select greatest(max(e.effective_on), (
            select max(greatest(p.paid_on, p.voided_on)) from tolsel_billing.payment p
            where p.tenant_id = p_tenant_id and p.customer_id = p_customer_id
                and p.kind = 'top_up'))
    into v_last_on from tolsel_ledger.entry e
    where e.tenant_id = p_tenant_id and e.account_id = v_customer.account_id;
    select b.balance into v_balance from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = v_customer.account_id and b.slot = 0;
    if v_last_on + make_interval(years => v_kept_years) >= v_today
        or v_balance <> 0
        or exists (
            select from tolsel_billing.invoice i
            where i.tenant_id = p_tenant_id and i.customer_id = p_customer_id
                and i.status in ('draft', 'open', 'partial'))
        or exists (
            select from tolsel_billing.payment p
            where p.tenant_id = p_tenant_id and p.customer_id = p_customer_id
                and (p.status in ('open', 'unknown') or p.unapplied_amount > 0))
    then
        perform tolsel_core.refuse('UB065', format(
            'Customer %s: the last entry is of %s, kept for %s years; it owes %s.', p_customer_id,
            coalesce(v_last_on::text, 'no day'), v_kept_years, v_balance));
    end if;
    -- Write: figures, numbers and what was sealed stay.
    update tolsel_billing.customer c
    set name = 'Customer ' || p_customer_id, code = null, email = null, phone = null,
        metadata = '{}', is_active = false, forgotten_at = tolsel_core.clock_at()
    where c.tenant_id = p_tenant_id and c.customer_id = p_customer_id
    returning * into v_customer;
    -- Hand on:
    perform tolsel_ledger.rename_account(v_customer.account_id, v_customer.name, p_tenant_id);
    perform tolsel_core.record_activity(
        'forget_customer', 'customer ' || p_customer_id,
        jsonb_build_object('kept_years', v_kept_years), p_tenant_id);
    return v_customer;
end
$forget_customer$;
comment on function tolsel.forget_customer is
$$Forgets who a customer was: its name, code, address, number and facts go, and it is not active
any more. Its documents, their figures and numbers stay, and so do the entries and their seals.
Refused while something is open, and for the years that tolsel.set_kept_years says. A second call
changes nothing.
raises: UB001 customer_not_found, UB065 customer_must_be_kept, UC002 tenant_not_allowed$$;
revoke all on function tolsel.forget_customer from public;
grant execute on function tolsel.forget_customer to tolsel_app, tolsel_manager;
