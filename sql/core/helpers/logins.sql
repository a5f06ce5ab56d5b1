-- Which login calls, and for which tenant. Each public function begins with enter_tenant; readers
-- see the rows of my_tenant_ids. A login is a role of the server, whatever it is called by now.

create or replace function tolsel_core.enter_tenant(p_tenant_id bigint)
returns void
language plpgsql
stable
as $enter_tenant$
begin
    -- Asked here, because what is asked in nearly every call should not cost a call of its own.
    if current_setting('session_replication_role') = 'replica' then
        perform tolsel_core.check_session();
    end if;
    -- Sets nothing, so that two calls of one transaction cannot leak a tenant into each other.
    perform from tolsel_core.login_tenant l
    where l.tenant_id = p_tenant_id and l.login_role = tolsel_core.acting_role();
    if not found then
        perform tolsel_core.refuse_tenant(p_tenant_id);
    end if;
end
$enter_tenant$;
comment on function tolsel_core.enter_tenant is
$$Checks that the login may act for a tenant, in a session in which all rules hold: the first
statement of every public function.
raises: UC002 tenant_not_allowed, UC036 session_is_a_replica, UC037 tenant_elsewhere$$;

create or replace function tolsel_core.my_tenant_ids()
returns bigint[]
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $my_tenant_ids$
begin
    -- plpgsql keeps the plan between queries. The setting narrows what the login may read; it never
    -- widens it.
    return array(
        select l.tenant_id
        from tolsel_core.login_tenant l
        where l.login_role = tolsel_core.acting_role()
            and coalesce(
                l.tenant_id::text = nullif(current_setting('tolsel.tenant_id', true), ''), true));
end
$my_tenant_ids$;
comment on function tolsel_core.my_tenant_ids is
    'Lists the tenants whose rows the login may read; each row-security policy asks it once a
query.';
revoke all on function tolsel_core.my_tenant_ids from public;
grant execute on function tolsel_core.my_tenant_ids to tolsel_read;

create or replace function tolsel_core.acting_role()
returns regrole
language sql
stable
as $acting_role$
    select to_regrole(quote_ident(coalesce(nullif(current_setting('role'), 'none'), session_user)));
$acting_role$;
comment on function tolsel_core.acting_role is
    'Answers the database role that acts, which keeps its grants when it is renamed.';

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
