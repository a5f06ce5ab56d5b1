create or replace view tolsel.bank_account with (security_invoker = true) as
select a.tenant_id, a.channel_id, c.name, a.currency,
    array(
        select n.account_number::text from tolsel_bank.account_number n
        where n.tenant_id = a.tenant_id and n.channel_id = a.channel_id
        order by n.account_number
    ) as account_numbers,
    a.is_automatic, a.charge_account_id, a.charge_limit, a.discount_account_id,
    a.discount_percent
from tolsel_bank.bank_account a
join tolsel_channel.payment_channel c
    on c.tenant_id = a.tenant_id and c.channel_id = a.channel_id;
comment on view tolsel.bank_account is
    'Which account at a bank each channel stands for, and what may be booked for it alone.';
comment on column tolsel.bank_account.account_numbers is 'Numbers under which statements name it.';

create or replace view tolsel.bank_statement with (security_invoker = true) as
select s.tenant_id, s.statement_id, s.channel_id, s.format, s.identifier, s.number, s.page,
    s.opened_on, s.closed_on, s.opening_balance, s.closing_balance, s.entry_count, s.booked_amount,
    s.new_count, s.new_amount, s.adopted_amount, s.pending_count, s.gap_reason, s.source_name,
    s.note, s.imported_at, s.user_id, s.login, s.request_id
from tolsel_bank.statement s;
comment on view tolsel.bank_statement is
    'What banks have sent, proved: opening + booked = closing.';

create or replace view tolsel.bank_entry with (security_invoker = true) as
select d.tenant_id, d.detail_id, d.entry_id, e.statement_id, d.channel_id, d.booked_on, e.value_on,
    d.amount, e.amount as entry_amount, e.payment_count, e.is_reversal, d.counterparty,
    d.counterparty_account, d.text, e.reference, d.end_to_end, d.printed_references,
    d.charge_amount, d.is_charge_included, d.match_id, d.refusal
from tolsel_bank.entry_detail d
join tolsel_bank.entry e on e.tenant_id = d.tenant_id and e.entry_id = d.entry_id;
comment on view tolsel.bank_entry is
    'The payments that banks have booked, each with the match it has; null: none yet.';

create or replace view tolsel.bank_pending_entry with (security_invoker = true) as
select p.tenant_id, p.pending_entry_id, p.statement_id, p.channel_id, p.status, p.amount,
    p.expected_on, p.reference, p.counterparty, p.text
from tolsel_bank.pending_entry p
-- Only what the last statement tells of, and no later one has booked.
where p.statement_id = (
        select s.statement_id from tolsel_bank.statement s
        where s.tenant_id = p.tenant_id and s.channel_id = p.channel_id
        order by s.closed_on desc, s.number desc, s.page desc, s.statement_id desc
        limit 1)
    and not exists (
        select from tolsel_bank.entry e
        where e.tenant_id = p.tenant_id and e.channel_id = p.channel_id
            and e.reference = p.reference and e.booked_on >= p.expected_on - 30);
comment on view tolsel.bank_pending_entry is
    'What banks tell of and have not booked: no money yet, and never matched.';

create or replace view tolsel.bank_profile with (security_invoker = true) as
select p.tenant_id, p.profile, p.definition, p.saved_at
from tolsel_bank.profile p;
comment on view tolsel.bank_profile is 'How banks write their CSV, by name.';

create or replace view tolsel.bank_match with (security_invoker = true) as
select m.tenant_id, m.match_id, m.channel_id, m.kind, m.rule_id, m.reason, m.amount, m.detail_ids,
    array(
        select p.journal_id from tolsel_bank.match_posting p
        where p.tenant_id = m.tenant_id and p.match_id = m.match_id
        order by p.journal_id
    ) as journal_ids,
    m.matched_at, m.user_id, m.login, m.request_id, m.undone_at, m.undo_reason
from tolsel_bank.match m;
comment on view tolsel.bank_match is
    'Which payments of banks and which postings of the book are the same money, undone ones too.';
comment on column tolsel.bank_match.journal_ids is
    'The journals that it matches the entry with, ascending.';

create or replace view tolsel.match_rule with (security_invoker = true) as
select r.tenant_id, r.rule_id, r.name, r.kind, r.priority, r.is_automatic, r.is_active,
    r.counterparty, r.counterparty_account, r.text_pattern, r.min_amount, r.max_amount,
    r.account_id, r.vendor_id, r.customer_id, r.days
from tolsel_bank.rule r;
comment on view tolsel.match_rule is 'By what payments are matched, in the order of priority.';

create or replace view tolsel.bank_difference_note with (security_invoker = true) as
select n.tenant_id, n.difference_note_id, n.channel_id, n.noted_on, n.amount, n.reason, n.noted_at,
    n.user_id, n.login, n.request_id
from tolsel_bank.difference_note n;
comment on view tolsel.bank_difference_note is
    'Why differences between bank and book stayed when books were closed.';
