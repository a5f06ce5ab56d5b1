create or replace function tolsel.match_vendor(
    p_detail_id bigint,
    p_vendor_id bigint,
    p_vendor_bill_id bigint default null,
    p_reason text default 'By hand',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.match
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $match_vendor$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    perform tolsel_bank.lock_details(array[p_detail_id], p_tenant_id);
    -- Refuse and write:
    return tolsel_bank.book_vendor(
        tolsel_bank.get_detail(p_detail_id, p_tenant_id), p_vendor_id, p_vendor_bill_id, null,
        p_reason);
end
$match_vendor$;
comment on function tolsel.match_vendor is
$$Matches a payment that went out with a vendor: with a bill of it, or on account.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UK012 bank_entry_not_found,
UK013 bank_entry_matched, UK022 direction_wrong, and the refusals of tolsel.pay_vendor$$;
revoke all on function tolsel.match_vendor from public;
grant execute on function tolsel.match_vendor to tolsel_app, tolsel_accountant;
