create or replace function tolsel_ledger.refuse_lines(p_journals jsonb, p_tenant_id bigint)
returns void
language plpgsql
stable
as $refuse_lines$
declare
    v_line record;
    v_subject text;
    v_keys text[] := array['account_id', 'account_code', 'amount', 'currency'];
begin
    for v_line in
        select j.no as journal_no, l.no as line_no, l.item, l.item ->> 'amount' as amount_text
        from jsonb_array_elements(p_journals) with ordinality j(item, no)
        cross join lateral jsonb_array_elements(j.item -> 'lines') with ordinality l(item, no)
        order by j.no, l.no
    loop
        v_subject := format('Journal %s, line %s', v_line.journal_no, v_line.line_no);
        if jsonb_typeof(v_line.item) <> 'object' then
            perform tolsel_core.refuse('UL008', format(
                '%s is a JSON %s.', v_subject, jsonb_typeof(v_line.item)));
        elsif v_line.item - v_keys <> '{}' then
            perform tolsel_core.refuse('UL008', format(
                '%s has the unknown key %s.', v_subject,
                (select left(min(k), 100) from jsonb_object_keys(v_line.item - v_keys) k)));
        elsif (v_line.item ? 'account_id') = (v_line.item ? 'account_code') then
            perform tolsel_core.refuse('UL008', format(
                '%s has %s account_id and account_code.', v_subject,
                case when v_line.item ? 'account_id' then 'both' else 'neither' end));
        elsif v_line.item ? 'account_id'
            and tolsel_core.is_id_text(v_line.item ->> 'account_id') is not true then
            perform tolsel_core.refuse('UL003', format(
                '%s: account %s.', v_subject, left(v_line.item ->> 'account_id', 100)));
        elsif v_line.item ? 'account_code' and not exists (
            select from tolsel_ledger.account a
            where a.tenant_id = p_tenant_id and a.code = v_line.item ->> 'account_code'
        ) then
            perform tolsel_core.refuse('UL003', format(
                '%s: account code %L.', v_subject, left(v_line.item ->> 'account_code', 100)));
        elsif jsonb_typeof(v_line.item -> 'amount') = 'number'
            or (v_line.amount_text ~ '^(-?[0-9]+(\.[0-9]+)?|NaN|-?Infinity)$'
                and char_length(v_line.amount_text) < 1000) then
            perform tolsel_core.check_amount(
                v_line.amount_text::numeric, 20, v_subject || ': the amount');
            if not tolsel_core.is_amount_text(v_line.amount_text) then
                perform tolsel_core.refuse('UC010', format(
                    '%s: the amount is written with %s characters.', v_subject,
                    char_length(v_line.amount_text)));
            end if;
        else
            perform tolsel_core.refuse('UL009', format(
                '%s: the amount is %s.', v_subject,
                coalesce(quote_literal(left(v_line.amount_text, 100)), 'missing')));
        end if;
    end loop;
    assert false, 'read_lines found a fault that refuse_lines does not know';
end
$refuse_lines$;
comment on function tolsel_ledger.refuse_lines is $$Says which line that tolsel_ledger.read_lines
could not read is at fault, and raises.
raises: UC008 amount_not_finite, UC010 amount_too_precise, UC011 amount_too_large,
UL003 account_not_found, UL008 line_not_readable, UL009 amount_not_a_number$$;
