-- G2: what was held is posted, in whole or in parts, never more than was held.
\ir books.sql
select plan(60);
set role shop_app;
select tolsel.place_hold(account_of('alice'), 60, p_request_key => 'h') \g /dev/null

select is(
    (select (j.hold_id = hold_of('h')) || j.description || j.metadata
     from tolsel.capture_hold(hold_of('h'), account_of('sales'), 25.5, 'first part', '2025-02-01', '{"n": 1}', 'c1') j),
    'truefirst part{"n": 1}', 'a part is captured');
set role shop_read;
select results_eq(
    $$select code, amount::numeric, effective_on::date, line_no::integer from tolsel.entry
        where journal_id = journal_of('c1') order by line_no$$,
    $$values ('alice', 25.5, date '2025-02-01', 1), ('sales', -25.5, date '2025-02-01', 2)$$,
    'it is posted from the one account to the other');
set role shop_app;
select is(available('alice'), 40::numeric, 'what was held is not spent twice');
select is((tolsel.capture_hold(hold_of('h'), account_of('sales'), 25.50, 'first part', '2025-02-01', '{"n": 1}',
            'c1')).journal_id, journal_of('c1'), 'A1 the same request answers with its journal');
select is((tolsel.capture_hold(hold_of('h'), account_of('sales'), 25.5, 'first part', null, '{"n": 1}',
            'c1')).journal_id, journal_of('c1'), 'a day that is left open matches the one it got');
-- A2
select refuses($$select tolsel.capture_hold(hold_of('h'), account_of('sales'), 25.51, 'first part', '2025-02-01',
            '{"n": 1}', 'c1')$$, 'UC024', 'c1', 'another amount under the key');
select refuses($$select tolsel.capture_hold(hold_of('h'), account_of('till'), 25.5, 'first part', '2025-02-01',
            '{"n": 1}', 'c1')$$, 'UC024', 'c1', 'another account');
select refuses($$select tolsel.capture_hold(hold_of('h'), account_of('sales'), 25.5, 'first part', '2025-02-02',
            '{"n": 1}', 'c1')$$, 'UC024', 'c1', 'another day');
select refuses($$select tolsel.capture_hold(hold_of('h'), account_of('sales'), 25.5, null, '2025-02-01', '{"n": 1}',
            'c1')$$, 'UC024', 'c1', 'another description');
select refuses($$select tolsel.capture_hold(hold_of('h'), account_of('sales'), 25.5, 'first part', '2025-02-01', '{}',
            'c1')$$, 'UC024', 'c1', 'other metadata');
select refuses($$select tolsel.capture_hold(hold_of('h'), account_of('sales'), 25.5,
            p_request_key => 'alice has 100')$$, 'UC024', 'alice has', 'the key of a posting');

select refuses($$select tolsel.capture_hold(hold_of('h'), account_of('sales'), 34.51)$$, 'UL018', '34.5(0)? of 60',
    'W30 a cent more than is open, though it is available, is refused whole');
select lives_ok($$select tolsel.capture_hold(hold_of('h'), account_of('sales'), 34.49)$$, 'a cent less');
select lives_ok($$select tolsel.capture_hold(hold_of('h'), account_of('4000'), p_request_key => 'rest')$$,
    'the rest, without naming it, to a hot account');
select is((tolsel.capture_hold(hold_of('h'), account_of('4000'), p_request_key => 'rest')).journal_id,
    journal_of('rest'), 'repeated, it is the rest it was then');
select is((tolsel.capture_hold(hold_of('h'), account_of('4000'), 0.01, p_request_key => 'rest')).journal_id,
    journal_of('rest'), 'and has the amount it had');
select refuses($$select tolsel.capture_hold(hold_of('h'), account_of('sales'))$$, 'UL017', '60(\.00)? captured, 0',
    'a hold that is captured');
select refuses($$select tolsel.capture_hold(hold_of('h'), account_of('sales'), 1, 'x', p_request_key => 'rest')$$,
    'UC024', 'rest', 'other content under the key of a closed hold');
select is(available('alice'), 40::numeric, 'in the end what was held is spent');
select is(balance('alice'), -40::numeric, 'to the cent');

-- To a smaller account, and to one that the capture makes poorer.
select tolsel.place_hold(account_of('till'), 10, p_request_key => 'of an asset') \g /dev/null
select lives_ok($$select tolsel.capture_hold(hold_of('of an asset'), account_of('alice'), 4,
            p_request_key => 'to alice')$$, 'from an asset to a liability, the smaller account second');
select is(balance('till') || ' ' || balance('alice'), '146 -36', 'an asset gives by a credit');
select refuses($$select tolsel.capture_hold(hold_of('of an asset'), account_of('alice'), 6,
            p_effective_on => '1899-12-31')$$, 'UC014', '1899', 'a day before all');
select tolsel.open_account('poor', 'Poor', 'asset', p_credit_limit => 5) \g /dev/null
select tolsel.place_hold(account_of('sales'), 7, p_request_key => 'of revenue') \g /dev/null
select refuses($$select tolsel.capture_hold(hold_of('of revenue'), account_of('poor'), 5.01)$$, 'UL005',
    'short by 0.01', 'an asset shrinks by what a liability or revenue gives');
select lives_ok($$select tolsel.capture_hold(hold_of('of revenue'), account_of('poor'), 5)$$, 'as far as its limit');
select tolsel.open_account('rich', 'Rich', 'liability', p_credit_limit => 0) \g /dev/null
select lives_ok($$select tolsel.capture_hold(hold_of('of revenue'), account_of('rich'), 2)$$,
    'a liability grows by it');

-- A hold may be captured by less than nothing, if the limit fell away.
select tolsel.place_hold(account_of('alice'), 36, p_request_key => 'all') \g /dev/null
select tolsel.set_credit_limit(account_of('alice'), null) \g /dev/null
select lives_ok($$select post('alice', 'sales', 30)$$, 'without a limit a hold keeps nothing back');
select lives_ok($$select tolsel.capture_hold(hold_of('all'), account_of('sales'), 30)$$,
    'and is captured all the same');
select is(balance('alice'), 24::numeric, 'below nothing');

-- An account of many slots: the hold stands on the first, the posting takes any.
select tolsel.place_hold(account_of('1050'), 9, p_request_key => 'hot') \g /dev/null
select lives_ok($$select tolsel.capture_hold(hold_of('hot'), account_of('4000'), 4)$$, 'from slots to slots');
select lives_ok($$select tolsel.capture_hold(hold_of('hot'), account_of('4000'))$$, 'and the rest');
select is(balance('1050'), -9::numeric, 'is posted');

-- A8 and the rest of the arguments
select tolsel.place_hold(account_of('till'), 10, p_request_key => 'open') \g /dev/null
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('sales'), 'NaN')$$, 'UC008', 'NaN',
    'no number');
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('sales'), 0)$$, 'UC009', '0', 'nothing');
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('sales'), -1)$$, 'UC025', '-1',
    'less than nothing');
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('sales'), 0.001)$$, 'UC010', '3', 'too fine');
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('sales'), 1e15)$$, 'UC011', '16', 'too large');
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('sales'), 1, p_effective_on => 'infinity')$$,
    'UC014', 'infinity', 'no day');
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('sales'), 1, '')$$, 'UC016', '0',
    'an empty description');
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('sales'), 1, p_metadata => '1')$$, 'UC013',
    'number', 'metadata that is no object');
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('sales'), 1, p_request_key => '')$$, 'UC012',
    '0', 'an empty key');
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('yen'), 1)$$, 'UL001', 'add up to',
    'to another currency');
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('till'), 1)$$, 'UL002', '1 accounts',
    'to itself');
select refuses($$select tolsel.capture_hold(hold_of('open'), null, 1)$$, 'UL003', 'null', 'to no account');
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('managed'), 1)$$, 'UL006', 'wallet',
    'to a managed account');
select refuses($$select tolsel.capture_hold(hold_of('on a managed account'), account_of('sales'), 1)$$, 'UL006',
    'wallet', 'from a managed account');
select refuses($$select tolsel.capture_hold(null, account_of('sales'))$$, 'UL016', 'null', 'no hold');
select lives_ok($$select tolsel.capture_hold(hold_of('open'), account_of('sales'), 1, p_effective_on => '2199-12-31')$$,
    'a day far ahead');
-- A14
select refuses_alike('select tolsel.capture_hold(hold_of(''open''), %s, 1)', twin_of('alice'), '987654', 'UL003',
    'to another tenant''s account');
set role twin_app;
select tolsel.place_hold(twin_of('alice')::bigint, 1, p_request_key => 'twin') \g /dev/null
reset role;
select hold_id as twin_hold from tolsel_ledger.hold where tenant_id = 2 \gset
set role shop_app;
select refuses_alike(format('select tolsel.capture_hold(%%s, %s)', account_of('sales')), :'twin_hold', '987654',
    'UL016', 'another tenant''s hold');
select refuses(format('select tolsel.capture_hold(%s, 1, p_tenant_id => 2)', :'twin_hold'), 'UC002', 'tenant 2',
    'another tenant');

-- UL010: the balance it is captured to has a bound as well.
select tolsel.open_account('full', 'Full', 'asset') \g /dev/null
select post('full', '1060', 999999999999991) \g /dev/null
select refuses($$select tolsel.capture_hold(hold_of('open'), account_of('full'), 9)$$, 'UL010', 'full',
    'to an account that is full');
select lives_ok($$select tolsel.capture_hold(hold_of('open'), account_of('full'), 8.99)$$, 'to the last cent');
select post('1060', 'full', 999999999999991) \g /dev/null
select tolsel.place_hold(account_of('till'), 10, p_request_key => 'open too') \g /dev/null

-- G7
set role shop_admin;
select tolsel.close_period('2025-02-28', 'february') \g /dev/null
set role shop_app;
select refuses($$select tolsel.capture_hold(hold_of('open too'), account_of('sales'), 1,
            p_effective_on => '2025-02-28')$$, 'UL007', '2025-02-28', 'a day that is closed');
select is((tolsel.capture_hold(hold_of('h'), account_of('sales'), 25.5, 'first part', '2025-02-01', '{"n": 1}',
            'c1')).journal_id, journal_of('c1'), 'a request from before is still answered');
select lives_ok($$select tolsel.capture_hold(hold_of('open too'), account_of('sales'), 10)$$, 'today is open');
select refuses($$select tolsel.capture_hold(hold_of('open too'), account_of('sales'))$$, 'UL017', '10(\.00)? captured',
    'then nothing is left');
select tolsel.place_hold(account_of('till'), 1, p_request_key => 'released') \g /dev/null
select tolsel.release_hold(hold_of('released')) \g /dev/null
select refuses($$select tolsel.capture_hold(hold_of('released'), account_of('sales'))$$, 'UL017', '0 captured, 1',
    'a hold that was released');

reset role;
select tolsel_core.arrange_test_clock(true), tolsel.set_clock('2025-03-02 12:00+00') \g /dev/null
set role shop_app;
select tolsel.place_hold(account_of('alice'), 1, p_request_key => 'by the clock') \g /dev/null
select tolsel.capture_hold(hold_of('by the clock'), account_of('sales'), p_effective_on => '2025-03-03') \g /dev/null
reset role;
select results_eq($$select placed_at, closed_at from tolsel_ledger.hold where request_key = 'by the clock'$$,
    $$values (timestamptz '2025-03-02 12:00+00', timestamptz '2025-03-02 12:00+00')$$,
    'closed by the clock it was placed by');

set role shop_app;
select tolsel.place_hold(account_of('alice'), 0.01, p_request_key => 'on ice') \g /dev/null
select freeze('alice') \g /dev/null
select refuses($$select tolsel.capture_hold(hold_of('on ice'), account_of('sales'))$$, 'UL027', 'test.frozen',
    'a frozen account');
select * from finish();
