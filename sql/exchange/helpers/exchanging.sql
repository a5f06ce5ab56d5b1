-- Exchanging: what leaves an account in one currency comes into another one in another currency. In
-- each currency the other side is the account Currency exchange, so that each adds up to nothing.

create or replace function tolsel_exchange.read_exchange(
    p_from tolsel_ledger.account, p_to tolsel_ledger.account, p_metadata jsonb, p_request_key text
)
returns tolsel_exchange.exchange
language plpgsql
stable
as $read_exchange$
declare
    v_exchange tolsel_exchange.exchange;
begin
    v_exchange.tenant_id := p_from.tenant_id;
    v_exchange.sign := p_from.sign;
    v_exchange.from_account_id := p_from.account_id;
    v_exchange.from_currency := p_from.currency;
    v_exchange.to_account_id := p_to.account_id;
    v_exchange.to_currency := p_to.currency;
    v_exchange.to_scale := p_to.scale;
    v_exchange.request_key := p_request_key;
    v_exchange.metadata := coalesce(p_metadata, '{}');
    return v_exchange;
end
$read_exchange$;
comment on function tolsel_exchange.read_exchange is
    'Answers with an exchange between two accounts, as far as its caller has said of it.';

create or replace function tolsel_exchange.convert_exchange(
    p_exchange tolsel_exchange.exchange, p_rate numeric, p_to_amount numeric
)
returns tolsel_exchange.exchange
language plpgsql
stable
as $convert_exchange$
declare
    v_exchange tolsel_exchange.exchange := p_exchange;
    v_found tolsel_exchange.found_rate;
    v_room numeric;
begin
    if v_exchange.from_currency = v_exchange.to_currency then
        perform tolsel_core.refuse('UX004', format(
            'From %1$s to %1$s.', v_exchange.from_currency));
    end if;
    if p_rate is null then
        v_found := tolsel_exchange.get_rate(
            v_exchange.from_currency, v_exchange.to_currency, v_exchange.exchanged_on, 7,
            v_exchange.tenant_id);
        v_exchange.rate := v_found.rate;
        v_exchange.rate_on := v_found.rate_on;
    else
        perform tolsel_exchange.check_rate(p_rate, 'The rate');
        v_exchange.rate := p_rate;
    end if;
    if v_exchange.from_amount * v_exchange.rate >= 1e15 then
        perform tolsel_core.refuse('UC011', format(
            '%s %s at %s are %s %s.', v_exchange.from_amount, v_exchange.from_currency,
            v_exchange.rate, round(v_exchange.from_amount * v_exchange.rate),
            v_exchange.to_currency));
    elsif round(v_exchange.from_amount * v_exchange.rate, v_exchange.to_scale) = 0 then
        perform tolsel_core.refuse('UX006', format(
            '%s %s at %s are %s %s, which has %s decimals.', v_exchange.from_amount,
            v_exchange.from_currency, v_exchange.rate,
            trim_scale(v_exchange.from_amount * v_exchange.rate), v_exchange.to_currency,
            v_exchange.to_scale));
    end if;
    v_exchange.converted_amount := round(
        v_exchange.from_amount * v_exchange.rate, v_exchange.to_scale);
    v_exchange.to_amount := v_exchange.converted_amount;
    if p_to_amount is not null then
        p_to_amount := tolsel_core.check_positive_amount(
            p_to_amount, v_exchange.to_scale::integer, 'What comes in');
        v_exchange.to_amount := p_to_amount;
        v_room := v_exchange.from_amount * 5 * 0.1 ^ (scale(v_exchange.rate) + 1)
            + 0.1 ^ v_exchange.to_scale;
        if abs(v_exchange.converted_amount - p_to_amount) > v_room then
            perform tolsel_core.refuse('UX007', format(
                '%s %s at %s are %s %s; %s differ by %s, and %s is explained.',
                v_exchange.from_amount, v_exchange.from_currency, v_exchange.rate,
                v_exchange.converted_amount, v_exchange.to_currency, p_to_amount,
                abs(v_exchange.converted_amount - p_to_amount), trim_scale(v_room)));
        end if;
    end if;
    v_exchange.home_amount := tolsel_exchange.home_amount_of(v_exchange);
    return v_exchange;
end
$convert_exchange$;
comment on function tolsel_exchange.convert_exchange is
$$Works out what an exchange brings at a rate (null: that of its day), or takes what really came, as
far as the last decimal of the rate explains it.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC025 amount_not_positive, UX002 rate_not_usable, UX003 rate_not_found,
UX004 same_currency, UX006 converted_to_nothing, UX007 rounding_not_explained$$;

create or replace function tolsel_exchange.home_amount_of(p_exchange tolsel_exchange.exchange)
returns numeric
language plpgsql
stable
as $home_amount_of$
declare
    v_home record;
    v_amount numeric;
begin
    select t.currency, c.scale into strict v_home
    from tolsel_core.tenant t
    join tolsel_core.currency c on c.currency = t.currency
    where t.tenant_id = p_exchange.tenant_id;
    v_amount := case v_home.currency
        when p_exchange.from_currency then p_exchange.from_amount
        when p_exchange.to_currency then p_exchange.converted_amount
        else round(
            p_exchange.from_amount * (tolsel_exchange.get_rate(
                p_exchange.from_currency, v_home.currency, p_exchange.exchanged_on, 7,
                p_exchange.tenant_id)).rate, v_home.scale) end;
    if v_amount >= 1e15 then
        perform tolsel_core.refuse('UC011', format(
            '%s %s are %s %s.', p_exchange.from_amount, p_exchange.from_currency, v_amount,
            v_home.currency));
    end if;
    return v_amount;
end
$home_amount_of$;
comment on function tolsel_exchange.home_amount_of is
$$Answers what an exchange was worth in the tenant's own currency.
raises: UC011 amount_too_large, UX003 rate_not_found$$;

create or replace function tolsel_exchange.exchange_lines(p_exchange tolsel_exchange.exchange)
returns table (line_no integer, account_id bigint, amount numeric)
language sql
stable
as $exchange_lines$
    select l.line_no, l.account_id, p_exchange.sign * l.amount
    from (
        values
            (1, p_exchange.from_account_id, -p_exchange.from_amount),
            (2, tolsel_ledger.purpose_account(
                'currency_exchange', p_exchange.from_currency, p_exchange.tenant_id),
                p_exchange.from_amount),
            (3, tolsel_ledger.purpose_account(
                'currency_exchange', p_exchange.to_currency, p_exchange.tenant_id),
                -p_exchange.converted_amount),
            (4, p_exchange.to_account_id, p_exchange.to_amount),
            (5, tolsel_ledger.purpose_account(
                'exchange_rounding', p_exchange.to_currency, p_exchange.tenant_id),
                p_exchange.converted_amount - p_exchange.to_amount)
    ) l(line_no, account_id, amount)
    where l.amount <> 0;
$exchange_lines$;
comment on function tolsel_exchange.exchange_lines is
    'Answers what an exchange posts: in each of both currencies it adds up to nothing.';

create or replace function tolsel_exchange.open_clearing(p_exchange tolsel_exchange.exchange)
returns bigint[]
language plpgsql
volatile
as $open_clearing$
declare
    v_currency text;
    v_purpose text;
    v_account_id bigint;
    v_ids bigint[];
begin
    foreach v_currency in array array[p_exchange.from_currency, p_exchange.to_currency] loop
        foreach v_purpose in array array['currency_exchange', 'exchange_rounding'] loop
            v_account_id := tolsel_ledger.purpose_account(
                v_purpose, v_currency, p_exchange.tenant_id);
            if v_account_id is null then
                perform tolsel_core.lock_tenant(p_exchange.tenant_id);
                v_account_id := tolsel_ledger.open_purpose_account(
                    v_purpose, v_currency, p_exchange.tenant_id);
            end if;
            v_ids := v_ids || v_account_id;
        end loop;
    end loop;
    return v_ids;
end
$open_clearing$;
comment on function tolsel_exchange.open_clearing is
    'Answers with the accounts through which an exchange goes; those that are missing are opened.';

create or replace function tolsel_exchange.add_exchange(
    p_exchange tolsel_exchange.exchange, p_description text
)
returns tolsel_exchange.exchange
language plpgsql
volatile
as $add_exchange$
declare
    v_exchange tolsel_exchange.exchange := p_exchange;
    v_tenant_id bigint := p_exchange.tenant_id;
    v_ids bigint[];
begin
    perform tolsel_exchange.open_clearing(v_exchange);
    v_ids := tolsel_ledger.post(
        array[tolsel_ledger.head_of(1, coalesce(p_description, format(
            'Exchanged: %s %s into %s %s', v_exchange.from_amount, v_exchange.from_currency,
            v_exchange.to_amount, v_exchange.to_currency)))],
        array(
            select row(1, l.line_no, l.account_id, l.amount, v_exchange.exchanged_on, null)
                ::tolsel_ledger.line
            from tolsel_exchange.exchange_lines(v_exchange) l
            order by l.line_no),
        p_is_public => false, p_tenant_id => v_tenant_id);
    insert into tolsel_exchange.exchange (
        tenant_id, journal_id, exchanged_on, sign, from_account_id, from_currency, from_amount,
        to_account_id, to_currency, to_scale, to_amount, rate, rate_on, converted_amount,
        home_amount, exchanged_at, user_id, login, request_key, metadata)
    values (
        v_tenant_id, v_ids[1], v_exchange.exchanged_on, v_exchange.sign,
        v_exchange.from_account_id, v_exchange.from_currency, v_exchange.from_amount,
        v_exchange.to_account_id, v_exchange.to_currency, v_exchange.to_scale,
        v_exchange.to_amount, v_exchange.rate, v_exchange.rate_on, v_exchange.converted_amount,
        v_exchange.home_amount, tolsel_core.clock_at(), tolsel_core.context_user_id(v_tenant_id),
        tolsel_core.acting_login(), v_exchange.request_key, coalesce(v_exchange.metadata, '{}'))
    on conflict (tenant_id, request_key) where request_key is not null do nothing
    returning * into v_exchange;
    -- The key was free a moment ago: a call for other accounts has taken it meanwhile.
    if not found then
        perform tolsel_core.refuse('UC024', format('Key %L.', p_exchange.request_key));
    end if;
    perform tolsel_core.emit_event(
        'exchange.recorded', 'exchange', v_exchange.exchange_id,
        jsonb_build_object(
            'from_account_id', v_exchange.from_account_id,
            'from_amount', v_exchange.from_amount::text,
            'from_currency', v_exchange.from_currency,
            'to_account_id', v_exchange.to_account_id, 'to_amount', v_exchange.to_amount::text,
            'to_currency', v_exchange.to_currency, 'rate', v_exchange.rate::text),
        v_tenant_id);
    return v_exchange;
end
$add_exchange$;
comment on function tolsel_exchange.add_exchange is
$$Posts an exchange that is worked out, and writes and tells it. The caller has locked what it is
between.
raises: UC024 request_key_reused, and the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_exchange.find_repeated(
    p_exchange tolsel_exchange.exchange,
    p_from_amount numeric,
    p_rate numeric,
    p_to_amount numeric,
    p_on date
)
returns tolsel_exchange.exchange
language plpgsql
stable
as $find_repeated$
declare
    v_found tolsel_exchange.exchange;
begin
    if p_exchange.request_key is null then
        return null;
    end if;
    select * into v_found from tolsel_exchange.exchange e
    where e.tenant_id = p_exchange.tenant_id and e.request_key = p_exchange.request_key;
    if found then
        perform tolsel_core.check_repeated_document(
            'exchange ' || v_found.exchange_id,
            to_jsonb(v_found) || jsonb_build_object(
                'rate', case when v_found.rate_on is null then v_found.rate end),
            jsonb_strip_nulls(jsonb_build_object(
                'to_amount', p_to_amount, 'exchanged_on', p_on))
            || jsonb_build_object(
                'from_account_id', p_exchange.from_account_id,
                'to_account_id', p_exchange.to_account_id, 'from_amount', p_from_amount,
                'rate', p_rate, 'metadata', p_exchange.metadata));
    end if;
    return v_found;
end
$find_repeated$;
comment on function tolsel_exchange.find_repeated is
$$Answers with the exchange that an earlier call under the key has made, null where there is none.
raises: UB032 request_undone, UC024 request_key_reused$$;
