-- Ways past the guards that no catalog lists: a kind, what a superuser does, the check that must find
-- it. `package` is what the package says that holds the guards against what it has shipped.
-- One line each: kind | check | statement.
-- Settings, in whatever spelling.
setting | risky_setting | alter role shop_app set "Session_Replication_Role" = 'Replica'
setting | risky_setting | alter role shop_app set SESSION_REPLICATION_ROLE = REPLICA
setting | risky_setting | alter role all set session_replication_role = 'replica'
setting | risky_setting | do $$begin execute format('alter database %I set session_replication_role = replica', current_database()); end$$
setting | risky_setting | do $$begin execute format('alter role shop_app in database %I set session_replication_role = replica', current_database()); end$$
setting | risky_setting | set local session_replication_role = 'REPLICA'
setting | risky_setting | alter role shop_app set row_security = 'no'
setting | risky_setting | alter role shop_app set row_security = 'F'
setting | risky_setting | alter role shop_app set row_security = 0
setting | risky_setting | alter role all set ROW_SECURITY = 'fals'
setting | risky_setting | alter role shop_app set synchronous_commit = 'OFF'
setting | risky_setting | alter role shop_app set synchronous_commit = 'false'
setting | risky_setting | alter role all set synchronous_commit = '0'
setting | risky_setting | set local synchronous_commit = 'no'
setting | risky_setting | grant set on parameter session_replication_role to shop_app
setting | risky_setting | grant set on parameter session_replication_role to public
-- Triggers that do not fire always, and flags of the catalog that take a guard away.
trigger | changed_guard | alter table tolsel_ledger.entry enable trigger entry_before_change_append_only
trigger | changed_guard | alter table tolsel_ledger.balance enable replica trigger balance_after_update_daily_total
trigger | changed_guard | alter table tolsel_billing.allocation disable trigger user
trigger | changed_guard | alter table tolsel_billing.payment disable trigger all
trigger | changed_guard | update pg_trigger set tgenabled = 'D' where tgname = 'journal_before_change_append_only'
trigger | changed_guard | update pg_trigger set tgtype = tgtype & ~8::smallint where tgname = 'entry_before_change_append_only'
trigger | changed_guard | update pg_trigger set tgtype = tgtype & ~8::smallint where tgisinternal and tgrelid = 'tolsel_ledger.journal'::regclass
trigger | changed_guard | update pg_trigger set tgfoid = '"RI_FKey_cascade_del"'::regproc where tgfoid = '"RI_FKey_noaction_del"'::regproc and tgrelid = 'tolsel_ledger.journal'::regclass
flag | changed_guard | alter function tolsel_core.enter_tenant support pg_catalog.generate_series_int4_support
flag | changed_guard | update pg_type set typinput = 'numeric_in' where oid = 'tolsel_core.money_amount'::regtype
flag | changed_guard | update pg_class set relhastriggers = false where oid = 'tolsel_ledger.entry'::regclass
flag | changed_guard | update pg_class set relchecks = 0 where oid = 'tolsel_ledger.journal'::regclass
flag | changed_guard | update pg_class set relrowsecurity = false where oid = 'tolsel_ledger.journal'::regclass
flag | changed_guard | update pg_class set relhasindex = false where oid = 'tolsel_ledger.entry'::regclass
flag | changed_guard | update pg_index set indisready = false where indexrelid = 'tolsel_ledger.journal_request_key_idx'::regclass
flag | changed_guard | update pg_index set indislive = false where indexrelid = 'tolsel_ledger.journal_request_key_idx'::regclass
flag | changed_guard | update pg_index set indimmediate = false where indexrelid = 'tolsel_ledger.journal_pkey'::regclass
flag | changed_guard | update pg_index set indisvalid = false where indexrelid = 'tolsel_ledger.journal_request_key_idx'::regclass
flag | changed_guard | update pg_index set indisunique = false where indexrelid = 'tolsel_ledger.journal_request_key_idx'::regclass
flag | changed_guard | update pg_attribute set attnotnull = false where attrelid = 'tolsel_ledger.entry'::regclass and attname = 'amount'
flag | changed_guard | update pg_constraint set convalidated = false where conname = 'entry_journal_id_fkey'
flag | changed_guard | update pg_proc set prosecdef = false where oid = to_regproc('tolsel.post_journal')
flag | changed_guard | update pg_proc set proconfig = null where oid = to_regproc('tolsel.record_payment')
flag | changed_guard | update pg_proc set prosrc = 'begin return null; end' where oid = to_regproc('tolsel_core._tg_any_append_only')
-- Roles, however many memberships away.
role | privileged_role | grant tolsel_owner to shop_app
role | privileged_role | create role between; grant tolsel_owner to between; grant between to shop_app
role | privileged_role | create role between createrole; grant between to shop_app
role | privileged_role | alter role shop_app superuser
role | privileged_role | alter role shop_app bypassrls
role | privileged_role | alter role shop_app createrole
role | privileged_role | create role boss superuser; grant boss to shop_app
role | privileged_role | grant pg_write_all_data to shop_app
role | privileged_role | grant pg_read_all_data to shop_app
role | privileged_role | create role between; grant pg_write_all_data to between; grant between to shop_app
role | privileged_role | grant pg_execute_server_program to shop_app
role | privileged_role | grant pg_write_server_files to shop_app
role | privileged_role | grant tolsel_owner to tolsel_app
role | privileged_role | grant pg_write_all_data to tolsel_read
role | privileged_role | alter role tolsel_admin login
role | privileged_role | alter role tolsel_owner login
role | privileged_role | alter role tolsel_app superuser
role | notice_powerful_login | create role stranger login superuser
role | notice_powerful_login | create role stranger login; grant tolsel_owner to stranger
role | notice_powerful_login | create role stranger login in role pg_write_all_data
role | notice_powerful_login | create role stranger login bypassrls
role | lost_login | create role passing login; select tolsel.grant_login('passing', 1); drop role passing
role | notice_renamed_login | alter role shop_app rename to shop_app_now
role | unprotected_table | alter table tolsel_core.check_rule disable row level security
role | unprotected_table | alter table tolsel_core.release disable row level security
role | unprotected_table | alter table tolsel_ledger.slot_mark disable row level security
-- Doors beside the schemas.
door | side_door | create function public.door() returns bigint language sql security definer as 'select count(*) from tolsel_ledger.entry'
door | side_door | create function public.door(text) returns void language plpgsql security definer as 'begin execute $1; end'
door | side_door | create function public.door() returns int language sql security definer as 'select 1'; alter function public.door() owner to tolsel_owner
door | side_door | create view public.door as select * from tolsel_ledger.entry; grant select on public.door to shop_app
door | side_door | create view public.door as select * from tolsel_billing.customer; grant update on public.door to public
door | side_door | create materialized view public.door as select * from tolsel_ledger.entry; grant select on public.door to shop_app
door | side_door | create table public.desk (x int); grant insert on public.desk to shop_app; create rule door as on insert to public.desk do also delete from tolsel_ledger.hold
door | side_door | grant create on schema pg_catalog to shop_app
door | side_door | grant create on schema pg_catalog to public
door | side_door | create function pg_catalog.format(text, bigint) returns text language sql as 'select $1'
door | side_door | create operator pg_catalog.<<<< (leftarg = numeric, rightarg = numeric, function = numeric_ne)
door | side_door | update pg_language set lanpltrusted = true where lanname = 'internal'
door | changed_guard | grant execute on function tolsel_ledger.lock_proof to shop_app
door | changed_guard | grant execute on function tolsel_core.enter_tenant to public
door | changed_guard | grant select on tolsel_ledger.entry to shop_app
door | changed_guard | grant select (amount) on tolsel_ledger.entry to shop_app
door | changed_guard | grant usage on schema tolsel_ledger to shop_app
door | changed_guard | grant create on schema tolsel to shop_app
door | changed_guard | grant execute on function tolsel.post_journal to tolsel_app with grant option
door | changed_guard | grant usage on schema tolsel to shop_app with grant option
door | changed_guard | grant execute on function tolsel.verify to tolsel_app
door | changed_guard | grant usage on sequence tolsel_core.event_claim_id_seq to shop_app
door | writable_table | grant insert on tolsel_core.check_rule to shop_app
door | unwanted_test_clock | insert into tolsel_core.test_clock (set_to_at) values ('2030-01-01Z')
-- The manifest, and what verifies: the database alone cannot say it.
manifest | package | alter table tolsel_ledger.balance drop constraint balance_available_check; alter table tolsel_core.release disable trigger all; update tolsel_core.release set guards = guards - 'constraint tolsel_ledger.balance.balance_available_check'; alter table tolsel_core.release enable always trigger release_before_change_append_only; alter table tolsel_core.release enable always trigger release_before_truncate_append_only
manifest | package | alter table tolsel_core.release disable trigger all; delete from tolsel_core.release
manifest | package | create or replace view tolsel_core.breach_changed_guard as select null::text as guard, null::text as difference, null::text as expected, null::text as found where false
manifest | package | update pg_proc set prosrc = 'begin return; end' where oid = to_regproc('tolsel.verify')
manifest | package | delete from tolsel_core.check_rule where check_name = 'ledger.broken_chain'
manifest | package | update tolsel_core.check_rule set severity = 'notice' where check_name = 'ledger.broken_chain'
manifest | package | update tolsel_core.check_rule set view_name = 'tolsel_ledger.breach_open_system' where check_name = 'ledger.broken_chain'
manifest | changed_guard | update tolsel_core.check_rule set quick_view_name = 'tolsel_ledger.quick_wrong_year' where check_name = 'channel.wrong_posting'
-- Registers.
register | changed_guard | delete from tolsel_core.job where job_name = 'ledger.validate_books'
register | changed_guard | update tolsel_core.job set function_name = 'tolsel_ledger.job_seal_entries' where job_name = 'ledger.validate_books'
register | changed_guard | update tolsel_core.job set every_minutes = 1440 where job_name = 'ledger.seal_entries'
register | changed_job | update tolsel_core.job set is_enabled = false where job_name = 'ledger.validate_books'
register | changed_job | update tolsel_core.job set item_limit = 1 where job_name = 'ledger.seal_entries'
register | unplanned_job | delete from tolsel_core.job_run where job_name = 'ledger.validate_books'
register | unplanned_job | update tolsel_core.job_run set attempt_at = 'infinity' where job_name = 'ledger.validate_books'
register | changed_guard | update tolsel_ledger.chart_template set code = '4001' where code = '4000'
register | changed_guard | delete from tolsel_ledger.chart_template where code = '4000'
register | changed_guard | alter table tolsel_core.currency disable trigger all; update tolsel_core.currency set scale = 3 where currency = 'EUR'
register | changed_guard | alter table tolsel_core.currency disable trigger all; delete from tolsel_core.currency where currency = 'ZMW'
register | changed_guard | update tolsel_channel.payment_method_template set category = 'digital' where method = 'cash'
register | changed_guard | delete from tolsel_core.error_code where code = 'UL005'
register | changed_guard | update tolsel_core.error_code set name = 'funds_are_fine' where code = 'UL005'
register | changed_guard | delete from tolsel_queue.transition
register | claim_behind | select tolsel.grant_login(current_user::text, 1, true); select tolsel.close_period('2024-12-31', 'Year', p_tenant_id => 1); select count(*) from tolsel.claim_events('mailer', p_tenant_id => 1); update tolsel_core.event set claim_id = 99
register | identity_behind | select setval('tolsel_ledger.account_account_id_seq', 1)
