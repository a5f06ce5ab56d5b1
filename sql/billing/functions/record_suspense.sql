create or replace function tolsel.record_suspense(
    p_channel_id bigint,
    p_amount numeric,
    p_method text,
    p_received_on date default null,
    p_payer text default null,
    p_reference text default null,
    p_metadata jsonb default '{}',
    p_request_key text default null,
    p_tenant_id bigint default tolsel.current_tenant_id()
)
returns tolsel_billing.suspense
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $record_suspense$
declare
    v_suspense tolsel_billing.suspense;
    v_repeated tolsel_billing.suspense;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    v_suspense := tolsel_billing.read_suspense(
        p_channel_id, p_amount, p_method, p_received_on, p_payer, p_reference, p_metadata,
        p_request_key, p_tenant_id);
    -- Lock:
    perform tolsel_billing.lock_place_of_suspense(p_channel_id, p_tenant_id);
    -- Repeat:
    if p_request_key is not null then
        select * into v_repeated from tolsel_billing.suspense s
        where s.tenant_id = p_tenant_id and s.request_key = p_request_key;
        if found then
            perform tolsel_billing.check_repeated_suspense(v_suspense, v_repeated);
            perform tolsel_core.check_standing(
                'suspense ' || v_repeated.suspense_id, p_request_key, v_repeated.void_reason);
            return v_repeated;
        end if;
    end if;
    -- Refuse, write and hand on:
    return tolsel_billing.add_suspense(v_suspense, 'Unknown payer');
end
$record_suspense$;
comment on function tolsel.record_suspense is
$$Records money that came into a channel from a payer whom nobody knows, on a day of the channel
(null: today, or the first open day if that is closed). It is kept in suspense until
tolsel.assign_suspense says whose payment it was, or tolsel.void_suspense sends it back.
raises: UB032 request_undone, UC002 tenant_not_allowed, UC008 amount_not_finite,
UC009 amount_is_zero, UC010 amount_too_precise, UC011 amount_too_large,
UC012 request_key_not_usable, UC013 metadata_not_usable, UC014 date_not_usable,
UC016 text_not_usable, UC024 request_key_reused, UC025 amount_not_positive,
UH001 channel_not_found, UH002 channel_not_active, UH003 method_not_usable, UH004 day_lies_ahead,
UL007 period_closed$$;
revoke all on function tolsel.record_suspense from public;
grant execute on function tolsel.record_suspense to tolsel_app, tolsel_clerk;
