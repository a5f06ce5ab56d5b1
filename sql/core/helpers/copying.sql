-- Rows that are copied as they stand, from a publisher or out of a dump. The setting
-- session_replication_role is then replica, and foreign keys are off. tolsel's triggers fire
-- always: those that refuse let the server's apply workers alone through, those that derive leave
-- what is copied as it is, and commands are refused in such a session.

create or replace function tolsel_core.check_session()
returns void
language plpgsql
stable
as $check_session$
begin
    if current_setting('session_replication_role') = 'replica' then
        perform tolsel_core.refuse('UC036', format(
            'Login %s, session_replication_role replica.', tolsel_core.acting_login()));
    end if;
end
$check_session$;
comment on function tolsel_core.check_session is
$$Checks that foreign keys hold in the session: the first statement of a public function that writes
and enters no tenant.
raises: UC036 session_is_a_replica$$;

create or replace function tolsel_core.is_copying()
returns boolean
language sql
stable
as $is_copying$
    -- A bare expression, which is inlined into the statement that asks: most sessions copy nothing.
    select current_setting('session_replication_role') = 'replica'
        and tolsel_core.is_copier();
$is_copying$;
comment on function tolsel_core.is_copying is
$$Says whether the row of a trigger is copied together with what is derived from it, so that nothing
is to be derived again.
raises: UC036 session_is_a_replica$$;

create or replace function tolsel_core.is_copier()
returns boolean
language plpgsql
stable
as $is_copier$
begin
    -- A superuser restores a dump so. Whoever else has this setting had it given by somebody.
    if not (tolsel_core.is_applying()
        or exists (select from pg_roles r where r.rolname = session_user and r.rolsuper)
    ) then
        perform tolsel_core.check_session();
    end if;
    return true;
end
$is_copier$;
comment on function tolsel_core.is_copier is
$$Says that a session of a replica may copy rows, or refuses it.
raises: UC036 session_is_a_replica$$;

create or replace function tolsel_core.is_applying()
returns boolean
language sql
stable
as $is_applying$
    -- The server names its apply workers: no setting lets a session pass for one.
    select current_setting('session_replication_role') = 'replica'
        and exists (
            select from pg_stat_get_subscription(null) s where s.pid = pg_backend_pid());
$is_applying$;
comment on function tolsel_core.is_applying is
    'Says whether this is a worker of the server that applies what a publisher has sent.';
