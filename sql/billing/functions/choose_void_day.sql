create or replace function tolsel_billing.choose_void_day(
    p_voided_on date, p_document_on date, p_tenant_id bigint
)
returns date
language plpgsql
stable
as $choose_void_day$
declare
    v_voided_on date := tolsel_billing.choose_day(p_voided_on, 'The void', p_tenant_id);
begin
    perform tolsel_channel.check_void_day(v_voided_on, p_document_on);
    return v_voided_on;
end
$choose_void_day$;
comment on function tolsel_billing.choose_void_day is
$$Answers the business day that a void without a channel counts for: the one asked for, else today
in the main branch, and never one before its document (null: a draft, which counts for none).
raises: UC014 date_not_usable, UH004 day_lies_ahead, UH020 void_too_early$$;
