create or replace function tolsel_core.record_incident(
    p_incident tolsel_core.incident
)
returns bigint
language plpgsql
volatile
as $record_incident$
declare
    v_incident_id bigint;
begin
    insert into tolsel_core.incident (
        validation_id, row_txid, check_name, severity, subject, login, cause, before_row, entry_row)
    select p_incident.validation_id, p_incident.row_txid, p_incident.check_name,
        p_incident.severity, p_incident.subject, tolsel_core.acting_login(), p_incident.cause,
        p_incident.before_row, p_incident.entry_row
    where not exists (
        select from tolsel_core.open_incident i
        where i.check_name = p_incident.check_name and i.subject = p_incident.subject)
    returning incident_id into v_incident_id;
    return v_incident_id;
end
$record_incident$;
comment on function tolsel_core.record_incident is
    'Writes an incident and answers with its id, or null where an equal one is open.';
