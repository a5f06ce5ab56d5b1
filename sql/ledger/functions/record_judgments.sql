create or replace function tolsel_ledger.record_judgments(
    p_judgments tolsel_core.judgment[], p_validation_id bigint
)
returns bigint[]
language plpgsql
volatile
as $record_judgments$
declare
    v_judgment tolsel_core.judgment;
    v_incident tolsel_core.incident;
    v_incident_id bigint;
    v_freezing_ids bigint[] := array[]::bigint[];
    v_writer jsonb;
begin
    v_incident.validation_id := p_validation_id;
    foreach v_judgment in array p_judgments loop
        v_incident.check_name := v_judgment.check_name;
        v_incident.severity := v_judgment.severity;
        v_incident.cause := v_judgment.cause;
        for v_incident.subject, v_incident.before_row in
            select f.subject, f.before_row
            from unnest(v_judgment.subjects, v_judgment.before_rows) f(subject, before_row)
        loop
            v_writer := tolsel_ledger.describe_writer(v_incident.before_row);
            v_incident.row_txid := tolsel_core.id_in(v_writer, 'row_txid');
            v_incident.entry_row := v_writer -> 'entry_row';
            v_incident_id := tolsel_core.record_incident(v_incident);
            if v_judgment.is_freezing and v_incident_id is not null then
                v_freezing_ids := v_freezing_ids || v_incident_id;
            end if;
        end loop;
        -- Only who has looked at everything may say that it is gone.
        if v_judgment.is_final then
            perform tolsel_core.end_incident(i.incident_id, 'clean', null)
            from tolsel_core.open_incident i
            where i.check_name = v_judgment.check_name
                and i.subject <> all(v_judgment.subjects);
        end if;
    end loop;
    return v_freezing_ids;
end
$record_judgments$;
comment on function tolsel_ledger.record_judgments is
    'Writes what the checks found as incidents, ends those that are found no more, and answers with
the new ones that are to freeze an account.';
