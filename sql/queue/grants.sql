grant select on
    tolsel.ticket_transition, tolsel.queue_priority, tolsel.queue_service, tolsel.queue_line,
    tolsel.queue_counter, tolsel.ticket, tolsel.ticket_history, tolsel.ticket_event,
    tolsel.queue_call, tolsel.queue_hour, tolsel.queue_day, tolsel.queue_reset,
    tolsel.sms_template, tolsel.notification, tolsel.sms_opt_out, tolsel.counter_to_cash,
    tolsel.metric,
    tolsel_queue.transition, tolsel_queue.priority, tolsel_queue.service, tolsel_queue.line,
    tolsel_queue.token_series, tolsel_queue.counter, tolsel_queue.counter_service,
    tolsel_queue.counter_person,
    tolsel_queue.reset_run, tolsel_queue.ticket, tolsel_queue.ticket_event,
    tolsel_queue.board_call, tolsel_queue.hourly_stat, tolsel_queue.day_summary,
    tolsel_queue.sms_template, tolsel_queue.notification, tolsel_queue.opt_out
to tolsel_read;
