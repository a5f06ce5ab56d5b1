create or replace function tolsel.mark_unknown_payments(
    p_opened_before_at timestamptz default null,
    p_limit integer default 1000,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $mark_unknown_payments$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    -- Write: one payment after the other, each with its customer locked.
    return tolsel_billing.mark_tenant_payments(
        coalesce(p_opened_before_at, tolsel_core.clock_at() - interval '1 day'), p_limit,
        p_tenant_id);
end
$mark_unknown_payments$;
comment on function tolsel.mark_unknown_payments is
$$Ends the attempts whose provider has not answered since a moment (default: a day ago), at most
p_limit of them, and answers with their number. A person has to find out what became of them; the
provider's answer is still taken.
raises: UC002 tenant_not_allowed$$;
revoke all on function tolsel.mark_unknown_payments from public;
grant execute on function tolsel.mark_unknown_payments to tolsel_app;
