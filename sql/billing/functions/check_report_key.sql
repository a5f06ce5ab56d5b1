create or replace function tolsel_billing.check_report_key(
    p_branch_id bigint, p_reported_on date, p_tenant_id bigint
)
returns void
language plpgsql
stable
as $check_report_key$
begin
    perform tolsel_core.check_date(p_reported_on, 'The day of the report');
    perform from tolsel_core.branch b
    where b.tenant_id = p_tenant_id and b.branch_id = p_branch_id;
    if not found then
        perform tolsel_core.refuse('UC018', format(
            'Branch %s.', coalesce(p_branch_id::text, 'null')));
    end if;
end
$check_report_key$;
comment on function tolsel_billing.check_report_key is
$$Checks that a report names a branch of the tenant and a real day.
raises: UC014 date_not_usable, UC018 branch_not_found$$;
