create or replace function tolsel_core.end_incident(
    p_incident_id bigint, p_outcome text, p_after_row jsonb
)
returns void
language sql
volatile
as $end_incident$
    insert into tolsel_core.incident_end (incident_id, outcome, login, after_row)
    values (p_incident_id, p_outcome, tolsel_core.acting_login(), p_after_row)
    on conflict do nothing;
$end_incident$;
comment on function tolsel_core.end_incident is 'Writes the end of an incident, once.';
