-- What record_payment writes, by a function without a single rule: once into tables without rules
-- too, and once into those of tolsel. The former have the same columns in plain types, no check,
-- foreign key, trigger or generated column; of the indexes, the primary keys and all that something
-- is looked up by, not those that only foreign keys rest on.
create schema bench;
do $do$
declare
    v_table text;
    v_column record;
begin
    foreach v_table in array array[
        'tolsel_ledger.balance', 'tolsel_ledger.journal', 'tolsel_ledger.entry',
        'tolsel_ledger.daily_total', 'tolsel_channel.payment_channel', 'tolsel_billing.customer',
        'tolsel_billing.invoice', 'tolsel_billing.payment', 'tolsel_billing.payment_tracking',
        'tolsel_billing.allocation', 'tolsel_core.event',
        -- What the ORM looks up besides:
        'tolsel_channel.payment_method', 'tolsel_core.branch', 'tolsel_core.login_tenant']
    loop
        execute format(
            'create table bench.%I (like %s including defaults including identity
                including indexes including storage)', split_part(v_table, '.', 2), v_table);
        execute format('insert into bench.%I overriding system value select * from %s',
            split_part(v_table, '.', 2), v_table);
    end loop;
    for v_column in
        select c.relname, a.attname, format_type(t.typbasetype, t.typtypmod) as base
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        join pg_type t on t.oid = a.atttypid
        where c.relnamespace = 'bench'::regnamespace and c.relkind = 'r' and t.typtype = 'd'
    loop
        execute format('alter table bench.%I alter %I type %s', v_column.relname, v_column.attname,
            v_column.base);
    end loop;
    for v_column in
        select c.relname, a.attname
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'bench'::regnamespace and a.attidentity <> ''
    loop
        execute format('alter table bench.%I alter %I restart with 1000000', v_column.relname,
            v_column.attname);
    end loop;
end
$do$;
alter table bench.invoice drop constraint invoice_tenant_id_invoice_id_customer_id_key;
alter table bench.payment drop constraint payment_tenant_id_payment_id_customer_id_key;
alter table bench.allocation
    drop constraint allocation_tenant_id_allocation_id_payment_id_invoice_id_key;
alter table bench.balance set (fillfactor = 50);
alter table bench.customer set (fillfactor = 70);
alter table bench.invoice set (fillfactor = 70);
alter table bench.payment set (fillfactor = 70);
alter table bench.daily_total set (fillfactor = 70);

-- Accounts of channels are less than those of customers: writers do not block each other for good.
create function bench.pay(
    p_customer_id bigint, p_amount numeric, p_channel_id bigint, p_invoice_id bigint
)
returns bench.payment
language plpgsql
as $pay$
declare
    v_now timestamptz := clock_timestamp();
    v_customer_account_id bigint;
    v_channel_account_id bigint;
    v_channel bench.balance;
    v_customer bench.balance;
    v_journal_id bigint;
    v_payment bench.payment;
begin
    update bench.customer c
    set payment_count = c.payment_count + 1, payment_total = c.payment_total + p_amount,
        average_payment_amount = round((c.payment_total + p_amount) / (c.payment_count + 1), 2),
        last_payment_on = current_date
    where c.tenant_id = 1 and c.customer_id = p_customer_id
    returning c.account_id into v_customer_account_id;
    select c.account_id into v_channel_account_id from bench.payment_channel c
    where c.tenant_id = 1 and c.channel_id = p_channel_id;
    update bench.balance b
    set balance = b.balance + p_amount, version = coalesce(b.version, 0) + 1, last_booked_at = v_now
    where b.tenant_id = 1 and b.account_id = v_channel_account_id
        and b.slot = pg_backend_pid() % b.slots
    returning * into v_channel;
    update bench.balance b
    set balance = b.balance - p_amount, version = coalesce(b.version, 0) + 1, last_booked_at = v_now
    where b.tenant_id = 1 and b.account_id = v_customer_account_id and b.slot = 0
    returning * into v_customer;
    insert into bench.journal (tenant_id, description) values (1, 'Payment')
    returning journal_id into v_journal_id;
    insert into bench.entry (
        tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no, amount,
        balance_after)
    values
        (1, v_channel.account_id, v_channel.version, v_journal_id, v_now, current_date,
            v_channel.slot, 2, p_amount, v_channel.balance),
        (1, v_customer.account_id, v_customer.version, v_journal_id, v_now, current_date, 0, 1,
            -p_amount, v_customer.balance);
    insert into bench.daily_total as t (
        tenant_id, account_id, effective_on, slot, entry_count, debit_amount, credit_amount)
    values (1, v_channel.account_id, current_date, v_channel.slot, 1, p_amount, 0)
    on conflict (tenant_id, account_id, effective_on, slot) do update
    set entry_count = t.entry_count + 1, debit_amount = t.debit_amount + excluded.debit_amount;
    insert into bench.payment (
        tenant_id, customer_id, status, method, channel_id, amount, allocated_amount,
        unapplied_amount, paid_on, invoice_ids, processing_ms, opened_at, completed_at, journal_id)
    values (
        1, p_customer_id, 'completed', 'cash', p_channel_id, p_amount, p_amount, 0, current_date,
        array[p_invoice_id], 0, now(), now(), v_journal_id)
    returning * into v_payment;
    insert into bench.payment_tracking (tenant_id, payment_id, attempt_no, status, is_last, login)
    values
        (1, v_payment.payment_id, 1, 'initiated', false, session_user),
        (1, v_payment.payment_id, 1, 'completed', true, session_user);
    insert into bench.allocation (
        tenant_id, payment_id, invoice_id, customer_id, amount, allocated_on, is_initial)
    values (
        1, v_payment.payment_id, p_invoice_id, p_customer_id, p_amount, current_date, true);
    update bench.invoice i
    set paid_amount = i.paid_amount + p_amount, balance_amount = i.balance_amount - p_amount,
        status = case when i.balance_amount > p_amount then 'partial' else 'paid' end,
        payment_count = i.payment_count + 1, partial_payment_count = i.partial_payment_count + 1,
        last_payment_on = current_date
    where i.tenant_id = 1 and i.invoice_id = p_invoice_id;
    insert into bench.event (
        tenant_id, topic, document, document_id, sequence_no, payload, is_open, status)
    values (
        1, 'payment.completed', 'payment', v_payment.payment_id, 1,
        jsonb_build_object('customer_id', p_customer_id, 'amount', p_amount, 'currency', 'EUR',
            'method', 'cash', 'channel_id', p_channel_id),
        true, 'pending');
    return v_payment;
end
$pay$;

-- The same into tolsel's own tables: what their constraints and triggers cost, whoever writes. The
-- triggers add to the totals of the day and to what is paid of the invoice.
create function bench.pay_here(
    p_customer_id bigint, p_amount numeric, p_channel_id bigint, p_invoice_id bigint
)
returns tolsel_billing.payment
language plpgsql
security definer
as $pay_here$
declare
    v_now timestamptz := clock_timestamp();
    v_customer_account_id bigint;
    v_channel_account_id bigint;
    v_journal_id bigint;
    v_payment tolsel_billing.payment;
begin
    update tolsel_billing.customer c
    set payment_count = c.payment_count + 1, payment_total = c.payment_total + p_amount,
        last_payment_on = current_date
    where c.tenant_id = 1 and c.customer_id = p_customer_id
    returning c.account_id into v_customer_account_id;
    select c.account_id into v_channel_account_id from tolsel_channel.payment_channel c
    where c.tenant_id = 1 and c.channel_id = p_channel_id;
    insert into tolsel_ledger.journal (tenant_id, description) values (1, 'Payment')
    returning journal_id into v_journal_id;
    with moved as (
        update tolsel_ledger.balance b
        set balance = b.balance + l.amount, version = coalesce(b.version, 0) + 1,
            last_booked_at = v_now
        from (
            values (v_channel_account_id, 2, p_amount), (v_customer_account_id, 1, -p_amount)
        ) l(account_id, line_no, amount)
        where b.tenant_id = 1 and b.account_id = l.account_id
            and b.slot = pg_backend_pid() % b.slots
        returning b.account_id, b.slot, b.version, b.balance, l.line_no, l.amount
    )
    insert into tolsel_ledger.entry (
        tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no, amount,
        balance_after)
    select 1, m.account_id, m.version, v_journal_id, v_now, current_date, m.slot, m.line_no,
        m.amount, m.balance
    from moved m;
    insert into tolsel_billing.payment (
        tenant_id, customer_id, status, method, channel_id, amount, allocated_amount, paid_on,
        invoice_ids, processing_ms, opened_at, completed_at, journal_id)
    values (
        1, p_customer_id, 'completed', 'cash', p_channel_id, p_amount, p_amount, current_date,
        array[p_invoice_id], 0, now(), now(), v_journal_id)
    returning * into v_payment;
    insert into tolsel_billing.payment_tracking (tenant_id, payment_id, attempt_no, status, login)
    values
        (1, v_payment.payment_id, 1, 'initiated', session_user),
        (1, v_payment.payment_id, 1, 'completed', session_user);
    insert into tolsel_billing.allocation (
        tenant_id, payment_id, invoice_id, customer_id, amount, allocated_on, is_initial)
    values (
        1, v_payment.payment_id, p_invoice_id, p_customer_id, p_amount, current_date, true);
    insert into tolsel_core.event (
        tenant_id, topic, document, document_id, sequence_no, payload)
    values (
        1, 'payment.completed', 'payment', v_payment.payment_id, 1,
        jsonb_build_object('customer_id', p_customer_id, 'amount', p_amount::text,
            'currency', 'EUR', 'method', 'cash', 'channel_id', p_channel_id));
    return v_payment;
end
$pay_here$;
grant usage on schema bench to public;
grant select, insert, update on all tables in schema bench to public;
