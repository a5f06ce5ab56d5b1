create or replace function tolsel.enforce_balance_consistency(
    p_account_ids bigint[],
    p_operation text default 'enforce_balance_consistency',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (check_name text, subject text, before_row jsonb, after_row jsonb, outcome text)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $enforce_balance_consistency$
#variable_conflict use_column
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_operation, 'operation', 200);
    perform tolsel_ledger.get_account(a.account_id, p_tenant_id)
    from unnest(p_account_ids) a(account_id);
    return query
    select r.check_name, r.subject, r.before_row, r.after_row, r.outcome
    from tolsel_ledger.repair_accounts(
        p_account_ids, p_is_dry_run => false, p_cause => p_operation, p_tenant_id => p_tenant_id) r;
end
$enforce_balance_consistency$;
comment on function tolsel.enforce_balance_consistency is
$$Makes sure, after a batch of the caller's, that the derived values of these accounts are what
their entries, holds and closings say; puts right those that are not, and lists them. Each is kept
as an incident whose cause is the operation.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UL003 account_not_found$$;
revoke all on function tolsel.enforce_balance_consistency from public;
grant execute on function tolsel.enforce_balance_consistency to tolsel_app, tolsel_admin;
