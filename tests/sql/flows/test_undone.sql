-- What a caller unwinds is undone as a whole: savepoints, exception blocks, previews, rollbacks. # F10
\ir ../ledger/books.sql
select plan(12);
set role shop_app;
select fingerprint() as before \gset

begin;
select post('alice', 'sales', 1, null, 'k') \g /dev/null
savepoint s;
select post('alice', 'sales', 2, null, 'l') \g /dev/null
select tolsel.place_hold(account_of('alice'), 97, p_request_key => 'h') \g /dev/null
select refuses($$select post('alice', 'sales', 1)$$, 'UL005', 'short by 1', 'after all is held nothing is spent');
rollback to s;
select is(available('alice'), 99::numeric, 'a savepoint takes back what came after it');
select lives_ok($$select post('alice', 'sales', 99, null, 'l')$$, 'and frees the keys and the money');
rollback;
select is(fingerprint(), :'before', 'a rollback leaves nothing');

do $$
begin
    perform post('alice', 'sales', 1, null, 'k');
    begin
        perform tolsel.place_hold(account_of('alice'), 99, p_request_key => 'h');
        perform tolsel.capture_hold(hold_of('h'), account_of('sales'), p_request_key => 'c');
        perform tolsel.reverse_journal(journal_of('c'));
        perform 1 / 0;
    exception when division_by_zero then null;
    end;
end $$;
select is(available('alice') || ' ' || coalesce(hold_of('h'), 0), '99 0',
    'an exception block takes back what was in it, and only that');

select fingerprint() as before \gset
select is(
    (select jsonb_array_length(p) || (p -> 0 ->> 'amount')
        from tolsel.preview('place_hold', jsonb_build_object('p_account_id', account_of('alice'), 'p_amount', 5)) p),
    '15.00', 'a preview answers');
select refuses(format($$select tolsel.preview('place_hold', '{"p_account_id": %s, "p_amount": 100}')$$,
        account_of('alice')), 'UL005', 'short by 1', 'a preview is refused as the act itself');
select is(fingerprint(), :'before', 'and leaves nothing');

-- Fact 5: no deferred constraint can be forced early, because none is deferred.
begin;
set constraints all immediate;
select lives_ok($$select post('alice', 'sales', 1)$$, 'constraints asked for at once');
set constraints all deferred;
select refuses($$select post('alice', 'sales', 99)$$, 'UL005', 'short by 1', 'or put off');
reset role;
select throws_ok($$update tolsel_ledger.balance set balance = 0 where account_id = account_of('alice')$$, '23503', null,
    'change nothing of what is refused');
rollback;
set role shop_app;
select is(fingerprint(), :'before', 'nor of what is left behind');

select * from finish();
