-- G6: a statement on either clock opens, lists and closes, and adds up.
\ir books.sql
select plan(19);
set role shop_app;
select post('till', 'sales', 10, '2025-01-15', 'a') \g /dev/null
select post('till', 'sales', 20, '2025-01-10', 'b') \g /dev/null
select post('sales', 'till', 5, '2025-01-15', 'c') \g /dev/null
select post('till', 'sales', 1, '2025-02-01', 'd') \g /dev/null
set role shop_read;

select results_eq(
    $$select kind, effective_on, amount, balance
        from tolsel.list_account_statement(account_of('sales'), '2025-01-11', '2025-01-31')$$,
    $$values ('opening', date '2025-01-11', null::numeric, -20.0), ('line', '2025-01-15', -10, -30),
        ('line', '2025-01-15', 5, -25), ('closing', '2025-01-31', -5, -25)$$,
    'by the day they count for');
select results_eq(
    $$select kind, journal_id, amount, balance from tolsel.list_account_statement(account_of('sales'), '2025-01-10',
            '2025-02-01')$$,
    $$values ('opening', null::bigint, null::numeric, 0.0), ('line', journal_of('b'), -20, -20),
        ('line', journal_of('a'), -10, -30),
        ('line', journal_of('c'), 5, -25), ('line', journal_of('d'), -1, -26), ('closing', null, -26, -26)$$,
    'the first and the last day are part of it');
select results_eq(
    $$select kind, amount, balance from tolsel.list_account_statement(account_of('sales'), '2025-01-11',
            '2025-01-14')$$,
    $$values ('opening', null::numeric, -20.0), ('closing', 0, -20)$$, 'without a line it still opens and closes');
select results_eq(
    $$select kind, journal_id, amount, balance from tolsel.list_account_statement(account_of('sales'),
            tolsel.get_business_date() - 1, tolsel.get_business_date() + 1, 'booked')$$,
    $$values ('opening', null::bigint, null::numeric, 0.0), ('line', journal_of('a'), -10, -10),
        ('line', journal_of('b'), -20, -30), ('line', journal_of('c'), 5, -25),
        ('line', journal_of('d'), -1, -26), ('closing', null, -26, -26)$$, 'by the moment they were written');
select results_eq(
    $$select kind, balance from tolsel.list_account_statement(account_of('sales'), '2025-01-01', '2025-12-31',
            'booked')$$,
    $$values ('opening', 0.0), ('closing', 0.0)$$, 'when nothing was written');

-- Many slots are one account.
set role shop_app;
do $$ begin for i in 1 .. 20 loop perform post('1050', '4000', i, date '2025-03-01' + i); end loop; end $$;
select is(
    (select string_agg(kind || balance, ' ') from tolsel.list_account_statement(account_of('4000'), '2025-03-20',
            '2025-03-31')),
    'opening-171.00 line-190.00 line-210.00 closing-210.00', 'a hot account');

-- The booked clock follows the days of the main branch, of 23 and 25 hours too, whatever the session says.
reset role;
create function tap.book_at(p_key text,
    p_booked_at timestamptz) returns void language plpgsql set role = none as $book_at$
begin
    -- As if the wall clock had said so.
    alter table tolsel_ledger.entry disable trigger entry_before_change_append_only;
    update tolsel_ledger.entry set booked_at = p_booked_at where tenant_id = 1 and journal_id = tap.journal_of(p_key);
    alter table tolsel_ledger.entry enable always trigger entry_before_change_append_only;
    update tolsel_ledger.balance b set last_booked_at = (
        select max(e.booked_at) from tolsel_ledger.entry e
        where e.tenant_id = 1 and e.account_id = b.account_id and e.slot = b.slot)
    where b.tenant_id = 1;
end
$book_at$;
select book_at('alice has 100', '2025-01-01 00:00+00'), book_at('managed has 50', '2025-01-01 00:00+00') \g /dev/null
select book_at('a', '2025-03-29 22:59:59.999999+00') \g /dev/null
select book_at('b', '2025-03-29 23:00+00') \g /dev/null
select book_at('c', '2025-03-30 21:59:59.999999+00') \g /dev/null
select book_at('d', '2025-03-30 22:00+00') \g /dev/null
set role shop_read;
set timezone = 'Asia/Tokyo';
select is(
    (select string_agg(kind || balance, ' ') from tolsel.list_account_statement(account_of('sales'), '2025-03-30',
            '2025-03-30', 'booked')),
    'opening-10.00 line-30.00 line-25.00 closing-25.00', 'a day of 23 hours');
select is(
    (select string_agg(kind || balance, ' ') from tolsel.list_account_statement(account_of('sales'), '2025-03-29',
            '2025-03-29', 'booked')),
    'opening0 line-10.00 closing-10.00', 'the day before it');
select is(
    (select string_agg(kind || balance, ' ') from tolsel.list_account_statement(account_of('sales'), '2025-03-31',
            '2025-03-31', 'booked')),
    'opening-25.00 line-26.00 closing-26.00', 'the day after it');
reset role;
select book_at('a', '2025-10-25 21:59:59.999999+00') \g /dev/null
select book_at('b', '2025-10-25 22:00+00') \g /dev/null
select book_at('c', '2025-10-26 22:59:59.999999+00') \g /dev/null
select book_at('d', '2025-10-26 23:00+00') \g /dev/null
set role shop_read;
select is(
    (select string_agg(kind || balance, ' ') from tolsel.list_account_statement(account_of('sales'), '2025-10-26',
            '2025-10-26', 'booked')),
    'opening-10.00 line-30.00 line-25.00 closing-25.00', 'a day of 25 hours');
reset timezone;

select refuses($$select * from tolsel.list_account_statement(account_of('sales'), '2025-01-02', '2025-01-01')$$,
    'UC014', 'From 2025-01-02', 'a period that ends before it begins');
select refuses($$select * from tolsel.list_account_statement(account_of('sales'), null, '2025-01-01')$$, 'UC014',
    'first day is null', 'no first day');
select refuses($$select * from tolsel.list_account_statement(account_of('sales'), '2025-01-01', 'infinity')$$, 'UC014',
    'last day is infinity', 'no last day');
select lives_ok($$select * from tolsel.list_account_statement(account_of('sales'), '1900-01-01', '2199-12-31',
            'booked')$$, 'the longest there is');
select refuses($$select * from tolsel.list_account_statement(account_of('sales'), '2025-01-01', '2025-01-01', 'wall')$$,
    'UL025', 'wall', 'a clock that is not there');
select refuses($$select * from tolsel.list_account_statement(account_of('sales'), '2025-01-01', '2025-01-01', null)$$,
    'UL025', 'NULL', 'no clock');
select refuses($$select * from tolsel.list_account_statement(null, '2025-01-01', '2025-01-01')$$, 'UL003', 'null',
    'no account');
select refuses_alike('select * from tolsel.list_account_statement(%s, ''2025-01-01'', ''2025-01-01'')',
    twin_of('alice'), '987654', 'UL003', 'A14 another tenant''s account');
select refuses($$select * from tolsel.list_account_statement(1, '2025-01-01', '2025-01-01', p_tenant_id => 2)$$,
    'UC002', 'tenant 2', 'another tenant');

select * from finish();
