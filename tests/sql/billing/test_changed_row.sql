-- A17: rows that no journal stands behind show when they are changed past every guard, cell by cell.
\ir shop.sql
\ir busy.sql
\ir ../verdicts.sql
select plan(20);
\o /dev/null
create function tap.vendor() returns bigint language sql set role = none
    return (select max(v.vendor_id) from tolsel_channel.vendor v where v.tenant_id = 1);
set role shop_app;
select tolsel.open_vendor('Roaster');
select tolsel.pay_vendor(vendor(), 20, 'cash', channel_of('Till'),
    (tolsel.record_vendor_bill(vendor(), 'B-1', 50, account_of('6000'))).vendor_bill_id);
reset role;
select tolsel.seal_entries();
\o
select set_eq('select kind from tolsel_billing.row_seal where tenant_id in (0, 1)',
    array['allocation', 'vendor_allocation', 'attempt', 'event', 'activity'], 'rows of each kind are sealed');
select is_empty($$select from tolsel_billing.sealed_row r where not exists (select from tolsel_billing.row_seal s
    where s.tenant_id = r.tenant_id and s.kind = r.kind and r.row_id = any(s.row_ids))$$, 'all of them');
select is((select count(*) from tolsel_billing.sealed_row r where content is null), 0::bigint, 'and say something');
select tolsel.seal_entries() \g /dev/null
select is((select count(*) - count(distinct (s.tenant_id, s.kind, i))
        from tolsel_billing.row_seal s, unnest(s.row_ids) i), 0::bigint, 'each once');
set role shop_app;
select tolsel.open_vendor('Second') \g /dev/null
reset role;
select tolsel.seal_entries() \g /dev/null
select is((select array_agg(s.seal_no order by s.seal_no) from tolsel_billing.row_seal s
        where s.tenant_id = 1 and s.kind = 'activity'), '{1,2}', 'what is new gets a seal of its own');
-- What was written an hour before the last seal, and commits only now.
begin;
alter table tolsel_billing.row_seal disable trigger all;
update tolsel_billing.row_seal set row_ids = row_ids[2:], hashes = hashes[2:] where kind = 'event' and tenant_id = 1;
select tolsel.seal_entries() \g /dev/null
select is((select cardinality(s.row_ids) from tolsel_billing.row_seal s
        where s.kind = 'event' and s.tenant_id = 1 and s.seal_no = 2), 1, 'what commits late is sealed then');
rollback;

-- Each column in turn, in all rows; the seal says which it was.
create function tap.unnamed(p_table regclass) returns text
language plpgsql
as $unnamed$
declare
    v_column record;
    v_missed text;
begin
    for v_column in
        select a.attname as name, t.typname as kind from pg_attribute a
        join pg_type d on d.oid = a.atttypid
        join pg_type t on t.oid = coalesce(nullif(d.typbasetype, 0), d.oid)
        where a.attrelid = p_table and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            and a.attidentity = ''
        order by a.attname
    loop
        begin
            perform tap.switch_guards_off();
            execute format('update %s set %I = %s where tenant_id = 1', p_table, v_column.name, case v_column.kind
                when 'bool' then format('not %I', v_column.name)
                when 'jsonb' then format('%I || ''{"x": 1}''', v_column.name)
                when 'text' then format('coalesce(%I || ''x'', ''x'')', v_column.name)
                when 'timestamptz' then format('coalesce(%I + interval ''1 hour'', now())', v_column.name)
                when 'date' then format('coalesce(%I + 1, ''2025-01-01'')', v_column.name)
                else format('coalesce(%I + 1000, 1)', v_column.name) end);
            if not exists (select from tolsel_billing.breach_changed_row) then
                v_missed := concat_ws(' ', v_missed, v_column.name);
            elsif not exists (select from tolsel_billing.list_changed_rows('2000-01-01')) then
                v_missed := concat_ws(' ', v_missed, v_column.name || ' when it is new');
            end if;
            raise exception using errcode = 'P9999';
        exception when sqlstate 'P9999' or integrity_constraint_violation then
            null;
        end;
    end loop;
    return v_missed;
end
$unnamed$;
select is(unnamed(t), m, t || ' names each cell but ' || coalesce(m, 'none'))
from (values
    ('tolsel_billing.allocation', null), ('tolsel_channel.vendor_allocation', null),
    ('tolsel_billing.payment_tracking', null), ('tolsel_core.activity_log', null),
    ('tolsel_core.event', 'attempts_left claimed_at claimed_by created_at when it is new expires_at last_error '
        || 'next_attempt_at replayed_at tenant_id when it is new')) v(t, m);
select is(verdict_of(format('delete from %s where tenant_id = 1', t), '^billing\.changed_row$'), 'billing.changed_row',
    t || ': rows that are gone')
from unnest(array['tolsel_billing.allocation', 'tolsel_channel.vendor_allocation', 'tolsel_billing.payment_tracking',
    'tolsel_core.activity_log', 'tolsel_core.event']) t;
select is(verdict_of($$delete from tolsel_billing.row_seal where seal_no = 1$$, '^billing\.changed_row$'),
    'billing.changed_row',
    'a seal that is gone before another');
select is_empty('select from tolsel_billing.breach_changed_row', 'nothing is wrong');
set timezone = 'Asia/Manila';
set datestyle = 'German, DMY';
select is_empty('select from tolsel_billing.breach_changed_row', 'in a session of other settings either');
select is_empty('select from tolsel_billing.quick_changed_row', 'nor is it new');
select * from finish();
