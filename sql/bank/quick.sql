-- What no validation has judged yet: statements and matches since an hour before the last one, so
-- that one is seen though it commits late.

create or replace view tolsel_bank.recent_statement as
select s.tenant_id, s.statement_id, s.channel_id
from tolsel_bank.statement s
where s.imported_at >= tolsel_core.unjudged_from_at();
comment on view tolsel_bank.recent_statement is
    'Statements imported since an hour before the last validation.';

create or replace view tolsel_bank.recent_match as
select m.tenant_id, m.match_id, m.channel_id
from tolsel_bank.match m
where m.matched_at >= tolsel_core.unjudged_from_at()
union
select m.tenant_id, m.match_id, m.channel_id
from tolsel_bank.match m
where m.undone_at >= tolsel_core.unjudged_from_at();
comment on view tolsel_bank.recent_match is
    'Matches made or undone since an hour before the last validation.';

create or replace view tolsel_bank.quick_wrong_statement as
select c.tenant_id, c.statement_id, c.new_count, c.new_amount, c.entries, c.amount
from tolsel_bank.recent_statement n
cross join lateral (
    select b.* from tolsel_bank.breach_wrong_statement b
    where b.tenant_id = n.tenant_id and b.statement_id = n.statement_id
    offset 0
) c;
comment on view tolsel_bank.quick_wrong_statement is
    'Recent statements whose entries do not add up to what they brought.';

create or replace view tolsel_bank.quick_wrong_entry as
select c.tenant_id, c.entry_id, c.amount, c.details, c.detail_sum
from tolsel_bank.recent_statement n
cross join lateral (
    select e.tenant_id, e.entry_id from tolsel_bank.entry e
    where e.tenant_id = n.tenant_id and e.statement_id = n.statement_id
    offset 0
) e
cross join lateral (
    select b.* from tolsel_bank.breach_wrong_entry b
    where b.tenant_id = e.tenant_id and b.entry_id = e.entry_id
    offset 0
) c;
comment on view tolsel_bank.quick_wrong_entry is
    'Entries of recent statements whose payments do not add up to them.';

create or replace view tolsel_bank.quick_broken_chain as
select c.tenant_id, c.channel_id, c.statement_id, c.from_balance, c.previous_balance
from (select distinct n.tenant_id, n.channel_id from tolsel_bank.recent_statement n) n
cross join lateral (
    select b.* from tolsel_bank.breach_broken_chain b
    where b.tenant_id = n.tenant_id and b.channel_id = n.channel_id
    offset 0
) c;
comment on view tolsel_bank.quick_broken_chain is
    'Statements of channels with recent ones that do not go on from the one before.';

create or replace view tolsel_bank.quick_wrong_match as
select c.tenant_id, c.match_id, c.amount, c.undone_at, c.detail_sum, c.posting_sum
from tolsel_bank.recent_match n
cross join lateral (
    select b.* from tolsel_bank.breach_wrong_match b
    where b.tenant_id = n.tenant_id and b.match_id = n.match_id
    offset 0
) c;
comment on view tolsel_bank.quick_wrong_match is
    'Recent matches whose payments or postings are not the amount they say.';

create or replace view tolsel_bank.quick_wrong_matched_posting as
select c.tenant_id, c.match_id, c.channel_id, c.journal_id, c.amount, c.posted_on,
    c.posted_amount, c.effective_on
from tolsel_bank.recent_match n
cross join lateral (
    select b.* from tolsel_bank.breach_wrong_matched_posting b
    where b.tenant_id = n.tenant_id and b.match_id = n.match_id
    offset 0
) c;
comment on view tolsel_bank.quick_wrong_matched_posting is
    'Recent matches that say another amount or day of a posting than the ledger has.';

create or replace view tolsel_bank.quick_unexplained_difference as
select c.tenant_id, c.channel_id, c.business_date, c.bank_balance, c.book_balance,
    c.unexplained_amount
from (
    select n.tenant_id, n.channel_id from tolsel_bank.recent_statement n
    union
    select n.tenant_id, n.channel_id from tolsel_bank.recent_match n
) n
cross join lateral (
    select b.* from tolsel_bank.notice_unexplained_difference b
    where b.tenant_id = n.tenant_id and b.channel_id = n.channel_id
    offset 0
) c;
comment on view tolsel_bank.quick_unexplained_difference is
    'Channels with recent statements or matches whose bank and book have differed for a week.';
