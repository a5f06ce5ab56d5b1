-- Written by make guards from the comments of tables; views.sql has the others.
comment on column tolsel.error_code.code is 'SQLSTATE: U, the letter of the domain, three digits.';
comment on column tolsel.error_code.name is 'What is wrong, in one name.';
comment on column tolsel.error_code.message is 'The same as a sentence for a person.';
comment on column tolsel.error_code.hint is 'The way out, where the refusal gives no better one.';
comment on column tolsel.tenant.tenant_id is
    'Key; first column of the key of every business table.';
comment on column tolsel.tenant.name is 'Name of the business, unique in this database.';
comment on column tolsel.tenant.currency is
    'Currency of its chart of accounts and default of new accounts.';
comment on column tolsel.tenant.opened_at is 'When the tenant was opened, by the business clock.';
comment on column tolsel.branch.tenant_id is 'The business it belongs to.';
comment on column tolsel.branch.branch_id is 'Key within the tenant.';
comment on column tolsel.branch.name is 'Name, unique within the tenant.';
comment on column tolsel.branch.time_zone is 'IANA zone such as Asia/Manila; checked by a trigger.';
comment on column tolsel.branch.day_starts_at is
    'Local time, before noon, at which a business day begins: in a bar that closes at 04:00 the
night belongs to the evening before. Checked by a trigger.';
comment on column tolsel.branch.is_main is
    'True for the one branch whose day is the default of the ledger.';
comment on column tolsel.branch.opened_at is 'When the branch was opened, by the business clock.';
comment on column tolsel.user_account.tenant_id is 'The business the person works for.';
comment on column tolsel.user_account.user_id is
    'Key within the tenant; the value of the setting tolsel.user_id.';
comment on column tolsel.user_account.name is 'Name, unique within the tenant.';
comment on column tolsel.user_account.role is
    'admin or clerk; an admin act needs this and the database role tolsel_admin.';
comment on column tolsel.user_account.is_active is
    'False: nothing more can be attributed to this person.';
comment on column tolsel.user_account.created_at is
    'When the account was made, by the business clock.';
comment on column tolsel.activity_log.tenant_id is
    'The tenant concerned; 0 for the database as a whole.';
comment on column tolsel.activity_log.activity_id is 'Key within the tenant.';
comment on column tolsel.activity_log.recorded_at is 'When it was done, by the wall clock.';
comment on column tolsel.activity_log.login is 'Database role that did it.';
comment on column tolsel.activity_log.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.activity_log.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.activity_log.action is 'The function, such as open_account.';
comment on column tolsel.activity_log.subject is 'What it was done to, such as account 17.';
comment on column tolsel.activity_log.detail is 'The figures.';
comment on column tolsel.event.tenant_id is 'The tenant it happened to.';
comment on column tolsel.event.event_id is
    'Key within the tenant; consumers tell a repeated delivery by it.';
comment on column tolsel.event.topic is 'What happened, such as payment.completed.';
comment on column tolsel.event.document is
    'Kind of what it happened to, such as payment; together with document_id it keeps the order.';
comment on column tolsel.event.document_id is 'Key of what it happened to.';
comment on column tolsel.event.sequence_no is
    'Number within its document, 1, 2, 3, ... without gaps: a consumer sees what it missed.';
comment on column tolsel.event.payload is 'The facts, as they were when it happened.';
comment on column tolsel.event.request_id is 'Request it belongs to; null when none was named.';
comment on column tolsel.event.created_at is 'When it was written, by the wall clock.';
comment on column tolsel.event.expires_at is
    'From then on it is worth nothing and is not handed out any more; null: it never expires. A
replay may set it.';
comment on column tolsel.event.status is 'pending, claimed, delivered or dead.';
comment on column tolsel.event.is_open is 'True until it is delivered or given up.';
comment on column tolsel.event.attempts is 'How often it was handed out to a consumer.';
comment on column tolsel.event.attempts_left is
    'How many more times it may be handed out before it is given up; a replay sets it to 12 again.';
comment on column tolsel.event.claim_id is
    'The last claim, which alone may acknowledge or fail it; null before the first.';
comment on column tolsel.event.claimed_by is 'Consumer of the last claim.';
comment on column tolsel.event.claimed_at is 'When the last claim was made.';
comment on column tolsel.event.claim_expires_at is
    'When another consumer may claim it; null while nobody has it.';
comment on column tolsel.event.next_attempt_at is
    'Before this it is not handed out; null: at once. Set after a failed attempt.';
comment on column tolsel.event.delivered_at is 'When a consumer acknowledged it.';
comment on column tolsel.event.dead_at is
    'When it was given up; later events of its document wait for it no longer. If this is at or
after expires_at it has expired, else it is a dead letter.';
comment on column tolsel.event.replayed_at is
    'When it was last set to be delivered again; who did it is in the activity log.';
comment on column tolsel.event.last_error is
    'What the last failed attempt met, behind a note where it has expired; a replay keeps it.';
comment on column tolsel.job.job_name is 'domain.verb_noun.';
comment on column tolsel.job.title is 'What it does, in a sentence.';
comment on column tolsel.job.scope is
    'database: once for all; tenant or branch: once for each of them.';
comment on column tolsel.job.missed is
    'each: every period that was missed is run, oldest first; latest: the newest alone.';
comment on column tolsel.job.every_minutes is
    'Length of a period in UTC, a divisor of a day; null: a business day of the branch, of the main
branch of a tenant, of UTC for the database.';
comment on column tolsel.job.item_limit is 'The most that one slice may take on.';
comment on column tolsel.job.backoff_s is
    'Seconds before a failed run is tried again; doubled with each further attempt, up to a day.';
comment on column tolsel.job.is_enabled is 'False: it is not run until it is switched on.';
comment on column tolsel.job_run.job_name is 'The job.';
comment on column tolsel.job_run.from_at is 'When the period begins.';
comment on column tolsel.job_run.to_at is
    'When the period ends and the next begins; the run is due from then on.';
comment on column tolsel.job_run.status is 'planned, started, failed or done.';
comment on column tolsel.job_run.attempts is
    'How often the present slice was claimed; the last one, when the run has ended.';
comment on column tolsel.job_run.attempt_at is 'When it may next be claimed, while it is open.';
comment on column tolsel.job_run.started_at is
    'When it was last claimed, by the business clock; null before.';
comment on column tolsel.job_run.ended_at is
    'When the whole period was done, by the business clock; null while it is open.';
comment on column tolsel.job_run.progress is
    'Where the next slice goes on, in the words of the job; null at the beginning and the end.';
comment on column tolsel.job_run.error is
    'SQLSTATE and message of the last attempt, if it failed; null otherwise.';
comment on column tolsel.job_run.item_count is 'How much its slices did, as the job counts.';
comment on column tolsel.job_run.skipped_count is
    'Missed periods before this one that the job did not want to make up for.';
comment on column tolsel.job_run.worked_ms is
    'Milliseconds of real time that its slices took, failed ones included.';
comment on column tolsel.job_health.job_name is 'The job.';
comment on column tolsel.job_health.attempts is
    'How often the present slice was claimed; the last one, when the run has ended.';
comment on column tolsel.job_health.attempt_at is 'When it may next be claimed, while it is open.';
comment on column tolsel.job_health.error is
    'SQLSTATE and message of the last attempt, if it failed; null otherwise.';
comment on column tolsel.validation.validation_id is 'Key.';
comment on column tolsel.validation.started_at is
    'When its snapshot was taken, by the wall clock; what was committed before has been judged.';
comment on column tolsel.validation.ended_at is 'When it was recorded, by the wall clock.';
comment on column tolsel.validation.is_full is
    'True where the whole history was read, false where only what is new.';
comment on column tolsel.validation.check_count is 'Number of checks that ran.';
comment on column tolsel.validation.breach_count is
    'Number of checks of severity breach that found an offender.';
comment on column tolsel.validation.entry_count is
    'Number of entries that no validation had judged before.';
comment on column tolsel.validation.login is 'Database role that ran it.';
