create or replace function tolsel_core.record_activity(
    p_action text, p_subject text, p_detail jsonb, p_tenant_id bigint
)
returns void
language sql
volatile
as $record_activity$
    insert into tolsel_core.activity_log
        (tenant_id, login, user_id, request_id, action, subject, detail)
    values (
        p_tenant_id, tolsel_core.acting_login(), tolsel_core.context_user_id(p_tenant_id),
        tolsel_core.context_request_id(), p_action, p_subject, p_detail);
$record_activity$;
comment on function tolsel_core.record_activity is
    'Writes one act of administration into the activity log.';
