create or replace function tolsel_ledger.transfer_lines(
    p_from_account_id bigint, p_to_account_id bigint, p_amount numeric, p_effective_on date
)
returns tolsel_ledger.line[]
language sql
immutable
as $transfer_lines$
    select array[
        row(1, 1, p_from_account_id, -p_amount, p_effective_on, null)::tolsel_ledger.line,
        row(1, 2, p_to_account_id, p_amount, p_effective_on, null)::tolsel_ledger.line];
$transfer_lines$;
comment on function tolsel_ledger.transfer_lines is
    'The two lines that take a signed amount from one account to another.';
