create or replace function tolsel_billing.choose_day(
    p_on date, p_subject text, p_tenant_id bigint
)
returns date
language plpgsql
stable
as $choose_day$
declare
    v_today date := tolsel_core.branch_date(null, null, p_tenant_id);
begin
    if p_on is null then
        return v_today;
    end if;
    perform tolsel_core.check_date(p_on, p_subject);
    if p_on > v_today then
        perform tolsel_core.refuse('UH004', format(
            '%s is %s; today is %s.', p_subject, p_on, v_today));
    end if;
    return p_on;
end
$choose_day$;
comment on function tolsel_billing.choose_day is
$$Answers the business day that a document without a channel counts for: the one asked for, which
may not lie ahead, else today in the main branch.
raises: UC014 date_not_usable, UH004 day_lies_ahead$$;
