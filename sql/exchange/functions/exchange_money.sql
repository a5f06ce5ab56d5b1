create or replace function tolsel.exchange_money(
    p_from_account_id bigint,
    p_to_account_id bigint,
    p_from_amount numeric,
    p_rate numeric default null,
    p_to_amount numeric default null,
    p_exchanged_on date default null,
    p_description text default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_exchange.exchange
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $exchange_money$
declare
    v_from tolsel_ledger.account;
    v_to tolsel_ledger.account;
    v_exchange tolsel_exchange.exchange;
    v_repeated tolsel_exchange.exchange;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_ledger.check_head(p_description, coalesce(p_metadata, '{}'), p_request_key);
    -- Lock: equal requests queue here, before they hold a balance.
    perform from tolsel_ledger.account a
    where a.tenant_id = p_tenant_id and a.account_id in (p_from_account_id, p_to_account_id)
    order by a.account_id
    for no key update;
    v_from := tolsel_ledger.get_account(p_from_account_id, p_tenant_id);
    v_to := tolsel_ledger.get_account(p_to_account_id, p_tenant_id);
    v_exchange := tolsel_exchange.read_exchange(v_from, v_to, p_metadata, p_request_key);
    -- Repeat:
    v_repeated := tolsel_exchange.find_repeated(
        v_exchange, p_from_amount, p_rate, p_to_amount, p_exchanged_on);
    if v_repeated.exchange_id is not null then
        return v_repeated;
    end if;
    -- Refuse:
    perform tolsel_exchange.check_account(v_from);
    perform tolsel_exchange.check_account(v_to);
    if v_from.sign <> v_to.sign then
        perform tolsel_core.refuse('UX008', format(
            'Account %s (%s) is %s, account %s (%s) is %s.', v_from.code, v_from.name, v_from.type,
            v_to.code, v_to.name, v_to.type));
    end if;
    p_from_amount := tolsel_core.check_positive_amount(
        p_from_amount, v_from.scale::integer, 'What goes out');
    v_exchange.from_amount := p_from_amount;
    -- Accounts that no domain manages are closed together: the other one is open from that day too.
    v_exchange.exchanged_on := tolsel_core.choose_day(
        p_exchanged_on, 'The day of the exchange', p_tenant_id,
        p_open_on => tolsel_ledger.first_open_on(p_from_account_id, p_tenant_id));
    v_exchange := tolsel_exchange.convert_exchange(v_exchange, p_rate, p_to_amount);
    -- Write and hand on:
    return tolsel_exchange.add_exchange(v_exchange, p_description);
end
$exchange_money$;
comment on function tolsel.exchange_money is
$$Exchanges money of one account into the currency of another one, at a rate: units of the other
currency for one (null: the last one recorded on the day or at most 7 days before). What comes in is
rounded to its decimals; where p_to_amount says what really came, the rest is on the account
Exchange rounding, as far as the last decimal of the rate explains it. Both accounts are raised by a
debit, or both by a credit. Counts for p_exchanged_on (default: today, or the first open day).
raises: UB032 request_undone, UC002 tenant_not_allowed, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC014 date_not_usable,
UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive, UH004 day_lies_ahead,
UL003 account_not_found, UL005 insufficient_funds, UL006 account_managed, UL007 period_closed,
UL010 balance_out_of_range, UL027 account_frozen, UX002 rate_not_usable, UX003 rate_not_found,
UX004 same_currency, UX006 converted_to_nothing, UX007 rounding_not_explained,
UX008 accounts_differ$$;
revoke all on function tolsel.exchange_money from public;
grant execute on function tolsel.exchange_money to tolsel_app, tolsel_accountant;
