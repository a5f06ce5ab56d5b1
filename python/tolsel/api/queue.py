"""Calls of the domain queue: see sql/queue/README.md.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from tolsel.calls import Call, Json, as_row, as_row_or_none, as_rows, as_value, chosen

__all__ = [
    "BoardCall",
    "Counter",
    "CounterRevenueRow",
    "Line",
    "Notification",
    "PersonStatsRow",
    "Priority",
    "QueueDashboardRow",
    "QueueStateRow",
    "QueueStatsRow",
    "RebuildQueueStatsRow",
    "ResetRun",
    "Service",
    "SmsTemplate",
    "Ticket",
    "TicketPositionRow",
    "call_next_ticket",
    "call_ticket",
    "cancel_ticket",
    "change_counter",
    "change_queue_service",
    "complete_ticket",
    "forget_tickets",
    "get_notification",
    "get_queue_dashboard",
    "get_ticket_position",
    "join_queue",
    "list_calls",
    "list_counter_revenue",
    "list_person_stats",
    "list_queue_state",
    "list_queue_stats",
    "mark_no_show",
    "open_counter",
    "open_queue_service",
    "park_ticket",
    "process_ticket",
    "rebuild_queue_stats",
    "recall_ticket",
    "record_delivery",
    "record_notification",
    "reset_day",
    "return_ticket",
    "set_queue_line",
    "set_queue_priority",
    "set_sms_opt_out",
    "set_sms_template",
    "set_ticket_invoice",
    "start_service",
    "transfer_ticket",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A row of `tolsel_queue.ticket`."""

    tenant_id: int
    """The business."""
    ticket_id: int
    """Key within the tenant."""
    branch_id: int
    """The branch it queues at."""
    business_on: date
    """Business day on which it joined."""
    prefix: str
    """Letters of its token; those of the service it joined."""
    token_no: int
    """Number of its token: 1, 2, 3, ... for the branch, day and prefix."""
    token: str
    """What is called: the prefix and at least three digits, so that A1000 follows A999."""
    service_id: int
    """The service it waits for; changed by a transfer."""
    priority: str
    """The priority it was given."""
    head_start_s: int
    """Head start of that priority when it was given."""
    state: str
    """Where it stands."""
    counter_id: int | None
    """Counter where it is or was last; null while it waits."""
    target_counter_id: int | None
    """The one counter that may call it; null: any that has the service."""
    joined_at: datetime
    """When it joined; never changes."""
    queued_at: datetime
    """From when its place counts: joined_at, but for one who did not come and was put behind the
    line.
    """
    order_at: datetime
    """Its place: queued_at less the head start; the least is called first."""
    called_at: datetime | None
    """When it was called first; null before. Never changes."""
    wait_ms: int | None
    """Milliseconds from joining to the first call; null before."""
    served_at: datetime | None
    """When its service began first; null before."""
    service_ms: int
    """Milliseconds it was served at counters, all times together."""
    is_left_open: bool
    """True: a service of it took longer than the limit of the line; its time is in no average."""
    returns_at: datetime | None
    """From when the next call lets it back into the line; null unless parked."""
    ended_at: datetime | None
    """When it was completed, cancelled or given up as a no-show; null before."""
    outcome: str | None
    """What the service led to; null: not recorded, or not completed."""
    call_count: int
    """Calls since it last began to wait for a first one."""
    has_returned: bool
    """True: it was a no-show, and was taken back, which may be once."""
    reset_run_id: int | None
    """The closing of the day that ended it; null where people did."""
    archived_at: datetime | None
    """When the closing of its day archived it; null before."""
    remarks: str | None
    """Why it ended, for people; null where nobody said."""
    event_no: int
    """Number of its last event."""
    called_event_no: int | None
    """Number of the event of its first call; null before."""
    changed_at: datetime
    """When its last event was."""
    customer_name: str | None
    """Who it is, as given on joining; null: not given, or forgotten."""
    email: str | None
    """Address of electronic mail; null: not given, or forgotten."""
    phone: str | None
    """Telephone number for messages; null: not given, or forgotten."""
    language: str
    """Language of its messages."""
    customer_id: int | None
    """The customer it is, where known."""
    invoice_id: int | None
    """The invoice that the service led to; null: none."""
    user_id: int | None
    """Person its joining is attributed to; null when none was named."""
    request_key: str | None
    """The caller's name for the joining; null: not repeatable."""
    request_id: str | None
    """Request it joined with; null when none was named."""
    metadata: Json
    """The caller's own facts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A row of `tolsel_queue.counter`."""

    tenant_id: int
    """The business."""
    counter_id: int
    """Key within the tenant."""
    branch_id: int
    """The branch it is in."""
    name: str
    """Name on the board, unique within the branch."""
    is_open: bool
    """False: it calls nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A row of `tolsel_queue.service`."""

    tenant_id: int
    """The business."""
    service_id: int
    """Key within the tenant."""
    name: str
    """Name, unique within the tenant."""
    prefix: str
    """Letters its tokens begin with, unique within the tenant."""
    priority: str
    """Priority of those who join or are transferred without another."""
    is_active: bool
    """False: nobody joins it or is transferred to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A row of `tolsel_queue.notification`."""

    tenant_id: int
    """The business."""
    notification_id: int
    """Key within the tenant."""
    ticket_id: int
    """The ticket it is about."""
    template: str
    """Template it was made from."""
    language: str
    """Language of the template."""
    version: int
    """Version of the template."""
    recipient: str | None
    """Telephone number; null: forgotten."""
    body: str | None
    """What it says; null: forgotten."""
    queued_at: datetime
    """When it was made, by the business clock."""
    expires_at: datetime
    """From when on it is worth nothing, and not sent."""
    state: str
    """queued, sent, delivered or failed."""
    attempts: int
    """How often sending it has failed."""
    changed_at: datetime | None
    """When its state was last told; null before."""
    provider_reference: str | None
    """The provider's own number for it; null: none."""
    error: str | None
    """What the last failure was; null: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueDashboardRow:
    """A row of `tolsel.get_queue_dashboard`."""

    joined_count: int | None
    completed_count: int | None
    cancelled_count: int | None
    no_show_count: int | None
    reset_count: int | None
    average_wait_s: Decimal | None
    p90_wait_s: Decimal | None
    longest_wait_s: Decimal | None
    average_service_s: Decimal | None
    day_count: int | None
    ok_reset_count: int | None
    failed_reset_count: int | None
    reset_success_percent: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPositionRow:
    """A row of `tolsel.get_ticket_position`."""

    ticket_id: int | None
    token: str | None
    state: str | None
    before_count: int | None
    last_token: str | None
    estimate_minutes: int | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCall:
    """A row of `tolsel_queue.board_call`."""

    tenant_id: int
    """The business."""
    branch_id: int
    """The branch."""
    call_no: int
    """1, 2, 3, ... without gaps, in the order in which calls were made."""
    ticket_id: int
    """Who is called."""
    token: str
    """What is shown."""
    counter_id: int
    """Where to go."""
    is_repeated: bool
    """True: it was called before, and has not come yet."""
    called_at: datetime
    """When, by the business clock."""
    request_key: str | None
    """The caller's name for the call; null: not repeatable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterRevenueRow:
    """A row of `tolsel.list_counter_revenue`."""

    counter_id: int | None
    counter: str | None
    currency: str | None
    ticket_count: int | None
    invoice_count: int | None
    invoiced_amount: Decimal | None
    paid_amount: Decimal | None
    service_hours: Decimal | None
    revenue_per_hour_amount: Decimal | None
    average_wait_s: Decimal | None
    wait_spend_correlation: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonStatsRow:
    """A row of `tolsel.list_person_stats`."""

    user_id: int | None
    name: str | None
    called_count: int | None
    completed_count: int | None
    served_count: int | None
    nothing_count: int | None
    unrecorded_count: int | None
    no_show_count: int | None
    service_s: Decimal | None
    average_service_s: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStateRow:
    """A row of `tolsel.list_queue_state`."""

    service_id: int | None
    service: str | None
    state: str | None
    ticket_count: int | None
    oldest_joined_at: datetime | None
    next_token: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueStatsRow:
    """A row of `tolsel.list_queue_stats`."""

    hour_at: datetime | None
    business_on: date | None
    counter_id: int | None
    service_id: int | None
    name: str | None
    joined_count: int | None
    called_count: int | None
    average_wait_s: Decimal | None
    completed_count: int | None
    served_count: int | None
    nothing_count: int | None
    unrecorded_count: int | None
    service_s: Decimal | None
    average_service_s: Decimal | None
    cancelled_count: int | None
    no_show_count: int | None
    reset_count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildQueueStatsRow:
    """A row of `tolsel.rebuild_queue_stats`."""

    business_on: date | None
    hour_at: datetime | None
    service_id: int | None
    counter_id: int | None
    figure: str | None
    stored_amount: int | None
    recounted_amount: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetRun:
    """A row of `tolsel_queue.reset_run`."""

    tenant_id: int
    """The business."""
    reset_run_id: int
    """Key within the tenant."""
    branch_id: int
    """The branch."""
    business_on: date
    """The day that was closed."""
    is_automatic: bool
    """True: the job of the day; false: somebody asked for it."""
    outcome: str
    """ok, or failed: nothing was changed then."""
    cancelled_count: int
    """Tickets that still waited, and were cancelled."""
    completed_count: int
    """Tickets in service or parked, which were completed."""
    archived_count: int
    """Tickets that were archived, those included."""
    error: str | None
    """SQLSTATE and message it failed with; null where it did not."""
    started_at: datetime
    """When it began, by the business clock."""
    recorded_at: datetime
    """When it ended, by the wall clock."""
    login: str
    """Database role that did it."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""
    request_id: str | None
    """Request it belongs to; null when none was named."""
    message: str
    """What it did, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of `tolsel_queue.line`."""

    tenant_id: int
    """The business."""
    branch_id: int
    """The branch."""
    is_open: bool
    """False: nobody joins and nobody is called."""
    has_nightly_reset: bool
    """False: what is open when a day ends stays open, and is called before what joins later."""
    is_second_ticket_allowed: bool
    """True: a customer may wait twice for one service."""
    is_place_kept: bool
    """True: who did not come and turns up has the place of his join time; false: behind the
    line.
    """
    call_limit: int
    """Calls after which one who does not come is a no-show."""
    absence_minutes: int
    """Minutes before one who did not come is called again."""
    message_minutes: int
    """Minutes for which a message about a ticket is worth sending."""
    service_limit_minutes: int
    """Minutes after which a service was not served but left open: its time counts nowhere."""
    last_call_no: int
    """Number of the last call on the board."""
    opened_at: datetime
    """When the queue was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A row of `tolsel_queue.priority`."""

    tenant_id: int
    """The business."""
    priority: str
    """Key for programs, such as senior."""
    name: str
    """Name for people."""
    head_start_s: int
    """Seconds of head start that new tickets get."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsTemplate:
    """A row of `tolsel_queue.sms_template`."""

    tenant_id: int
    """The business."""
    template: str
    """Key for programs; ticket_joined and ticket_called are sent by themselves."""
    language: str
    """Language it is in."""
    version: int
    """1, 2, 3, ... for the template and language."""
    body: str | None
    """Text with placeholders such as {token}; null: no message is sent."""
    created_at: datetime
    """When it was written."""
    login: str
    """Database role that wrote it."""
    user_id: int | None
    """Person it is attributed to; null when none was named."""


def call_next_ticket(
    *, counter_id: int, request_key: str | None = None, tenant_id: int | None = None
) -> Call[Ticket | None]:
    """Calls the first in line that a counter may call, and answers with the ticket, or with null
    where nobody waits for it. Those whose time of parking is over are let in first.

    Raises: TenantNotAllowed, RequestKeyNotUsable, RequestKeyReused, LineClosed,
    CounterNotFound, CounterClosed, CounterBusy, CounterOfOthers.

    Source: sql/queue/functions/call_next_ticket.sql.
    """
    return Call(
        "call_next_ticket",
        {
            "counter_id": (counter_id, "bigint"),
            **chosen(request_key=(request_key, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_row_or_none(Ticket),
    )


def call_ticket(
    *, counter_id: int, token: str, request_key: str | None = None, tenant_id: int | None = None
) -> Call[Ticket]:
    """Calls one ticket by its token, out of turn: one that waits or is parked at the branch of
    the counter.

    Raises: TenantNotAllowed, RequestKeyNotUsable, RequestKeyReused, LineClosed,
    CounterNotFound, CounterClosed, TicketNotFound, TransitionNotAllowed, CounterBusy,
    TicketElsewhere, ServiceNotOffered, CounterOfOthers.

    Source: sql/queue/functions/call_ticket.sql.
    """
    return Call(
        "call_ticket",
        {
            "counter_id": (counter_id, "bigint"),
            "token": (token, "text"),
            **chosen(request_key=(request_key, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Ticket),
    )


def cancel_ticket(
    *, ticket_id: int, reason: str | None = None, tenant_id: int | None = None
) -> Call[Ticket]:
    """Takes somebody off the line who leaves: one who waits, is parked, or was called and is not
    being served yet.

    Raises: TenantNotAllowed, TextNotUsable, TicketNotFound, TransitionNotAllowed,
    TicketArchived.

    Source: sql/queue/functions/cancel_ticket.sql.
    """
    return Call(
        "cancel_ticket",
        {
            "ticket_id": (ticket_id, "bigint"),
            **chosen(reason=(reason, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Ticket),
    )


def change_counter(
    *,
    counter_id: int,
    is_open: bool | None = None,
    service_ids: Sequence[int] | None = None,
    name: str | None = None,
    user_ids: Sequence[int] | None = None,
    tenant_id: int | None = None,
) -> Call[Counter]:
    """Opens, closes or renames a counter, or gives it other services, or to people, who alone
    call there (to nobody: all do); null leaves a value as it is.

    Raises: TenantNotAllowed, UserUnknown, TextNotUsable, NameTaken, ServiceNotFound,
    CounterNotFound, CounterInUse.

    Source: sql/queue/functions/change_counter.sql.
    """
    return Call(
        "change_counter",
        {
            "counter_id": (counter_id, "bigint"),
            **chosen(
                is_open=(is_open, "boolean"),
                service_ids=(service_ids, "bigint[]"),
                name=(name, "text"),
                user_ids=(user_ids, "bigint[]"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Counter),
    )


def change_queue_service(
    *,
    service_id: int,
    name: str | None = None,
    priority: str | None = None,
    is_active: bool | None = None,
    tenant_id: int | None = None,
) -> Call[Service]:
    """Renames a service, gives it another priority, or takes it out of use; null leaves a value
    as it is. Who waits for it already keeps his place.

    Raises: TenantNotAllowed, TextNotUsable, NameTaken, ServiceNotFound, PriorityNotFound.

    Source: sql/queue/functions/change_queue_service.sql.
    """
    return Call(
        "change_queue_service",
        {
            "service_id": (service_id, "bigint"),
            **chosen(
                name=(name, "text"),
                priority=(priority, "text"),
                is_active=(is_active, "boolean"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Service),
    )


def complete_ticket(
    *,
    ticket_id: int,
    counter_id: int | None = None,
    outcome: str | None = None,
    tenant_id: int | None = None,
) -> Call[Ticket]:
    """Completes the service of a ticket at its counter, or that goes on behind one, and says
    what it led to: served, nothing, or null where that is not recorded.

    Raises: TenantNotAllowed, CounterNotFound, TicketNotFound, TransitionNotAllowed,
    TicketElsewhere, TicketArchived, OutcomeUnknown.

    Source: sql/queue/functions/complete_ticket.sql.
    """
    return Call(
        "complete_ticket",
        {
            "ticket_id": (ticket_id, "bigint"),
            **chosen(
                counter_id=(counter_id, "bigint"),
                outcome=(outcome, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Ticket),
    )


def forget_tickets(
    *, branch_id: int, before_on: date, limit: int = 1000, tenant_id: int | None = None
) -> Call[int]:
    """Forgets who had the archived tickets of a branch before a day, at most so many: names,
    numbers, addresses and facts, and text and recipient of their messages. Answers how many
    it was.

    Raises: TenantNotAllowed, DateNotUsable, LineNotFound.

    Source: sql/queue/functions/forget_tickets.sql.
    """
    return Call(
        "forget_tickets",
        {
            "branch_id": (branch_id, "bigint"),
            "before_on": (before_on, "date"),
            **chosen(limit=(limit, "integer"), tenant_id=(tenant_id, "bigint")),
        },
        as_value,
    )


def get_notification(*, notification_id: int, tenant_id: int | None = None) -> Call[Notification]:
    """Answers with a message for whoever sends it, as long as it is worth sending: text,
    recipient and expiry.

    Raises: TenantNotAllowed, LineClosed, NotificationNotFound, MessageExpired.

    Source: sql/queue/functions/get_notification.sql.
    """
    return Call(
        "get_notification",
        {"notification_id": (notification_id, "bigint"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_row(Notification),
    )


def get_queue_dashboard(
    *, branch_id: int, from_on: date, to_on: date, tenant_id: int | None = None
) -> Call[list[QueueDashboardRow]]:
    """Answers what happened at a branch from a first to a last business day: how many joined and
    how they ended, the waits and services that count, in seconds (null: there was none), and
    how the closings of days went.

    Raises: TenantNotAllowed, DateNotUsable, LineNotFound.

    Source: sql/queue/functions/get_queue_dashboard.sql.
    """
    return Call(
        "get_queue_dashboard",
        {
            "branch_id": (branch_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(QueueDashboardRow),
    )


def get_ticket_position(
    *, ticket_id: int, tenant_id: int | None = None
) -> Call[list[TicketPositionRow]]:
    """Answers how many may be called before a ticket, which token was called last, and in how
    many minutes its turn may come: 0 for the next one, null with the reason where nothing can
    be said.

    Raises: TenantNotAllowed, TicketNotFound.

    Source: sql/queue/functions/get_ticket_position.sql.
    """
    return Call(
        "get_ticket_position",
        {"ticket_id": (ticket_id, "bigint"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(TicketPositionRow),
    )


def join_queue(
    *,
    branch_id: int,
    service_id: int,
    priority: str | None = None,
    customer_name: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    customer_id: int | None = None,
    language: str = "en",
    metadata: Json | None = None,
    request_key: str | None = None,
    tenant_id: int | None = None,
) -> Call[Ticket]:
    """Gives somebody a ticket for a service of a branch: a token, and a place by the time of
    joining and the head start of a priority (null: that of the service).

    Raises: CustomerNotFound, TenantNotAllowed, RequestKeyNotUsable, MetadataNotUsable,
    TextNotUsable, RequestKeyReused, LineNotFound, LineClosed, ServiceNotFound,
    ServiceNotActive, PriorityNotFound, SecondTicket, QueueKeyNotUsable.

    Source: sql/queue/functions/join_queue.sql.
    """
    return Call(
        "join_queue",
        {
            "branch_id": (branch_id, "bigint"),
            "service_id": (service_id, "bigint"),
            **chosen(
                priority=(priority, "text"),
                customer_name=(customer_name, "text"),
                phone=(phone, "text"),
                email=(email, "text"),
                customer_id=(customer_id, "bigint"),
                language=(language, "text"),
                metadata=(metadata, "jsonb"),
                request_key=(request_key, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Ticket),
    )


def list_calls(
    *, branch_id: int, after_no: int = 0, limit: int = 100, tenant_id: int | None = None
) -> Call[list[BoardCall]]:
    """Lists the calls of a branch after a number, in their order: a board that goes on from the
    last number it has read misses none.

    Raises: TenantNotAllowed, LineNotFound.

    Source: sql/queue/functions/list_calls.sql.
    """
    return Call(
        "list_calls",
        {
            "branch_id": (branch_id, "bigint"),
            **chosen(
                after_no=(after_no, "integer"),
                limit=(limit, "integer"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_rows(BoardCall),
    )


def list_counter_revenue(
    *, branch_id: int, from_on: date, to_on: date, tenant_id: int | None = None
) -> Call[list[CounterRevenueRow]]:
    """Lists what the counters of a branch brought in from a first to a last business day:
    tickets, their invoices, what is paid of those for each hour of service, and whether those
    who waited longer spent more (correlation of wait and invoice, from -1 to 1).

    Raises: TenantNotAllowed, DateNotUsable, LineNotFound.

    Source: sql/queue/functions/list_counter_revenue.sql.
    """
    return Call(
        "list_counter_revenue",
        {
            "branch_id": (branch_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(CounterRevenueRow),
    )


def list_person_stats(
    *, branch_id: int, from_on: date, to_on: date, tenant_id: int | None = None
) -> Call[list[PersonStatsRow]]:
    """Lists what each person has done at the counters of a branch from a first to a last
    business day: whom he called and completed, and how long those were at counters; null:
    nobody was named.

    Raises: TenantNotAllowed, DateNotUsable, LineNotFound.

    Source: sql/queue/functions/list_person_stats.sql.
    """
    return Call(
        "list_person_stats",
        {
            "branch_id": (branch_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_rows(PersonStatsRow),
    )


def list_queue_state(*, branch_id: int, tenant_id: int | None = None) -> Call[list[QueueStateRow]]:
    """Lists where the tickets of a branch stand whose day is not closed, by service and state,
    and which is the first of each.

    Raises: TenantNotAllowed, LineNotFound.

    Source: sql/queue/functions/list_queue_state.sql.
    """
    return Call(
        "list_queue_state",
        {"branch_id": (branch_id, "bigint"), **chosen(tenant_id=(tenant_id, "bigint"))},
        as_rows(QueueStateRow),
    )


def list_queue_stats(
    *,
    branch_id: int,
    from_on: date,
    to_on: date,
    grouping: str = "hour",
    tenant_id: int | None = None,
) -> Call[list[QueueStatsRow]]:
    """Lists the statistics of a branch from a first to a last business day, by hour, day,
    counter (0: at none) or service; what the closing of a day ended counts there alone, and
    in no average.

    Raises: TenantNotAllowed, DateNotUsable, LineNotFound, GroupingUnknown.

    Source: sql/queue/functions/list_queue_stats.sql.
    """
    return Call(
        "list_queue_stats",
        {
            "branch_id": (branch_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(grouping=(grouping, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_rows(QueueStatsRow),
    )


def mark_no_show(*, ticket_id: int, counter_id: int, tenant_id: int | None = None) -> Call[Ticket]:
    """Says that nobody came: the ticket is called again at its place, not sooner than the
    branch's minutes, until its calls are used up; then it is a no-show.

    Raises: TenantNotAllowed, CounterNotFound, TicketNotFound, TransitionNotAllowed,
    TicketElsewhere, TicketArchived.

    Source: sql/queue/functions/mark_no_show.sql.
    """
    return Call(
        "mark_no_show",
        {
            "ticket_id": (ticket_id, "bigint"),
            "counter_id": (counter_id, "bigint"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Ticket),
    )


def open_counter(
    *, name: str, branch_id: int, service_ids: Sequence[int], tenant_id: int | None = None
) -> Call[Counter]:
    """Opens a counter at a branch and gives it services, which are the only ones it calls.

    Raises: TenantNotAllowed, TextNotUsable, NameTaken, LineNotFound, ServiceNotFound.

    Source: sql/queue/functions/open_counter.sql.
    """
    return Call(
        "open_counter",
        {
            "name": (name, "text"),
            "branch_id": (branch_id, "bigint"),
            "service_ids": (service_ids, "bigint[]"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Counter),
    )


def open_queue_service(
    *, name: str, prefix: str, priority: str = "regular", tenant_id: int | None = None
) -> Call[Service]:
    """Opens a service that people may queue for; its tokens begin with the prefix.

    Raises: TenantNotAllowed, TextNotUsable, NameTaken, PriorityNotFound, QueueKeyNotUsable.

    Source: sql/queue/functions/open_queue_service.sql.
    """
    return Call(
        "open_queue_service",
        {
            "name": (name, "text"),
            "prefix": (prefix, "text"),
            **chosen(priority=(priority, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Service),
    )


def park_ticket(
    *, ticket_id: int, counter_id: int, minutes: int = 10, tenant_id: int | None = None
) -> Call[Ticket]:
    """Parks a ticket that is at a counter, for a form or a photo: it is in no line until the
    minutes are over, and then at its place as before.

    Raises: TenantNotAllowed, CounterNotFound, TicketNotFound, TransitionNotAllowed,
    TicketElsewhere, TicketArchived, QueueSettingNotUsable.

    Source: sql/queue/functions/park_ticket.sql.
    """
    return Call(
        "park_ticket",
        {
            "ticket_id": (ticket_id, "bigint"),
            "counter_id": (counter_id, "bigint"),
            **chosen(minutes=(minutes, "integer"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Ticket),
    )


def process_ticket(
    *, ticket_id: int, counter_id: int, tenant_id: int | None = None
) -> Call[Ticket]:
    """Says that the work on a ticket goes on behind its counter, which is free for the next; it
    ends with tolsel.complete_ticket or tolsel.return_ticket.

    Raises: TenantNotAllowed, CounterNotFound, TicketNotFound, TransitionNotAllowed,
    TicketElsewhere, TicketArchived.

    Source: sql/queue/functions/process_ticket.sql.
    """
    return Call(
        "process_ticket",
        {
            "ticket_id": (ticket_id, "bigint"),
            "counter_id": (counter_id, "bigint"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Ticket),
    )


def rebuild_queue_stats(
    *,
    branch_id: int,
    from_on: date,
    to_on: date,
    is_dry_run: bool = True,
    tenant_id: int | None = None,
) -> Call[list[RebuildQueueStatsRow]]:
    """Makes the statistics of hours and the summaries of days of a branch anew from what
    happened, and lists each figure that was another; hour, service and counter are null for a
    summary, and counter is 0 for none. In a dry run nothing is changed.

    Raises: TenantNotAllowed, DateNotUsable, IsolationNotUsable, LineNotFound.

    Source: sql/queue/functions/rebuild_queue_stats.sql.
    """
    return Call(
        "rebuild_queue_stats",
        {
            "branch_id": (branch_id, "bigint"),
            "from_on": (from_on, "date"),
            "to_on": (to_on, "date"),
            **chosen(is_dry_run=(is_dry_run, "boolean"), tenant_id=(tenant_id, "bigint")),
        },
        as_rows(RebuildQueueStatsRow),
    )


def recall_ticket(
    *, ticket_id: int, counter_id: int, request_key: str | None = None, tenant_id: int | None = None
) -> Call[Ticket]:
    """Calls a ticket once more that was called to a counter and has not come yet: a further
    entry on the board.

    Raises: TenantNotAllowed, RequestKeyNotUsable, RequestKeyReused, CounterNotFound,
    TicketNotFound, TransitionNotAllowed, TicketElsewhere, TicketArchived.

    Source: sql/queue/functions/recall_ticket.sql.
    """
    return Call(
        "recall_ticket",
        {
            "ticket_id": (ticket_id, "bigint"),
            "counter_id": (counter_id, "bigint"),
            **chosen(request_key=(request_key, "text"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Ticket),
    )


def record_delivery(
    *,
    notification_id: int,
    state: str,
    provider_reference: str | None = None,
    error: str | None = None,
    tenant_id: int | None = None,
) -> Call[Notification]:
    """Records what became of a message: sent, delivered, or failed, which counts as one more
    attempt; another attempt may follow.

    Raises: TenantNotAllowed, TextNotUsable, NotificationNotFound, DeliveryStateUnknown.

    Source: sql/queue/functions/record_delivery.sql.
    """
    return Call(
        "record_delivery",
        {
            "notification_id": (notification_id, "bigint"),
            "state": (state, "text"),
            **chosen(
                provider_reference=(provider_reference, "text"),
                error=(error, "text"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Notification),
    )


def record_notification(
    *, ticket_id: int, template: str, tenant_id: int | None = None
) -> Call[Notification]:
    """Makes a message about a ticket from a template, and tells the outbox, once more each time.

    Raises: TenantNotAllowed, LineClosed, TicketNotFound, TicketArchived, TemplateNotFound,
    NoRecipient.

    Source: sql/queue/functions/record_notification.sql.
    """
    return Call(
        "record_notification",
        {
            "ticket_id": (ticket_id, "bigint"),
            "template": (template, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Notification),
    )


def reset_day(*, branch_id: int, business_on: date, tenant_id: int | None = None) -> Call[ResetRun]:
    """Closes a business day of a branch that is over, as its job does: who waits is cancelled,
    who was called is completed, all of it is archived and summed up. Answers with the run,
    whose outcome says whether it succeeded; a day that was closed before answers with the run
    that closed it.

    Raises: TenantNotAllowed, DateNotUsable, IsolationNotUsable, LineNotFound, DayNotOver.

    Source: sql/queue/functions/reset_day.sql.
    """
    return Call(
        "reset_day",
        {
            "branch_id": (branch_id, "bigint"),
            "business_on": (business_on, "date"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(ResetRun),
    )


def return_ticket(
    *, ticket_id: int, counter_id: int | None = None, tenant_id: int | None = None
) -> Call[Ticket]:
    """Takes a call back, brings a ticket back into the line that is worked on behind a counter,
    or takes back, once, somebody who did not come and turns up.

    Raises: TenantNotAllowed, CounterNotFound, TicketNotFound, TransitionNotAllowed,
    TicketElsewhere, TicketArchived, ReturnUsedUp.

    Source: sql/queue/functions/return_ticket.sql.
    """
    return Call(
        "return_ticket",
        {
            "ticket_id": (ticket_id, "bigint"),
            **chosen(counter_id=(counter_id, "bigint"), tenant_id=(tenant_id, "bigint")),
        },
        as_row(Ticket),
    )


def set_queue_line(
    *,
    branch_id: int,
    is_open: bool | None = None,
    has_nightly_reset: bool | None = None,
    is_second_ticket_allowed: bool | None = None,
    is_place_kept: bool | None = None,
    call_limit: int | None = None,
    absence_minutes: int | None = None,
    message_minutes: int | None = None,
    service_limit_minutes: int | None = None,
    tenant_id: int | None = None,
) -> Call[Line]:
    """Opens the queue of a branch, or changes its settings; null leaves a setting as it is.

    Raises: TenantNotAllowed, BranchNotFound, QueueSettingNotUsable.

    Source: sql/queue/functions/set_queue_line.sql.
    """
    return Call(
        "set_queue_line",
        {
            "branch_id": (branch_id, "bigint"),
            **chosen(
                is_open=(is_open, "boolean"),
                has_nightly_reset=(has_nightly_reset, "boolean"),
                is_second_ticket_allowed=(is_second_ticket_allowed, "boolean"),
                is_place_kept=(is_place_kept, "boolean"),
                call_limit=(call_limit, "integer"),
                absence_minutes=(absence_minutes, "integer"),
                message_minutes=(message_minutes, "integer"),
                service_limit_minutes=(service_limit_minutes, "integer"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Line),
    )


def set_queue_priority(
    *, priority: str, name: str, head_start_s: int, tenant_id: int | None = None
) -> Call[Priority]:
    """Adds a priority, or changes its name and the head start of those who join from now on, in
    seconds.

    Raises: TenantNotAllowed, TextNotUsable, QueueSettingNotUsable, QueueKeyNotUsable.

    Source: sql/queue/functions/set_queue_priority.sql.
    """
    return Call(
        "set_queue_priority",
        {
            "priority": (priority, "text"),
            "name": (name, "text"),
            "head_start_s": (head_start_s, "integer"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Priority),
    )


def set_sms_opt_out(
    *, phone: str, is_opted_out: bool = True, tenant_id: int | None = None
) -> Call[bool]:
    """Says that a telephone number, however it is written, wants no messages, or wants them
    again; answers whether that is new.

    Raises: TenantNotAllowed, TextNotUsable.

    Source: sql/queue/functions/set_sms_opt_out.sql.
    """
    return Call(
        "set_sms_opt_out",
        {
            "phone": (phone, "text"),
            **chosen(is_opted_out=(is_opted_out, "boolean"), tenant_id=(tenant_id, "bigint")),
        },
        as_value,
    )


def set_sms_template(
    *, template: str, language: str, body: str | None, tenant_id: int | None = None
) -> Call[SmsTemplate]:
    """Writes a new version of what a message says in a language; null: it is not sent any more.
    The templates ticket_joined and ticket_called are sent by themselves.

    Raises: TenantNotAllowed, TextNotUsable, QueueKeyNotUsable, PlaceholderUnknown.

    Source: sql/queue/functions/set_sms_template.sql.
    """
    return Call(
        "set_sms_template",
        {
            "template": (template, "text"),
            "language": (language, "text"),
            "body": (body, "text"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(SmsTemplate),
    )


def set_ticket_invoice(
    *, ticket_id: int, invoice_id: int, tenant_id: int | None = None
) -> Call[Ticket]:
    """Says which invoice the service of a ticket led to, once; the ticket then belongs to the
    customer of the invoice.

    Raises: InvoiceNotFound, TenantNotAllowed, TicketNotFound, InvoiceNotFitting.

    Source: sql/queue/functions/set_ticket_invoice.sql.
    """
    return Call(
        "set_ticket_invoice",
        {
            "ticket_id": (ticket_id, "bigint"),
            "invoice_id": (invoice_id, "bigint"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Ticket),
    )


def start_service(*, ticket_id: int, counter_id: int, tenant_id: int | None = None) -> Call[Ticket]:
    """Says that who was called to a counter has come, and is being served.

    Raises: TenantNotAllowed, CounterNotFound, TicketNotFound, TransitionNotAllowed,
    TicketElsewhere, TicketArchived.

    Source: sql/queue/functions/start_service.sql.
    """
    return Call(
        "start_service",
        {
            "ticket_id": (ticket_id, "bigint"),
            "counter_id": (counter_id, "bigint"),
            **chosen(tenant_id=(tenant_id, "bigint")),
        },
        as_row(Ticket),
    )


def transfer_ticket(
    *,
    ticket_id: int,
    service_id: int,
    counter_id: int | None = None,
    to_counter_id: int | None = None,
    tenant_id: int | None = None,
) -> Call[Ticket]:
    """Sends a ticket to another service, or to one counter of it: token and time of joining
    stay, the priority is that of the service.

    Raises: TenantNotAllowed, ServiceNotFound, ServiceNotActive, CounterNotFound,
    CounterClosed, TicketNotFound, TransitionNotAllowed, TicketElsewhere, ServiceNotOffered,
    TicketArchived.

    Source: sql/queue/functions/transfer_ticket.sql.
    """
    return Call(
        "transfer_ticket",
        {
            "ticket_id": (ticket_id, "bigint"),
            "service_id": (service_id, "bigint"),
            **chosen(
                counter_id=(counter_id, "bigint"),
                to_counter_id=(to_counter_id, "bigint"),
                tenant_id=(tenant_id, "bigint"),
            ),
        },
        as_row(Ticket),
    )
