-- A3 A9 A10 G17: dates, texts, keys and metadata at their limits.
select plan(52);

select lives_ok(format('select tolsel_core.check_date(%L, ''It'')', d), d)
from unnest(array['1900-01-01', '2199-12-31', '2024-02-29']) d;
select refuses(format('select tolsel_core.check_date(%L, ''It'')', d), 'UC014', 'It is ', coalesce(d, 'no date'))
from unnest(array['1899-12-31', '2200-01-01', 'infinity', '-infinity', '4713-01-01 BC', '294276-12-31', null]) d;
select throws_ok($$select 'infinity'::tolsel_core.calendar_date$$, '23514', null, 'the domain refuses the end of time');
select throws_ok($$select '-infinity'::tolsel_core.calendar_date$$, '23514', null, 'and its beginning');
select throws_ok($$select '2200-01-01'::tolsel_core.calendar_date$$, '23514', null, 'and the day after the last');

select lives_ok(format('select tolsel_core.check_text(%L, ''It'', 10)', t), t)
from unnest(array['x', '0123456789', E'a\nb', ' x ', 'مرحبا', '🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂', '''; drop table x']) t
where char_length(t) <= 10;
select refuses(format('select tolsel_core.check_text(%L, ''It'', 10)', t), 'UC016', 'It has', coalesce(t, 'no text'))
from unnest(array['', ' ', E'\t\r\n', '01234567890', null]) t;
select refuses(format('select tolsel_core.check_text(%L, ''It'', 10)', repeat('x', 1000000)), 'UC016', '1000000',
    'a million letters, which the answer does not repeat');

select lives_ok(format('select tolsel_core.check_request_key(%L)', k), coalesce(left(k, 20), 'no key'))
from unnest(array['k', repeat('k', 200), repeat('ü', 200), 'a b', ' k', null]) k;
select refuses(format('select tolsel_core.check_request_key(%L)', k), 'UC012', format('%s characters', char_length(k)),
    'key ' || left(k, 20))
from unnest(array['', ' ', E'\n\t', repeat('k', 201), repeat('k', 12000)]) k;
select throws_ok(format('select %L::tolsel_core.request_key', k), '23514', null,
    'the domain refuses it too: ' || left(k, 20))
from unnest(array['', ' ', repeat('k', 201)]) k;

select lives_ok(format('select tolsel_core.check_metadata(%L)', m), left(m, 20))
from unnest(array['{}', '{"a": null}', '{"a": {"b": []}}']) m;
-- {"k": "..."} takes 9 bytes around the value.
select lives_ok(format('select tolsel_core.check_metadata(%L)', jsonb_build_object('k', repeat('x', 16384 - 9))),
    '16384 bytes');
select refuses(format('select tolsel_core.check_metadata(%L)', jsonb_build_object('k', repeat('x', 16384 - 8))),
    'UC013', '16385 bytes', '16385 bytes');
select refuses(format('select tolsel_core.check_metadata(%L)', jsonb_build_object('k', repeat('ü', 8192))),
    'UC013', '16393 bytes', 'bytes are counted, not letters');
select refuses(format('select tolsel_core.check_metadata(%L)', jsonb_build_object('k', repeat('x', 10000000))),
    'UC013', '10000009 bytes', '10 MB');
select refuses(format('select tolsel_core.check_metadata(%L)', m), 'UC013', 'metadata is', coalesce(m, 'no metadata'))
from unnest(array['[]', '"text"', '1', 'null', 'true', null]) m;

select * from finish();
