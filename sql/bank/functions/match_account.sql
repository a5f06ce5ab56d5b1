create or replace function tolsel.match_account(
    p_detail_id bigint,
    p_account_id bigint,
    p_reason text default 'By hand',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.match
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $match_account$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    perform tolsel_bank.lock_details(array[p_detail_id], p_tenant_id);
    -- Refuse and write:
    return tolsel_bank.book_account(
        tolsel_bank.get_detail(p_detail_id, p_tenant_id), p_account_id, null, p_reason);
end
$match_account$;
comment on function tolsel.match_account is
$$Creates what a payment of the bank says from the payment alone: an entry of the channel against
an account, such as one of fees or of interest.
raises: UC002 tenant_not_allowed, UC009 amount_is_zero, UC016 text_not_usable,
UK013 bank_entry_matched, and the refusals of tolsel.record_daily_entry$$;
revoke all on function tolsel.match_account from public;
grant execute on function tolsel.match_account to tolsel_app, tolsel_accountant;
