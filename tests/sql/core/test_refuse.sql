-- S23 S38: every refusal has a registered code, a message, the figures and the way out.
select plan(9);

select refuses(
    $$select tolsel_core.refuse('UC019', 'Account code ''4000''.')$$, 'UC019', '^Account code ''4000''\.$',
    'carries message, detail and the registered hint');
select is((tap.refusal_of($$select tolsel_core.refuse('UC019', 'x')$$)).hint,
    'Choose another name, or use what is there.', 'the hint is the registered one');
select is((tap.refusal_of($$select tolsel_core.refuse('UC019', 'x', 'Do this.')$$)).hint,
    'Do this.', 'a better hint replaces it');
select throws_ok($$select tolsel_core.refuse('UC999', 'x')$$, 'P0004', null,
    'a code that is not registered is a bug, and nothing swallows it');
select is(
    (select array_agg(e.code) from tolsel_core.error_code e
     where e.message !~ '\S' or e.hint !~ '\S' or e.hint !~ '\.$'),
    null, 'every code has a message, and a hint that is a sentence');
select throws_ok(
    $$insert into tolsel_core.error_code values ('XX000', 'not_ours', 'x', 'x')$$, '23514', null,
    'a code is of class U, with the letter of a domain');
select throws_ok(
    $$insert into tolsel_core.error_code values ('UC998', 'name_taken', 'x', 'x')$$, '23505', null,
    'a name belongs to one code');

set role shop_app;
select throws_ok($$select tolsel_core.refuse('UC019', 'x')$$, '42501', null,
    'callers do not speak in tolsel''s name');
select isnt_empty($$select from tolsel.error_code$$, 'callers read what may be refused');

select * from finish();
