create or replace function tolsel_ledger.check_isolation()
returns void
language plpgsql
stable
as $check_isolation$
begin
    -- An old snapshot lacks the accounts opened since, and no lock would bring them to light.
    if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
        perform tolsel_core.refuse('UL026', format(
            'The transaction is %s.', upper(current_setting('transaction_isolation'))));
    end if;
end
$check_isolation$;
comment on function tolsel_ledger.check_isolation is
$$Checks that each statement of the transaction sees what was committed before it.
raises: UL026 isolation_not_usable$$;
