-- A channel is a ledger account that keeps its daily book, from its opening on. # S1 S3
\ir office.sql
select plan(28);
set role shop_read;
select max(channel_id) as last_id from tolsel.payment_channel \gset
set role shop_app;
-- A32: whoever takes the codes first that tolsel would give.
select a.account_id from tolsel.open_account('1000-JPY', 'Mine', 'asset') a
union all select a.account_id from tolsel.open_account('1060-JPY', 'Mine', 'asset') a
union all select a.account_id from tolsel.open_account('1060-JPY-2', 'Mine', 'asset') a
union all select a.account_id from generate_series(:last_id + 1, :last_id + 2) n,
    tolsel.open_account('channel:' || n, 'Mine', 'asset') a \g /dev/null
select tolsel.open_channel('yen', 'cash', p_currency => 'JPY') \g /dev/null
set role shop_read;
select is((select a.code from tolsel.payment_channel c join tolsel.account a on a.account_id = c.account_id
        where c.name = 'yen'), (select 'channel:' || c.channel_id || '-2'
        from tolsel.payment_channel c where c.name = 'yen'), 'a channel gets the next code that is free');
select set_eq($$select code from tolsel.account where currency = 'JPY' and purpose is not null$$,
    array['1000-JPY-2', '1060-JPY-3', '6800-JPY'], 'and so does each account that it needs');
set role shop_app;
select refuses($$select tolsel.open_account('1000-JPY-2', 'Mine', 'asset')$$, 'UC019', '1000-JPY-2',
    'an account of one''s own has the code that was asked for, or none');
select is(
    (select c.kind || ' ' || c.is_active || ' ' || c.metadata
        from tolsel.open_channel('safe', 'cash', p_metadata => '{"a": 1}') c),
    'cash true {"a": 1}', 'a channel is opened');
set role shop_read;
select results_eq(
    $$select a.code = 'channel:' || c.channel_id, a.name, a.type, a.managed_by, a.slots, a.has_daily_totals, a.currency,
        c.balance, p.purpose
      from tolsel.payment_channel c join tolsel.account a on a.account_id = c.account_id
      join tolsel.account p on p.account_id = a.parent_account_id where c.name = 'safe'$$,
    $$values (true, 'safe', 'asset', 'channel', 8::smallint, true, 'EUR', 0::numeric, 'cash_and_banks')$$,
    'with its account');
select is((select count(*) from tolsel.payment_channel c join tolsel.branch b using (tenant_id, branch_id)
        where c.name = 'safe' and b.is_main), 1::bigint, 'at the main branch');
-- S2: one total a day, by its key.
reset role;
select col_is_pk('tolsel_ledger', 'daily_total', array['tenant_id', 'account_id', 'effective_on', 'slot'],
    'a day of a channel and slot is one row');
set role shop_read;
-- S15: two currencies, each with the accounts it needs.
select set_eq(
    $$select code, currency, purpose from tolsel.account where currency = 'USD' and purpose is not null$$,
    $$values ('1000-USD', 'USD', 'cash_and_banks'), ('1060-USD', 'USD', 'cash_in_transit'),
        ('6800-USD', 'USD', 'over_short'), ('2000-USD', 'USD', 'payables')$$,
    'a channel in another currency has its accounts in it');
set role shop_app;
select lives_ok($$select tolsel.open_channel('dollar bank', 'bank', p_currency => 'USD')$$,
    'a second one uses the same');
select refuses($$select tolsel.post_journal(jsonb_build_array(
    jsonb_build_object('account_code', 'channel:' || channel('till'), 'amount', 1),
    jsonb_build_object('account_code', '3000', 'amount', -1)))$$,
    'UL006', 'channel', 'nobody posts past its documents');
select refuses($$select tolsel.open_channel('till', 'cash')$$, 'UC019', 'till', 'a name that is taken');
select refuses($$select tolsel.open_channel(' ', 'cash')$$, 'UC016', 'name', 'a blank name');
select refuses($$select tolsel.open_channel('x', 'purse')$$, 'UH005', 'purse', 'a kind there is not');
select refuses($$select tolsel.open_channel('x', null)$$, 'UH005', 'NULL', 'no kind');
select refuses($$select tolsel.open_channel('x', 'cash', p_currency => 'XXX')$$, 'UC007', 'XXX',
    'a currency there is not');
select refuses($$select tolsel.open_channel('x', 'cash', p_slots => 0)$$, 'UL013', '0 slots', 'no slot');
select refuses($$select tolsel.open_channel('x', 'cash', p_slots => 32768)$$, 'UL013', '32768', 'too many slots');
select refuses($$select tolsel.open_channel('x', 'cash', p_slots => 2, p_is_guarded => true)$$, 'UL013',
    '2 slots', 'M17 a guarded channel of two');
select refuses($$select tolsel.open_channel('x', 'cash', p_metadata => '[]')$$, 'UC013', 'array',
    'metadata that is no object');
select refuses_alike($$select tolsel.open_channel('x', 'cash', %s)$$, twin_of('branch'), '987654', 'UC018',
    'another tenant''s branch');
select refuses($$select tolsel.open_channel('x', 'cash', p_tenant_id => 2)$$, 'UC002', 'tenant 2', 'another tenant');
set role shop_read;
select throws_ok($$select tolsel.open_channel('x', 'cash')$$, '42501', null, 'a reader opens none');
-- A channel stays what it is.
reset role;
select refuses($$delete from tolsel_channel.payment_channel where name = 'safe'$$, 'UC015', 'DELETE',
    'it is never deleted');
select refuses($$update tolsel_channel.payment_channel set account_id = account_of('1050') where name = 'safe'$$,
    'UC015', 'UPDATE', 'nor put on another account');
select refuses($$update tolsel_channel.payment_channel set branch_id = branch_id where name = 'safe'$$, 'UC015',
    'UPDATE', 'nor moved to another branch');
select throws_ok($$truncate tolsel_channel.payment_channel cascade$$, 'UC015', null,
    'nor truncated with what was done in it');
select is((select count(*) from tolsel_core.activity_log where action = 'open_channel' and tenant_id = 1), 8::bigint,
    'each opening is logged');
set role shop_app;
select lives_ok($$select tolsel.open_account('9000-JPY', 'x', 'asset', 'JPY')$$, 'other accounts are no matter');
select * from finish();
