-- How an invoice comes about: what the caller says is read and judged, line by line.

create or replace function tolsel_billing.read_invoice(
    p_customer_id bigint,
    p_lines tolsel_billing.invoice_line[],
    p_reference text,
    p_series text,
    p_metadata jsonb,
    p_request_key text,
    p_tenant_id bigint
)
returns tolsel_billing.invoice
language plpgsql
stable
as $read_invoice$
declare
    v_line tolsel_billing.invoice_line;
    v_total_amount numeric := 0;
    v_invoice tolsel_billing.invoice;
begin
    perform tolsel_core.check_request_key(p_request_key);
    perform tolsel_core.check_metadata(coalesce(p_metadata, '{}'));
    if p_reference is not null then
        perform tolsel_core.check_text(p_reference, 'reference', 100);
    end if;
    if (p_series ~ '^[A-Z0-9][A-Z0-9-]{0,19}$') is not true then
        perform tolsel_core.refuse('UB016', format('Series %L.', left(p_series, 40)));
    end if;
    v_invoice.tenant_id := p_tenant_id;
    v_invoice.customer_id := p_customer_id;
    v_invoice.kind := 'invoice';
    v_invoice.series := p_series;
    v_invoice.reference := p_reference;
    v_invoice.uses_credit := false;
    v_invoice.metadata := coalesce(p_metadata, '{}');
    v_invoice.request_key := p_request_key;
    foreach v_line in array p_lines loop
        v_total_amount := v_total_amount + v_line.amount;
    end loop;
    if v_total_amount < 0 then
        perform tolsel_core.refuse('UB015', format(
            'The %s lines add up to %s.', cardinality(p_lines), v_total_amount));
    elsif v_total_amount >= 1e15 then
        perform tolsel_core.refuse('UC011', format(
            'The %s lines add up to %s.', cardinality(p_lines), v_total_amount));
    end if;
    v_invoice.total_amount := v_total_amount;
    return v_invoice;
end
$read_invoice$;
comment on function tolsel_billing.read_invoice is
$$Checks what a caller says of a new invoice and answers with it as a row.
raises: UB015 total_not_positive, UB016 series_not_usable, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC016 text_not_usable$$;

create or replace function tolsel_billing.read_invoice_lines(
    p_lines jsonb, p_customer tolsel_billing.customer
)
returns tolsel_billing.invoice_line[]
language plpgsql
stable
as $read_invoice_lines$
declare
    v_keys text[] := '{account_id,account_code,amount,quantity,description,tax_rate}'::text[]
        || '{base_amount,metadata}'::text[];
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
                v_item - v_keys = '{}' end
            and tolsel_core.is_amount_text(v_item ->> 'amount')
            and not (v_item ? 'account_id' and v_item ? 'account_code')
            and coalesce(tolsel_core.is_id_text(v_item ->> 'account_id'), true)
            and coalesce(tolsel_core.is_amount_text(v_item ->> 'quantity'), true)
            and coalesce(tolsel_core.is_amount_text(v_item ->> 'tax_rate'), true)
            and coalesce(tolsel_core.is_amount_text(v_item ->> 'base_amount'), true)
            and (v_item ->> 'tax_rate' is null) = (v_item ->> 'base_amount' is null)
        ) is not true then
            perform tolsel_core.refuse('UB014', tolsel_core.describe_item(
                v_subject, v_item, v_keys, array[
                    coalesce(tolsel_core.is_id_text(v_item ->> 'account_id'), true),
                    true,
                    tolsel_core.is_amount_text(v_item ->> 'amount'),
                    coalesce(tolsel_core.is_amount_text(v_item ->> 'quantity'), true),
                    true,
                    coalesce(
                        tolsel_core.is_amount_text(v_item ->> 'tax_rate'),
                        v_item ->> 'base_amount' is null),
                    coalesce(
                        tolsel_core.is_amount_text(v_item ->> 'base_amount'),
                        v_item ->> 'tax_rate' is null),
                    true]));
        end if;
        v_line := null;
        v_line.tenant_id := p_customer.tenant_id;
        v_line.line_no := v_line_no;
        if (v_item ->> 'amount')::numeric <> 0 then
            perform tolsel_core.check_amount(
                (v_item ->> 'amount')::numeric, p_customer.scale, v_subject || ': the amount');
        end if;
        v_line.amount := tolsel_core.at_scale((v_item ->> 'amount')::numeric, p_customer.scale);
        v_line := tolsel_billing.read_tax(
            v_line, v_item, jsonb_array_length(p_lines), p_customer.scale);
        perform tolsel_core.check_metadata(coalesce(v_item -> 'metadata', '{}'));
        v_line.metadata := coalesce(v_item -> 'metadata', '{}');
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
revenue), "quantity", "description", "tax_rate" and "base_amount", "metadata"}, ...].
raises: UB014 lines_not_readable, UB062 tax_not_matching, UC010 amount_too_precise,
UC011 amount_too_large, UC013 metadata_not_usable, UC016 text_not_usable, and the refusals of
tolsel_billing.check_line_account$$;

create or replace function tolsel_billing.read_tax(
    p_line tolsel_billing.invoice_line, p_item jsonb, p_line_count integer, p_scale integer
)
returns tolsel_billing.invoice_line
language plpgsql
stable
as $read_tax$
declare
    v_line tolsel_billing.invoice_line := p_line;
    v_tax numeric;
begin
    v_line.tax_rate := (p_item ->> 'tax_rate')::numeric;
    if v_line.tax_rate is null then
        return v_line;
    elsif v_line.tax_rate < 0 or v_line.tax_rate >= 1000 then
        perform tolsel_core.refuse('UB062', format(
            'Line %s: a rate of %s percent.', v_line.line_no, v_line.tax_rate));
    elsif (p_item ->> 'base_amount')::numeric <> 0 then
        perform tolsel_core.check_amount(
            (p_item ->> 'base_amount')::numeric, p_scale,
            format('Line %s: the base', v_line.line_no));
    end if;
    v_line.base_amount := tolsel_core.at_scale((p_item ->> 'base_amount')::numeric, p_scale);
    v_tax := v_line.base_amount * v_line.tax_rate / 100;
    -- It may be rounded line by line: by half a unit for each line of the document.
    if abs(v_line.amount - v_tax) * 2 > p_line_count * power(10::numeric, -p_scale) then
        perform tolsel_core.refuse('UB062', format(
            'Line %s: %s percent of %s are %s, not %s.', v_line.line_no, v_line.tax_rate,
            v_line.base_amount, round(v_tax, p_scale), v_line.amount));
    end if;
    return v_line;
end
$read_tax$;
comment on function tolsel_billing.read_tax is
$$Answers with a line of a document and the tax that it is, where it is one: its rate in percent and
what it is reckoned from.
raises: UB062 tax_not_matching, UC010 amount_too_precise, UC011 amount_too_large$$;

create or replace function tolsel_billing.check_line_account(
    p_account_id bigint, p_account_code text, p_subject text, p_customer tolsel_billing.customer
)
returns tolsel_ledger.account
language plpgsql
stable
as $check_line_account$
declare
    v_account tolsel_ledger.account;
begin
    if p_account_code is not null then
        select * into v_account from tolsel_ledger.account a
        where a.tenant_id = p_customer.tenant_id and a.code = p_account_code;
    else
        select * into v_account from tolsel_ledger.account a
        where a.tenant_id = p_customer.tenant_id and a.account_id = coalesce(
            p_account_id,
            tolsel_ledger.purpose_account('revenue', p_customer.currency, p_customer.tenant_id));
    end if;
    if not found then
        perform tolsel_core.refuse('UL003', format(
            '%s: account %s.', p_subject, coalesce(p_account_id::text, p_account_code)));
    elsif v_account.currency <> p_customer.currency then
        perform tolsel_core.refuse('UL004', format(
            '%s: account %s is kept in %s; customer %s pays in %s.', p_subject, v_account.code,
            v_account.currency, p_customer.customer_id, p_customer.currency));
    elsif v_account.is_managed then
        perform tolsel_core.refuse('UL006', format(
            '%s: account %s is managed by %s.', p_subject, v_account.code, v_account.managed_by));
    end if;
    return v_account;
end
$check_line_account$;
comment on function tolsel_billing.check_line_account is
$$Answers with the account that a document of a customer names, else revenue: one in the customer's
currency that no domain manages.
raises: UL003 account_not_found, UL004 currency_mismatch, UL006 account_managed$$;

create or replace function tolsel_billing.match_invoice(
    p_invoice tolsel_billing.invoice, p_lines tolsel_billing.invoice_line[]
)
returns tolsel_billing.invoice
language plpgsql
stable
set plan_cache_mode = force_generic_plan
as $match_invoice$
declare
    v_invoice tolsel_billing.invoice;
    v_first tolsel_billing.invoice;
begin
    select * into v_invoice from tolsel_billing.invoice i
    where i.tenant_id = p_invoice.tenant_id and i.request_key = p_invoice.request_key;
    if found then
        -- What was changed since was otherwise when it was asked for.
        v_first := v_invoice;
        select c.was_due_on, c.was_reference, c.was_metadata
        into v_first.due_on, v_first.reference, v_first.metadata
        from tolsel_billing.invoice_change c
        where c.tenant_id = v_invoice.tenant_id and c.invoice_id = v_invoice.invoice_id
            and c.change_no = 1;
        if not found then
            v_first := v_invoice;
        end if;
        perform tolsel_core.check_repeated(
            'invoice ' || v_invoice.invoice_id,
            to_jsonb(v_first) || jsonb_build_object('lines', tolsel_billing.lines_as_json(array(
                select l from tolsel_billing.invoice_line l
                where l.tenant_id = p_invoice.tenant_id
                    and l.invoice_id = v_invoice.invoice_id))),
            jsonb_build_object(
                'customer_id', p_invoice.customer_id, 'branch_id', p_invoice.branch_id,
                'kind', p_invoice.kind, 'series', p_invoice.series,
                'reference', p_invoice.reference,
                'uses_credit', p_invoice.uses_credit, 'metadata', p_invoice.metadata,
                'issued_on', coalesce(p_invoice.issued_on, v_invoice.issued_on),
                'due_on', coalesce(p_invoice.due_on, v_first.due_on),
                'lines', tolsel_billing.lines_as_json(p_lines)));
        perform tolsel_core.check_standing(
            'invoice ' || coalesce(v_invoice.series || '-' || v_invoice.number,
                v_invoice.invoice_id::text),
            p_invoice.request_key, v_invoice.void_reason);
    end if;
    return v_invoice;
end
$match_invoice$;
comment on function tolsel_billing.match_invoice is
$$Answers with the invoice under the request key of a new one, which must have the same content and
lines and stand; null where the key is new. A day that is not named is whatever the first call got.
raises: UB032 request_undone, UC024 request_key_reused$$;

create or replace function tolsel_billing.lines_as_json(p_lines tolsel_billing.invoice_line[])
returns jsonb
language sql
immutable
as $lines_as_json$
    select jsonb_agg(
        jsonb_build_array(
            l.account_id, l.amount, l.quantity, l.description, l.tax_rate, l.base_amount,
            coalesce(l.metadata, '{}')) order by l.line_no)
    from unnest(p_lines) l;
$lines_as_json$;
comment on function tolsel_billing.lines_as_json is
    'Answers what the lines of an invoice say, in their order, so that it can be compared.';
