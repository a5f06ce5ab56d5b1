-- S72 S75: the balance of one customer, by each book that says it.
\ir quarter.sql
select plan(9);
set role shop_read;
select results_eq(
    $$select source, balance, is_right from tolsel.verify_customer(customer_of('bob'))$$,
    $$values ('entries', 695.0, true), ('last entry', 695, true), ('balance', 695, true), ('documents', 695, true),
        ('customer list', 695, true), ('statement', 695, true), ('aging', 695, true)$$,
    'one that owes something and has credit');
select results_eq(
    $$select distinct balance, is_right from tolsel.verify_customer(customer_of('cleo'))$$, $$values (-100.0, true)$$,
    'one with credit alone');
select results_eq(
    $$select distinct balance, is_right from tolsel.verify_customer(customer_of('dan'))$$, $$values (0.0, true)$$,
    'one that owes nothing');
select refuses_alike('select * from tolsel.verify_customer(%s)', twin_customer(), '987654', 'UB001',
    'of another tenant');
select refuses('select * from tolsel.verify_customer(null)', 'UB001', 'null', 'nobody');
select refuses(format('select * from tolsel.verify_customer(%s, 2)', customer_of('bob')), 'UC002', 'tenant 2',
    'in another tenant');

-- Whichever book is wrong is named.
reset role;
create function tap.wrong_books(p_sabotage text) returns text language plpgsql as $wrong_books$
declare
    v_wrong text;
begin
    begin
        set local session_replication_role = replica;
        execute p_sabotage;
        set local session_replication_role = origin;
        select string_agg(v.source, ', ') filter (where v.is_right is not true) into v_wrong
        from tolsel.verify_customer(tap.customer_of('bob'), 1) v;
        raise exception using errcode = 'P9999';
    exception when sqlstate 'P9999' then
        return v_wrong;
    end;
end
$wrong_books$;
select tolsel.grant_login(session_user, 1) \g /dev/null
select is(
    wrong_books($$update tolsel_ledger.balance b set balance = b.balance + 1 from tolsel_billing.customer c
        where c.customer_id = customer_of('bob') and b.account_id = c.account_id$$),
    'balance, customer list, statement', 'a balance that was changed');
select is(
    wrong_books($$alter table tolsel_billing.invoice disable trigger invoice_before_update_set_once;
        update tolsel_billing.invoice set credited_amount = credited_amount + 1
        where customer_id = customer_of('bob') and status = 'partial'$$),
    'documents, aging', 'an invoice that was changed');
select is(
    wrong_books($$alter table tolsel_ledger.entry disable trigger entry_before_change_append_only;
        update tolsel_ledger.entry e set amount = e.amount + 1 from tolsel_billing.customer c
        where c.customer_id = customer_of('bob') and e.account_id = c.account_id and e.version = 1$$),
    'last entry, balance, documents, customer list, statement, aging', 'an entry that was changed');
select * from finish();
