create or replace function tolsel_ledger.read_lines(
    p_journals jsonb, p_effective_on date, p_tenant_id bigint
)
returns tolsel_ledger.line[]
language plpgsql
stable
as $read_lines$
declare
    -- Adding nothing unpacks a stored value once, which every step would else do anew.
    v_journals jsonb := p_journals || '[]';
    v_items jsonb;
    v_item jsonb;
    v_effective_on date;
    v_account text;
    v_line tolsel_ledger.line;
    v_lines tolsel_ledger.line[] := array[]::tolsel_ledger.line[];
begin
    -- Line by line: one statement over all of them would cost half as much again.
    for v_journal_no in 1 .. jsonb_array_length(v_journals) loop
        v_items := v_journals -> (v_journal_no - 1) -> 'lines';
        v_effective_on := coalesce(
            (v_journals -> (v_journal_no - 1) ->> 'effective_on')::date, p_effective_on);
        for v_line_no in 1 .. jsonb_array_length(v_items) loop
            v_item := v_items -> (v_line_no - 1);
            v_account := v_item ->> 'account_id';
            if v_account is null then
                select a.account_id::text into v_account from tolsel_ledger.account a
                where a.tenant_id = p_tenant_id and a.code = v_item ->> 'account_code';
            end if;
            if (tolsel_core.is_id_text(v_account)
                and tolsel_core.is_amount_text(v_item ->> 'amount')
                and (v_item ? 'account_id') <> (v_item ? 'account_code')
                and case when jsonb_typeof(v_item) = 'object' then
                    v_item - '{account_id,account_code,amount,currency}'::text[] = '{}' end
            ) is not true
            then
                perform tolsel_ledger.refuse_lines(p_journals, p_tenant_id);
            end if;
            v_line := row(
                v_journal_no, v_line_no, v_account::bigint, (v_item ->> 'amount')::numeric,
                v_effective_on, v_item ->> 'currency');
            v_lines := v_lines || v_line;
        end loop;
    end loop;
    return v_lines;
end
$read_lines$;
comment on function tolsel_ledger.read_lines is $$Reads the lines of [{"lines": [{"account_id" or
"account_code", "amount", "currency"}, ...], "effective_on"}, ...].
raises: UC008 amount_not_finite, UC010 amount_too_precise, UC011 amount_too_large,
UL003 account_not_found, UL008 line_not_readable, UL009 amount_not_a_number$$;
