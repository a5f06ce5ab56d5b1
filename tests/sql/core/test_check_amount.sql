-- L12 A8: bad numbers, each with a code of its own.
select plan(38);
select lives_ok(format('select tolsel_core.check_amount(%s, %s, ''It'')', a, s), format('%s with %s decimals', a, s))
from (values
    ('0.01', 2), ('-0.01', 2), ('0.010000', 2), ('1e0', 2), ('999999999999999.99', 2),
    ('-999999999999999.99', 2), ('1', 0), ('1.000', 0), ('0.001', 3), ('1e-18', 18),
    ('999999999999999.999999999999999999', 18)) v(a, s);

select refuses(format('select tolsel_core.check_amount(%s, %s, ''It'')', a, s), c, d,
    format('%s with %s decimals', a, s))
from (values
    ($$'NaN'$$, 2, 'UC008', 'It is NaN'), ($$'Infinity'$$, 2, 'UC008', 'It is Infinity'),
    ($$'-Infinity'$$, 2, 'UC008', 'It is -Infinity'), ('null', 2, 'UC008', 'It is null'),
    ('0', 2, 'UC009', 'It is 0'), ('-0.000', 2, 'UC009', 'It is 0'),
    ('0.001', 2, 'UC010', 'has 3 decimals; the currency has 2'), ('-0.005', 2, 'UC010', '3 decimals'),
    ('999999999999999.999', 2, 'UC010', '3 decimals'), ('1.5', 0, 'UC010', '1 decimals'),
    ('0.0001', 3, 'UC010', '4 decimals'), ('1e-19', 18, 'UC010', '19 decimals'),
    ('1e-16383', 2, 'UC010', '16383 decimals'),
    ('1e15', 2, 'UC011', 'has 16 digits'), ('-1e15', 2, 'UC011', 'has 16 digits'),
    ('1e15 + 0.001', 2, 'UC011', 'has 16 digits'), ('1e100000', 2, 'UC011', 'has 100001 digits')
) v(a, s, c, d);

select lives_ok('select tolsel_core.check_positive_amount(0.01, 2, ''It'')', 'the smallest above zero');
select refuses(format('select tolsel_core.check_positive_amount(%s, 2, ''It'')', a), c, d, a)
from (values ('-0.01', 'UC025', 'It is -0.01'), ('0', 'UC009', '0'), ('-0.001', 'UC010', '3'),
    ($$'-Infinity'$$, 'UC008', '-Infinity'), ('-1e15', 'UC011', '16')) v(a, c, d);
select throws_ok($$select 'NaN'::numeric::tolsel_core.money_amount$$, '23514', null, 'the domain refuses NaN');
select throws_ok($$select 'Infinity'::numeric::tolsel_core.money_amount$$, '23514', null, 'and what is infinite');
select throws_ok($$select 1e15::tolsel_core.money_amount$$, '23514', null, 'and what is too large');
select lives_ok($$select 999999999999999.999999::tolsel_core.money_amount$$, 'and rounds nothing');

select * from finish();
