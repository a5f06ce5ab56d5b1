create or replace function tolsel_core.can_freeze(p_view regclass)
returns boolean
language sql
stable
as $can_freeze$
    select count(*) = 2
    from pg_attribute a
    where a.attrelid = p_view and a.attname in ('tenant_id', 'account_id') and not a.attisdropped;
$can_freeze$;
comment on function tolsel_core.can_freeze is
    'Says whether the rows of a check name an account: by the columns tenant_id and account_id.';
