-- The walk-in service queue: services, counters and the branch's line, tickets and all that happens
-- to them, the board, statistics of hours and days, the closing of a day, and messages.
-- Locks nothing that exists. Takes less than a second.

create schema tolsel_queue;
comment on schema tolsel_queue is
    'Private tables and helpers of the walk-in service queue: tickets, counters, their statistics.';

-- Types.

create domain tolsel_queue.ticket_state as text
    constraint ticket_state_known check (value in (
        'waiting', 'called', 'serving', 'processing', 'parked', 'completed', 'cancelled',
        'no_show'));
comment on domain tolsel_queue.ticket_state is
    'Where a ticket stands: waiting, called, serving, processing, parked, completed, cancelled or
no_show.';

create domain tolsel_queue.service_outcome as text
    constraint service_outcome_known check (value in ('served', 'nothing'));
comment on domain tolsel_queue.service_outcome is
    'What a completed service led to: served, or nothing; null where nobody recorded it.';

create domain tolsel_queue.head_start as integer
    constraint head_start_sane check (value >= 0 and value <= 86400);
comment on domain tolsel_queue.head_start is
    'Seconds by which a ticket counts as having joined earlier: 0 to a day.';

create domain tolsel_queue.setting_minutes as smallint
    constraint setting_minutes_sane check (value >= smallint '0' and value <= smallint '1440');
comment on domain tolsel_queue.setting_minutes is 'A setting of 0 to 1,440 minutes.';

create domain tolsel_queue.limit_minutes as smallint
    constraint limit_minutes_sane check (value >= smallint '1' and value <= smallint '1440');
comment on domain tolsel_queue.limit_minutes is 'A limit of 1 to 1,440 minutes.';

create domain tolsel_queue.call_limit as smallint
    constraint call_limit_sane check (value >= smallint '1' and value <= smallint '20');
comment on domain tolsel_queue.call_limit is 'How often one is called who does not come: 1 to 20.';

-- A rule of one column is that of its type: a session keeps it, and parses the CHECKs of a table
-- anew in each statement that writes a row of it.
create domain tolsel_queue.running_no as integer
    constraint running_no_sane check (value >= 1);
comment on domain tolsel_queue.running_no is 'A number that counts on from 1.';

create domain tolsel_queue.event_count as integer
    constraint event_count_sane check (value >= 0);
comment on domain tolsel_queue.event_count is 'How often something happened.';

create domain tolsel_queue.total_ms as bigint
    constraint total_ms_sane check (value >= 0);
comment on domain tolsel_queue.total_ms is 'Milliseconds, added up.';

create domain tolsel_queue.language as text
    constraint language_sane check (value ~ '^[a-z]{2,3}(-[A-Z]{2})?$');
comment on domain tolsel_queue.language is 'A language, such as en, fil or pt-BR.';

create domain tolsel_queue.message_text as text
    constraint message_text_sane check (char_length(value) >= 1 and char_length(value) <= 500);
comment on domain tolsel_queue.message_text is 'What a message says: 1 to 500 characters.';

-- What may happen to a ticket.

create table tolsel_queue.transition (
    action text not null,
    from_state text not null,
    to_state text not null,
    constraint transition_pkey primary key (action, from_state, to_state),
    constraint transition_action_check check (action ~ '^[a-z]+(_[a-z]+)*$'),
    constraint transition_to_state_check check (to_state <> 'new')
);
comment on table tolsel_queue.transition is
    'What may happen to a ticket: rows are the rules of tolsel, the same for all tenants.';
comment on column tolsel_queue.transition.action is 'Key of the act, such as call.';
comment on column tolsel_queue.transition.from_state is 'State before; new where there was none.';
comment on column tolsel_queue.transition.to_state is 'State after.';

-- What an office offers, and where.

create table tolsel_queue.priority (
    tenant_id bigint not null,
    priority text not null,
    name tolsel_core.short_text not null,
    head_start_s tolsel_queue.head_start not null,
    constraint priority_pkey primary key (tenant_id, priority),
    constraint priority_priority_check check (priority ~ '^[a-z][a-z0-9_]{1,49}$'),
    constraint priority_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id)
);
comment on table tolsel_queue.priority is
    'How much earlier than it did a ticket counts as having joined.';
comment on column tolsel_queue.priority.tenant_id is 'The business.';
comment on column tolsel_queue.priority.priority is 'Key for programs, such as senior.';
comment on column tolsel_queue.priority.name is 'Name for people.';
comment on column tolsel_queue.priority.head_start_s is
    'Seconds of head start that new tickets get.';

create table tolsel_queue.service (
    tenant_id bigint not null,
    service_id bigint generated always as identity,
    name tolsel_core.short_text not null,
    prefix text not null,
    priority text not null,
    is_active boolean not null default true,
    constraint service_pkey primary key (tenant_id, service_id),
    constraint service_name_key unique (tenant_id, name),
    constraint service_prefix_key unique (tenant_id, prefix),
    constraint service_prefix_check check (prefix ~ '^[A-Z]{1,3}$'),
    constraint service_priority_fkey foreign key (tenant_id, priority)
        references tolsel_queue.priority (tenant_id, priority)
);
comment on table tolsel_queue.service is 'What people queue for.';
comment on column tolsel_queue.service.tenant_id is 'The business.';
comment on column tolsel_queue.service.service_id is 'Key within the tenant.';
comment on column tolsel_queue.service.name is 'Name, unique within the tenant.';
comment on column tolsel_queue.service.prefix is
    'Letters its tokens begin with, unique within the tenant.';
comment on column tolsel_queue.service.priority is
    'Priority of those who join or are transferred without another.';
comment on column tolsel_queue.service.is_active is
    'False: nobody joins it or is transferred to it.';

create table tolsel_queue.line (
    tenant_id bigint not null,
    branch_id bigint not null,
    is_open boolean not null default true,
    has_nightly_reset boolean not null default true,
    is_second_ticket_allowed boolean not null default false,
    is_place_kept boolean not null default true,
    call_limit tolsel_queue.call_limit not null default 3,
    absence_minutes tolsel_queue.setting_minutes not null default 5,
    message_minutes tolsel_queue.setting_minutes not null default 10,
    service_limit_minutes tolsel_queue.limit_minutes not null default 240,
    last_call_no tolsel_queue.event_count not null default 0,
    opened_at timestamptz not null default now(),
    constraint line_pkey primary key (tenant_id, branch_id),
    constraint line_branch_id_fkey foreign key (tenant_id, branch_id)
        references tolsel_core.branch (tenant_id, branch_id)
) with (fillfactor = 50);
comment on table tolsel_queue.line is
    'The queue of a branch and its settings. All that calls, parks, transfers or closes a day locks
its row, so that calls come in the order of the line, and no reader of the board misses
one.';
comment on column tolsel_queue.line.tenant_id is 'The business.';
comment on column tolsel_queue.line.branch_id is 'The branch.';
comment on column tolsel_queue.line.is_open is 'False: nobody joins and nobody is called.';
comment on column tolsel_queue.line.has_nightly_reset is
    'False: what is open when a day ends stays open, and is called before what joins later.';
comment on column tolsel_queue.line.is_second_ticket_allowed is
    'True: a customer may wait twice for one service.';
comment on column tolsel_queue.line.is_place_kept is
    'True: who did not come and turns up has the place of his join time; false: behind the line.';
comment on column tolsel_queue.line.call_limit is
    'Calls after which one who does not come is a no-show.';
comment on column tolsel_queue.line.absence_minutes is
    'Minutes before one who did not come is called again.';
comment on column tolsel_queue.line.message_minutes is
    'Minutes for which a message about a ticket is worth sending.';
comment on column tolsel_queue.line.service_limit_minutes is
    'Minutes after which a service was not served but left open: its time counts nowhere.';
comment on column tolsel_queue.line.last_call_no is 'Number of the last call on the board.';
comment on column tolsel_queue.line.opened_at is 'When the queue was opened.';

create table tolsel_queue.token_series (
    tenant_id bigint not null,
    branch_id bigint not null,
    service_id bigint not null,
    last_on tolsel_core.calendar_date not null,
    last_no tolsel_queue.event_count not null default 0,
    constraint token_series_pkey primary key (tenant_id, branch_id, service_id),
    constraint token_series_branch_id_fkey foreign key (tenant_id, branch_id)
        references tolsel_queue.line (tenant_id, branch_id),
    constraint token_series_service_id_fkey foreign key (tenant_id, service_id)
        references tolsel_queue.service (tenant_id, service_id)
) with (fillfactor = 50);
comment on table tolsel_queue.token_series is
    'The last token of a service at a branch: joins queue at this row and at no other. It also says
that the branch offers the service.';
comment on column tolsel_queue.token_series.tenant_id is 'The business.';
comment on column tolsel_queue.token_series.branch_id is 'The branch.';
comment on column tolsel_queue.token_series.service_id is 'The service.';
comment on column tolsel_queue.token_series.last_on is
    'Business day of the last token; moved on when the day is closed, so that no token of it
follows.';
comment on column tolsel_queue.token_series.last_no is 'Number of the last token of that day.';

create table tolsel_queue.counter (
    tenant_id bigint not null,
    counter_id bigint generated always as identity,
    branch_id bigint not null,
    name tolsel_core.short_text not null,
    is_open boolean not null default true,
    constraint counter_pkey primary key (tenant_id, counter_id),
    constraint counter_branch_id_key unique (tenant_id, counter_id, branch_id),
    constraint counter_branch_id_fkey foreign key (tenant_id, branch_id)
        references tolsel_queue.line (tenant_id, branch_id)
);
-- Usage: a name once a branch. Partial, though it holds every row, for the reason of
-- reset_run_business_on_idx.
create unique index counter_name_idx on tolsel_queue.counter (tenant_id, branch_id, name)
    where name is not null;
comment on table tolsel_queue.counter is 'A place where people are served.';
comment on column tolsel_queue.counter.tenant_id is 'The business.';
comment on column tolsel_queue.counter.counter_id is 'Key within the tenant.';
comment on column tolsel_queue.counter.branch_id is 'The branch it is in.';
comment on column tolsel_queue.counter.name is 'Name on the board, unique within the branch.';
comment on column tolsel_queue.counter.is_open is 'False: it calls nobody.';

create table tolsel_queue.counter_service (
    tenant_id bigint not null,
    counter_id bigint not null,
    service_id bigint not null,
    constraint counter_service_pkey primary key (tenant_id, counter_id, service_id),
    constraint counter_service_counter_id_fkey foreign key (tenant_id, counter_id)
        references tolsel_queue.counter (tenant_id, counter_id),
    constraint counter_service_service_id_fkey foreign key (tenant_id, service_id)
        references tolsel_queue.service (tenant_id, service_id)
);
comment on table tolsel_queue.counter_service is
    'Which services a counter was given: it calls no others.';
comment on column tolsel_queue.counter_service.tenant_id is 'The business.';
comment on column tolsel_queue.counter_service.counter_id is 'The counter.';
comment on column tolsel_queue.counter_service.service_id is 'A service it calls.';

create table tolsel_queue.counter_person (
    tenant_id bigint not null,
    counter_id bigint not null,
    user_id bigint not null,
    constraint counter_person_pkey primary key (tenant_id, counter_id, user_id),
    constraint counter_person_counter_id_fkey foreign key (tenant_id, counter_id)
        references tolsel_queue.counter (tenant_id, counter_id),
    constraint counter_person_user_id_fkey foreign key (tenant_id, user_id)
        references tolsel_core.user_account (tenant_id, user_id)
);
comment on table tolsel_queue.counter_person is
    'To whom a counter was given: nobody else calls there. One that was given to nobody is open to
all.';
comment on column tolsel_queue.counter_person.tenant_id is 'The business.';
comment on column tolsel_queue.counter_person.counter_id is 'The counter.';
comment on column tolsel_queue.counter_person.user_id is 'A person who calls there.';

-- The closing of a day.

create table tolsel_queue.reset_run (
    tenant_id bigint not null,
    reset_run_id bigint generated always as identity,
    branch_id bigint not null,
    business_on tolsel_core.calendar_date not null,
    is_automatic boolean not null,
    outcome text not null,
    cancelled_count tolsel_queue.event_count not null default 0,
    completed_count tolsel_queue.event_count not null default 0,
    archived_count tolsel_queue.event_count not null default 0,
    error text,
    started_at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    login text not null,
    user_id bigint,
    request_id text,
    message text not null generated always as (
        'Queue reset: ' || cancelled_count::integer::text || ' customers cancelled, '
        || completed_count::integer::text || ' customers completed') stored,
    constraint reset_run_pkey primary key (tenant_id, reset_run_id),
    constraint reset_run_outcome_check check (outcome in ('ok', 'failed')),
    constraint reset_run_error_check check (
        (outcome = 'failed') = (error is not null)
        and (outcome = 'ok' or archived_count = 0)
        and archived_count >= cancelled_count + completed_count),
    constraint reset_run_branch_id_fkey foreign key (tenant_id, branch_id)
        references tolsel_queue.line (tenant_id, branch_id)
);
-- Usage: everything that one request did.
create index reset_run_request_id_idx on tolsel_queue.reset_run (tenant_id, request_id)
    where request_id is not null;
-- Usage: the run that has closed a day. Partial, though it holds every row, because a session that
-- begins while the table is small would else take it for as good as the primary key.
create index reset_run_business_on_idx
    on tolsel_queue.reset_run (tenant_id, branch_id, business_on, reset_run_id)
    where business_on is not null;
comment on table tolsel_queue.reset_run is
    'How each closing of a business day of a branch ended; append-only. What a job has tried in
vain is in its run.';
comment on column tolsel_queue.reset_run.tenant_id is 'The business.';
comment on column tolsel_queue.reset_run.reset_run_id is 'Key within the tenant.';
comment on column tolsel_queue.reset_run.branch_id is 'The branch.';
comment on column tolsel_queue.reset_run.business_on is 'The day that was closed.';
comment on column tolsel_queue.reset_run.is_automatic is
    'True: the job of the day; false: somebody asked for it.';
comment on column tolsel_queue.reset_run.outcome is 'ok, or failed: nothing was changed then.';
comment on column tolsel_queue.reset_run.cancelled_count is
    'Tickets that still waited, and were cancelled.';
comment on column tolsel_queue.reset_run.completed_count is
    'Tickets in service or parked, which were completed.';
comment on column tolsel_queue.reset_run.archived_count is
    'Tickets that were archived, those included.';
comment on column tolsel_queue.reset_run.error is
    'SQLSTATE and message it failed with; null where it did not.';
comment on column tolsel_queue.reset_run.started_at is 'When it began, by the business clock.';
comment on column tolsel_queue.reset_run.recorded_at is 'When it ended, by the wall clock.';
comment on column tolsel_queue.reset_run.login is 'Database role that did it.';
comment on column tolsel_queue.reset_run.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_queue.reset_run.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel_queue.reset_run.message is 'What it did, in a sentence.';

-- Tickets.

create table tolsel_queue.ticket (
    tenant_id bigint not null,
    ticket_id bigint generated always as identity,
    branch_id bigint not null,
    business_on tolsel_core.calendar_date not null,
    prefix text not null,
    token_no integer not null,
    token text not null generated always as (
        prefix || case when token_no < 1000 then lpad(token_no::text, 3, '0')
            else token_no::text end) stored,
    service_id bigint not null,
    priority text not null,
    head_start_s tolsel_queue.head_start not null,
    state tolsel_queue.ticket_state not null,
    counter_id bigint,
    target_counter_id bigint,
    joined_at timestamptz not null,
    queued_at timestamptz not null,
    order_at timestamptz not null generated always as (
        ((queued_at at time zone 'UTC') - make_interval(secs => head_start_s))
            at time zone 'UTC') stored,
    called_at timestamptz,
    wait_ms tolsel_queue.total_ms generated always as (
        (extract(epoch from called_at - joined_at) * 1000.0)::bigint) stored,
    served_at timestamptz,
    service_ms tolsel_queue.total_ms not null default 0,
    is_left_open boolean not null default false,
    returns_at timestamptz,
    ended_at timestamptz,
    outcome tolsel_queue.service_outcome,
    call_count smallint not null default 0,
    has_returned boolean not null default false,
    reset_run_id bigint,
    archived_at timestamptz,
    remarks tolsel_core.long_text,
    event_no integer not null,
    called_event_no integer,
    changed_at timestamptz not null,
    customer_name tolsel_core.short_text,
    email tolsel_billing.email_address,
    phone tolsel_billing.phone_number,
    language tolsel_queue.language not null default 'en',
    customer_id bigint,
    invoice_id bigint,
    user_id bigint,
    request_key tolsel_core.request_key,
    request_id text,
    metadata tolsel_core.metadata not null default '{}',
    constraint ticket_pkey primary key (tenant_id, ticket_id),
    constraint ticket_token_no_check check (token_no >= 1),
    -- An array of states is one constant to the server, IN is as many as there are states; and the
    -- least of several moments is compared once.
    constraint ticket_counter_id_check check (
        case when state = any('{called,serving,processing}') then counter_id is not null
        when state = any('{waiting,parked}') then counter_id is null else true end),
    constraint ticket_times_check check (
        least(queued_at, called_at, ended_at, changed_at) >= joined_at
        and served_at >= called_at),
    constraint ticket_called_at_check check (
        (called_at is null) = (called_event_no is null)
        and (called_at is not null
            or state <> all('{called,serving,processing,no_show}'))),
    constraint ticket_served_at_check check (
        served_at is not null or reset_run_id is not null
        or state <> all('{serving,processing,completed}')),
    constraint ticket_ended_at_check check (
        (ended_at is not null) = (state = any('{completed,cancelled,no_show}'))
        and (ended_at is not null or archived_at is null)
        and (reset_run_id is null or archived_at is not null)),
    constraint ticket_returns_at_check check ((returns_at is not null) = (state = 'parked')),
    constraint ticket_outcome_check
        check (outcome is null or (state = 'completed' and reset_run_id is null)),
    constraint ticket_branch_id_fkey foreign key (tenant_id, branch_id, service_id)
        references tolsel_queue.token_series (tenant_id, branch_id, service_id),
    constraint ticket_counter_id_fkey foreign key (tenant_id, counter_id, branch_id)
        references tolsel_queue.counter (tenant_id, counter_id, branch_id),
    constraint ticket_target_counter_id_fkey foreign key (tenant_id, target_counter_id, branch_id)
        references tolsel_queue.counter (tenant_id, counter_id, branch_id),
    constraint ticket_customer_id_fkey foreign key (tenant_id, customer_id)
        references tolsel_billing.customer (tenant_id, customer_id),
    constraint ticket_invoice_id_fkey foreign key (tenant_id, invoice_id)
        references tolsel_billing.invoice (tenant_id, invoice_id),
    constraint ticket_reset_run_id_fkey foreign key (tenant_id, reset_run_id)
        references tolsel_queue.reset_run (tenant_id, reset_run_id)
);
-- Usage: a token once a day, whoever writes; the tickets of a day. Partial, though it holds every
-- row, for the reason of reset_run_business_on_idx.
create unique index ticket_token_idx
    on tolsel_queue.ticket (tenant_id, branch_id, business_on, token)
    where business_on is not null;
-- Usage: tolsel.call_next_ticket, the first in line. The day comes first, so that entries of rows
-- that are gone, which an old snapshot keeps, are those of one day at most.
create index ticket_order_at_idx
    on tolsel_queue.ticket (tenant_id, branch_id, business_on, order_at, ticket_id)
    where state = 'waiting';
-- Usage: one ticket at a counter, whoever writes.
create unique index ticket_counter_id_idx on tolsel_queue.ticket (tenant_id, counter_id)
    where state in ('called', 'serving');
-- Usage: tolsel.call_next_ticket, who is to be let back into the line.
create index ticket_returns_at_idx on tolsel_queue.ticket (tenant_id, branch_id, returns_at)
    where state = 'parked';
-- Usage: what is not archived: the closing of a day, tickets by their token, the checks.
create index ticket_archived_at_idx
    on tolsel_queue.ticket (tenant_id, branch_id, business_on, ticket_id)
    where archived_at is null;
-- Usage: tolsel.get_ticket_position, how long the last services took.
create index ticket_ended_at_idx
    on tolsel_queue.ticket (tenant_id, branch_id, service_id, ended_at)
    where state = 'completed' and reset_run_id is null and not is_left_open;
-- Usage: tolsel.join_queue, whether a customer waits already.
create index ticket_customer_id_idx on tolsel_queue.ticket (tenant_id, customer_id)
    where customer_id is not null;
-- Usage: the ticket behind an invoice, of which there is one.
create unique index ticket_invoice_id_idx on tolsel_queue.ticket (tenant_id, invoice_id)
    where invoice_id is not null;
-- Usage: one effect a key.
create unique index ticket_request_key_idx on tolsel_queue.ticket (tenant_id, request_key)
    where request_key is not null;
-- Usage: everything that one request did.
create index ticket_request_id_idx on tolsel_queue.ticket (tenant_id, request_id)
    where request_id is not null;
comment on table tolsel_queue.ticket is
    'Somebody who queues, from joining to the archive. What happened to it is in ticket_event; the
row says where it stands.';
comment on column tolsel_queue.ticket.tenant_id is 'The business.';
comment on column tolsel_queue.ticket.ticket_id is 'Key within the tenant.';
comment on column tolsel_queue.ticket.branch_id is 'The branch it queues at.';
comment on column tolsel_queue.ticket.business_on is 'Business day on which it joined.';
comment on column tolsel_queue.ticket.prefix is
    'Letters of its token; those of the service it joined.';
comment on column tolsel_queue.ticket.token_no is
    'Number of its token: 1, 2, 3, ... for the branch, day and prefix.';
comment on column tolsel_queue.ticket.token is
    'What is called: the prefix and at least three digits, so that A1000 follows A999.';
comment on column tolsel_queue.ticket.service_id is
    'The service it waits for; changed by a transfer.';
comment on column tolsel_queue.ticket.priority is 'The priority it was given.';
comment on column tolsel_queue.ticket.head_start_s is
    'Head start of that priority when it was given.';
comment on column tolsel_queue.ticket.state is 'Where it stands.';
comment on column tolsel_queue.ticket.counter_id is
    'Counter where it is or was last; null while it waits.';
comment on column tolsel_queue.ticket.target_counter_id is
    'The one counter that may call it; null: any that has the service.';
comment on column tolsel_queue.ticket.joined_at is 'When it joined; never changes.';
comment on column tolsel_queue.ticket.queued_at is
    'From when its place counts: joined_at, but for one who did not come and was put behind the
line.';
comment on column tolsel_queue.ticket.order_at is
    'Its place: queued_at less the head start; the least is called first.';
comment on column tolsel_queue.ticket.called_at is
    'When it was called first; null before. Never changes.';
comment on column tolsel_queue.ticket.wait_ms is
    'Milliseconds from joining to the first call; null before.';
comment on column tolsel_queue.ticket.served_at is 'When its service began first; null before.';
comment on column tolsel_queue.ticket.service_ms is
    'Milliseconds it was served at counters, all times together.';
comment on column tolsel_queue.ticket.is_left_open is
    'True: a service of it took longer than the limit of the line; its time is in no average.';
comment on column tolsel_queue.ticket.returns_at is
    'From when the next call lets it back into the line; null unless parked.';
comment on column tolsel_queue.ticket.ended_at is
    'When it was completed, cancelled or given up as a no-show; null before.';
comment on column tolsel_queue.ticket.outcome is
    'What the service led to; null: not recorded, or not completed.';
comment on column tolsel_queue.ticket.call_count is
    'Calls since it last began to wait for a first one.';
comment on column tolsel_queue.ticket.has_returned is
    'True: it was a no-show, and was taken back, which may be once.';
comment on column tolsel_queue.ticket.reset_run_id is
    'The closing of the day that ended it; null where people did.';
comment on column tolsel_queue.ticket.archived_at is
    'When the closing of its day archived it; null before.';
comment on column tolsel_queue.ticket.remarks is
    'Why it ended, for people; null where nobody said.';
comment on column tolsel_queue.ticket.event_no is 'Number of its last event.';
comment on column tolsel_queue.ticket.called_event_no is
    'Number of the event of its first call; null before.';
comment on column tolsel_queue.ticket.changed_at is 'When its last event was.';
comment on column tolsel_queue.ticket.customer_name is
    'Who it is, as given on joining; null: not given, or forgotten.';
comment on column tolsel_queue.ticket.email is
    'Address of electronic mail; null: not given, or forgotten.';
comment on column tolsel_queue.ticket.phone is
    'Telephone number for messages; null: not given, or forgotten.';
comment on column tolsel_queue.ticket.language is 'Language of its messages.';
comment on column tolsel_queue.ticket.customer_id is 'The customer it is, where known.';
comment on column tolsel_queue.ticket.invoice_id is
    'The invoice that the service led to; null: none.';
comment on column tolsel_queue.ticket.user_id is
    'Person its joining is attributed to; null when none was named.';
comment on column tolsel_queue.ticket.request_key is
    'The caller''s name for the joining; null: not repeatable.';
comment on column tolsel_queue.ticket.request_id is
    'Request it joined with; null when none was named.';
comment on column tolsel_queue.ticket.metadata is 'The caller''s own facts.';

create table tolsel_queue.ticket_event (
    tenant_id bigint not null,
    ticket_id bigint not null,
    event_no tolsel_queue.running_no not null,
    branch_id bigint not null,
    business_on tolsel_core.calendar_date not null,
    action text not null,
    from_state text not null,
    to_state tolsel_queue.ticket_state not null,
    happened_at timestamptz not null,
    hour_at timestamptz not null,
    counter_id bigint,
    service_id bigint not null,
    to_service_id bigint,
    order_at timestamptz not null,
    call_no integer,
    duration_ms tolsel_queue.total_ms not null,
    wait_ms tolsel_queue.total_ms,
    service_ms tolsel_queue.total_ms,
    processing_duration_minutes numeric(10, 2),
    outcome tolsel_queue.service_outcome,
    uncounts_event_no integer,
    reset_run_id bigint,
    remark tolsel_core.long_text,
    login text not null,
    user_id bigint,
    request_id text,
    constraint ticket_event_pkey primary key (tenant_id, ticket_id, event_no),
    constraint ticket_event_ticket_id_fkey foreign key (tenant_id, ticket_id)
        references tolsel_queue.ticket (tenant_id, ticket_id)
);
-- Usage: the events of a day. Partial, as the next one, for the reason of
-- reset_run_business_on_idx.
create index ticket_event_business_on_idx
    on tolsel_queue.ticket_event (tenant_id, branch_id, business_on)
    where business_on is not null;
-- Usage: the longest services.
create index ticket_event_processing_duration_minutes_idx
    on tolsel_queue.ticket_event (tenant_id, processing_duration_minutes)
    where processing_duration_minutes is not null;
-- Usage: everything that one request did.
create index ticket_event_request_id_idx on tolsel_queue.ticket_event (tenant_id, request_id)
    where request_id is not null;
comment on table tolsel_queue.ticket_event is
    'Everything that happened to tickets, append-only. All statistics are made of it.';
comment on column tolsel_queue.ticket_event.tenant_id is 'The business.';
comment on column tolsel_queue.ticket_event.ticket_id is 'The ticket.';
comment on column tolsel_queue.ticket_event.event_no is
    'Number within the ticket: 1, 2, 3, ... without gaps.';
comment on column tolsel_queue.ticket_event.branch_id is 'Branch of the ticket.';
comment on column tolsel_queue.ticket_event.business_on is 'Business day of the ticket.';
comment on column tolsel_queue.ticket_event.action is
    'What was done: a row of transition together with the two states.';
comment on column tolsel_queue.ticket_event.from_state is 'State before; new where there was none.';
comment on column tolsel_queue.ticket_event.to_state is 'State after.';
comment on column tolsel_queue.ticket_event.happened_at is
    'When, by the business clock; never before the event before.';
comment on column tolsel_queue.ticket_event.hour_at is
    'Beginning of the branch''s hour in which it happened.';
comment on column tolsel_queue.ticket_event.counter_id is 'Counter where it happened; null: none.';
comment on column tolsel_queue.ticket_event.service_id is 'Service it was for until then.';
comment on column tolsel_queue.ticket_event.to_service_id is
    'Service that a transfer went to; else null.';
comment on column tolsel_queue.ticket_event.order_at is 'Place of the ticket when it happened.';
comment on column tolsel_queue.ticket_event.call_no is
    'Number on the board, of calls and repeated calls; else null.';
comment on column tolsel_queue.ticket_event.duration_ms is
    'Milliseconds since the event before; 0 for the first.';
comment on column tolsel_queue.ticket_event.wait_ms is
    'Milliseconds waited, of first calls; else null.';
comment on column tolsel_queue.ticket_event.service_ms is
    'Milliseconds served, all times together, of completions by people; null for others, and where
a service was left open.';
comment on column tolsel_queue.ticket_event.processing_duration_minutes is
    'Minutes in service or processing, if that ends with this; else null.';
comment on column tolsel_queue.ticket_event.outcome is
    'What a completed service led to; null: not recorded.';
comment on column tolsel_queue.ticket_event.uncounts_event_no is
    'First call of the ticket, which counts in no average since the closing of the day ended it;
else null.';
comment on column tolsel_queue.ticket_event.reset_run_id is
    'The closing of the day that did it; null where people did.';
comment on column tolsel_queue.ticket_event.remark is 'Why, for people; null where nobody said.';
comment on column tolsel_queue.ticket_event.login is 'Database role that did it.';
comment on column tolsel_queue.ticket_event.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel_queue.ticket_event.request_id is
    'Request it belongs to; null when none was named.';

create table tolsel_queue.board_call (
    tenant_id bigint not null,
    branch_id bigint not null,
    call_no tolsel_queue.running_no not null,
    ticket_id bigint not null,
    token text not null,
    counter_id bigint not null,
    is_repeated boolean not null,
    called_at timestamptz not null,
    request_key tolsel_core.request_key,
    constraint board_call_pkey primary key (tenant_id, branch_id, call_no),
    constraint board_call_ticket_id_fkey foreign key (tenant_id, ticket_id)
        references tolsel_queue.ticket (tenant_id, ticket_id)
);
-- Usage: one effect a key.
create unique index board_call_request_key_idx on tolsel_queue.board_call (tenant_id, request_key)
    where request_key is not null;
comment on table tolsel_queue.board_call is
    'What the board of a branch shows, append-only: numbered under the row of its line, so that who
reads on from a number misses no call.';
comment on column tolsel_queue.board_call.tenant_id is 'The business.';
comment on column tolsel_queue.board_call.branch_id is 'The branch.';
comment on column tolsel_queue.board_call.call_no is
    '1, 2, 3, ... without gaps, in the order in which calls were made.';
comment on column tolsel_queue.board_call.ticket_id is 'Who is called.';
comment on column tolsel_queue.board_call.token is 'What is shown.';
comment on column tolsel_queue.board_call.counter_id is 'Where to go.';
comment on column tolsel_queue.board_call.is_repeated is
    'True: it was called before, and has not come yet.';
comment on column tolsel_queue.board_call.called_at is 'When, by the business clock.';
comment on column tolsel_queue.board_call.request_key is
    'The caller''s name for the call; null: not repeatable.';

-- Statistics.

create table tolsel_queue.hourly_stat (
    tenant_id bigint not null,
    branch_id bigint not null,
    business_on tolsel_core.calendar_date not null,
    hour_at timestamptz not null,
    service_id bigint not null,
    counter_id bigint not null,
    joined_count tolsel_queue.event_count not null default 0,
    called_count tolsel_queue.event_count not null default 0,
    wait_ms tolsel_queue.total_ms not null default 0,
    recalled_count tolsel_queue.event_count not null default 0,
    returned_count tolsel_queue.event_count not null default 0,
    absent_count tolsel_queue.event_count not null default 0,
    no_show_count tolsel_queue.event_count not null default 0,
    parked_count tolsel_queue.event_count not null default 0,
    transferred_count tolsel_queue.event_count not null default 0,
    served_count tolsel_queue.event_count not null default 0,
    nothing_count tolsel_queue.event_count not null default 0,
    unrecorded_count tolsel_queue.event_count not null default 0,
    timed_count tolsel_queue.event_count not null default 0,
    service_ms tolsel_queue.total_ms not null default 0,
    cancelled_count tolsel_queue.event_count not null default 0,
    reset_cancelled_count tolsel_queue.event_count not null default 0,
    reset_completed_count tolsel_queue.event_count not null default 0,
    constraint hourly_stat_pkey
        primary key (tenant_id, branch_id, business_on, hour_at, service_id, counter_id)
) with (fillfactor = 70);
comment on table tolsel_queue.hourly_stat is
    'What happened in an hour of a branch, by service and counter: the sums of ticket_event, kept
in the transaction of each. Nothing in it is ever null.';
comment on column tolsel_queue.hourly_stat.tenant_id is 'The business.';
comment on column tolsel_queue.hourly_stat.branch_id is 'The branch.';
comment on column tolsel_queue.hourly_stat.business_on is 'Business day of the tickets.';
comment on column tolsel_queue.hourly_stat.hour_at is
    'Beginning of the hour, an instant: a day has 23 to 25 of them.';
comment on column tolsel_queue.hourly_stat.service_id is 'The service.';
comment on column tolsel_queue.hourly_stat.counter_id is 'The counter; 0: none.';
comment on column tolsel_queue.hourly_stat.joined_count is 'How many joined.';
comment on column tolsel_queue.hourly_stat.called_count is
    'First calls that count: the waits that ended.';
comment on column tolsel_queue.hourly_stat.wait_ms is 'What those have waited, together.';
comment on column tolsel_queue.hourly_stat.recalled_count is 'Calls that were repeated.';
comment on column tolsel_queue.hourly_stat.returned_count is
    'Tickets put back into the line by a counter.';
comment on column tolsel_queue.hourly_stat.absent_count is
    'Calls to which nobody came, but for the last.';
comment on column tolsel_queue.hourly_stat.no_show_count is 'Tickets given up because nobody came.';
comment on column tolsel_queue.hourly_stat.parked_count is 'Tickets parked by a counter.';
comment on column tolsel_queue.hourly_stat.transferred_count is
    'Tickets transferred from the service.';
comment on column tolsel_queue.hourly_stat.served_count is
    'Services completed with something served.';
comment on column tolsel_queue.hourly_stat.nothing_count is
    'Services completed with nothing served.';
comment on column tolsel_queue.hourly_stat.unrecorded_count is
    'Services completed without saying what they led to.';
comment on column tolsel_queue.hourly_stat.timed_count is
    'Completed services whose time counts: all that were not left open.';
comment on column tolsel_queue.hourly_stat.service_ms is
    'How long the services of timed_count took at counters, together.';
comment on column tolsel_queue.hourly_stat.cancelled_count is 'Tickets cancelled by people.';
comment on column tolsel_queue.hourly_stat.reset_cancelled_count is
    'Tickets cancelled by the closing of the day.';
comment on column tolsel_queue.hourly_stat.reset_completed_count is
    'Tickets completed by the closing of the day.';

create table tolsel_queue.day_summary (
    tenant_id bigint not null,
    branch_id bigint not null,
    business_on tolsel_core.calendar_date not null,
    joined_count tolsel_queue.event_count not null default 0,
    called_count tolsel_queue.event_count not null default 0,
    wait_ms tolsel_queue.total_ms not null default 0,
    recalled_count tolsel_queue.event_count not null default 0,
    returned_count tolsel_queue.event_count not null default 0,
    absent_count tolsel_queue.event_count not null default 0,
    no_show_count tolsel_queue.event_count not null default 0,
    parked_count tolsel_queue.event_count not null default 0,
    transferred_count tolsel_queue.event_count not null default 0,
    served_count tolsel_queue.event_count not null default 0,
    nothing_count tolsel_queue.event_count not null default 0,
    unrecorded_count tolsel_queue.event_count not null default 0,
    timed_count tolsel_queue.event_count not null default 0,
    service_ms tolsel_queue.total_ms not null default 0,
    cancelled_count tolsel_queue.event_count not null default 0,
    reset_cancelled_count tolsel_queue.event_count not null default 0,
    reset_completed_count tolsel_queue.event_count not null default 0,
    longest_wait_ms tolsel_queue.total_ms not null,
    p90_wait_ms tolsel_queue.total_ms not null,
    summarized_at timestamptz not null,
    constraint day_summary_pkey primary key (tenant_id, branch_id, business_on),
    constraint day_summary_branch_id_fkey foreign key (tenant_id, branch_id)
        references tolsel_queue.line (tenant_id, branch_id)
);
comment on table tolsel_queue.day_summary is
    'What a business day of a branch came to: the sums of hourly_stat, and what cannot be added up.
Made when the day is closed. Nothing in it is ever null.';
comment on column tolsel_queue.day_summary.tenant_id is 'The business.';
comment on column tolsel_queue.day_summary.branch_id is 'The branch.';
comment on column tolsel_queue.day_summary.business_on is 'The day.';
comment on column tolsel_queue.day_summary.joined_count is 'How many joined.';
comment on column tolsel_queue.day_summary.called_count is
    'First calls that count: the waits that ended.';
comment on column tolsel_queue.day_summary.wait_ms is 'What those have waited, together.';
comment on column tolsel_queue.day_summary.recalled_count is 'Calls that were repeated.';
comment on column tolsel_queue.day_summary.returned_count is
    'Tickets put back into the line by a counter.';
comment on column tolsel_queue.day_summary.absent_count is
    'Calls to which nobody came, but for the last.';
comment on column tolsel_queue.day_summary.no_show_count is 'Tickets given up because nobody came.';
comment on column tolsel_queue.day_summary.parked_count is 'Tickets parked by a counter.';
comment on column tolsel_queue.day_summary.transferred_count is
    'Tickets transferred from the service.';
comment on column tolsel_queue.day_summary.served_count is
    'Services completed with something served.';
comment on column tolsel_queue.day_summary.nothing_count is
    'Services completed with nothing served.';
comment on column tolsel_queue.day_summary.unrecorded_count is
    'Services completed without saying what they led to.';
comment on column tolsel_queue.day_summary.timed_count is
    'Completed services whose time counts: all that were not left open.';
comment on column tolsel_queue.day_summary.service_ms is
    'How long the services of timed_count took at counters, together.';
comment on column tolsel_queue.day_summary.cancelled_count is 'Tickets cancelled by people.';
comment on column tolsel_queue.day_summary.reset_cancelled_count is
    'Tickets cancelled by the closing of the day.';
comment on column tolsel_queue.day_summary.reset_completed_count is
    'Tickets completed by the closing of the day.';
comment on column tolsel_queue.day_summary.longest_wait_ms is
    'The longest wait that counts; 0: there was none.';
comment on column tolsel_queue.day_summary.p90_wait_ms is
    'Nine of ten waits that count are at most so long; 0: there was none.';
comment on column tolsel_queue.day_summary.summarized_at is
    'When it was made last, by the business clock.';

create type tolsel_queue.stat_change as (
    tenant_id bigint,
    branch_id bigint,
    business_on date,
    hour_at timestamptz,
    service_id bigint,
    counter_id bigint,
    joined_count bigint,
    called_count bigint,
    wait_ms bigint,
    recalled_count bigint,
    returned_count bigint,
    absent_count bigint,
    no_show_count bigint,
    parked_count bigint,
    transferred_count bigint,
    served_count bigint,
    nothing_count bigint,
    unrecorded_count bigint,
    timed_count bigint,
    service_ms bigint,
    cancelled_count bigint,
    reset_cancelled_count bigint,
    reset_completed_count bigint
);
comment on type tolsel_queue.stat_change is
    'What is to be added to a row of hourly_stat; below 0 where it is to be taken off.';

-- Messages.

create table tolsel_queue.sms_template (
    tenant_id bigint not null,
    template text not null,
    language tolsel_queue.language not null,
    version integer not null,
    body tolsel_queue.message_text,
    created_at timestamptz not null default clock_timestamp(),
    login text not null,
    user_id bigint,
    constraint sms_template_pkey primary key (tenant_id, template, language, version),
    constraint sms_template_template_check check (template ~ '^[a-z][a-z0-9_]{1,49}$'),
    constraint sms_template_version_check check (version >= 1),
    constraint sms_template_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id)
);
comment on table tolsel_queue.sms_template is
    'What messages say, append-only: the newest version of a template in a language is in force.';
comment on column tolsel_queue.sms_template.tenant_id is 'The business.';
comment on column tolsel_queue.sms_template.template is
    'Key for programs; ticket_joined and ticket_called are sent by themselves.';
comment on column tolsel_queue.sms_template.language is 'Language it is in.';
comment on column tolsel_queue.sms_template.version is
    '1, 2, 3, ... for the template and language.';
comment on column tolsel_queue.sms_template.body is
    'Text with placeholders such as {token}; null: no message is sent.';
comment on column tolsel_queue.sms_template.created_at is 'When it was written.';
comment on column tolsel_queue.sms_template.login is 'Database role that wrote it.';
comment on column tolsel_queue.sms_template.user_id is
    'Person it is attributed to; null when none was named.';

create table tolsel_queue.notification (
    tenant_id bigint not null,
    notification_id bigint generated always as identity,
    ticket_id bigint not null,
    template text not null,
    language tolsel_queue.language not null,
    version integer not null,
    recipient tolsel_billing.phone_number,
    body tolsel_core.long_text,
    queued_at timestamptz not null,
    expires_at timestamptz not null,
    state text not null default 'queued',
    attempts smallint not null default 0,
    changed_at timestamptz,
    provider_reference tolsel_core.short_text,
    error tolsel_core.long_text,
    constraint notification_pkey primary key (tenant_id, notification_id),
    constraint notification_state_check
        check (state in ('queued', 'sent', 'delivered', 'failed')),
    constraint notification_expires_at_check check (expires_at >= queued_at),
    constraint notification_ticket_id_fkey foreign key (tenant_id, ticket_id)
        references tolsel_queue.ticket (tenant_id, ticket_id),
    constraint notification_template_fkey foreign key (tenant_id, template, language, version)
        references tolsel_queue.sms_template (tenant_id, template, language, version)
);
-- Usage: the messages of a ticket; partial for the reason of reset_run_business_on_idx.
create index notification_ticket_id_idx on tolsel_queue.notification (tenant_id, ticket_id)
    where ticket_id is not null;
comment on table tolsel_queue.notification is
    'Messages to customers. The outbox tells of each; who sends them asks for the text, and says
what became of it.';
comment on column tolsel_queue.notification.tenant_id is 'The business.';
comment on column tolsel_queue.notification.notification_id is 'Key within the tenant.';
comment on column tolsel_queue.notification.ticket_id is 'The ticket it is about.';
comment on column tolsel_queue.notification.template is 'Template it was made from.';
comment on column tolsel_queue.notification.language is 'Language of the template.';
comment on column tolsel_queue.notification.version is 'Version of the template.';
comment on column tolsel_queue.notification.recipient is 'Telephone number; null: forgotten.';
comment on column tolsel_queue.notification.body is 'What it says; null: forgotten.';
comment on column tolsel_queue.notification.queued_at is 'When it was made, by the business clock.';
comment on column tolsel_queue.notification.expires_at is
    'From when on it is worth nothing, and not sent.';
comment on column tolsel_queue.notification.state is 'queued, sent, delivered or failed.';
comment on column tolsel_queue.notification.attempts is 'How often sending it has failed.';
comment on column tolsel_queue.notification.changed_at is
    'When its state was last told; null before.';
comment on column tolsel_queue.notification.provider_reference is
    'The provider''s own number for it; null: none.';
comment on column tolsel_queue.notification.error is 'What the last failure was; null: none.';

create table tolsel_queue.opt_out (
    tenant_id bigint not null,
    phone tolsel_billing.phone_number not null,
    opted_out_at timestamptz not null default clock_timestamp(),
    constraint opt_out_pkey primary key (tenant_id, phone),
    constraint opt_out_tenant_id_fkey
        foreign key (tenant_id) references tolsel_core.tenant (tenant_id)
);
comment on table tolsel_queue.opt_out is 'Telephone numbers that want no messages.';
comment on column tolsel_queue.opt_out.tenant_id is 'The business.';
comment on column tolsel_queue.opt_out.phone is
    'Digits of the number, whatever it was written like.';
comment on column tolsel_queue.opt_out.opted_out_at is 'When that was said.';

-- Seed.

insert into tolsel_queue.transition (action, from_state, to_state) values
('join', 'new', 'waiting'),
('call', 'waiting', 'called'),
('call', 'parked', 'called'),
('recall', 'called', 'called'),
('return', 'called', 'waiting'),
('return', 'processing', 'waiting'),
('return', 'no_show', 'waiting'),
('let_in', 'parked', 'waiting'),
('absent', 'called', 'parked'),
('no_show', 'called', 'no_show'),
('park', 'called', 'parked'),
('park', 'serving', 'parked'),
('transfer', 'waiting', 'waiting'),
('transfer', 'called', 'waiting'),
('transfer', 'serving', 'waiting'),
('transfer', 'processing', 'waiting'),
('start', 'called', 'serving'),
('process', 'serving', 'processing'),
('complete', 'called', 'completed'),
('complete', 'serving', 'completed'),
('complete', 'processing', 'completed'),
('cancel', 'waiting', 'cancelled'),
('cancel', 'called', 'cancelled'),
('cancel', 'parked', 'cancelled'),
('reset', 'waiting', 'cancelled'),
('reset', 'called', 'completed'),
('reset', 'serving', 'completed'),
('reset', 'processing', 'completed'),
('reset', 'parked', 'completed');
