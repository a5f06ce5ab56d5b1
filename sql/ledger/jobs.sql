select tolsel_core.register_job(
    'ledger.expire_holds', 'tolsel_ledger.job_expire_holds',
    'Closes holds that have expired, so that what they held can be spent.',
    p_scope => 'tenant', p_missed => 'latest', p_every_minutes => 5);
select tolsel_core.register_job(
    'ledger.drain_daily_totals', 'tolsel_ledger.job_drain_totals',
    'Adds daily totals that a fault had parked.',
    p_scope => 'tenant', p_missed => 'latest', p_every_minutes => 5);
select tolsel_core.register_job(
    'ledger.validate_books', 'tolsel_ledger.job_validate_books',
    'Looks at every balance and at all new entries; what is wrong becomes an incident.',
    p_scope => 'database', p_missed => 'latest', p_every_minutes => 5);
select tolsel_core.register_job(
    'ledger.validate_history', 'tolsel_ledger.job_validate_books',
    'Looks at every entry there is; what is wrong becomes an incident.',
    p_scope => 'database', p_missed => 'latest');
select tolsel_core.register_job(
    'ledger.seal_entries', 'tolsel_ledger.job_seal_entries',
    'Seals the entries that have no seal yet.',
    p_scope => 'database', p_missed => 'latest', p_every_minutes => 5, p_item_limit => 100000);
