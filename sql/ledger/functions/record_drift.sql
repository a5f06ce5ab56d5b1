create or replace function tolsel_ledger.record_drift(
    p_check_name text, p_before_row jsonb, p_cause text
)
returns bigint
language plpgsql
volatile
as $record_drift$
declare
    v_incident tolsel_core.incident;
    v_writer jsonb := tolsel_ledger.describe_writer(p_before_row);
begin
    select r.severity into v_incident.severity
    from tolsel_core.check_rule r where r.check_name = p_check_name;
    v_incident.severity := coalesce(v_incident.severity, 'breach');
    v_incident.check_name := p_check_name;
    v_incident.subject := tolsel_core.subject_of(p_before_row);
    v_incident.cause := p_cause;
    v_incident.before_row := p_before_row;
    v_incident.row_txid := tolsel_core.id_in(v_writer, 'row_txid');
    v_incident.entry_row := v_writer -> 'entry_row';
    return tolsel_core.record_incident(v_incident);
end
$record_drift$;
comment on function tolsel_ledger.record_drift is
    'Writes a derived value that is off as an incident, unless an equal one is open.';
