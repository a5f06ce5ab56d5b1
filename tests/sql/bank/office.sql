-- What the tests of banks begin with: the office of channels, whose bank is the account
-- DE02120300000000202051, and small statements of it.
\ir ../channel/office.sql
set role shop_app;
select tolsel.set_bank_account(channel('bank'), array['DE02120300000000202051', '12030000/202051']) \g /dev/null
reset role;
create function tap.statement(p_id bigint default null) returns tolsel_bank.statement language sql set role = none
    return (select s from tolsel_bank.statement s where s.tenant_id = 1 and s.statement_id = coalesce(p_id,
        (select max(l.statement_id) from tolsel_bank.statement l where l.tenant_id = 1)));
-- One line: '2026-03-09 100.00 REF' and what else it has.
create function tap.printed(p_line text, p_more jsonb default '{}') returns jsonb language sql
    return jsonb_strip_nulls(jsonb_build_object('booked_on', split_part(p_line, ' ', 1), 'amount',
            split_part(p_line, ' ', 2),
        'reference', nullif(split_part(p_line, ' ', 3), ''))) || p_more;
create function tap.said(p_opening text, p_closing text, p_lines text[],
    p_more jsonb default '{}') returns jsonb language sql
    return jsonb_build_object('format', 'camt.053.001.02', 'account', 'DE02 1203 0000 0000 2020 51', 'currency', 'EUR',
        'opening_balance', p_opening, 'closing_balance', p_closing,
        'entries', coalesce((select jsonb_agg(tap.printed(l) order by n) from unnest(p_lines) with ordinality u(l, n)),
            '[]'))
        || p_more;
create function tap.entries() returns text language sql set role = none
    return (select string_agg(concat_ws(' ', e.booked_on, trim_scale(e.amount), e.reference, e.occurrence), ', '
            order by e.entry_id)
            from tolsel_bank.entry e where e.tenant_id = 1);
create function tap.detail(p_place integer default 1) returns bigint language sql set role = none
    return (select d.detail_id from tolsel_bank.entry_detail d where d.tenant_id = 1
        order by d.detail_id offset p_place - 1 limit 1);
