-- The ground every domain stands on: tenants and branches, currencies, logins and users,
-- the registers of refusals, checks and releases, and the activity log.
-- Locks nothing that exists. Takes less than a second.

create schema tolsel;
comment on schema tolsel is
    'The door: every public function and read view of tolsel. \df tolsel.* is the whole API.';
create schema tolsel_core;
comment on schema tolsel_core is
    'Private tables and helpers shared by all domains: tenants, logins, clock, refusals, checks.';

-- Types.

create domain tolsel_core.money_amount as numeric
    constraint money_amount_finite check (value > -1e15 and value < 1e15);
comment on domain tolsel_core.money_amount is
    'An amount in the currency of its row. Bounded on both sides, because NaN passes "> 0".';

create domain tolsel_core.moved_amount as numeric
    constraint moved_amount_sane check (value <> 0 and value > -1e15 and value < 1e15);
comment on domain tolsel_core.moved_amount is
    'What a line moves, in the currency of its row: a debit above 0, a credit below.';

create domain tolsel_core.positive_amount as numeric
    constraint positive_amount_sane check (value > 0 and value < 1e15);
comment on domain tolsel_core.positive_amount is 'An amount above 0 in the currency of its row.';

create domain tolsel_core.unsigned_amount as numeric
    constraint unsigned_amount_sane check (value >= 0 and value < 1e15);
comment on domain tolsel_core.unsigned_amount is
    'An amount in the currency of its row, 0 or above.';

create domain tolsel_core.money_total as numeric
    constraint money_total_finite check (value > -1e24 and value < 1e24);
comment on domain tolsel_core.money_total is
    'A sum of amounts: as finite as one of them, and large enough for a thousand million of them.';

create domain tolsel_core.unsigned_total as numeric
    constraint unsigned_total_sane check (value >= 0 and value < 1e24);
comment on domain tolsel_core.unsigned_total is
    'A sum of amounts of which none is below 0; as large as tolsel_core.money_total.';

create domain tolsel_core.calendar_date as date
    constraint calendar_date_sane check (value >= date '1900-01-01' and value < date '2200-01-01');
comment on domain tolsel_core.calendar_date is
    'A business day. Bounded on both sides, so that no date is infinite and no loop over days
endless.';

create domain tolsel_core.short_text as text
    constraint short_text_sane check (char_length(value) >= 1 and char_length(value) <= 200);
comment on domain tolsel_core.short_text is 'A name or a reference: 1 to 200 characters.';

create domain tolsel_core.long_text as text
    constraint long_text_sane check (char_length(value) >= 1 and char_length(value) <= 1000);
comment on domain tolsel_core.long_text is 'A reason or a description: 1 to 1,000 characters.';

create domain tolsel_core.request_key as text collate "C"
    constraint request_key_sane
        check (char_length(value) >= 1 and char_length(value) <= 200 and value !~ '^\s*$');
comment on domain tolsel_core.request_key is
    'The caller''s name for one request, compared byte by byte: the same key never has two
effects.';

create domain tolsel_core.event_topic as text collate "C"
    constraint event_topic_sane
        check (value ~ '^[a-z]+(_[a-z]+)*[.][a-z]+(_[a-z]+)*$' and char_length(value) <= 100);
comment on domain tolsel_core.event_topic is
    'What happened, such as payment.completed: lower-case words of a to z.';

create domain tolsel_core.event_document as text collate "C"
    constraint event_document_sane
        check (value ~ '^[a-z]+(_[a-z]+)*$' and char_length(value) <= 100);
comment on domain tolsel_core.event_document is
    'Kind of document that something happened to, such as payment: lower-case words of a to z.';

create domain tolsel_core.metadata as jsonb
    constraint metadata_sane
        check (jsonb_typeof(value) = 'object' and octet_length(value::text) <= 16384);
comment on domain tolsel_core.metadata is
    'The caller''s own facts about a row: a JSON object of at most 16 kB.';

-- Currencies.

create table tolsel_core.currency (
    currency text not null,
    name text not null,
    scale smallint not null,
    constraint currency_pkey primary key (currency),
    constraint currency_scale_key unique (currency, scale),
    constraint currency_currency_check check (currency ~ '^[A-Z][A-Z0-9]{2,11}$'),
    constraint currency_scale_check check (scale between 0 and 18)
);
comment on table tolsel_core.currency is
    'ISO 4217 currencies; the owner may add others, such as points or a coin.';
comment on column tolsel_core.currency.currency is
    'ISO 4217 code, or an own code of 3 to 12 letters and digits.';
comment on column tolsel_core.currency.name is 'English name.';
comment on column tolsel_core.currency.scale is
    'Decimals of the smallest unit: more decimals are refused, never rounded.';

-- Tenants and branches.

create table tolsel_core.tenant (
    tenant_id bigint generated always as identity,
    name text not null,
    currency text not null,
    opened_at timestamptz not null default now(),
    constraint tenant_pkey primary key (tenant_id),
    constraint tenant_name_key unique (name),
    constraint tenant_name_check check (char_length(name) between 1 and 200),
    constraint tenant_currency_fkey
        foreign key (currency) references tolsel_core.currency (currency)
);
comment on table tolsel_core.tenant is
    'One business with its own books. Rows are written by tolsel.open_tenant.';
comment on column tolsel_core.tenant.tenant_id is
    'Key; first column of the key of every business table.';
comment on column tolsel_core.tenant.name is 'Name of the business, unique in this database.';
comment on column tolsel_core.tenant.currency is
    'Currency of its chart of accounts and default of new accounts.';
comment on column tolsel_core.tenant.opened_at is
    'When the tenant was opened, by the business clock.';

create table tolsel_core.branch (
    tenant_id bigint not null,
    branch_id bigint generated always as identity,
    name text not null,
    time_zone text not null,
    day_starts_at time not null default '00:00',
    is_main boolean not null default false,
    opened_at timestamptz not null default now(),
    constraint branch_pkey primary key (tenant_id, branch_id),
    constraint branch_name_key unique (tenant_id, name),
    constraint branch_name_check check (char_length(name) between 1 and 200),
    constraint branch_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id)
);
-- Usage: the default business day of a posting.
create unique index branch_is_main_idx on tolsel_core.branch (tenant_id) where is_main;
comment on table tolsel_core.branch is
    'A place of business: a business day belongs to a branch, never to the server or the session.';
comment on column tolsel_core.branch.tenant_id is 'The business it belongs to.';
comment on column tolsel_core.branch.branch_id is 'Key within the tenant.';
comment on column tolsel_core.branch.name is 'Name, unique within the tenant.';
comment on column tolsel_core.branch.time_zone is
    'IANA zone such as Asia/Manila; checked by a trigger.';
comment on column tolsel_core.branch.day_starts_at is
    'Local time, before noon, at which a business day begins: in a bar that closes at 04:00 the
night belongs to the evening before. Checked by a trigger.';
comment on column tolsel_core.branch.is_main is
    'True for the one branch whose day is the default of the ledger.';
comment on column tolsel_core.branch.opened_at is
    'When the branch was opened, by the business clock.';

-- Who may act.

create table tolsel_core.login_tenant (
    tenant_id bigint not null,
    login_role regrole not null,
    login text not null,
    is_default boolean not null default false,
    granted_at timestamptz not null default now(),
    constraint login_tenant_pkey primary key (tenant_id, login_role),
    constraint login_tenant_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id)
);
-- Usage: tolsel_core.my_tenant_ids.
create index login_tenant_login_role_idx on tolsel_core.login_tenant (login_role);
-- Usage: tolsel.current_tenant_id.
create unique index login_tenant_is_default_idx on tolsel_core.login_tenant (login_role)
    where is_default;
comment on table tolsel_core.login_tenant is
    'Which database role may act for which tenant. tolsel stores no passwords.';
comment on column tolsel_core.login_tenant.tenant_id is 'The tenant it may act for.';
comment on column tolsel_core.login_tenant.login_role is
    'The database role that connects, or that was chosen with SET ROLE. The role itself and not its
name: one that takes the name later inherits nothing. A dump holds the name.';
comment on column tolsel_core.login_tenant.login is 'Name that the role had when it was granted.';
comment on column tolsel_core.login_tenant.is_default is
    'True for the tenant used when none is selected; at most one a login.';
comment on column tolsel_core.login_tenant.granted_at is
    'When the right was given, by the business clock.';

create table tolsel_core.user_account (
    tenant_id bigint not null,
    user_id bigint generated always as identity,
    name text not null,
    role text not null default 'clerk',
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    constraint user_account_pkey primary key (tenant_id, user_id),
    constraint user_account_name_key unique (tenant_id, name),
    constraint user_account_name_check check (char_length(name) between 1 and 200),
    constraint user_account_role_check check (role in ('admin', 'clerk')),
    constraint user_account_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id)
);
comment on table tolsel_core.user_account is
    'People of a tenant, so that what is done can be attributed. An attribution, not a proof: the
login is the proof.';
comment on column tolsel_core.user_account.tenant_id is 'The business the person works for.';
comment on column tolsel_core.user_account.user_id is
    'Key within the tenant; the value of the setting tolsel.user_id.';
comment on column tolsel_core.user_account.name is 'Name, unique within the tenant.';
comment on column tolsel_core.user_account.role is
    'admin or clerk; an admin act needs this and the database role tolsel_admin.';
comment on column tolsel_core.user_account.is_active is
    'False: nothing more can be attributed to this person.';
comment on column tolsel_core.user_account.created_at is
    'When the account was made, by the business clock.';

create table tolsel_core.activity_log (
    tenant_id bigint not null,
    activity_id bigint generated always as identity,
    recorded_at timestamptz not null default clock_timestamp(),
    login text not null,
    user_id bigint,
    request_id text,
    action text not null,
    subject text not null,
    detail tolsel_core.metadata not null default '{}',
    constraint activity_log_pkey primary key (tenant_id, activity_id)
);
-- Usage: everything that one request did.
create index activity_log_request_id_idx on tolsel_core.activity_log (tenant_id, request_id)
    where request_id is not null;
comment on table tolsel_core.activity_log is
    'Acts of administration, append-only: who opened, granted, closed, reopened or deleted what.';
comment on column tolsel_core.activity_log.tenant_id is
    'The tenant concerned; 0 for the database as a whole.';
comment on column tolsel_core.activity_log.activity_id is 'Key within the tenant.';
comment on column tolsel_core.activity_log.recorded_at is 'When it was done, by the wall clock.';
comment on column tolsel_core.activity_log.login is 'Database role that did it.';
comment on column tolsel_core.activity_log.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_core.activity_log.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_core.activity_log.action is 'The function, such as open_account.';
comment on column tolsel_core.activity_log.subject is 'What it was done to, such as account 17.';
comment on column tolsel_core.activity_log.detail is 'The figures.';

-- Events.

create sequence tolsel_core.event_claim_id_seq as bigint;
comment on sequence tolsel_core.event_claim_id_seq is
    'Numbers the claims of consumers: one for each call of tolsel.claim_events.';

create table tolsel_core.event (
    tenant_id bigint not null,
    event_id bigint generated always as identity,
    topic tolsel_core.event_topic not null,
    document tolsel_core.event_document not null,
    document_id bigint not null,
    sequence_no bigint not null,
    payload tolsel_core.metadata not null,
    request_id text,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz,
    attempts integer not null default 0,
    attempts_left smallint not null default 12,
    claim_id bigint,
    claimed_by text,
    claimed_at timestamptz,
    claim_expires_at timestamptz,
    next_attempt_at timestamptz,
    delivered_at timestamptz,
    dead_at timestamptz,
    replayed_at timestamptz,
    last_error text,
    is_open boolean not null
        generated always as (delivered_at is null and dead_at is null) stored,
    status text not null generated always as (
        case
            when delivered_at is not null then 'delivered'
            when dead_at is not null then 'dead'
            when claim_expires_at is not null then 'claimed'
            else 'pending'
        end) stored,
    constraint event_pkey primary key (tenant_id, event_id),
    constraint event_delivery_check check (
        attempts_left >= 0
        and (claim_id is null) = (attempts = 0)
        -- Without having been handed out, only what has expired is given up.
        and (claim_id is not null or (delivered_at is null and claim_expires_at is null
            and coalesce(dead_at >= expires_at, dead_at is null)))
        and num_nonnulls(claim_expires_at, delivered_at, dead_at) <= 1
        and isfinite(expires_at))
);
-- Usage: the events of a document, each with a number of its own. Partial, though it holds every
-- row, because a session that begins while the table is small would else take it for as good as the
-- primary key.
create unique index event_sequence_no_idx
    on tolsel_core.event (tenant_id, document, document_id, sequence_no)
    where document_id is not null;
-- Usage: tolsel.claim_events, the oldest event that is not delivered first.
create index event_is_open_idx on tolsel_core.event (tenant_id, event_id) where is_open;
-- Usage: tolsel.claim_events, whether an event of a document waits for an earlier one.
create index event_document_idx
    on tolsel_core.event (tenant_id, document, document_id, sequence_no) where is_open;
-- Usage: tolsel.claim_events, what has expired meanwhile.
create index event_expires_at_idx on tolsel_core.event (tenant_id, expires_at)
    where is_open and expires_at is not null;
-- Usage: everything that one request did.
create index event_request_id_idx on tolsel_core.event (tenant_id, request_id)
    where request_id is not null;
comment on table tolsel_core.event is
    'The outbox: what others may want to know, written in the transaction of what happened.';
comment on column tolsel_core.event.tenant_id is 'The tenant it happened to.';
comment on column tolsel_core.event.event_id is
    'Key within the tenant; consumers tell a repeated delivery by it.';
comment on column tolsel_core.event.topic is 'What happened, such as payment.completed.';
comment on column tolsel_core.event.document is
    'Kind of what it happened to, such as payment; together with document_id it keeps the order.';
comment on column tolsel_core.event.document_id is 'Key of what it happened to.';
comment on column tolsel_core.event.sequence_no is
    'Number within its document, 1, 2, 3, ... without gaps: a consumer sees what it missed.';
comment on column tolsel_core.event.payload is 'The facts, as they were when it happened.';
comment on column tolsel_core.event.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_core.event.created_at is 'When it was written, by the wall clock.';
comment on column tolsel_core.event.expires_at is
    'From then on it is worth nothing and is not handed out any more; null: it never expires. A
replay may set it.';
comment on column tolsel_core.event.attempts is 'How often it was handed out to a consumer.';
comment on column tolsel_core.event.attempts_left is
    'How many more times it may be handed out before it is given up; a replay sets it to 12 again.';
comment on column tolsel_core.event.claim_id is
    'The last claim, which alone may acknowledge or fail it; null before the first.';
comment on column tolsel_core.event.claimed_by is 'Consumer of the last claim.';
comment on column tolsel_core.event.claimed_at is 'When the last claim was made.';
comment on column tolsel_core.event.claim_expires_at is
    'When another consumer may claim it; null while nobody has it.';
comment on column tolsel_core.event.next_attempt_at is
    'Before this it is not handed out; null: at once. Set after a failed attempt.';
comment on column tolsel_core.event.delivered_at is 'When a consumer acknowledged it.';
comment on column tolsel_core.event.dead_at is
    'When it was given up; later events of its document wait for it no longer. If this is at or
after expires_at it has expired, else it is a dead letter.';
comment on column tolsel_core.event.replayed_at is
    'When it was last set to be delivered again; who did it is in the activity log.';
comment on column tolsel_core.event.last_error is
    'What the last failed attempt met, behind a note where it has expired; a replay keeps it.';
comment on column tolsel_core.event.is_open is 'True until it is delivered or given up.';
comment on column tolsel_core.event.status is 'pending, claimed, delivered or dead.';

-- Registers.

create table tolsel_core.error_code (
    code text not null,
    name text not null,
    message text not null,
    hint text not null,
    constraint error_code_pkey primary key (code),
    constraint error_code_name_key unique (name),
    constraint error_code_code_check check (code ~ '^U[CSMLHBKXWQ][0-9]{3}$'),
    constraint error_code_name_check check (name ~ '^[a-z]+(_[a-z]+)+$')
);
comment on table tolsel_core.error_code is
    'Every refusal tolsel can give. A code is never used again for something else.';
comment on column tolsel_core.error_code.code is
    'SQLSTATE: U, the letter of the domain, three digits.';
comment on column tolsel_core.error_code.name is 'What is wrong, in one name.';
comment on column tolsel_core.error_code.message is 'The same as a sentence for a person.';
comment on column tolsel_core.error_code.hint is
    'The way out, where the refusal gives no better one.';

create table tolsel_core.check_rule (
    check_name text not null,
    view_name text not null,
    quick_view_name text,
    severity text not null,
    title text not null,
    is_own boolean not null,
    is_freezing boolean not null default false,
    registered_at timestamptz not null default now(),
    constraint check_rule_pkey primary key (check_name),
    constraint check_rule_severity_check check (severity in ('breach', 'notice')),
    constraint check_rule_check_name_check check (check_name ~ '^[a-z_]+\.[a-z_]+$')
);
comment on table tolsel_core.check_rule is
    'The checks that tolsel.verify runs: each is a view that must be empty.';
comment on column tolsel_core.check_rule.check_name is 'domain.what_is_wrong.';
comment on column tolsel_core.check_rule.view_name is
    'Qualified name of the view whose rows are the offenders.';
comment on column tolsel_core.check_rule.quick_view_name is
    'View of the offenders among what is new since the last validation, where view_name reads the
whole history; null: each validation reads view_name.';
comment on column tolsel_core.check_rule.severity is
    'breach: a promise is broken; notice: worth a look.';
comment on column tolsel_core.check_rule.title is 'What a row of the view means, and what to do.';
comment on column tolsel_core.check_rule.is_own is
    'True for tolsel''s own checks, false for one a user registered.';
comment on column tolsel_core.check_rule.is_freezing is
    'True: a validation that finds an offender freezes the account it names; set by
tolsel.set_check_freezing.';
comment on column tolsel_core.check_rule.registered_at is
    'When it was first registered, by the wall clock.';

create table tolsel_core.validation (
    validation_id bigint generated always as identity,
    started_at timestamptz not null,
    ended_at timestamptz not null default clock_timestamp(),
    is_full boolean not null,
    check_count integer not null,
    breach_count integer not null,
    entry_count bigint not null,
    login text not null,
    constraint validation_pkey primary key (validation_id)
);
comment on table tolsel_core.validation is
    'Every run of the validator, append-only: some 10 MB a year at one run in five minutes.';
comment on column tolsel_core.validation.validation_id is 'Key.';
comment on column tolsel_core.validation.started_at is
    'When its snapshot was taken, by the wall clock; what was committed before has been judged.';
comment on column tolsel_core.validation.ended_at is 'When it was recorded, by the wall clock.';
comment on column tolsel_core.validation.is_full is
    'True where the whole history was read, false where only what is new.';
comment on column tolsel_core.validation.check_count is 'Number of checks that ran.';
comment on column tolsel_core.validation.breach_count is
    'Number of checks of severity breach that found an offender.';
comment on column tolsel_core.validation.entry_count is
    'Number of entries that no validation had judged before.';
comment on column tolsel_core.validation.login is 'Database role that ran it.';

create table tolsel_core.incident (
    incident_id bigint generated always as identity,
    found_at timestamptz not null default clock_timestamp(),
    validation_id bigint,
    row_txid bigint,
    txid bigint not null default pg_current_xact_id()::text::bigint,
    check_name text not null,
    severity text not null,
    subject text not null,
    login text not null,
    cause text not null,
    before_row jsonb not null,
    entry_row jsonb,
    constraint incident_pkey primary key (incident_id),
    constraint incident_severity_check check (severity in ('breach', 'notice')),
    constraint incident_validation_id_fkey
        foreign key (validation_id) references tolsel_core.validation (validation_id)
);
-- Usage: whether an equal incident is open.
create index incident_check_name_idx on tolsel_core.incident (check_name, subject);
comment on table tolsel_core.incident is
    'What a check found wrong, append-only. An equal one is not written again while this is open.';
comment on column tolsel_core.incident.incident_id is 'Key.';
comment on column tolsel_core.incident.found_at is 'When it was found, by the wall clock.';
comment on column tolsel_core.incident.validation_id is
    'The run that found it; null where a repair did.';
comment on column tolsel_core.incident.row_txid is
    'Transaction that last wrote the balance concerned (its xmin); null where there is none.';
comment on column tolsel_core.incident.txid is 'Transaction that recorded the incident.';
comment on column tolsel_core.incident.check_name is 'check_rule.check_name.';
comment on column tolsel_core.incident.severity is 'breach or notice.';
comment on column tolsel_core.incident.subject is
    'What is wrong, by its keys, such as tenant_id 1, account_id 17, slot 0.';
comment on column tolsel_core.incident.login is 'Database role that ran the validation or repair.';
comment on column tolsel_core.incident.cause is
    'What the check says of such a row, or the operation that ran into it.';
comment on column tolsel_core.incident.before_row is 'The row of the check, as it was found.';
comment on column tolsel_core.incident.entry_row is
    'Last entry of the balance concerned with its journal, who wrote it included; null where there
is none.';

create table tolsel_core.incident_end (
    incident_id bigint not null,
    ended_at timestamptz not null default clock_timestamp(),
    txid bigint not null default pg_current_xact_id()::text::bigint,
    outcome text not null,
    login text not null,
    after_row jsonb,
    constraint incident_end_pkey primary key (incident_id),
    constraint incident_end_outcome_check check (outcome in ('repaired', 'clean')),
    constraint incident_end_incident_id_fkey
        foreign key (incident_id) references tolsel_core.incident (incident_id)
);
comment on table tolsel_core.incident_end is 'The end of an incident, append-only.';
comment on column tolsel_core.incident_end.incident_id is 'The incident that ended.';
comment on column tolsel_core.incident_end.ended_at is 'When, by the wall clock.';
comment on column tolsel_core.incident_end.txid is 'Transaction that ended it.';
comment on column tolsel_core.incident_end.outcome is
    'repaired: tolsel put the derived value right; clean: the check found it no more.';
comment on column tolsel_core.incident_end.login is
    'Database role that repaired, or ran the validation.';
comment on column tolsel_core.incident_end.after_row is
    'What a repair put in place; null where it was found clean.';

create type tolsel_core.judgment as (
    check_name text,
    severity text,
    is_freezing boolean,
    cause text,
    has_run boolean,
    is_final boolean,
    subjects text[],
    before_rows jsonb[]
);
comment on type tolsel_core.judgment is
    'What one check found: its offenders by their keys, and whether those are all there are; or that
it could not run.';

create table tolsel_core.release (
    release_id bigint generated always as identity,
    version text not null,
    code_hash text not null,
    migrations jsonb not null,
    objects jsonb not null,
    guards jsonb not null,
    accepted text[] not null,
    loaded_at timestamptz not null default clock_timestamp(),
    login text not null default session_user,
    constraint release_pkey primary key (release_id)
);
comment on table tolsel_core.release is
    'What tolsel migrate has installed, newest last, append-only: the manifest that verify holds the
catalog against.';
comment on column tolsel_core.release.release_id is 'Key; the greatest is in force.';
comment on column tolsel_core.release.version is 'Version of the Python package that migrated.';
comment on column tolsel_core.release.code_hash is
    'sha256 over everything under sql/, hexadecimal.';
comment on column tolsel_core.release.migrations is
    'Applied migrations: name and sha256 of the file.';
comment on column tolsel_core.release.objects is
    'Loaded files and the objects each made, for the next reload and for rollback.';
comment on column tolsel_core.release.guards is
    'tolsel_core.guard at that moment: {"kind object": "definition"}.';
comment on column tolsel_core.release.accepted is
    'Guards that are not as tolsel makes them, and that tolsel migrate --accept-guards has taken as
they are; each is one of guards.';
comment on column tolsel_core.release.loaded_at is 'When it was loaded, by the wall clock.';
comment on column tolsel_core.release.login is
    'Database role that migrated: it may do anything, and is known to.';

create table tolsel_core.test_clock (
    is_only_row boolean not null default true,
    set_to_at timestamptz,
    constraint test_clock_pkey primary key (is_only_row),
    constraint test_clock_is_only_row_check check (is_only_row)
);
comment on table tolsel_core.test_clock is
    'Empty in production. One row in a database made with tolsel init --test-clock, whose clock can
be set.';
comment on column tolsel_core.test_clock.is_only_row is 'Always true: there is one clock.';
comment on column tolsel_core.test_clock.set_to_at is
    'What tolsel_core.clock_at answers; null for the real time.';

-- Jobs.

create table tolsel_core.job (
    job_name text not null,
    function_name text not null,
    title text not null,
    scope text not null,
    missed text not null,
    every_minutes integer,
    item_limit integer not null,
    registered_item_limit integer not null,
    backoff_s integer not null default 60,
    is_enabled boolean not null default true,
    constraint job_pkey primary key (job_name),
    constraint job_job_name_check check (job_name ~ '^[a-z_]+\.[a-z_]+$'),
    constraint job_function_name_check
        check (function_name ~ '^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$'),
    constraint job_scope_check check (scope in ('database', 'tenant', 'branch')),
    constraint job_missed_check check (missed in ('each', 'latest')),
    constraint job_every_minutes_check
        check (every_minutes >= 1 and every_minutes <= 1440 and 1440 % every_minutes = 0),
    constraint job_item_limit_check check (item_limit >= 1 and item_limit <= 1000000),
    constraint job_backoff_s_check check (backoff_s >= 1 and backoff_s <= 86400)
);
comment on table tolsel_core.job is
    'What is done regularly. Rows come from the jobs.sql of each domain; tolsel.set_job changes the
settings.';
comment on column tolsel_core.job.job_name is 'domain.verb_noun.';
comment on column tolsel_core.job.function_name is
    'Qualified name of what it runs, from a tolsel_core.job_task to a tolsel_core.job_slice.';
comment on column tolsel_core.job.title is 'What it does, in a sentence.';
comment on column tolsel_core.job.scope is
    'database: once for all; tenant or branch: once for each of them.';
comment on column tolsel_core.job.missed is
    'each: every period that was missed is run, oldest first; latest: the newest alone.';
comment on column tolsel_core.job.every_minutes is
    'Length of a period in UTC, a divisor of a day; null: a business day of the branch, of the main
branch of a tenant, of UTC for the database.';
comment on column tolsel_core.job.item_limit is 'The most that one slice may take on.';
comment on column tolsel_core.job.registered_item_limit is
    'item_limit when the job was first registered; set once.';
comment on column tolsel_core.job.backoff_s is
    'Seconds before a failed run is tried again; doubled with each further attempt, up to a day.';
comment on column tolsel_core.job.is_enabled is 'False: it is not run until it is switched on.';

create table tolsel_core.job_run (
    tenant_id bigint not null,
    branch_id bigint not null,
    job_name text not null,
    from_at timestamptz not null,
    job_run_id bigint generated always as identity,
    to_at timestamptz not null,
    attempt_at timestamptz not null,
    attempts integer not null default 0,
    started_at timestamptz,
    ended_at timestamptz,
    progress text,
    error text,
    item_count bigint not null default 0,
    skipped_count integer not null default 0,
    worked_ms bigint not null default 0,
    status text generated always as (
        case when ended_at is not null then 'done' when error is not null then 'failed'
        when attempts > 0 then 'started' else 'planned' end) stored,
    constraint job_run_pkey primary key (tenant_id, branch_id, job_name, from_at),
    constraint job_run_to_at_check check (to_at > from_at),
    constraint job_run_ended_at_check check (ended_at is null or (error is null and attempts > 0))
);
-- Usage: there is one run to come for a job in its scope; tolsel_core.plan_jobs.
create unique index job_run_ended_at_idx on tolsel_core.job_run (tenant_id, branch_id, job_name)
    where ended_at is null;
-- Usage: tolsel.claim_next_job.
create index job_run_attempt_at_idx on tolsel_core.job_run (attempt_at, job_run_id)
    where ended_at is null;
-- Usage: tolsel.run_claimed_job.
create index job_run_job_run_id_idx on tolsel_core.job_run (job_run_id) where ended_at is null;
comment on table tolsel_core.job_run is
    'One row for each period of a job in its scope, made when the period before has ended; the key
lets a period succeed once. A job that is gone leaves its runs behind, hence no foreign key.';
comment on column tolsel_core.job_run.tenant_id is
    'The tenant it runs for; 0 for the database as a whole.';
comment on column tolsel_core.job_run.branch_id is
    'The branch it runs for; 0 for the database or the tenant as a whole.';
comment on column tolsel_core.job_run.job_name is 'The job.';
comment on column tolsel_core.job_run.from_at is 'When the period begins.';
comment on column tolsel_core.job_run.job_run_id is
    'Number of the run, for tolsel.run_claimed_job.';
comment on column tolsel_core.job_run.to_at is
    'When the period ends and the next begins; the run is due from then on.';
comment on column tolsel_core.job_run.attempt_at is
    'When it may next be claimed, while it is open.';
comment on column tolsel_core.job_run.attempts is
    'How often the present slice was claimed; the last one, when the run has ended.';
comment on column tolsel_core.job_run.started_at is
    'When it was last claimed, by the business clock; null before.';
comment on column tolsel_core.job_run.ended_at is
    'When the whole period was done, by the business clock; null while it is open.';
comment on column tolsel_core.job_run.progress is
    'Where the next slice goes on, in the words of the job; null at the beginning and the end.';
comment on column tolsel_core.job_run.error is
    'SQLSTATE and message of the last attempt, if it failed; null otherwise.';
comment on column tolsel_core.job_run.item_count is 'How much its slices did, as the job counts.';
comment on column tolsel_core.job_run.skipped_count is
    'Missed periods before this one that the job did not want to make up for.';
comment on column tolsel_core.job_run.worked_ms is
    'Milliseconds of real time that its slices took, failed ones included.';
comment on column tolsel_core.job_run.status is 'planned, started, failed or done.';

create type tolsel_core.job_task as (
    job_name text,
    tenant_id bigint,
    branch_id bigint,
    from_at timestamptz,
    to_at timestamptz,
    day_on date,
    item_limit integer,
    progress text
);
comment on type tolsel_core.job_task is
    'What the function of a job is given: for whom, the period [from_at, to_at) and the business day
that it is or begins in, how much to take on, and where the slice before has stopped.';
create type tolsel_core.job_slice as (item_count integer, progress text);
comment on type tolsel_core.job_slice is
    'What the function of a job answers: how much it did, and where to go on; null: the period is
done.';

-- Seed.

insert into tolsel_core.currency (currency, name, scale) values
    ('AED', 'United Arab Emirates dirham', 2),
    ('AFN', 'Afghan afghani', 2),
    ('ALL', 'Albanian lek', 2),
    ('AMD', 'Armenian dram', 2),
    ('AOA', 'Angolan kwanza', 2),
    ('ARS', 'Argentine peso', 2),
    ('AUD', 'Australian dollar', 2),
    ('AWG', 'Aruban florin', 2),
    ('AZN', 'Azerbaijani manat', 2),
    ('BAM', 'Bosnia and Herzegovina convertible mark', 2),
    ('BBD', 'Barbados dollar', 2),
    ('BDT', 'Bangladeshi taka', 2),
    ('BHD', 'Bahraini dinar', 3),
    ('BIF', 'Burundian franc', 0),
    ('BMD', 'Bermudian dollar', 2),
    ('BND', 'Brunei dollar', 2),
    ('BOB', 'Boliviano', 2),
    ('BRL', 'Brazilian real', 2),
    ('BSD', 'Bahamian dollar', 2),
    ('BTN', 'Bhutanese ngultrum', 2),
    ('BWP', 'Botswana pula', 2),
    ('BYN', 'Belarusian ruble', 2),
    ('BZD', 'Belize dollar', 2),
    ('CAD', 'Canadian dollar', 2),
    ('CDF', 'Congolese franc', 2),
    ('CHF', 'Swiss franc', 2),
    ('CLF', 'Unidad de fomento', 4),
    ('CLP', 'Chilean peso', 0),
    ('CNY', 'Chinese yuan', 2),
    ('COP', 'Colombian peso', 2),
    ('CRC', 'Costa Rican colon', 2),
    ('CUP', 'Cuban peso', 2),
    ('CVE', 'Cabo Verdean escudo', 2),
    ('CZK', 'Czech koruna', 2),
    ('DJF', 'Djiboutian franc', 0),
    ('DKK', 'Danish krone', 2),
    ('DOP', 'Dominican peso', 2),
    ('DZD', 'Algerian dinar', 2),
    ('EGP', 'Egyptian pound', 2),
    ('ERN', 'Eritrean nakfa', 2),
    ('ETB', 'Ethiopian birr', 2),
    ('EUR', 'Euro', 2),
    ('FJD', 'Fiji dollar', 2),
    ('FKP', 'Falkland Islands pound', 2),
    ('GBP', 'Pound sterling', 2),
    ('GEL', 'Georgian lari', 2),
    ('GHS', 'Ghanaian cedi', 2),
    ('GIP', 'Gibraltar pound', 2),
    ('GMD', 'Gambian dalasi', 2),
    ('GNF', 'Guinean franc', 0),
    ('GTQ', 'Guatemalan quetzal', 2),
    ('GYD', 'Guyanese dollar', 2),
    ('HKD', 'Hong Kong dollar', 2),
    ('HNL', 'Honduran lempira', 2),
    ('HTG', 'Haitian gourde', 2),
    ('HUF', 'Hungarian forint', 2),
    ('IDR', 'Indonesian rupiah', 2),
    ('ILS', 'Israeli new shekel', 2),
    ('INR', 'Indian rupee', 2),
    ('IQD', 'Iraqi dinar', 3),
    ('IRR', 'Iranian rial', 2),
    ('ISK', 'Icelandic krona', 0),
    ('JMD', 'Jamaican dollar', 2),
    ('JOD', 'Jordanian dinar', 3),
    ('JPY', 'Japanese yen', 0),
    ('KES', 'Kenyan shilling', 2),
    ('KGS', 'Kyrgyzstani som', 2),
    ('KHR', 'Cambodian riel', 2),
    ('KMF', 'Comoro franc', 0),
    ('KPW', 'North Korean won', 2),
    ('KRW', 'South Korean won', 0),
    ('KWD', 'Kuwaiti dinar', 3),
    ('KYD', 'Cayman Islands dollar', 2),
    ('KZT', 'Kazakhstani tenge', 2),
    ('LAK', 'Lao kip', 2),
    ('LBP', 'Lebanese pound', 2),
    ('LKR', 'Sri Lankan rupee', 2),
    ('LRD', 'Liberian dollar', 2),
    ('LSL', 'Lesotho loti', 2),
    ('LYD', 'Libyan dinar', 3),
    ('MAD', 'Moroccan dirham', 2),
    ('MDL', 'Moldovan leu', 2),
    ('MGA', 'Malagasy ariary', 2),
    ('MKD', 'Macedonian denar', 2),
    ('MMK', 'Myanmar kyat', 2),
    ('MNT', 'Mongolian togrog', 2),
    ('MOP', 'Macanese pataca', 2),
    ('MRU', 'Mauritanian ouguiya', 2),
    ('MUR', 'Mauritian rupee', 2),
    ('MVR', 'Maldivian rufiyaa', 2),
    ('MWK', 'Malawian kwacha', 2),
    ('MXN', 'Mexican peso', 2),
    ('MYR', 'Malaysian ringgit', 2),
    ('MZN', 'Mozambican metical', 2),
    ('NAD', 'Namibian dollar', 2),
    ('NGN', 'Nigerian naira', 2),
    ('NIO', 'Nicaraguan cordoba', 2),
    ('NOK', 'Norwegian krone', 2),
    ('NPR', 'Nepalese rupee', 2),
    ('NZD', 'New Zealand dollar', 2),
    ('OMR', 'Omani rial', 3),
    ('PAB', 'Panamanian balboa', 2),
    ('PEN', 'Peruvian sol', 2),
    ('PGK', 'Papua New Guinean kina', 2),
    ('PHP', 'Philippine peso', 2),
    ('PKR', 'Pakistani rupee', 2),
    ('PLN', 'Polish zloty', 2),
    ('PYG', 'Paraguayan guarani', 0),
    ('QAR', 'Qatari riyal', 2),
    ('RON', 'Romanian leu', 2),
    ('RSD', 'Serbian dinar', 2),
    ('RUB', 'Russian ruble', 2),
    ('RWF', 'Rwandan franc', 0),
    ('SAR', 'Saudi riyal', 2),
    ('SBD', 'Solomon Islands dollar', 2),
    ('SCR', 'Seychelles rupee', 2),
    ('SDG', 'Sudanese pound', 2),
    ('SEK', 'Swedish krona', 2),
    ('SGD', 'Singapore dollar', 2),
    ('SHP', 'Saint Helena pound', 2),
    ('SLE', 'Sierra Leonean leone', 2),
    ('SOS', 'Somali shilling', 2),
    ('SRD', 'Surinamese dollar', 2),
    ('SSP', 'South Sudanese pound', 2),
    ('STN', 'Sao Tome and Principe dobra', 2),
    ('SVC', 'Salvadoran colon', 2),
    ('SYP', 'Syrian pound', 2),
    ('SZL', 'Swazi lilangeni', 2),
    ('THB', 'Thai baht', 2),
    ('TJS', 'Tajikistani somoni', 2),
    ('TMT', 'Turkmenistan manat', 2),
    ('TND', 'Tunisian dinar', 3),
    ('TOP', 'Tongan paanga', 2),
    ('TRY', 'Turkish lira', 2),
    ('TTD', 'Trinidad and Tobago dollar', 2),
    ('TWD', 'New Taiwan dollar', 2),
    ('TZS', 'Tanzanian shilling', 2),
    ('UAH', 'Ukrainian hryvnia', 2),
    ('UGX', 'Ugandan shilling', 0),
    ('USD', 'United States dollar', 2),
    ('UYU', 'Uruguayan peso', 2),
    ('UYW', 'Unidad previsional', 4),
    ('UZS', 'Uzbekistan sum', 2),
    ('VED', 'Digital bolivar', 2),
    ('VES', 'Sovereign bolivar', 2),
    ('VND', 'Vietnamese dong', 0),
    ('VUV', 'Vanuatu vatu', 0),
    ('WST', 'Samoan tala', 2),
    ('XAF', 'CFA franc BEAC', 0),
    ('XCD', 'East Caribbean dollar', 2),
    ('XCG', 'Caribbean guilder', 2),
    ('XOF', 'CFA franc BCEAO', 0),
    ('XPF', 'CFP franc', 0),
    ('YER', 'Yemeni rial', 2),
    ('ZAR', 'South African rand', 2),
    ('ZMW', 'Zambian kwacha', 2),
    ('ZWG', 'Zimbabwe gold', 2);
