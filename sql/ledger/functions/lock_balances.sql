create or replace function tolsel_ledger.lock_balances(
    p_account_ids bigint[], p_tenant_id bigint
)
returns setof tolsel_ledger.balance
language sql
volatile
as $lock_balances$
    -- Every row of each account, in the one order that postings follow too.
    select b.*
    from tolsel_ledger.balance b
    where b.tenant_id = p_tenant_id and b.account_id = any(p_account_ids)
    order by b.account_id, b.slot
    for no key update;
$lock_balances$;
comment on function tolsel_ledger.lock_balances is
    'Locks all balance rows of some accounts, in the order of account and slot, and answers with
them.';
