-- An exchange stays as it is; its void is written once.
create trigger exchange_before_update_append_only
before update of tenant_id, exchange_id, journal_id, exchanged_on, sign, from_account_id,
    from_currency, from_amount, to_account_id, to_currency, to_scale, to_amount, rate, rate_on,
    converted_amount, home_amount, exchanged_at, user_id, login, request_key, metadata
on tolsel_exchange.exchange
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_exchange.exchange enable always trigger exchange_before_update_append_only;
select tolsel_core.guard_rows('tolsel_exchange.exchange');
select tolsel_core.guard_history('tolsel_exchange.rate');

-- A revaluation stays as it is; that another one took its place is written once.
create trigger revaluation_before_update_append_only
before update of tenant_id, revaluation_id, revalued_on, home_currency, home_scale, gain_amount,
    loss_amount, journal_id, reversal_journal_id, booked_at, user_id, login
on tolsel_exchange.revaluation
for each row execute function tolsel_core._tg_any_append_only();
alter table tolsel_exchange.revaluation enable always trigger
    revaluation_before_update_append_only;
select tolsel_core.guard_rows('tolsel_exchange.revaluation');
select tolsel_core.guard_history('tolsel_exchange.revaluation_line');
