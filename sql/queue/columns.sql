-- Written by make guards from the comments of tables; views.sql has the others.
comment on column tolsel.ticket_transition.action is 'Key of the act, such as call.';
comment on column tolsel.ticket_transition.from_state is 'State before; new where there was none.';
comment on column tolsel.ticket_transition.to_state is 'State after.';
comment on column tolsel.queue_priority.tenant_id is 'The business.';
comment on column tolsel.queue_priority.priority is 'Key for programs, such as senior.';
comment on column tolsel.queue_priority.name is 'Name for people.';
comment on column tolsel.queue_priority.head_start_s is
    'Seconds of head start that new tickets get.';
comment on column tolsel.queue_service.tenant_id is 'The business.';
comment on column tolsel.queue_service.service_id is 'Key within the tenant.';
comment on column tolsel.queue_service.name is 'Name, unique within the tenant.';
comment on column tolsel.queue_service.prefix is
    'Letters its tokens begin with, unique within the tenant.';
comment on column tolsel.queue_service.priority is
    'Priority of those who join or are transferred without another.';
comment on column tolsel.queue_service.is_active is
    'False: nobody joins it or is transferred to it.';
comment on column tolsel.queue_line.tenant_id is 'The business.';
comment on column tolsel.queue_line.branch_id is 'The branch.';
comment on column tolsel.queue_line.is_open is 'False: nobody joins and nobody is called.';
comment on column tolsel.queue_line.has_nightly_reset is
    'False: what is open when a day ends stays open, and is called before what joins later.';
comment on column tolsel.queue_line.is_second_ticket_allowed is
    'True: a customer may wait twice for one service.';
comment on column tolsel.queue_line.is_place_kept is
    'True: who did not come and turns up has the place of his join time; false: behind the line.';
comment on column tolsel.queue_line.call_limit is
    'Calls after which one who does not come is a no-show.';
comment on column tolsel.queue_line.absence_minutes is
    'Minutes before one who did not come is called again.';
comment on column tolsel.queue_line.message_minutes is
    'Minutes for which a message about a ticket is worth sending.';
comment on column tolsel.queue_line.service_limit_minutes is
    'Minutes after which a service was not served but left open: its time counts nowhere.';
comment on column tolsel.queue_line.last_call_no is 'Number of the last call on the board.';
comment on column tolsel.queue_line.opened_at is 'When the queue was opened.';
comment on column tolsel.queue_counter.tenant_id is 'The business.';
comment on column tolsel.queue_counter.counter_id is 'Key within the tenant.';
comment on column tolsel.queue_counter.branch_id is 'The branch it is in.';
comment on column tolsel.queue_counter.name is 'Name on the board, unique within the branch.';
comment on column tolsel.queue_counter.is_open is 'False: it calls nobody.';
comment on column tolsel.queue_counter.ticket_id is 'Key within the tenant.';
comment on column tolsel.queue_counter.token is
    'What is called: the prefix and at least three digits, so that A1000 follows A999.';
comment on column tolsel.queue_counter.state is 'Where it stands.';
comment on column tolsel.queue_counter.customer_name is
    'Who it is, as given on joining; null: not given, or forgotten.';
comment on column tolsel.queue_counter.since_at is 'When its last event was.';
comment on column tolsel.ticket.tenant_id is 'The business.';
comment on column tolsel.ticket.ticket_id is 'Key within the tenant.';
comment on column tolsel.ticket.branch_id is 'The branch it queues at.';
comment on column tolsel.ticket.business_on is 'Business day on which it joined.';
comment on column tolsel.ticket.token is
    'What is called: the prefix and at least three digits, so that A1000 follows A999.';
comment on column tolsel.ticket.service_id is 'The service it waits for; changed by a transfer.';
comment on column tolsel.ticket.priority is 'The priority it was given.';
comment on column tolsel.ticket.state is 'Where it stands.';
comment on column tolsel.ticket.counter_id is
    'Counter where it is or was last; null while it waits.';
comment on column tolsel.ticket.target_counter_id is
    'The one counter that may call it; null: any that has the service.';
comment on column tolsel.ticket.joined_at is 'When it joined; never changes.';
comment on column tolsel.ticket.order_at is
    'Its place: queued_at less the head start; the least is called first.';
comment on column tolsel.ticket.called_at is
    'When it was called first; null before. Never changes.';
comment on column tolsel.ticket.wait_ms is
    'Milliseconds from joining to the first call; null before.';
comment on column tolsel.ticket.served_at is 'When its service began first; null before.';
comment on column tolsel.ticket.service_ms is
    'Milliseconds it was served at counters, all times together.';
comment on column tolsel.ticket.is_left_open is
    'True: a service of it took longer than the limit of the line; its time is in no average.';
comment on column tolsel.ticket.returns_at is
    'From when the next call lets it back into the line; null unless parked.';
comment on column tolsel.ticket.ended_at is
    'When it was completed, cancelled or given up as a no-show; null before.';
comment on column tolsel.ticket.outcome is
    'What the service led to; null: not recorded, or not completed.';
comment on column tolsel.ticket.call_count is 'Calls since it last began to wait for a first one.';
comment on column tolsel.ticket.has_returned is
    'True: it was a no-show, and was taken back, which may be once.';
comment on column tolsel.ticket.remarks is 'Why it ended, for people; null where nobody said.';
comment on column tolsel.ticket.customer_name is
    'Who it is, as given on joining; null: not given, or forgotten.';
comment on column tolsel.ticket.email is
    'Address of electronic mail; null: not given, or forgotten.';
comment on column tolsel.ticket.phone is
    'Telephone number for messages; null: not given, or forgotten.';
comment on column tolsel.ticket.language is 'Language of its messages.';
comment on column tolsel.ticket.customer_id is 'The customer it is, where known.';
comment on column tolsel.ticket.invoice_id is 'The invoice that the service led to; null: none.';
comment on column tolsel.ticket.user_id is
    'Person its joining is attributed to; null when none was named.';
comment on column tolsel.ticket.request_id is 'Request it joined with; null when none was named.';
comment on column tolsel.ticket.metadata is 'The caller''s own facts.';
comment on column tolsel.ticket_history.tenant_id is 'The business.';
comment on column tolsel.ticket_history.ticket_id is 'Key within the tenant.';
comment on column tolsel.ticket_history.branch_id is 'The branch it queues at.';
comment on column tolsel.ticket_history.business_on is 'Business day on which it joined.';
comment on column tolsel.ticket_history.token is
    'What is called: the prefix and at least three digits, so that A1000 follows A999.';
comment on column tolsel.ticket_history.service_id is
    'The service it waits for; changed by a transfer.';
comment on column tolsel.ticket_history.priority is 'The priority it was given.';
comment on column tolsel.ticket_history.state is 'Where it stands.';
comment on column tolsel.ticket_history.counter_id is
    'Counter where it is or was last; null while it waits.';
comment on column tolsel.ticket_history.joined_at is 'When it joined; never changes.';
comment on column tolsel.ticket_history.called_at is
    'When it was called first; null before. Never changes.';
comment on column tolsel.ticket_history.wait_ms is
    'Milliseconds from joining to the first call; null before.';
comment on column tolsel.ticket_history.served_at is 'When its service began first; null before.';
comment on column tolsel.ticket_history.service_ms is
    'Milliseconds it was served at counters, all times together.';
comment on column tolsel.ticket_history.is_left_open is
    'True: a service of it took longer than the limit of the line; its time is in no average.';
comment on column tolsel.ticket_history.ended_at is
    'When it was completed, cancelled or given up as a no-show; null before.';
comment on column tolsel.ticket_history.outcome is
    'What the service led to; null: not recorded, or not completed.';
comment on column tolsel.ticket_history.remarks is
    'Why it ended, for people; null where nobody said.';
comment on column tolsel.ticket_history.customer_name is
    'Who it is, as given on joining; null: not given, or forgotten.';
comment on column tolsel.ticket_history.email is
    'Address of electronic mail; null: not given, or forgotten.';
comment on column tolsel.ticket_history.phone is
    'Telephone number for messages; null: not given, or forgotten.';
comment on column tolsel.ticket_history.customer_id is 'The customer it is, where known.';
comment on column tolsel.ticket_history.invoice_id is
    'The invoice that the service led to; null: none.';
comment on column tolsel.ticket_history.reset_run_id is
    'The closing of the day that ended it; null where people did.';
comment on column tolsel.ticket_history.archived_at is
    'When the closing of its day archived it; null before.';
comment on column tolsel.ticket_event.tenant_id is 'The business.';
comment on column tolsel.ticket_event.ticket_id is 'The ticket.';
comment on column tolsel.ticket_event.event_no is
    'Number within the ticket: 1, 2, 3, ... without gaps.';
comment on column tolsel.ticket_event.branch_id is 'Branch of the ticket.';
comment on column tolsel.ticket_event.business_on is 'Business day of the ticket.';
comment on column tolsel.ticket_event.action is
    'What was done: a row of transition together with the two states.';
comment on column tolsel.ticket_event.from_state is 'State before; new where there was none.';
comment on column tolsel.ticket_event.to_state is 'State after.';
comment on column tolsel.ticket_event.happened_at is
    'When, by the business clock; never before the event before.';
comment on column tolsel.ticket_event.hour_at is
    'Beginning of the branch''s hour in which it happened.';
comment on column tolsel.ticket_event.counter_id is 'Counter where it happened; null: none.';
comment on column tolsel.ticket_event.service_id is 'Service it was for until then.';
comment on column tolsel.ticket_event.to_service_id is
    'Service that a transfer went to; else null.';
comment on column tolsel.ticket_event.order_at is 'Place of the ticket when it happened.';
comment on column tolsel.ticket_event.call_no is
    'Number on the board, of calls and repeated calls; else null.';
comment on column tolsel.ticket_event.duration_ms is
    'Milliseconds since the event before; 0 for the first.';
comment on column tolsel.ticket_event.wait_ms is 'Milliseconds waited, of first calls; else null.';
comment on column tolsel.ticket_event.service_ms is
    'Milliseconds served, all times together, of completions by people; null for others, and where a
service was left open.';
comment on column tolsel.ticket_event.processing_duration_minutes is
    'Minutes in service or processing, if that ends with this; else null.';
comment on column tolsel.ticket_event.outcome is
    'What a completed service led to; null: not recorded.';
comment on column tolsel.ticket_event.reset_run_id is
    'The closing of the day that did it; null where people did.';
comment on column tolsel.ticket_event.remark is 'Why, for people; null where nobody said.';
comment on column tolsel.ticket_event.login is 'Database role that did it.';
comment on column tolsel.ticket_event.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.ticket_event.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.queue_call.tenant_id is 'The business.';
comment on column tolsel.queue_call.branch_id is 'The branch.';
comment on column tolsel.queue_call.call_no is
    '1, 2, 3, ... without gaps, in the order in which calls were made.';
comment on column tolsel.queue_call.ticket_id is 'Who is called.';
comment on column tolsel.queue_call.token is 'What is shown.';
comment on column tolsel.queue_call.counter_id is 'Where to go.';
comment on column tolsel.queue_call.is_repeated is
    'True: it was called before, and has not come yet.';
comment on column tolsel.queue_call.called_at is 'When, by the business clock.';
comment on column tolsel.queue_hour.tenant_id is 'The business.';
comment on column tolsel.queue_hour.branch_id is 'The branch.';
comment on column tolsel.queue_hour.business_on is 'Business day of the tickets.';
comment on column tolsel.queue_hour.hour_at is
    'Beginning of the hour, an instant: a day has 23 to 25 of them.';
comment on column tolsel.queue_hour.service_id is 'The service.';
comment on column tolsel.queue_hour.counter_id is 'The counter; 0: none.';
comment on column tolsel.queue_hour.joined_count is 'How many joined.';
comment on column tolsel.queue_hour.called_count is 'First calls that count: the waits that ended.';
comment on column tolsel.queue_hour.wait_ms is 'What those have waited, together.';
comment on column tolsel.queue_hour.recalled_count is 'Calls that were repeated.';
comment on column tolsel.queue_hour.returned_count is
    'Tickets put back into the line by a counter.';
comment on column tolsel.queue_hour.absent_count is 'Calls to which nobody came, but for the last.';
comment on column tolsel.queue_hour.no_show_count is 'Tickets given up because nobody came.';
comment on column tolsel.queue_hour.parked_count is 'Tickets parked by a counter.';
comment on column tolsel.queue_hour.transferred_count is 'Tickets transferred from the service.';
comment on column tolsel.queue_hour.served_count is 'Services completed with something served.';
comment on column tolsel.queue_hour.nothing_count is 'Services completed with nothing served.';
comment on column tolsel.queue_hour.unrecorded_count is
    'Services completed without saying what they led to.';
comment on column tolsel.queue_hour.timed_count is
    'Completed services whose time counts: all that were not left open.';
comment on column tolsel.queue_hour.service_ms is
    'How long the services of timed_count took at counters, together.';
comment on column tolsel.queue_hour.cancelled_count is 'Tickets cancelled by people.';
comment on column tolsel.queue_hour.reset_cancelled_count is
    'Tickets cancelled by the closing of the day.';
comment on column tolsel.queue_hour.reset_completed_count is
    'Tickets completed by the closing of the day.';
comment on column tolsel.queue_day.tenant_id is 'The business.';
comment on column tolsel.queue_day.branch_id is 'The branch.';
comment on column tolsel.queue_day.business_on is 'The day.';
comment on column tolsel.queue_day.joined_count is 'How many joined.';
comment on column tolsel.queue_day.called_count is 'First calls that count: the waits that ended.';
comment on column tolsel.queue_day.wait_ms is 'What those have waited, together.';
comment on column tolsel.queue_day.recalled_count is 'Calls that were repeated.';
comment on column tolsel.queue_day.returned_count is 'Tickets put back into the line by a counter.';
comment on column tolsel.queue_day.absent_count is 'Calls to which nobody came, but for the last.';
comment on column tolsel.queue_day.no_show_count is 'Tickets given up because nobody came.';
comment on column tolsel.queue_day.parked_count is 'Tickets parked by a counter.';
comment on column tolsel.queue_day.transferred_count is 'Tickets transferred from the service.';
comment on column tolsel.queue_day.served_count is 'Services completed with something served.';
comment on column tolsel.queue_day.nothing_count is 'Services completed with nothing served.';
comment on column tolsel.queue_day.unrecorded_count is
    'Services completed without saying what they led to.';
comment on column tolsel.queue_day.timed_count is
    'Completed services whose time counts: all that were not left open.';
comment on column tolsel.queue_day.service_ms is
    'How long the services of timed_count took at counters, together.';
comment on column tolsel.queue_day.cancelled_count is 'Tickets cancelled by people.';
comment on column tolsel.queue_day.reset_cancelled_count is
    'Tickets cancelled by the closing of the day.';
comment on column tolsel.queue_day.reset_completed_count is
    'Tickets completed by the closing of the day.';
comment on column tolsel.queue_day.longest_wait_ms is
    'The longest wait that counts; 0: there was none.';
comment on column tolsel.queue_day.p90_wait_ms is
    'Nine of ten waits that count are at most so long; 0: there was none.';
comment on column tolsel.queue_day.summarized_at is 'When it was made last, by the business clock.';
comment on column tolsel.queue_reset.tenant_id is 'The business.';
comment on column tolsel.queue_reset.reset_run_id is 'Key within the tenant.';
comment on column tolsel.queue_reset.branch_id is 'The branch.';
comment on column tolsel.queue_reset.business_on is 'The day that was closed.';
comment on column tolsel.queue_reset.is_automatic is
    'True: the job of the day; false: somebody asked for it.';
comment on column tolsel.queue_reset.outcome is 'ok, or failed: nothing was changed then.';
comment on column tolsel.queue_reset.cancelled_count is
    'Tickets that still waited, and were cancelled.';
comment on column tolsel.queue_reset.completed_count is
    'Tickets in service or parked, which were completed.';
comment on column tolsel.queue_reset.archived_count is
    'Tickets that were archived, those included.';
comment on column tolsel.queue_reset.message is 'What it did, in a sentence.';
comment on column tolsel.queue_reset.error is
    'SQLSTATE and message it failed with; null where it did not.';
comment on column tolsel.queue_reset.started_at is 'When it began, by the business clock.';
comment on column tolsel.queue_reset.recorded_at is 'When it ended, by the wall clock.';
comment on column tolsel.queue_reset.login is 'Database role that did it.';
comment on column tolsel.queue_reset.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.queue_reset.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.sms_template.tenant_id is 'The business.';
comment on column tolsel.sms_template.template is
    'Key for programs; ticket_joined and ticket_called are sent by themselves.';
comment on column tolsel.sms_template.language is 'Language it is in.';
comment on column tolsel.sms_template.version is '1, 2, 3, ... for the template and language.';
comment on column tolsel.sms_template.body is
    'Text with placeholders such as {token}; null: no message is sent.';
comment on column tolsel.sms_template.created_at is 'When it was written.';
comment on column tolsel.sms_template.login is 'Database role that wrote it.';
comment on column tolsel.sms_template.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.notification.tenant_id is 'The business.';
comment on column tolsel.notification.notification_id is 'Key within the tenant.';
comment on column tolsel.notification.ticket_id is 'The ticket it is about.';
comment on column tolsel.notification.template is 'Template it was made from.';
comment on column tolsel.notification.language is 'Language of the template.';
comment on column tolsel.notification.version is 'Version of the template.';
comment on column tolsel.notification.recipient is 'Telephone number; null: forgotten.';
comment on column tolsel.notification.body is 'What it says; null: forgotten.';
comment on column tolsel.notification.queued_at is 'When it was made, by the business clock.';
comment on column tolsel.notification.expires_at is
    'From when on it is worth nothing, and not sent.';
comment on column tolsel.notification.state is 'queued, sent, delivered or failed.';
comment on column tolsel.notification.attempts is 'How often sending it has failed.';
comment on column tolsel.notification.changed_at is 'When its state was last told; null before.';
comment on column tolsel.notification.provider_reference is
    'The provider''s own number for it; null: none.';
comment on column tolsel.notification.error is 'What the last failure was; null: none.';
comment on column tolsel.sms_opt_out.tenant_id is 'The business.';
comment on column tolsel.sms_opt_out.phone is 'Digits of the number, whatever it was written like.';
comment on column tolsel.sms_opt_out.opted_out_at is 'When that was said.';
comment on column tolsel.counter_to_cash.tenant_id is 'The business.';
comment on column tolsel.counter_to_cash.ticket_id is 'Key within the tenant.';
comment on column tolsel.counter_to_cash.branch_id is 'The branch it queues at.';
comment on column tolsel.counter_to_cash.business_on is 'Business day on which it joined.';
comment on column tolsel.counter_to_cash.token is
    'What is called: the prefix and at least three digits, so that A1000 follows A999.';
comment on column tolsel.counter_to_cash.service_id is
    'The service it waits for; changed by a transfer.';
comment on column tolsel.counter_to_cash.counter_id is
    'Counter where it is or was last; null while it waits.';
comment on column tolsel.counter_to_cash.joined_at is 'When it joined; never changes.';
comment on column tolsel.counter_to_cash.called_at is
    'When it was called first; null before. Never changes.';
comment on column tolsel.counter_to_cash.wait_ms is
    'Milliseconds from joining to the first call; null before.';
comment on column tolsel.counter_to_cash.service_ms is
    'Milliseconds it was served at counters, all times together.';
comment on column tolsel.counter_to_cash.customer_id is 'The customer it is, where known.';
comment on column tolsel.counter_to_cash.invoice_id is
    'The invoice that the service led to; null: none.';
comment on column tolsel.counter_to_cash.number is
    '1, 2, 3 and so on within its series, without gaps; null while it is a draft.';
comment on column tolsel.counter_to_cash.status is
    'draft, open, partial, paid, credited (nothing is open, and none of it was paid) or void.';
comment on column tolsel.counter_to_cash.total_amount is
    'Sum of its lines, 0 or more: 0 where a voucher pays all, or goods are exchanged.';
comment on column tolsel.counter_to_cash.paid_amount is
    'Sum of what payments pay of it; written by a trigger on allocation alone.';
comment on column tolsel.counter_to_cash.payment_id is 'The payment.';
comment on column tolsel.counter_to_cash.method is 'How it was paid; null for a credit note.';
comment on column tolsel.counter_to_cash.channel_id is
    'Where the money went; null: undeposited funds, a credit note, or what was in suspense.';
comment on column tolsel.counter_to_cash.paid_on is
    'Business day it counts for; null: it is not completed, and no day was asked for.';
