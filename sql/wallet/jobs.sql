select tolsel_core.register_job(
    'wallet.meter_usage', 'tolsel_wallet.job_meter_usage',
    'Charges the hours that resources have run, and covers those of the next month at its turn.',
    p_scope => 'tenant', p_missed => 'latest', p_every_minutes => 60, p_item_limit => 500);
select tolsel_core.register_job(
    'wallet.close_months', 'tolsel_wallet.job_close_months',
    'Closes the months of wallets some days after their end, and invoices them.',
    p_scope => 'tenant', p_missed => 'latest', p_every_minutes => 60, p_item_limit => 50);
