create or replace function tolsel.match_return(
    p_detail_id bigint,
    p_payment_id bigint,
    p_reason text default 'By hand',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.match
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $match_return$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    perform tolsel_bank.lock_details(array[p_detail_id], p_tenant_id);
    -- Refuse and write:
    return tolsel_bank.book_return(
        tolsel_bank.get_detail(p_detail_id, p_tenant_id), p_payment_id, null, p_reason);
end
$match_return$;
comment on function tolsel.match_return is
$$Matches what a bank has taken back, such as a direct debit that was returned, with the payment it
returns: that is voided, and its invoices are owed again.
raises: UC002 tenant_not_allowed, UC016 text_not_usable, UH012 document_void,
UK014 match_amount_wrong, and the refusals of tolsel.void_payment$$;
revoke all on function tolsel.match_return from public;
grant execute on function tolsel.match_return to tolsel_app, tolsel_accountant;
