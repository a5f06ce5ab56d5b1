create or replace function tolsel.match_transfer(
    p_detail_id bigint,
    p_other_channel_id bigint,
    p_reason text default 'By hand',
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_bank.match
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $match_transfer$
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_reason, 'reason', 1000);
    -- Lock:
    perform tolsel_bank.lock_details(array[p_detail_id], p_tenant_id);
    -- Refuse and write:
    return tolsel_bank.book_transfer(
        tolsel_bank.get_detail(p_detail_id, p_tenant_id), p_other_channel_id, null, p_reason);
end
$match_transfer$;
comment on function tolsel.match_transfer is
$$Matches a payment with a transfer to or from another channel of the tenant, which it books; the
other side of it is matched with that, once the other bank tells of it.
raises: UC002 tenant_not_allowed, UC009 amount_is_zero, UC016 text_not_usable,
UK013 bank_entry_matched, and the refusals of tolsel.transfer_between_channels$$;
revoke all on function tolsel.match_transfer from public;
grant execute on function tolsel.match_transfer to tolsel_app, tolsel_accountant;
