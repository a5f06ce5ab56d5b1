select bursar_core.register_job(
    'core.prune_runs', 'bursar_core.job_prune_runs',
    'Deletes what is known of runs, but for the last 500 periods of each job.',
    p_scope => 'database', p_missed => 'latest', p_item_limit => 10000);
