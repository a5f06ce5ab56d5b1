select tolsel_core.restrict_readers('tolsel_queue.priority');
select tolsel_core.restrict_readers('tolsel_queue.service');
select tolsel_core.restrict_readers('tolsel_queue.line');
select tolsel_core.restrict_readers('tolsel_queue.token_series');
select tolsel_core.restrict_readers('tolsel_queue.counter');
select tolsel_core.restrict_readers('tolsel_queue.counter_service');
select tolsel_core.restrict_readers('tolsel_queue.counter_person');
select tolsel_core.restrict_readers('tolsel_queue.reset_run');
select tolsel_core.restrict_readers('tolsel_queue.ticket');
select tolsel_core.restrict_readers('tolsel_queue.ticket_event');
select tolsel_core.restrict_readers('tolsel_queue.board_call');
select tolsel_core.restrict_readers('tolsel_queue.hourly_stat');
select tolsel_core.restrict_readers('tolsel_queue.day_summary');
select tolsel_core.restrict_readers('tolsel_queue.sms_template');
select tolsel_core.restrict_readers('tolsel_queue.notification');
select tolsel_core.restrict_readers('tolsel_queue.opt_out');

select tolsel_core.show_rows('tolsel_queue.transition');
