-- S93 S95: what can be told as a password, a token or an address is not kept.
\ir clock.sql
select plan(31);
create function tap.kept(p_message text) returns text language sql as $$select message::text
    from tolsel.record_log('error', 'auth', p_message)$$;
create function tap.kept(p_metadata jsonb) returns jsonb language sql as $$select metadata::jsonb
    from tolsel.record_log('error', 'auth', 'x', p_metadata => p_metadata)$$;
set role shop_app;
select is(kept(said), told, said) from (values
    ('connect to postgresql://ann:s3cret@db.example/books failed',
        'connect to postgresql://ann:' || '***@db.example/books failed'),
    ('amqp://:s3cret@mq and redis://ann:s3cret2@cache', 'amqp://:' || '***@mq and redis://ann:' || '***@cache'),
    ('https://shop.example:8080/a/b', 'https://shop.example:8080/a/b'),
    ('password=s3cret host=db', 'password=*** host=db'),
    ('DB_PASSWORD = s3cret; x', 'DB_PASSWORD = ***; x'),
    ('passwd: s3cret', 'passwd: ***'),
    ('pwd=s3cret&user=ann', 'pwd=***&user=ann'),
    ('client_secret=s3cret', 'client_secret=***'),
    ('access_token: s3cret, next', 'access_token: ***, next'),
    ('api_key=s3cret apikey=s3cret', 'api_key=*** apikey=***'),
    ('Authorization: Bearer s3cret.x.y', 'Authorization: Bearer ***'),
    ('authorization: basic s3cret==', 'authorization: basic ***'),
    ('{"password": "s3cret"}', '{"password": "***"}'),
    ('token=''s3cret''', 'token=''***'''),
    ('mail to ann.b+c@shop.example bounced', 'mail to ***@*** bounced'),
    ('the password was wrong', 'the password was wrong'),
    ('3 tokens left', '3 tokens left'),
    ('invoice INV-17 of customer 4 at 12:30', 'invoice INV-17 of customer 4 at 12:30')) t(said, told);
select is(kept(said::jsonb), told::jsonb, said) from (values
    ('{"a": 1, "password": "two words \"quoted\" \\", "b": 2}', '{"a": 1, "password": "***", "b": 2}'),
    ('{"user": {"Api_Key": "s3cret", "pwd": 1234}, "list": [{"token": "s3cret"}]}',
        '{"user": {"Api_Key": "***", "pwd": "***"}, "list": [{"token": "***"}]}'),
    ('{"url": "postgresql://ann:s3cret@db/x", "mail": "ann@shop.example"}',
        '{"url": "postgresql://ann:' || '***@db/x", "mail": "***@***"}'),
    ('{"said": "password=s3cret"}', '{"said": "password=***"}'),
    ('{"password": null, "token": true, "secret": {"a": "b"}}',
        '{"password": null, "token": "***", "secret": {"a": "b"}}'),
    ('{"tokens": 3, "next": "password"}', '{"tokens": 3, "next": "password"}'),
    ('{"text": "a \\\"password\\\": \\\"s3cret\\\" b"}', '{"text": "a \\\"password\\\": \\\"s3cret\\\" b"}')) t(said,
    told);
select is((tolsel.record_query_metric('x', 1, 'could not connect to postgresql://ann:s3cret@db/x')).error_message::text,
    'could not connect to postgresql://ann:' || '***@db/x', 'errors of queries too');
select is(length(kept(repeat('pwd=a ', 666))), 4000, 'a text that grows is cut');
select is(length((tolsel.record_query_metric('x', 1, repeat('pwd=a ', 666))).error_message::text), 4000,
    'that of an error too');
select refuses($$select tolsel.record_log('info', 'auth', 'x',
            p_metadata => (select jsonb_object_agg(n || 'pwd', 1) from generate_series(1, 1200) n))$$, 'UC013', 'bytes',
    'metadata that grows too long');
-- The longest texts there may be, made to be searched through.
select ok(clock_timestamp() - now() < interval '3 seconds', 'nothing of this took long')
from (select tolsel.record_log('error', 'auth', m)
    from unnest(array[repeat('a', 4000), repeat('a.', 2000), repeat('a@', 2000), repeat('password ', 400),
            repeat('x://', 1000), repeat('token=', 660)]) m offset 0) t limit 1;
reset role;
select is((select count(*) from tolsel_monitor.system_log where message ~ 's3cret' or metadata::text ~ 's3cret(?!\\)'),
    0::bigint, 'none is there');
select * from finish();
