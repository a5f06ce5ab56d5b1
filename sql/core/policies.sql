select tolsel_core.restrict_readers('tolsel_core.tenant');
select tolsel_core.restrict_readers('tolsel_core.branch');
select tolsel_core.restrict_readers('tolsel_core.login_tenant');
select tolsel_core.restrict_readers('tolsel_core.user_account');
select tolsel_core.restrict_readers('tolsel_core.activity_log');
select tolsel_core.restrict_readers('tolsel_core.event');
select tolsel_core.restrict_readers('tolsel_core.job_run');
