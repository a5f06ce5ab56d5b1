create or replace function tolsel_ledger.post_transfer(
    p_from_account_id bigint,
    p_to_account_id bigint,
    p_amount numeric,
    p_effective_on date,
    p_description text,
    p_tenant_id bigint
)
returns bigint
language plpgsql
volatile
as $post_transfer$
begin
    return (tolsel_ledger.post_pair(
        p_from_account_id, p_to_account_id, p_amount, p_effective_on, p_description, '{}', null,
        null, null, false, p_tenant_id)).journal_id;
end
$post_transfer$;
comment on function tolsel_ledger.post_transfer is $$Posts one journal of two lines for a domain:
credits one account, debits the other, managed ones too, and answers with its id.
raises: the refusals of tolsel_ledger.post_lines$$;
