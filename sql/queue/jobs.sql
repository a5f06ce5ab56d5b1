select tolsel_core.register_job(
    'queue.reset_days', 'tolsel_queue.job_reset_day',
    'Closes the queue''s day that has ended: what is open ends, and all of it is archived.',
    p_scope => 'branch', p_missed => 'each');
