-- Bills and credit notes of vendors, line by line, and what of a payment or credit note pays which
-- bill. The caller has locked the vendor.

create or replace function tolsel_channel.read_vendor_lines(
    p_lines jsonb, p_total_amount numeric, p_account_id bigint, p_tenant_id bigint
)
returns jsonb
language plpgsql
stable
as $read_vendor_lines$
declare
    v_keys text[] := '{account_id,account_code,amount,description}'::text[];
    v_item jsonb;
    v_lines jsonb := jsonb '[]';
begin
    if p_lines is null then
        return jsonb_build_array(jsonb_build_object(
            'account_id', p_account_id, 'amount', p_total_amount));
    elsif jsonb_typeof(p_lines) <> 'array' or jsonb_array_length(p_lines) not between 1 and 1000
    then
        perform tolsel_core.refuse('UH060', format(
            'The lines are %s.', left(p_lines::text, 200)));
    end if;
    for v_line_no in 1 .. jsonb_array_length(p_lines) loop
        v_item := p_lines -> (v_line_no - 1);
        if (case when jsonb_typeof(v_item) = 'object' then v_item - v_keys = '{}' end
            and tolsel_core.is_amount_text(v_item ->> 'amount')
            and not (v_item ? 'account_id' and v_item ? 'account_code')
            and coalesce(tolsel_core.is_id_text(v_item ->> 'account_id'), true)
        ) is not true then
            perform tolsel_core.refuse('UH060', tolsel_core.describe_item(
                format('Line %s', v_line_no), v_item, v_keys, array[
                    coalesce(tolsel_core.is_id_text(v_item ->> 'account_id'), true),
                    true,
                    tolsel_core.is_amount_text(v_item ->> 'amount'),
                    true]));
        end if;
        if v_item ->> 'description' is not null then
            perform tolsel_core.check_text(
                v_item ->> 'description', format('Line %s: description', v_line_no), 1000);
        end if;
        v_lines := v_lines || jsonb_strip_nulls(jsonb_build_object(
            'account_id', case when v_item ? 'account_code' then (
                    select a.account_id from tolsel_ledger.account a
                    where a.tenant_id = p_tenant_id and a.code = v_item ->> 'account_code')
                else coalesce((v_item ->> 'account_id')::bigint, p_account_id) end,
            'amount', (v_item ->> 'amount')::numeric,
            'description', v_item ->> 'description'));
    end loop;
    return v_lines;
end
$read_vendor_lines$;
comment on function tolsel_channel.read_vendor_lines is
$$Reads the lines of a bill or credit note: [{"amount", optional "account_id" or "account_code"
(else the account given), "description"}, ...]; without lines there is one of the total given.
raises: UC016 text_not_usable, UH060 vendor_lines_not_readable$$;

create or replace function tolsel_channel.check_vendor_lines(
    p_lines jsonb, p_total_amount numeric, p_subject text, p_account tolsel_ledger.account
)
returns numeric
language plpgsql
stable
as $check_vendor_lines$
declare
    v_total_amount numeric := 0;
    v_line record;
begin
    if p_total_amount is not null or jsonb_array_length(p_lines) = 1 then
        perform tolsel_core.check_positive_amount(
            coalesce(p_total_amount, (p_lines -> 0 ->> 'amount')::numeric), p_account.scale,
            p_subject);
    end if;
    for v_line in
        select l.line_no, (l.item ->> 'amount')::numeric as amount,
            (l.item ->> 'account_id')::bigint as account_id
        from jsonb_array_elements(p_lines) with ordinality l(item, line_no)
        order by l.line_no
    loop
        perform tolsel_core.check_amount(
            v_line.amount, p_account.scale, format('Line %s: the amount', v_line.line_no));
        perform tolsel_channel.check_counter_account(
            v_line.account_id, p_account.currency, p_account.tenant_id);
        v_total_amount := v_total_amount + v_line.amount;
    end loop;
    v_total_amount := tolsel_core.check_positive_amount(v_total_amount, p_account.scale, p_subject);
    if v_total_amount <> p_total_amount then
        perform tolsel_core.refuse('UH061', format(
            'The lines add up to %s; %s was given.', v_total_amount, p_total_amount));
    end if;
    return v_total_amount;
end
$check_vendor_lines$;
comment on function tolsel_channel.check_vendor_lines is
$$Checks the lines of a bill or credit note in the currency of its vendor's account, and answers
with what they add up to.
raises: UC008 amount_not_finite, UC009 amount_is_zero, UC010 amount_too_precise,
UC011 amount_too_large, UC025 amount_not_positive, UH061 vendor_total_differs,
UL003 account_not_found, UL004 currency_mismatch, UL006 account_managed$$;

create or replace function tolsel_channel.post_vendor_lines(
    p_lines jsonb, p_account_id bigint, p_on date, p_text text, p_is_credit boolean,
    p_tenant_id bigint
)
returns bigint
language plpgsql
volatile
as $post_vendor_lines$
declare
    v_sign integer := case when p_is_credit then -1 else 1 end;
    v_lines tolsel_ledger.line[];
begin
    select array_agg(row(
            1, l.line_no, (l.item ->> 'account_id')::bigint,
            v_sign * (l.item ->> 'amount')::numeric, p_on, null)::tolsel_ledger.line
            order by l.line_no)
        || row(
            1, count(*) + 1, p_account_id, -v_sign * sum((l.item ->> 'amount')::numeric), p_on,
            null)::tolsel_ledger.line
    into v_lines
    from jsonb_array_elements(p_lines) with ordinality l(item, line_no);
    return (tolsel_ledger.post(
        array[tolsel_ledger.head_of(1, p_text)], v_lines, p_is_public => false,
        p_tenant_id => p_tenant_id))[1];
end
$post_vendor_lines$;
comment on function tolsel_channel.post_vendor_lines is
$$Posts a bill of a vendor, or its credit note, on the account of the vendor and those of its lines.
raises: the refusals of tolsel_ledger.post_lines$$;

create or replace function tolsel_channel.write_vendor_lines(
    p_lines jsonb, p_vendor_bill_id bigint, p_vendor_payment_id bigint, p_tenant_id bigint
)
returns void
language sql
volatile
as $write_vendor_lines$
    insert into tolsel_channel.vendor_line (
        tenant_id, vendor_bill_id, vendor_payment_id, line_no, account_id, amount, description)
    select p_tenant_id, p_vendor_bill_id, p_vendor_payment_id, l.line_no,
        (l.item ->> 'account_id')::bigint,
        tolsel_core.at_scale((l.item ->> 'amount')::numeric, a.scale), l.item ->> 'description'
    from jsonb_array_elements(p_lines) with ordinality l(item, line_no)
    join tolsel_ledger.account a
        on a.tenant_id = p_tenant_id and a.account_id = (l.item ->> 'account_id')::bigint;
$write_vendor_lines$;
comment on function tolsel_channel.write_vendor_lines is
    'Writes the lines of a bill or of a credit note.';

create or replace function tolsel_channel.describe_vendor_lines(
    p_vendor_bill_id bigint, p_vendor_payment_id bigint, p_tenant_id bigint
)
returns jsonb
language sql
stable
as $describe_vendor_lines$
    select jsonb_build_object('lines', jsonb_agg(
        jsonb_strip_nulls(jsonb_build_object(
            'account_id', l.account_id, 'amount', l.amount, 'description', l.description))
        order by l.line_no))
    from tolsel_channel.vendor_line l
    where l.tenant_id = p_tenant_id
        and (l.vendor_bill_id = p_vendor_bill_id or l.vendor_payment_id = p_vendor_payment_id);
$describe_vendor_lines$;
comment on function tolsel_channel.describe_vendor_lines is
    'Answers the lines of a bill or credit note as they were read.';

create or replace function tolsel_channel.lock_vendor_payment(
    p_vendor_payment_id bigint, p_tenant_id bigint
)
returns tolsel_channel.vendor_payment
language plpgsql
volatile
as $lock_vendor_payment$
declare
    v_payment tolsel_channel.vendor_payment;
begin
    perform tolsel_channel.lock_vendor(p.vendor_id, p_tenant_id)
    from tolsel_channel.vendor_payment p
    where p.tenant_id = p_tenant_id and p.vendor_payment_id = p_vendor_payment_id;
    select * into v_payment from tolsel_channel.vendor_payment p
    where p.tenant_id = p_tenant_id and p.vendor_payment_id = p_vendor_payment_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UH009', format(
            'Payment %s.', coalesce(p_vendor_payment_id::text, 'null')));
    end if;
    return v_payment;
end
$lock_vendor_payment$;
comment on function tolsel_channel.lock_vendor_payment is
$$Locks the vendor of a payment or credit note, and it, and answers with it.
raises: UH009 vendor_payment_not_found$$;

create or replace function tolsel_channel.check_unapplied(
    p_payment tolsel_channel.vendor_payment, p_amount numeric
)
returns void
language plpgsql
stable
as $check_unapplied$
begin
    if p_payment.voided_at is not null then
        perform tolsel_core.refuse('UH012', format(
            'Payment %s was voided: %s', p_payment.vendor_payment_id, p_payment.void_reason));
    elsif p_amount > p_payment.unapplied_amount or p_payment.unapplied_amount = 0 then
        perform tolsel_core.refuse('UH062', format(
            'Of payment %s %s of %s is unapplied; %s was asked for.',
            p_payment.vendor_payment_id, p_payment.unapplied_amount, p_payment.amount,
            coalesce(p_amount::text, 'all')));
    end if;
end
$check_unapplied$;
comment on function tolsel_channel.check_unapplied is
$$Checks that an amount of a payment or credit note pays no bill yet and was not refunded; null:
anything at all.
raises: UH012 document_void, UH062 more_than_vendor_unapplied$$;

create or replace function tolsel_channel.check_bill(
    p_vendor_bill_id bigint, p_vendor_id bigint, p_amount numeric, p_tenant_id bigint
)
returns tolsel_channel.vendor_bill
language plpgsql
stable
as $check_bill$
declare
    v_bill tolsel_channel.vendor_bill;
begin
    select * into v_bill from tolsel_channel.vendor_bill b
    where b.tenant_id = p_tenant_id and b.vendor_bill_id = p_vendor_bill_id
        and b.vendor_id = p_vendor_id;
    if not found then
        perform tolsel_core.refuse('UH008', format(
            'Vendor %s, bill %s.', p_vendor_id, coalesce(p_vendor_bill_id::text, 'null')));
    elsif v_bill.voided_at is not null then
        perform tolsel_core.refuse('UH012', format(
            'Bill %s was voided: %s', p_vendor_bill_id, v_bill.void_reason));
    elsif p_amount > v_bill.balance_amount
        or (p_amount is null and v_bill.balance_amount = 0)
    then
        perform tolsel_core.refuse('UH014', format(
            'Bill %s (%s): %s of %s is open; %s was to be paid.', p_vendor_bill_id,
            v_bill.bill_number, v_bill.balance_amount, v_bill.total_amount,
            coalesce(p_amount::text, 'something')));
    end if;
    return v_bill;
end
$check_bill$;
comment on function tolsel_channel.check_bill is
$$Checks that an amount can be paid of a bill of a vendor, and answers with it; null: anything at
all, 0: it may be paid already. The caller has locked the vendor.
raises: UH008 vendor_bill_not_found, UH012 document_void, UH014 more_than_bill_balance$$;
