"""Calls of the domain core: see sql/core/README.md.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from tolsel.calls import Call, Json, as_nothing, as_row, as_row_or_none, as_rows, as_value, chosen

__all__ = [
    "Branch",
    "CheckRule",
    "ClusterMembership",
    "Currency",
    "Event",
    "HelpRow",
    "IncidentsRow",
    "Job",
    "JobRun",
    "JobsRow",
    "LoginTenant",
    "Tenant",
    "TenantsRow",
    "UserAccount",
    "VerifyRow",
    "acknowledge_events",
    "add_check",
    "claim_events",
    "claim_next_job",
    "current_tenant_id",
    "fail_event",
    "get_business_date",
    "grant_login",
    "help",
    "join_cluster",
    "list_currencies",
    "list_incidents",
    "list_jobs",
    "list_tenants",
    "open_branch",
    "open_tenant",
    "open_user_account",
    "preview",
    "prune_events",
    "replay_event",
    "revoke_login",
    "run_claimed_job",
    "run_next_job",
    "set_check_freezing",
    "set_clock",
    "set_context",
    "set_job",
    "verify",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRule:
    """A row of `tolsel_core.check_rule`."""

    check_name: str
    """domain.what_is_wrong."""
    view_name: str
    """Qualified name of the view whose rows are the offenders."""
    quick_view_name: str | None
    """View of the offenders among what is new since the last validation, where view_name reads
    the whole history; null: each validation reads view_name.
    """
    severity: str
    """breach: a promise is broken; notice: worth a look."""
    title: str
    """What a row of the view means, and what to do."""
    is_own: bool
    """True for tolsel's own checks, false for one a user registered."""
    is_freezing: bool
    """True: a validation that finds an offender freezes the account it names; set by
    tolsel.set_check_freezing.
    """
    registered_at: datetime
    """When it was first registered, by the wall clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A row of `tolsel_core.event`."""

    tenant_id: int
    """The tenant it happened to."""
    event_id: int
    """Key within the tenant; consumers tell a repeated delivery by it."""
    topic: str
    """What happened, such as payment.completed."""
    document: str
    """Kind of what it happened to, such as payment; together with document_id it keeps the
    order.
    """
    document_id: int
    """Key of what it happened to."""
    sequence_no: int
    """Number within its document, 1, 2, 3, ... without gaps: a consumer sees what it missed."""
    payload: Json
    """The facts, as they were when it happened."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    created_at: datetime
    """When it was written, by the wall clock."""
    expires_at: datetime | None
    """From then on it is worth nothing and is not handed out any more; null: it never expires. A
    replay may set it.
    """
    attempts: int
    """How often it was handed out to a consumer."""
    attempts_left: int
    """How many more times it may be handed out before it is given up; a replay sets it to 12
    again.
    """
    claim_id: int | None
    """The last claim, which alone may acknowledge or fail it; null before the first."""
    claimed_by: str | None
    """Consumer of the last claim."""
    claimed_at: datetime | None
    """When the last claim was made."""
    claim_expires_at: datetime | None
    """When another consumer may claim it; null while nobody has it."""
    next_attempt_at: datetime | None
    """Before this it is not handed out; null: at once. Set after a failed attempt."""
    delivered_at: datetime | None
    """When a consumer acknowledged it."""
    dead_at: datetime | None
    """When it was given up; later events of its document wait for it no longer. If this is at or
    after expires_at it has expired, else it is a dead letter.
    """
    replayed_at: datetime | None
    """When it was last set to be delivered again; who did it is in the activity log."""
    last_error: str | None
    """What the last failed attempt met, behind a note where it has expired; a replay keeps it."""
    is_open: bool
    """True until it is delivered or given up."""
    status: str
    """pending, claimed, delivered or dead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginTenant:
    """A row of `tolsel_core.login_tenant`."""

    tenant_id: int
    """The tenant it may act for."""
    login_role: str
    """The database role that connects, or that was chosen with SET ROLE. The role itself and not
    its name: one that takes the name later inherits nothing. A dump holds the name.
    """
    login: str
    """Name that the role had when it was granted."""
    is_default: bool
    """True for the tenant used when none is selected; at most one a login."""
    granted_at: datetime
    """When the right was given, by the business clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRow:
    """A row of `tolsel.help`."""

    kind: str | None
    name: str | None
    title: str | None
    roles: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterMembership:
    """A row of `tolsel_core.cluster_membership`."""

    is_only_row: bool
    """Always true: a database is one shard."""
    shard_no: int
    """Its number in the catalogue: tenants opened here have numbers that end in it."""
    shard_name: str
    """Its name there."""
    joined_at: datetime
    """When it became one."""
    login: str
    """Database role that did it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """A row of `tolsel_core.currency`."""

    currency: str
    """ISO 4217 code, or an own code of 3 to 12 letters and digits."""
    name: str
    """English name."""
    scale: int
    """Decimals of the smallest unit: more decimals are refused, never rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentsRow:
    """A row of `tolsel.list_incidents`."""

    incident_id: int | None
    found_at: datetime | None
    check_name: str | None
    severity: str | None
    subject: str | None
    cause: str | None
    before_row: Json | None
    entry_row: Json | None
    row_txid: int | None
    login: str | None
    ended_at: datetime | None
    outcome: str | None
    after_row: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsRow:
    """A row of `tolsel.list_jobs`."""

    job_name: str | None
    tenant_id: int | None
    branch_id: int | None
    state: str | None
    last_success_at: datetime | None
    overdue_s: int | None
    missed_count: int | None
    attempts: int | None
    attempt_at: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantsRow:
    """A row of `tolsel.list_tenants`."""

    tenant_id: int | None
    name: str | None
    currency: str | None
    opened_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A row of `tolsel_core.branch`."""

    tenant_id: int
    """The business it belongs to."""
    branch_id: int
    """Key within the tenant."""
    name: str
    """Name, unique within the tenant."""
    time_zone: str
    """IANA zone such as Asia/Manila; checked by a trigger."""
    day_starts_at: time
    """Local time, before noon, at which a business day begins: in a bar that closes at 04:00 the
    night belongs to the evening before. Checked by a trigger.
    """
    is_main: bool
    """True for the one branch whose day is the default of the ledger."""
    opened_at: datetime
    """When the branch was opened, by the business clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """A row of `tolsel_core.tenant`."""

    tenant_id: int
    """Key; first column of the key of every business table."""
    name: str
    """Name of the business, unique in this database."""
    currency: str
    """Currency of its chart of accounts and default of new accounts."""
    opened_at: datetime
    """When the tenant was opened, by the business clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserAccount:
    """A row of `tolsel_core.user_account`."""

    tenant_id: int
    """The business the person works for."""
    user_id: int
    """Key within the tenant; the value of the setting tolsel.user_id."""
    name: str
    """Name, unique within the tenant."""
    role: str
    """admin or clerk; an admin act needs this and the database role tolsel_admin."""
    is_active: bool
    """False: nothing more can be attributed to this person."""
    created_at: datetime
    """When the account was made, by the business clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRun:
    """A row of `tolsel_core.job_run`."""

    tenant_id: int
    """The tenant it runs for; 0 for the database as a whole."""
    branch_id: int
    """The branch it runs for; 0 for the database or the tenant as a whole."""
    job_name: str
    """The job."""
    from_at: datetime
    """When the period begins."""
    job_run_id: int
    """Number of the run, for tolsel.run_claimed_job."""
    to_at: datetime
    """When the period ends and the next begins; the run is due from then on."""
    attempt_at: datetime
    """When it may next be claimed, while it is open."""
    attempts: int
    """How often the present slice was claimed; the last one, when the run has ended."""
    started_at: datetime | None
    """When it was last claimed, by the business clock; null before."""
    ended_at: datetime | None
    """When the whole period was done, by the business clock; null while it is open."""
    progress: str | None
    """Where the next slice goes on, in the words of the job; null at the beginning and the end."""
    error: str | None
    """SQLSTATE and message of the last attempt, if it failed; null otherwise."""
    item_count: int
    """How much its slices did, as the job counts."""
    skipped_count: int
    """Missed periods before this one that the job did not want to make up for."""
    worked_ms: int
    """Milliseconds of real time that its slices took, failed ones included."""
    status: str | None
    """planned, started, failed or done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A row of `tolsel_core.job`."""

    job_name: str
    """domain.verb_noun."""
    function_name: str
    """Qualified name of what it runs, from a tolsel_core.job_task to a tolsel_core.job_slice."""
    title: str
    """What it does, in a sentence."""
    scope: str
    """database: once for all; tenant or branch: once for each of them."""
    missed: str
    """each: every period that was missed is run, oldest first; latest: the newest alone."""
    every_minutes: int | None
    """Length of a period in UTC, a divisor of a day; null: a business day of the branch, of the
    main branch of a tenant, of UTC for the database.
    """
    item_limit: int
    """The most that one slice may take on."""
    registered_item_limit: int
    """item_limit when the job was first registered; set once."""
    backoff_s: int
    """Seconds before a failed run is tried again; doubled with each further attempt, up to a
    day.
    """
    is_enabled: bool
    """False: it is not run until it is switched on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyRow:
    """A row of `tolsel.verify`."""

    check_name: str | None
    severity: str | None
    status: str | None
    row_count: int | None
    sample: str | None
    title: str | None


def acknowledge_events(
    *, claim_id: int, event_ids: Sequence[int], tenant_id: int | None = None
) -> Call[int]:
    """Marks claimed events as delivered, all or none, and answers how many they are.

    Raises: TenantNotAllowed, ClaimLost.

    Source: sql/core/functions/acknowledge_events.sql.
    """
    return Call(
        "acknowledge_events",
        {
            "claim_id": (claim_id, "bigint"),
            "event_ids": (event_ids, "bigint[]"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_value,
    )


def add_check(
    *,
    check_name: str,
    view_name: str,
    title: str,
    severity: str = "breach",
    is_freezing: bool = False,
) -> Call[CheckRule]:
    """Registers a view of your own as a check: verify reports every row it finds there, and with
    is_freezing a validation freezes the account that tenant_id and account_id of the row
    name. For the owner alone, because verify reads the view with the owner's rights.

    Raises: TextNotUsable, NameTaken, CheckNotUsable.

    Source: sql/core/functions/add_check.sql.
    """
    return Call(
        "add_check",
        {
            "check_name": (check_name, "text"),
            "view_name": (view_name, "text"),
            "title": (title, "text"),
            **chosen(severity=(severity, "text"), is_freezing=(is_freezing, "boolean")),
        },
        as_row(CheckRule),
    )


def claim_events(
    *,
    consumer: str,
    limit: int = 100,
    lease_seconds: int = 60,
    topics: Sequence[str] | None = None,
    tenant_id: int | None = None,
) -> Call[list[Event]]:
    """Hands out the oldest events that are due, for as long as the lease lasts; nobody else gets
    them meanwhile. Of a document only the first event that is neither delivered nor given up
    is handed out: order is kept. What has expired before it was handed out, or before a later
    attempt, is given up instead. Acknowledge or fail each under its claim_id; what is left
    comes back when the lease has expired, and is given up when it was handed out 12 times.

    Raises: TenantNotAllowed, TextNotUsable, ClaimNotUsable.

    Source: sql/core/functions/claim_events.sql.
    """
    return Call(
        "claim_events",
        {
            "consumer": (consumer, "text"),
            **chosen(
                limit=(limit, "integer"),
                lease_seconds=(lease_seconds, "integer"),
                topics=(topics, "text[]"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_rows(Event),
    )


def claim_next_job() -> Call[int | None]:
    """Takes the run that has been due longest, and answers its number; null when nothing is due.
    Commit, and give the number to tolsel.run_claimed_job: nobody else gets the run before its
    next attempt is due.

    Source: sql/core/functions/claim_next_job.sql.
    """
    return Call("claim_next_job", {}, as_value)


def current_tenant_id() -> Call[int]:
    """Answers the selected tenant: the setting tolsel.tenant_id, else the default of the login.
    It selects and proves nothing: each function checks that the login may act for the tenant.

    Raises: TenantNotSelected, TenantIdNotANumber.

    Source: sql/core/functions/current_tenant_id.sql.
    """
    return Call("current_tenant_id", {}, as_value)


def fail_event(
    *, claim_id: int, event_id: int, error: str, tenant_id: int | None = None
) -> Call[Event]:
    """Gives a claimed event back that could not be delivered: it is handed out again after a
    pause, unless it has expired by then, and later events of its document wait for it. After
    12 attempts it is a dead letter.

    Raises: TenantNotAllowed, TextNotUsable, ClaimLost.

    Source: sql/core/functions/fail_event.sql.
    """
    return Call(
        "fail_event",
        {
            "claim_id": (claim_id, "bigint"),
            "event_id": (event_id, "bigint"),
            "error": (error, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Event),
    )


def get_business_date(
    *, branch_id: int | None = None, at: datetime | None = None, tenant_id: int | None = None
) -> Call[date]:
    """Answers the business day of a branch (default: the main one) at a moment (default: now).

    Raises: TenantNotAllowed, DateNotUsable, BranchNotFound.

    Source: sql/core/functions/get_business_date.sql.
    """
    return Call(
        "get_business_date",
        {
            **chosen(
                branch_id=(branch_id, "bigint"),
                at=(at, "timestamp with time zone"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_value,
    )


def grant_login(*, login: str, tenant_id: int, is_default: bool = True) -> Call[LoginTenant]:
    """Lets a database role act for a tenant, and unless is_default is false makes it the one
    that the role acts for when none is selected.

    Raises: TenantNotAllowed, LoginUnknown.

    Source: sql/core/functions/grant_login.sql.
    """
    return Call(
        "grant_login",
        {
            "login": (login, "text"),
            "tenant_id": (tenant_id, "bigint"),
            **chosen(is_default=(is_default, "boolean")),
        },
        as_row(LoginTenant),
    )


def help(*, words: str | None = None) -> Call[list[HelpRow]]:
    """Finds public functions and views by English words of their names and comments, or by what
    people call it (chargeback, gift card, till), the best first: what it is, its name, what
    it does, and the roles that may use it (null: the owner alone). Without words: all of
    them. All words must be there; "or" between two, "-" before one, and quotation marks mean
    what they do in a search on the web.

    Source: sql/core/functions/help.sql.
    """
    return Call("help", {**chosen(words=(words, "text"))}, as_rows(HelpRow))


def join_cluster(
    *, shard_no: int, shard_name: str, after_tenant_id: int | None = None
) -> Call[ClusterMembership]:
    """Makes this database a shard of a cluster, under the number and name that the catalogue has
    for it: from now on its new tenants have numbers above after_tenant_id that end in the
    shard's (7: 1007, 2007, ...), which no other shard gives. Repeated, it answers the same.

    Raises: TextNotUsable, ShardNumberNotUsable, ShardOfAnotherNumber.

    Source: sql/core/functions/join_cluster.sql.
    """
    return Call(
        "join_cluster",
        {
            "shard_no": (shard_no, "integer"),
            "shard_name": (shard_name, "text"),
            **chosen(after_tenant_id=(after_tenant_id, "bigint")),
        },
        as_row(ClusterMembership),
    )


def list_currencies() -> Call[list[Currency]]:
    """Lists the currencies that tolsel knows, each with its number of decimals.

    Source: sql/core/functions/list_currencies.sql.
    """
    return Call("list_currencies", {}, as_rows(Currency))


def list_incidents(*, is_open: bool = True, limit: int = 1000) -> Call[list[IncidentsRow]]:
    """Lists what validations and repairs found wrong, oldest first: what is still open, or with
    false everything ever found, with what was before, who wrote it and what a repair put in
    its place.

    Source: sql/core/functions/list_incidents.sql.
    """
    return Call(
        "list_incidents",
        {**chosen(is_open=(is_open, "boolean"), limit=(limit, "integer"))},
        as_rows(IncidentsRow),
    )


def list_jobs() -> Call[list[JobsRow]]:
    """Lists tolsel.job_health of all tenants, for an administrator.

    Source: sql/core/functions/list_jobs.sql.
    """
    return Call("list_jobs", {}, as_rows(JobsRow))


def list_tenants(
    *, after_tenant_id: int | None = None, limit: int = 1000
) -> Call[list[TenantsRow]]:
    """Lists all tenants of the database by number, for an administrator, whoever may act for
    them; pages go on after the last number. tolsel.tenant has those the login may read.

    Source: sql/core/functions/list_tenants.sql.
    """
    return Call(
        "list_tenants",
        {**chosen(after_tenant_id=(after_tenant_id, "bigint"), limit=(limit, "integer"))},
        as_rows(TenantsRow),
    )


def open_branch(
    *, name: str, time_zone: str, day_starts_at: time | None = None, tenant_id: int | None = None
) -> Call[Branch]:
    """Opens a further place of business, with its own zone and its own start of the day.

    Raises: TenantNotAllowed, TimeZoneUnknown, TextNotUsable, DayStartNotUsable, NameTaken.

    Source: sql/core/functions/open_branch.sql.
    """
    return Call(
        "open_branch",
        {
            "name": (name, "text"),
            "time_zone": (time_zone, "text"),
            **chosen(
                day_starts_at=(day_starts_at, "time without time zone"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Branch),
    )


def open_tenant(
    *, name: str, currency: str, time_zone: str, day_starts_at: time | None = None
) -> Call[Tenant]:
    """Opens a business: its row, its main branch and its chart of accounts.

    Raises: TimeZoneUnknown, CurrencyUnknown, TextNotUsable, DayStartNotUsable, NameTaken.

    Source: sql/core/functions/open_tenant.sql.
    """
    return Call(
        "open_tenant",
        {
            "name": (name, "text"),
            "currency": (currency, "text"),
            "time_zone": (time_zone, "text"),
            **chosen(day_starts_at=(day_starts_at, "time without time zone")),
        },
        as_row(Tenant),
    )


def open_user_account(
    *, name: str, role: str = "clerk", tenant_id: int | None = None
) -> Call[UserAccount]:
    """Adds a person of the tenant, so that acts can be attributed to them.

    Raises: TenantNotAllowed, TextNotUsable, NameTaken, RoleUnknown.

    Source: sql/core/functions/open_user_account.sql.
    """
    return Call(
        "open_user_account",
        {"name": (name, "text"), **chosen(role=(role, "text"), tenant_id=(tenant_id, "bigint"))},
        as_row(UserAccount),
    )


def preview(*, function: str, arguments: Json | None = None) -> Call[Json]:
    """Runs any function of the schema tolsel for real, with the rights of the caller, answers
    with its result as a JSON array of rows, and unwinds all it did. A refusal is raised as
    the function itself would raise it; a call that no function answers, whatever is wrong
    with it, is not possible.

    Raises: PreviewNotPossible.

    Source: sql/core/functions/preview.sql.
    """
    return Call(
        "preview",
        {"function": (function, "text"), **chosen(arguments=(arguments, "jsonb"))},
        as_value,
    )


def prune_events(
    *, before_at: datetime, limit: int = 10000, tenant_id: int | None = None
) -> Call[int]:
    """Deletes events that were delivered or expired before a moment, at most limit, and answers
    how many it deleted. Of each document the last event stays, and everything after one that
    still waits or is a dead letter.

    Raises: TenantNotAllowed, DateNotUsable.

    Source: sql/core/functions/prune_events.sql.
    """
    return Call(
        "prune_events",
        {
            "before_at": (before_at, "timestamp with time zone"),
            **chosen(limit=(limit, "integer"), tenant_id=(tenant_id, "bigint")),
        },
        as_value,
    )


def replay_event(
    *, event_id: int, expires_at: datetime | None = None, tenant_id: int | None = None
) -> Call[Event]:
    """Has a delivered event or a dead letter delivered once more, out of turn; events of its
    document that nobody has claimed yet wait for it. Its attempts and its last error are
    kept. An event that has expired is replayed only with a new expires_at: nobody is told by
    mistake what is worth nothing any more. Null keeps the expiry that it has, if any.

    Raises: TenantNotAllowed, DateNotUsable, EventNotFound, EventStillOpen, EventExpired.

    Source: sql/core/functions/replay_event.sql.
    """
    return Call(
        "replay_event",
        {
            "event_id": (event_id, "bigint"),
            **chosen(
                expires_at=(expires_at, "timestamp with time zone"), tenant_id=(tenant_id, "bigint")
            ),
        },
        as_row(Event),
    )


def revoke_login(*, login: str, tenant_id: int) -> Call[bool]:
    """Takes from a database role the right to act for a tenant, also when the role is gone;
    answers false where it had none.

    Source: sql/core/functions/revoke_login.sql.
    """
    return Call(
        "revoke_login", {"login": (login, "text"), "tenant_id": (tenant_id, "bigint")}, as_value
    )


def run_claimed_job(*, job_run_id: int) -> Call[JobRun]:
    """Does one slice of a run that tolsel.claim_next_job gave, and answers with the run: it has
    ended, goes on with the next slice, or has failed and says why. What a failed slice wrote
    is undone. Null when another session has ended it.

    Source: sql/core/functions/run_claimed_job.sql.
    """
    return Call("run_claimed_job", {"job_run_id": (job_run_id, "bigint")}, as_row(JobRun))


def run_next_job() -> Call[JobRun | None]:
    """Claims and runs one slice of the job that has been due longest, in the transaction of its
    caller, and answers with the run; null when nothing is due.

    Source: sql/core/functions/run_next_job.sql.
    """
    return Call("run_next_job", {}, as_row_or_none(JobRun))


def set_check_freezing(*, check_name: str, is_freezing: bool) -> Call[CheckRule]:
    """Chooses whether a validation that finds an offender of this check freezes the account it
    names.

    Raises: CheckNotUsable.

    Source: sql/core/functions/set_check_freezing.sql.
    """
    return Call(
        "set_check_freezing",
        {"check_name": (check_name, "text"), "is_freezing": (is_freezing, "boolean")},
        as_row(CheckRule),
    )


def set_clock(*, at: datetime | None) -> Call[datetime]:
    """Sets the clock of a test database; null lets it follow the real time again.

    Raises: DateNotUsable, ClockIsReal.

    Source: sql/core/functions/set_clock.sql.
    """
    return Call("set_clock", {"at": (at, "timestamp with time zone")}, as_value)


def set_context(
    *, user_id: int | None = None, request_id: str | None = None, tenant_id: int | None = None
) -> Call[None]:
    """Attributes the rest of the transaction to a person and a request.

    Raises: TenantNotAllowed, UserUnknown, RequestIdTooLong.

    Source: sql/core/functions/set_context.sql.
    """
    return Call(
        "set_context",
        {
            **chosen(
                user_id=(user_id, "bigint"),
                request_id=(request_id, "text"),
                tenant_id=(tenant_id, "bigint"),
            )
        },
        as_nothing,
    )


def set_job(
    *,
    job_name: str,
    is_enabled: bool | None = None,
    item_limit: int | None = None,
    backoff_s: int | None = None,
) -> Call[Job]:
    """Switches a job on or off, or sets how many items a slice has and how many seconds pass
    before a failed one is tried again; null leaves a setting as it is. Switched on again, a
    job that wants each period catches up on those it missed.

    Raises: JobNotFound, JobSettingNotUsable.

    Source: sql/core/functions/set_job.sql.
    """
    return Call(
        "set_job",
        {
            "job_name": (job_name, "text"),
            **chosen(
                is_enabled=(is_enabled, "boolean"),
                item_limit=(item_limit, "integer"),
                backoff_s=(backoff_s, "integer"),
            ),
        },
        as_row(Job),
    )


def verify() -> Call[list[VerifyRow]]:
    """Proves the books: runs every registered check in one snapshot and answers one row for
    each, with the number of offenders, three of them, and what to do about a breach. A check
    that cannot run is a breach. Writes nothing.

    Source: sql/core/functions/verify.sql.
    """
    return Call("verify", {}, as_rows(VerifyRow))
