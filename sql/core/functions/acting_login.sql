create or replace function tolsel_core.acting_login()
returns text
language sql
stable
as $acting_login$
    -- Inside a definer function current_user is the owner; the setting "role" still names the
    -- role that the caller chose with SET ROLE.
    select coalesce(nullif(current_setting('role'), 'none'), session_user);
$acting_login$;
comment on function tolsel_core.acting_login is
    'Names the database role that acts: the one chosen with SET ROLE, else the one that connected.';
