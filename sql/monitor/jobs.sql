select tolsel_core.register_job(
    'monitor.turn_days', 'tolsel_monitor.job_turn_days',
    'Makes the partitions of logs and metrics for the week to come, and drops those that are old.',
    p_scope => 'database', p_missed => 'latest', p_item_limit => 10);
select tolsel_monitor.make_days(tolsel_core.clock_at());
