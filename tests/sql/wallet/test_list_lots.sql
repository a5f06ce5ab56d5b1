-- G13: what each lot of a wallet has left, in the order in which they are spent.
\ir cloud.sql
\ir lots.sql
select plan(8);
set role shop_app;
select top_up('ann', 100, 't1'), top_up('ann', 20, 't2'), grant_lot('ann', 50, 'g1', '2025-05-01') \g /dev/null
select tolsel.void_top_up(payment_of('t2'), 'none') \g /dev/null
select results_eq(
    $$select place, kind, priority, valid_from_at, expires_at, trim_scale(amount), trim_scale(used_amount),
        trim_scale(expired_amount), trim_scale(left_amount), payment_id, reason
      from tolsel.list_lots(wallet_of('ann'))$$,
    $$values
        (1::bigint, 'granted', 50, timestamptz '2025-04-01 00:00+00', timestamptz '2025-05-01 00:00+00', 50.0, 0.0,
            0.0, 50.0, null::bigint, 'Welcome'),
        (2, 'paid', 50, '2025-04-01 00:00+00', null, 100.0, 0.0, 0.0, 100.0, payment_of('t1'), null)$$,
    'those that have something left');
select is((select string_agg(trim_scale(l.amount) || coalesce(' ' || l.place, ''), ', ')
    from tolsel.list_lots(wallet_of('ann'), true) l), '50 1, 100 2, 20', 'all of them, the spent ones behind');
select is((select count(*) from tolsel.list_lots(wallet_of('ann'), p_limit => 1)), 1::bigint, 'so many of them');
set role shop_read;
select is((select sum(left_amount) from tolsel.lot where wallet_id = wallet_of('ann')),
    (select settled_amount from tolsel.wallet where wallet_id = wallet_of('ann')), 'they have left what it has');
set role twin_app;
select is((select count(*) from tolsel.list_lots(twin_wallet()::bigint)), 1::bigint, 'another tenant has its own');
set role shop_app;
select refuses_alike('select * from tolsel.list_lots(%s)', twin_wallet(), '987654', 'UW001', 'A14 another tenant''s');
select refuses($$select * from tolsel.list_lots(1, p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
reset role;
select throws_ok($$select tolsel.list_lots(1)$$, 'UC001', null, 'a login without a tenant is refused');
select * from finish();
