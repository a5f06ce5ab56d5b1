select bursar_core.register_job(
    'ledger.expire_holds', 'bursar_ledger.job_expire_holds',
    'Closes holds that have expired, so that what they held can be spent.',
    p_scope => 'tenant', p_missed => 'latest', p_every_minutes => 5);
select bursar_core.register_job(
    'ledger.drain_daily_totals', 'bursar_ledger.job_drain_totals',
    'Adds totals of days that a fault had parked.',
    p_scope => 'tenant', p_missed => 'latest', p_every_minutes => 5);
