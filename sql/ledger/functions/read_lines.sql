create or replace function bursar_ledger.read_lines(
    p_journals jsonb, p_effective_on date, p_tenant_id bigint
)
returns bursar_ledger.line[]
language plpgsql
stable
as $read_lines$
declare
    v_lines bursar_ledger.line[];
    v_is_readable boolean;
begin
    select
        array_agg(
            row(
                l.journal_no, l.line_no, l.account_id,
                case when l.is_readable then l.amount_text::numeric end,
                coalesce(l.effective_on, p_effective_on), l.item ->> 'currency'
            )::bursar_ledger.line
            order by l.account_id, l.journal_no, l.line_no),
        bool_and(l.is_readable and l.account_id is not null)
    into v_lines, v_is_readable
    from (
        select j.no as journal_no, line.no as line_no, line.item,
            (j.item ->> 'effective_on')::date as effective_on,
            line.item ->> 'amount' as amount_text,
            case
                when line.item ->> 'account_id' ~ '^[0-9]{1,18}$'
                    then (line.item ->> 'account_id')::bigint
                when line.item ? 'account_code' then (
                    select a.account_id from bursar_ledger.account a
                    where a.tenant_id = p_tenant_id and a.code = line.item ->> 'account_code')
            end as account_id,
            ((line.item ? 'account_id') <> (line.item ? 'account_code')
                and case when jsonb_typeof(line.item) = 'object' then
                    line.item - '{account_id,account_code,amount,currency}'::text[] = '{}' end
                and line.item ->> 'amount' ~ '^-?[0-9]{1,20}(\.[0-9]{1,20})?$') is true as is_readable
        from jsonb_array_elements(p_journals) with ordinality j(item, no)
        cross join lateral jsonb_array_elements(j.item -> 'lines') with ordinality line(item, no)
    ) l;
    if v_is_readable is false then
        perform bursar_ledger.refuse_lines(p_journals, p_tenant_id);
    end if;
    return coalesce(v_lines, '{}');
end
$read_lines$;
comment on function bursar_ledger.read_lines is $$Reads the lines of [{"lines": [{"account_id" or "account_code", "amount", "currency"}, ...], "effective_on"}, ...].
raises: UC008 amount_not_finite, UC010 amount_too_precise, UC011 amount_too_large, UL003 account_not_found,
UL008 line_not_readable, UL009 amount_not_a_number$$;
