create or replace function bursar_ledger.lock_proof()
returns void
language sql
volatile
as $lock_proof$
    select pg_advisory_xact_lock(hashtextextended('bursar.proof', 0));
$lock_proof$;
comment on function bursar_ledger.lock_proof is
    'Locks the marks of validations and seals until the end of the transaction.';
