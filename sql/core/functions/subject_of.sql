create or replace function tolsel_core.subject_of(p_row jsonb)
returns text
language sql
immutable
as $subject_of$
    -- The figures of an offender change with every posting, its keys do not: two rows with equal
    -- keys are the same incident. A view without any key is its whole row.
    select coalesce(
        string_agg(k.key || ' ' || coalesce(k.value, 'null'), ', '
            order by k.key <> 'tenant_id', k.key <> 'account_id', k.key),
        p_row::text)
    from jsonb_each_text(p_row) k
    where k.key ~ '(_id|_name)$'
        or k.key in ('slot', 'effective_on', 'currency', 'guard', 'setting', 'scope');
$subject_of$;
comment on function tolsel_core.subject_of is
    'Names the offender in a row of a check by its keys: columns that end in _id or _name, slot,
effective_on, currency, guard, setting and scope.';
