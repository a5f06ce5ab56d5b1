-- What the tests of resources begin with: wallets, four plans, and the beginning of a month.
\ir purse.sql
create function tap.resource_of(p_key text) returns bigint language sql set role = none
    return (select r.resource_id from tolsel_wallet.resource r where r.tenant_id = 1 and r.request_key = p_key);
create function tap.provision(p_code text, p_plan text, p_key text default null, p_currency text default 'EUR')
returns tolsel_wallet.resource language sql
    return tolsel.provision_resource(tap.wallet_of(p_code, p_currency), p_plan, 'web', p_request_key => p_key);
-- A resource: its status, what is held for it, what it was charged.
create function tap.machine(p_key text) returns text language sql set role = none
    return (select concat_ws(' ', r.status, trim_scale(r.held_amount), trim_scale(r.charged_amount::numeric),
            case when r.settled_at is not null then 'settled' end)
        from tolsel.resource r where r.tenant_id = 1 and r.request_key = p_key);
create function tap.at(p_at timestamptz) returns timestamptz language sql set role = none
    return tolsel.set_clock(p_at);
\o /dev/null
reset role;
select tolsel.set_clock('2025-04-01 00:00+00');
set role shop_admin;
select tolsel.set_plan_price(p.plan, p.price) from (values ('small', 150), ('medium', 300), ('large', 600),
    ('enterprise', 1200), ('cheap', 1)) p(plan, price);
reset role;
\o
