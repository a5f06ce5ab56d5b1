-- Undoes 0006_queue: all tickets, what happened to them, their statistics and messages are lost.

drop table
    tolsel_queue.opt_out,
    tolsel_queue.notification,
    tolsel_queue.sms_template,
    tolsel_queue.day_summary,
    tolsel_queue.hourly_stat,
    tolsel_queue.board_call,
    tolsel_queue.ticket_event,
    tolsel_queue.ticket,
    tolsel_queue.reset_run,
    tolsel_queue.counter_person,
    tolsel_queue.counter_service,
    tolsel_queue.counter,
    tolsel_queue.token_series,
    tolsel_queue.line,
    tolsel_queue.service,
    tolsel_queue.priority,
    tolsel_queue.transition;
drop type tolsel_queue.stat_change;
drop domain
    tolsel_queue.message_text,
    tolsel_queue.language,
    tolsel_queue.total_ms,
    tolsel_queue.event_count,
    tolsel_queue.setting_minutes,
    tolsel_queue.limit_minutes,
    tolsel_queue.call_limit,
    tolsel_queue.running_no,
    tolsel_queue.head_start,
    tolsel_queue.service_outcome,
    tolsel_queue.ticket_state;
drop schema tolsel_queue;
