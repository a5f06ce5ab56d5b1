create or replace function tolsel_ledger.job_seal_entries(p_task tolsel_core.job_task)
returns tolsel_core.job_slice
language plpgsql
volatile
as $job_seal_entries$
declare
    v_count integer := tolsel.seal_entries(p_task.item_limit);
begin
    return (v_count, case when v_count >= p_task.item_limit then 'more' end);
end
$job_seal_entries$;
comment on function tolsel_ledger.job_seal_entries is
    'Seals the entries that have no seal yet.';
