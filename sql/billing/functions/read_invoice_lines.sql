create or replace function tolsel_billing.read_invoice_lines(
    p_lines jsonb, p_customer tolsel_billing.customer
)
returns tolsel_billing.invoice_line[]
language plpgsql
stable
as $read_invoice_lines$
declare
    v_item jsonb;
    v_subject text;
    v_account tolsel_ledger.account;
    v_line tolsel_billing.invoice_line;
    v_lines tolsel_billing.invoice_line[] := array[]::tolsel_billing.invoice_line[];
begin
    if jsonb_typeof(p_lines) is distinct from 'array' then
        perform tolsel_core.refuse('UB014', format(
            'The lines are %s.', coalesce('a JSON ' || jsonb_typeof(p_lines), 'null')));
    elsif jsonb_array_length(p_lines) not between 1 and 1000 then
        perform tolsel_core.refuse('UB014', format('%s lines.', jsonb_array_length(p_lines)));
    end if;
    for v_line_no in 1 .. jsonb_array_length(p_lines) loop
        v_item := p_lines -> (v_line_no - 1);
        v_subject := format('Line %s', v_line_no);
        if (case when jsonb_typeof(v_item) = 'object' then
                v_item - '{account_id,account_code,amount,quantity,description}'::text[] = '{}' end
            and tolsel_core.is_amount_text(v_item ->> 'amount')
            and not (v_item ? 'account_id' and v_item ? 'account_code')
            and coalesce(tolsel_core.is_id_text(v_item ->> 'account_id'), true)
            and coalesce(tolsel_core.is_amount_text(v_item ->> 'quantity'), true)
        ) is not true then
            perform tolsel_core.refuse('UB014', format(
                '%s is %s.', v_subject, left(v_item::text, 200)));
        end if;
        v_line := null;
        v_line.tenant_id := p_customer.tenant_id;
        v_line.line_no := v_line_no;
        perform tolsel_core.check_amount(
            (v_item ->> 'amount')::numeric, p_customer.scale, v_subject || ': the amount');
        v_line.amount := v_item ->> 'amount';
        if v_item ->> 'quantity' is not null then
            if (abs((v_item ->> 'quantity')::numeric) < 1e15) is not true then
                perform tolsel_core.refuse('UC011', v_subject || ': the quantity.');
            end if;
            v_line.quantity := (v_item ->> 'quantity')::numeric;
        end if;
        if v_item ->> 'description' is not null then
            perform tolsel_core.check_text(
                v_item ->> 'description', v_subject || ': description', 1000);
            v_line.description := v_item ->> 'description';
        end if;
        v_account := tolsel_billing.check_line_account(
            (v_item ->> 'account_id')::bigint, v_item ->> 'account_code', v_subject, p_customer);
        v_line.account_id := v_account.account_id;
        v_lines := v_lines || v_line;
    end loop;
    return v_lines;
end
$read_invoice_lines$;
comment on function tolsel_billing.read_invoice_lines is
$$Reads the lines of an invoice: [{"amount", optional "account_id" or "account_code" (else
revenue), "quantity", "description"}, ...].
raises: UB014 lines_not_readable, UC009 amount_is_zero,
UC010 amount_too_precise, UC011 amount_too_large, UC016 text_not_usable, and the refusals of
tolsel_billing.check_line_account$$;
