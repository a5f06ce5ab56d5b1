create or replace function tolsel_ledger.lock_proof()
returns void
language sql
volatile
as $lock_proof$
    select pg_advisory_xact_lock(hashtextextended('tolsel.proof', 0));
$lock_proof$;
comment on function tolsel_ledger.lock_proof is
    'Locks the marks of validations and seals until the end of the transaction.';
