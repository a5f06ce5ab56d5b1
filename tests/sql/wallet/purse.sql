-- What the tests of wallets begin with: those of billing, and wallets of Ann, in euro and yen.
\ir ../billing/shop.sql
create function tap.wallet_of(p_code text, p_currency text default 'EUR') returns bigint language sql set role = none
    return (select w.wallet_id from tolsel_wallet.wallet w
        join tolsel_billing.customer c on c.tenant_id = w.tenant_id and c.customer_id = w.owner_customer_id
        where w.tenant_id = 1 and c.code = p_code and w.currency = p_currency);
-- What a wallet has, what is held, what is available.
create function tap.purse(p_code text, p_currency text default 'EUR') returns text language sql set role = none
    return (select concat_ws(' ', trim_scale(w.settled_amount), trim_scale(w.held_amount::numeric),
            trim_scale(w.available_amount))
        from tolsel.wallet w where w.tenant_id = 1 and w.wallet_id = tap.wallet_of(p_code, p_currency));
create function tap.top_up(p_code text, p_amount numeric, p_key text default null)
returns tolsel_billing.payment language sql
    return tolsel.top_up_wallet(tap.wallet_of(p_code), p_amount, 'cash', tap.channel_of('Till'),
        p_request_key => p_key);
\o /dev/null
set role shop_app;
select tolsel.open_wallet(tap.customer_of('ann'));
select tolsel.open_wallet(tap.customer_of('ann'), 'JPY');
set role twin_app;
select tolsel.open_wallet(tap.twin_of('customer')::bigint);
reset role;
create function tap.twin_wallet() returns text language sql set role = none
    return (select max(w.wallet_id) from tolsel_wallet.wallet w where w.tenant_id = 2)::text;
set role twin_app;
select tolsel.top_up_wallet(tap.twin_wallet()::bigint, 70, 'cash', tap.twin_of('channel')::bigint,
    p_request_key => 't1');
reset role;
create function tap.twin_top_up() returns text language sql set role = none
    return (select p.payment_id from tolsel_billing.payment p where p.tenant_id = 2 and p.kind = 'top_up')::text;
\o
