create or replace function tolsel_bank._tg_period_close_differences()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $_tg_period_close_differences$
begin
    -- A close that is copied comes in any order with what the bank has said.
    if not tolsel_core.is_copying() then
        perform tolsel_bank.refuse_differences(new.closed_through_on, new.tenant_id);
    end if;
    return new;
end
$_tg_period_close_differences$;
comment on function tolsel_bank._tg_period_close_differences is
    'Lets the books be closed only where banks and books agree, or somebody has said why not.';

-- All books, and further than before: one account by itself, and a reopening, wait for no bank.
create trigger period_close_before_insert_differences
before insert on tolsel_ledger.period_close
for each row
when (new.account_id is null
    and (new.previous_through_on is null or new.closed_through_on > new.previous_through_on))
execute function tolsel_bank._tg_period_close_differences();
alter table tolsel_ledger.period_close
    enable always trigger period_close_before_insert_differences;

-- What a bank has said stays as it was said; a payment is matched, and the match undone.
select tolsel_core.guard_history('tolsel_bank.statement');
select tolsel_core.guard_history('tolsel_bank.entry');
select tolsel_core.guard_history('tolsel_bank.pending_entry');
select tolsel_core.guard_history('tolsel_bank.difference_note');
select tolsel_core.guard_against(
    'tolsel_bank.entry_detail', 'before_change_append_only',
    'before update of
        tenant_id, detail_id, entry_id, channel_id, detail_no, amount, booked_on,
        printed_references, reference_keys, end_to_end, counterparty, counterparty_account, text,
        charge_amount, is_charge_included
    or delete');
select tolsel_core.guard_truncate('tolsel_bank.entry_detail');
select tolsel_core.guard_document('tolsel_bank.match', array['undone_at', 'undo_reason']);
select tolsel_core.guard_document('tolsel_bank.match_posting', array['undone_at']);
select tolsel_core.guard_rows('tolsel_bank.bank_account');
