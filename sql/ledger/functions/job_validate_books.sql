create or replace function tolsel_ledger.job_validate_books(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_validate_books$
declare
    v_validation tolsel_core.validation := tolsel.validate_books(
        p_task.job_name = 'ledger.validate_history');
begin
    return (v_validation.breach_count, null::text);
end
$job_validate_books$;
comment on function tolsel_ledger.job_validate_books is
    'Validates all balances and all that is new, or as ledger.validate_history the whole history.';
