select tolsel_core.restrict_readers('tolsel_core.tenant');
select tolsel_core.restrict_readers('tolsel_core.branch');
select tolsel_core.restrict_readers('tolsel_core.login_tenant');
select tolsel_core.restrict_readers('tolsel_core.user_account');
select tolsel_core.restrict_readers('tolsel_core.activity_log');
select tolsel_core.restrict_readers('tolsel_core.event');
select tolsel_core.restrict_readers('tolsel_core.job_run');

select tolsel_core.show_rows('tolsel_core.error_code');
select tolsel_core.show_rows('tolsel_core.test_clock');
select tolsel_core.show_rows('tolsel_core.job');
select tolsel_core.show_rows('tolsel_core.validation');

select tolsel_core.close_rows('tolsel_core.currency');
select tolsel_core.close_rows('tolsel_core.check_rule');
select tolsel_core.close_rows('tolsel_core.incident');
select tolsel_core.close_rows('tolsel_core.incident_end');
select tolsel_core.close_rows('tolsel_core.release');
select tolsel_core.close_rows('tolsel_core.cluster_membership');
