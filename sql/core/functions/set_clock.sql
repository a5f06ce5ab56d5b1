create or replace function tolsel.set_clock(p_at timestamptz)
returns timestamptz
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $set_clock$
begin
    perform tolsel_core.check_session();
    -- Refuse:
    if p_at not between timestamptz '1900-01-01 00:00Z' and timestamptz '2200-01-01 00:00Z' then
        perform tolsel_core.refuse('UC014', format('The clock was to be set to %s.', p_at));
    end if;
    -- Write:
    update tolsel_core.test_clock set set_to_at = p_at;
    if not found then
        perform tolsel_core.refuse('UC020', format('The clock was to be set to %s.',
            coalesce(p_at::text, 'the real time')));
    end if;
    return tolsel_core.clock_at();
end
$set_clock$;
comment on function tolsel.set_clock is
$$Sets the clock of a test database; null lets it follow the real time again.
raises: UC014 date_not_usable, UC020 clock_is_real$$;
revoke all on function tolsel.set_clock from public;
grant execute on function tolsel.set_clock to tolsel_admin;
