-- What the tests of lots begin with: grants, and what lots have left, in the order of spending.
create function tap.grant_lot(p_code text, p_amount numeric, p_key text, p_until timestamptz default null,
    p_priority integer default 50)
returns bigint language sql
    return (tolsel.grant_credit(tap.wallet_of(p_code), p_amount, 'Welcome', p_until, p_priority,
        p_request_key => p_key)).lot_id;
create function tap.lot_of(p_lot_id bigint) returns text language sql set role = none
    return (select concat_ws(' ', l.kind, trim_scale(l.left_amount), trim_scale(l.used_amount::numeric),
            trim_scale(l.expired_amount::numeric))
        from tolsel_wallet.lot l where l.tenant_id = 1 and l.lot_id = p_lot_id);
create function tap.name_of_lot(p_lot_id bigint) returns text language sql set role = none
    return (select coalesce(l.request_key, p.request_key, l.kind) from tolsel_wallet.lot l
        left join tolsel_billing.payment p on p.tenant_id = l.tenant_id and p.journal_id = l.journal_id
        where l.tenant_id = 1 and l.lot_id = p_lot_id);
-- The lots of a wallet that have something left, in their order, each with what is left.
create function tap.lots(p_code text) returns text language sql
    return (select string_agg(tap.name_of_lot(l.lot_id) || ' ' || trim_scale(l.left_amount), ', ' order by l.place)
        from tolsel.list_lots(tap.wallet_of(p_code)) l);
-- What the last journal of a wallet has taken from which lots.
create function tap.last_uses(p_code text) returns text language sql set role = none
    return (select string_agg(tap.name_of_lot(u.lot_id) || ' ' || trim_scale(u.amount::numeric), ', ' order by u.lot_id)
        from tolsel_wallet.lot_use u
        where u.tenant_id = 1 and u.journal_id = (
            select max(u.journal_id) from tolsel_wallet.lot_use u
            join tolsel_wallet.lot l on l.tenant_id = u.tenant_id and l.lot_id = u.lot_id
            join tolsel_wallet.wallet w on w.tenant_id = l.tenant_id and w.account_id = l.account_id
            where w.tenant_id = 1 and w.wallet_id = tap.wallet_of(p_code)));
