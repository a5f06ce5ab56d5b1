create or replace view tolsel_bank.breach_wrong_statement as
select s.tenant_id, s.statement_id, s.new_count, s.new_amount, e.entries, e.amount
from tolsel_bank.statement s
left join (
    select e.tenant_id, e.statement_id, count(*) as entries, sum(e.amount) as amount
    from tolsel_bank.entry e
    group by e.tenant_id, e.statement_id
) e on e.tenant_id = s.tenant_id and e.statement_id = s.statement_id
where s.new_count <> coalesce(e.entries, 0) or s.new_amount <> coalesce(e.amount, 0);
comment on view tolsel_bank.breach_wrong_statement is
    'The entries of a statement are not as many, or do not add up to what, it brought.';

create or replace view tolsel_bank.breach_wrong_entry as
select e.tenant_id, e.entry_id, e.amount, d.details, d.amount as detail_sum
from tolsel_bank.entry e
left join (
    select d.tenant_id, d.entry_id, count(*) as details, sum(d.amount) as amount,
        min(d.booked_on) as first_on, max(d.booked_on) as last_on
    from tolsel_bank.entry_detail d
    group by d.tenant_id, d.entry_id
) d on d.tenant_id = e.tenant_id and d.entry_id = e.entry_id
where (e.amount = d.amount and d.first_on = e.booked_on and d.last_on = e.booked_on) is not true;
comment on view tolsel_bank.breach_wrong_entry is
    'The payments of an entry do not add up to it, or count for another day.';

create or replace view tolsel_bank.breach_broken_chain as
select c.tenant_id, c.channel_id, c.statement_id, c.from_balance, c.previous_balance
from (
    select s.tenant_id, s.channel_id, s.statement_id, s.from_balance, s.gap_reason,
        lag(s.closing_balance) over w as previous_balance,
        lag(s.gap_reason) over w as previous_reason
    from tolsel_bank.statement s
    where s.from_balance is not null
    window w as (
        partition by s.tenant_id, s.channel_id
        order by s.closed_on, s.number, s.page, s.statement_id)
) c
-- A reason is given with the statement that came in last, which may be the one before the gap.
where c.from_balance <> c.previous_balance and c.gap_reason is null and c.previous_reason is null;
comment on view tolsel_bank.breach_broken_chain is
    'A statement does not go on from the one before it, and nobody has said why.';

create or replace view tolsel_bank.breach_wrong_match as
select m.tenant_id, m.match_id, m.amount, m.undone_at, d.amount as detail_sum,
    p.amount as posting_sum
from tolsel_bank.match m
left join (
    select d.tenant_id, d.match_id, sum(d.amount) as amount, count(*) as details
    from tolsel_bank.entry_detail d
    where d.match_id is not null
    group by d.tenant_id, d.match_id
) d on d.tenant_id = m.tenant_id and d.match_id = m.match_id
left join (
    select p.tenant_id, p.match_id, sum(p.amount) as amount,
        bool_and(p.undone_at is null) as is_whole
    from tolsel_bank.match_posting p
    group by p.tenant_id, p.match_id
) p on p.tenant_id = m.tenant_id and p.match_id = m.match_id
where case when m.undone_at is null
    then (d.amount = m.amount and p.amount = m.amount and p.is_whole
        and d.details = cardinality(m.detail_ids)) is not true
    else d.match_id is not null or p.is_whole is not false
    end;
comment on view tolsel_bank.breach_wrong_match is
    'The payments or the postings of a match are not the amount it says, or hang on though it was
undone.';

create or replace view tolsel_bank.breach_wrong_matched_posting as
select p.tenant_id, p.match_id, p.channel_id, p.journal_id, p.amount, p.posted_on,
    e.amount as posted_amount, e.effective_on
from tolsel_bank.match_posting p
join tolsel_channel.payment_channel c
    on c.tenant_id = p.tenant_id and c.channel_id = p.channel_id
left join lateral (
    select sum(e.amount) as amount, min(e.effective_on) as effective_on
    from tolsel_ledger.entry e
    where e.tenant_id = p.tenant_id and e.journal_id = p.journal_id
        and e.account_id = c.account_id
) e on true
where p.amount <> coalesce(e.amount, 0) or p.posted_on <> e.effective_on;
comment on view tolsel_bank.breach_wrong_matched_posting is
    'A match says another amount or day of a posting than the ledger has.';

create or replace view tolsel_bank.notice_unexplained_difference as
select a.tenant_id, a.channel_id, r.business_date, r.bank_balance, r.book_balance,
    r.unexplained_amount
from tolsel_bank.bank_account a
cross join lateral (
    select max(s.closed_on) as closed_on from tolsel_bank.statement s
    where s.tenant_id = a.tenant_id and s.channel_id = a.channel_id and s.from_balance is not null
) s
cross join lateral tolsel_bank.reconcile_day(a, s.closed_on) r
where s.closed_on < tolsel_core.branch_date(null, null, a.tenant_id) - 7
    and r.unexplained_amount <> 0
    and r.unexplained_amount is distinct from (
        select n.amount from tolsel_bank.difference_note n
        where n.tenant_id = a.tenant_id and n.channel_id = a.channel_id
            and n.noted_on = s.closed_on
        order by n.difference_note_id desc
        limit 1);
comment on view tolsel_bank.notice_unexplained_difference is
    'Bank and book of a channel have differed for a week, and nobody has said why. Run tolsel bank
match, or see tolsel bank reconcile.';
