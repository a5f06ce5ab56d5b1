-- Whoever looks for something finds the function or view, by the words of its comment or by an everyday name.
select plan(12);
create function tap.first_of(p_words text) returns text language sql
    return (select h.kind || ' ' || h.name from tolsel.help(p_words) h limit 1);
create function tap.is_found(p_words text, p_name text) returns boolean language sql
    return exists (select from tolsel.help(p_words) h where h.name = p_name);
set role shop_app;
select is(first_of('refund payment'), 'function refund_payment', 'by its name, the best first');
select is((select concat_ws('|', h.kind, h.name, h.title, h.roles) from tolsel.help('list currencies decimals') h),
    'function|list_currencies|Lists the currencies that tolsel knows, each with its number of decimals.|'
    'tolsel_accountant, tolsel_app, tolsel_clerk, tolsel_manager, tolsel_read, tolsel_supervisor',
    'what it does in one sentence, and who may');
select ok(is_found('refunding', 'refund_payment'), 'however the word is bent');
select ok(is_found('chargeback', 'refund_payment') and is_found('chargeback', 'charge_back_top_up')
        and is_found('gift card', 'open_wallet')
        and is_found('supplier bill', 'record_vendor_bill') and is_found('till', 'open_channel')
        and is_found('Undo a journal', 'reverse_journal'), 'by what people call it');
select ok(is_found('overdue', 'invoice'), 'a view, by a column of it');
reset role;
select is_empty($$select n.said from tolsel_core.everyday_name n where not exists (select from tolsel.help(n.said))$$,
    'nothing that people say is without an answer');
select is((select count(*) from tolsel.help() h where h.kind = 'function'),
    (select count(*) from pg_proc p where p.pronamespace = 'tolsel'::regnamespace), 'without words, all functions');
select is((select count(*) from tolsel.help('') h where h.kind = 'view'),
    (select count(*) from pg_class c where c.relnamespace = 'tolsel'::regnamespace and c.relkind = 'v'),
    'and all views');
select is_empty($$select from tolsel.help('zyzzyva')$$, 'nothing is found of what is not there');
select is_empty($$select h.name, h.title from tolsel.help() h where h.title !~ '^[A-Z].*[.]$'
        or h.title ~ '[(][^)]*$'$$,
    'each has its sentence');
select results_eq($$select h.name from tolsel.help() h where h.roles is null$$, $$values ('add_check')$$,
    'and roles that may use it, but for what the owner alone may');
set role shop_read;
select ok(is_found('(& | !) \ "unclosed -', 'verify') is not null, 'no text is malformed');
select * from finish();
