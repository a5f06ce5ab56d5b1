-- G2: money set aside counts as spent until it is captured, released or expired.
\ir books.sql
select plan(55);
set role shop_app;

select is(
    (select array[h.amount, h.captured_amount, h.released_amount, h.open_amount]::text || h.is_open || h.slot
     from tolsel.place_hold(account_of('alice'), 60, p_request_key => 'h1') h),
    '{60.00,0.00,0.00,60.00}true0', 'a hold is placed');
select is(available('alice'), 40::numeric, 'it counts as spent');
select is(balance('alice'), -100::numeric, 'and moves nothing');
-- A1
select is(
    (tolsel.place_hold(account_of('alice'), 60.00, p_request_key => 'h1')).hold_id, hold_of('h1'),
    'the same request answers with its hold, whatever the digits of its amount');
select is(available('alice'), 40::numeric, 'and holds nothing more');
-- A2
select refuses($$select tolsel.place_hold(account_of('alice'), 60.01, p_request_key => 'h1')$$, 'UC024', 'h1',
    'another amount under the key');
select refuses($$select tolsel.place_hold(account_of('till'), 60, p_request_key => 'h1')$$, 'UC024', 'h1',
    'another account');
select refuses($$select tolsel.place_hold(account_of('alice'), 60, '2199-01-01', p_request_key => 'h1')$$, 'UC024',
    'h1', 'another end');
select refuses($$select tolsel.place_hold(account_of('alice'), 60, p_description => 'x', p_request_key => 'h1')$$,
    'UC024', 'h1', 'another description');
select refuses($$select tolsel.place_hold(account_of('alice'), 60, p_metadata => '{"a": 1}', p_request_key => 'h1')$$,
    'UC024', 'h1', 'other metadata');

select refuses($$select tolsel.place_hold(account_of('alice'), 40.01)$$, 'UL005', 'short by 0.01',
    'a cent more than there is');
select refuses($$select tolsel.post_journal(lines('alice', 'sales', 40.01))$$, 'UL005', '40(\.00)? EUR available.*0.01',
    'a posting of it, too');
select lives_ok($$select tolsel.place_hold(account_of('alice'), 39.99, p_request_key => 'h2')$$, 'a cent less');
select lives_ok($$select tolsel.place_hold(account_of('alice'), 0.01, p_request_key => 'h3')$$, 'and the last one');
select is(available('alice'), 0::numeric, 'which leaves nothing');

-- A8
select refuses($$select tolsel.place_hold(account_of('alice'), 'NaN')$$, 'UC008', 'NaN', 'no number');
select refuses($$select tolsel.place_hold(account_of('alice'), 'Infinity')$$, 'UC008', 'Infinity', 'no end');
select refuses($$select tolsel.place_hold(account_of('alice'), null)$$, 'UC008', 'null', 'no amount');
select refuses($$select tolsel.place_hold(account_of('alice'), 0)$$, 'UC009', '0', 'nothing');
select refuses($$select tolsel.place_hold(account_of('alice'), -0.00)$$, 'UC009', '0', 'nothing with a sign');
select refuses($$select tolsel.place_hold(account_of('alice'), -1)$$, 'UC025', '-1', 'less than nothing');
select refuses($$select tolsel.place_hold(account_of('alice'), 0.001)$$, 'UC010', '3 decimals', 'a tenth of a cent');
select refuses($$select tolsel.place_hold(account_of('yen'), 0.5)$$, 'UC010', '1 decimals', 'half a yen');
select refuses($$select tolsel.place_hold(account_of('alice'), 1e15)$$, 'UC011', '16 digits', 'too much');
select lives_ok($$select tolsel.place_hold(account_of('yen'), 1.00)$$, 'noughts behind the point are no decimals');
-- A9
select refuses($$select tolsel.place_hold(account_of('yen'), 1, 'infinity')$$, 'UC014', 'infinity',
    'an end that never comes');
select refuses($$select tolsel.place_hold(account_of('yen'), 1, '-infinity')$$, 'UC014', 'infinity', 'or always was');
select refuses($$select tolsel.place_hold(account_of('yen'), 1, now())$$, 'UC014', 'expired at', 'an end that is now');
select lives_ok($$select tolsel.place_hold(account_of('yen'), 1, now() + interval '1 microsecond')$$,
    'an end that is next');
-- A3, A10, G17
select refuses($$select tolsel.place_hold(account_of('yen'), 1, p_request_key => ' ')$$, 'UC012', '1 char',
    'a blank key');
select refuses($$select tolsel.place_hold(account_of('yen'), 1, p_request_key => repeat('k', 201))$$, 'UC012', '201',
    'a long key');
select lives_ok($$select tolsel.place_hold(account_of('yen'), 1, p_request_key => repeat('k', 200))$$,
    'a key of 200 characters');
select refuses($$select tolsel.place_hold(account_of('yen'), 1, p_metadata => '[]')$$, 'UC013', 'array',
    'metadata that is no object');
select refuses($$select tolsel.place_hold(account_of('yen'), 1,
            p_metadata => jsonb_build_object('a', repeat('x', 16376)))$$, 'UC013', '16385 bytes',
    'metadata of a byte too much');
select lives_ok($$select tolsel.place_hold(account_of('yen'), 1,
            p_metadata => jsonb_build_object('a', repeat('x', 16375)))$$, 'metadata of 16,384 bytes');
select refuses($$select tolsel.place_hold(account_of('yen'), 1, p_description => '')$$, 'UC016', 'description has 0',
    'an empty description');
select refuses($$select tolsel.place_hold(account_of('yen'), 1, p_description => repeat('x', 1001))$$, 'UC016', '1001',
    'a long one');

-- Without a limit a hold is a note; all holds together still have a bound.
select lives_ok($$select tolsel.place_hold(account_of('till'), 999999999999999.99, p_request_key => 'large')$$,
    'an account without a limit holds what it has not');
select is(available('till'), null, 'and has no figure of what is available');
select refuses($$select tolsel.place_hold(account_of('till'), 0.01)$$, 'UL010', 'all holds',
    'but no more than a balance may be');
select lives_ok($$select tolsel.place_hold(account_of('4000'), 5, p_request_key => 'hot')$$,
    'an account of many slots has its holds on the first');

select refuses($$select tolsel.place_hold(account_of('managed'), 1)$$, 'UL006', 'wallet', 'a managed account');
select refuses($$select tolsel.place_hold(null, 1)$$, 'UL003', 'null', 'no account');
-- A14
select refuses_alike('select tolsel.place_hold(%s, 1)', twin_of('alice'), '987654', 'UL003',
    'another tenant''s account');
select refuses($$select tolsel.place_hold(account_of('alice'), 1, p_tenant_id => 2)$$, 'UC002', 'shop_app, tenant 2',
    'another tenant');
set role twin_app;
select is(
    (select h.tenant_id from tolsel.place_hold(twin_of('alice')::bigint, 1, p_request_key => 'h1') h), 2::bigint,
    'another tenant''s equal key is its own');
set role shop_read;
select throws_ok($$select tolsel.place_hold(1, 1)$$, '42501', null, 'a reader holds nothing');

-- Expired holds are closed before an account is found wanting, and not when it is still wanting.
reset role;
select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2025-03-01 12:00+00') \g /dev/null
set role shop_app;
select tolsel.release_hold(hold_of(k)) from unnest(array['h1', 'h2', 'h3']) k \g /dev/null
select tolsel.place_hold(account_of('alice'), 70, '2025-03-02 12:00+00', p_request_key => 'short') \g /dev/null
select tolsel.place_hold(account_of('alice'), 20, '2025-03-03 12:00+00', p_request_key => 'long') \g /dev/null
reset role;
select tolsel.set_clock('2025-03-02 11:59:59.999999+00') \g /dev/null
set role shop_app;
select refuses($$select tolsel.place_hold(account_of('alice'), 80)$$, 'UL005', 'short by 70',
    'a microsecond before its end a hold holds');
reset role;
select tolsel.set_clock('2025-03-02 12:00+00') \g /dev/null
set role shop_app;
select refuses($$select tolsel.place_hold(account_of('alice'), 80.01)$$, 'UL005', 'short by 0.01',
    'with its end it is counted as free; a refusal closes nothing');
select is((tolsel.place_hold(account_of('alice'), 80)).amount::numeric, 80::numeric, 'the next hold has its money');
reset role;
select is(
    (select array_agg(h.request_key || ' ' || h.is_open || ' ' || h.released_amount order by h.request_key)
     from tolsel_ledger.hold h where h.request_key in ('short', 'long')),
    array['long true 0.00', 'short false 70.00'], 'the expired hold is closed, the other one is not');
select results_eq(
    $$select h.placed_at, h.closed_at from tolsel_ledger.hold h where h.request_key = 'short'$$,
    $$values (timestamptz '2025-03-01 12:00+00', timestamptz '2025-03-02 12:00+00')$$,
    'placed and closed by the clock it expires by');
set role shop_app;
select is(
    (select h.is_open || ' ' || h.hold_id from tolsel.place_hold(account_of('alice'), 70, '2025-03-02 12:00+00',
            p_request_key => 'short') h),
    'false ' || hold_of('short'), 'a repeated request answers with its hold, whatever has become of it');

-- S121, attribution.
set role shop_admin;
select user_id from tolsel.open_user_account('Ann') \gset
set role shop_app;
begin;
select tolsel.set_context(:user_id, 'r-1') \g /dev/null
select is(
    (select h.user_id || ' ' || h.request_id from tolsel.place_hold(account_of('yen'), 1) h), :'user_id' || ' r-1',
    'a hold tells the person and the request');
commit;

set role shop_app;
select freeze('till') \g /dev/null
select refuses(format('select tolsel.place_hold(%s, 1)', account_of('till')), 'UL027', 'test.frozen',
    'a frozen account');
select * from finish();
