create or replace view tolsel_core.quick_broken_reference as
select o.table_name, o.constraint_name, o.orphan_count
from tolsel_core.list_orphans(p_is_full => false) o;
comment on view tolsel_core.quick_broken_reference is
    'Foreign keys whose rows point at nothing, between tables that are not append-only.';

create or replace view tolsel_core.quick_claim_behind as
select 'tolsel_core.event_claim_id_seq' as sequence_name, s.last_value, g.greatest_claim
from pg_sequences s
cross join lateral (
    select max(e.claim_id) as greatest_claim from tolsel_core.event e where e.is_open
) g
where s.schemaname = 'tolsel_core' and s.sequencename = 'event_claim_id_seq'
    and g.greatest_claim > coalesce(s.last_value, 0);
comment on view tolsel_core.quick_claim_behind is
    'The sequence of claims behind a claim of an event that is still to be delivered.';

create or replace view tolsel_core.quick_event_gap as
select e.tenant_id, e.document, e.document_id, e.sequence_no, p.sequence_no as previous_no
from tolsel_core.event e
cross join lateral (
    select p.sequence_no from tolsel_core.event p
    where p.tenant_id = e.tenant_id and p.document = e.document
        and p.document_id = e.document_id and p.sequence_no < e.sequence_no
    order by p.sequence_no desc
    limit 1
) p
where e.is_open and e.sequence_no <> p.sequence_no + 1;
comment on view tolsel_core.quick_event_gap is
    'Events that are still to be delivered and do not follow on the one before them.';

create or replace view tolsel_core.quick_job_history as
select r.tenant_id, r.branch_id, r.job_name, r.from_at, p.to_at as previous_to_at,
    case when r.from_at < p.to_at then 'run twice' else 'never run' end as fault
from tolsel_core.job_run r
cross join lateral (
    select p.to_at from tolsel_core.job_run p
    where p.tenant_id = r.tenant_id and p.branch_id = r.branch_id and p.job_name = r.job_name
        and p.from_at < r.from_at
    order by p.from_at desc
    limit 1
) p
where r.ended_at is null
    and (r.from_at < p.to_at or (r.from_at > p.to_at and r.skipped_count = 0));
comment on view tolsel_core.quick_job_history is
    'Runs to come that do not follow on the last of their job.';
