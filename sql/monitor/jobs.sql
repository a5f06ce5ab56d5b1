select bursar_core.register_job(
    'monitor.turn_days', 'bursar_monitor.job_turn_days',
    'Makes the partitions of logs and metrics for the week to come, and drops those that are old.',
    p_scope => 'database', p_missed => 'latest', p_item_limit => 10);
select bursar_monitor.make_days(bursar_core.clock_at());
