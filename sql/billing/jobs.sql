select tolsel_core.register_job(
    'billing.mark_payments', 'tolsel_billing.job_mark_payments',
    'Marks payments as unknown that their provider has not answered for a day.',
    p_scope => 'tenant', p_missed => 'latest', p_every_minutes => 60);
