select tolsel_core.register_job(
    'core.prune_runs', 'tolsel_core.job_prune_runs',
    'Deletes runs that are done, except those of the last 500 periods of each job.',
    p_scope => 'database', p_missed => 'latest', p_item_limit => 10000);
select tolsel_core.register_job(
    'core.prune_events', 'tolsel_core.job_prune_events',
    'Deletes events that were delivered or expired a month ago, except the last of each document.',
    p_scope => 'tenant', p_missed => 'latest', p_item_limit => 10000);
