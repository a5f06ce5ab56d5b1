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
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UH002 channel_not_active,
UH003 method_not_usable, UH004 day_lies_ahead, UH007 vendor_not_found, UH008 vendor_bill_not_found,
UH012 document_void, UH014 more_than_bill_balance, UK012 bank_entry_not_found,
UK013 bank_entry_matched, UK022 direction_wrong, UL004 currency_mismatch, UL007 period_closed$$;
revoke all on function tolsel.match_vendor from public;
grant execute on function tolsel.match_vendor to tolsel_app;
