-- Written by make guards from the comments of tables; views.sql has the others.
comment on column tolsel.account.tenant_id is 'The business whose books these are.';
comment on column tolsel.account.account_id is 'Key within the tenant.';
comment on column tolsel.account.code is
    'The tenant''s own name for it, such as 4000 or cash:till-2; unique.';
comment on column tolsel.account.name is 'Name for people.';
comment on column tolsel.account.type is 'asset, liability, equity, revenue or expense.';
comment on column tolsel.account.currency is 'The one currency of all its entries.';
comment on column tolsel.account.parent_account_id is
    'The account it is listed under; null at the top.';
comment on column tolsel.account.purpose is
    'What tolsel itself uses it for, such as retained_earnings; else null.';
comment on column tolsel.account.managed_by is
    'The domain that alone posts to it, so that its documents and its balance agree; null where
anyone may.';
comment on column tolsel.account.slots is
    'Balance rows it is spread over, so that as many writers can post to it at once. One where a
limit must be exact.';
comment on column tolsel.account.has_daily_totals is
    'True where a trigger keeps the totals of each day.';
comment on column tolsel.account.metadata is 'The caller''s own facts.';
comment on column tolsel.account.opened_at is 'When it was opened, by the business clock.';
comment on column tolsel.account_balance.tenant_id is 'The business whose books these are.';
comment on column tolsel.account_balance.account_id is 'Key within the tenant.';
comment on column tolsel.account_balance.code is
    'The tenant''s own name for it, such as 4000 or cash:till-2; unique.';
comment on column tolsel.account_balance.name is 'Name for people.';
comment on column tolsel.account_balance.type is 'asset, liability, equity, revenue or expense.';
comment on column tolsel.account_balance.currency is 'The one currency of all its entries.';
comment on column tolsel.journal.tenant_id is 'The business whose books these are.';
comment on column tolsel.journal.journal_id is 'Key within the tenant.';
comment on column tolsel.journal.created_at is
    'When the transaction that posted it began, by the wall clock; the order of booking is
entry.booked_at.';
comment on column tolsel.journal.user_id is 'Person it is attributed to; null when none was named.';
comment on column tolsel.journal.login is 'Database role that posted it.';
comment on column tolsel.journal.reverses_journal_id is
    'The journal it reverses, in whole or in part; else null.';
comment on column tolsel.journal.hold_id is 'The hold it captures, in whole or in part; else null.';
comment on column tolsel.journal.description is
    'What happened, for people; null when nothing was said.';
comment on column tolsel.journal.request_key is
    'The caller''s name for the request: posting it again answers with this journal. Null: not
repeatable.';
comment on column tolsel.journal.request_id is 'Request it belongs to; null when none was named.';
comment on column tolsel.journal.metadata is 'The caller''s own facts.';
comment on column tolsel.entry.tenant_id is 'The business whose books these are.';
comment on column tolsel.entry.journal_id is 'The journal it is a line of.';
comment on column tolsel.entry.line_no is 'Place within the journal, from 1.';
comment on column tolsel.entry.account_id is 'The account it moves.';
comment on column tolsel.entry.code is
    'The tenant''s own name for it, such as 4000 or cash:till-2; unique.';
comment on column tolsel.entry.slot is 'The slot of the account that the writer took.';
comment on column tolsel.entry.version is
    '1, 2, 3 and so on within account and slot, in the order of booking.';
comment on column tolsel.entry.booked_at is
    'When it was booked, by the wall clock after the balance was locked; never earlier than the
version before it.';
comment on column tolsel.entry.effective_on is
    'The business day it counts for; may lie before the booking.';
comment on column tolsel.entry.amount is 'Debit above 0, credit below; never 0.';
comment on column tolsel.entry.balance_after is 'Balance of account and slot after this entry.';
comment on column tolsel.entry.currency is 'The one currency of all its entries.';
comment on column tolsel.hold.tenant_id is 'The business whose books these are.';
comment on column tolsel.hold.hold_id is 'Key within the tenant.';
comment on column tolsel.hold.account_id is 'The account on which it is set aside.';
comment on column tolsel.hold.placed_at is 'When it was placed, by the business clock.';
comment on column tolsel.hold.expires_at is 'From when it may be closed as expired; null: never.';
comment on column tolsel.hold.closed_at is
    'When nothing of it was left open, or its owner closed it, by the business clock; null while it
is open.';
comment on column tolsel.hold.user_id is 'Person it is attributed to; null when none was named.';
comment on column tolsel.hold.amount is
    'What was set aside, above 0; of a lasting hold all that ever was, which may be 0.';
comment on column tolsel.hold.captured_amount is
    'What of it was posted, by the journals that name this hold.';
comment on column tolsel.hold.released_amount is 'What of it was set free again.';
comment on column tolsel.hold.open_amount is 'What of it still counts as held.';
comment on column tolsel.hold.is_open is
    'True until it is closed; a foreign key may ask for a hold of an account that is open.';
comment on column tolsel.hold.is_lasting is
    'True where the domain that manages the account owns it: it may grow, may have nothing open, and
ends only when its owner closes it. False: it ends with its last cent.';
comment on column tolsel.hold.description is 'What it is for, for people.';
comment on column tolsel.hold.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.hold.request_id is 'Request it belongs to; null when none was named.';
comment on column tolsel.hold.metadata is 'The caller''s own facts.';
comment on column tolsel.account_day.code is
    'The tenant''s own name for it, such as 4000 or cash:till-2; unique.';
comment on column tolsel.account_day.currency is 'The one currency of all its entries.';
comment on column tolsel.period_close.tenant_id is 'The business whose books these are.';
comment on column tolsel.period_close.period_close_id is 'Key within the tenant.';
comment on column tolsel.period_close.account_id is
    'The one account that is closed, such as a cash drawer at the end of its day; null: all.';
comment on column tolsel.period_close.recorded_at is
    'When it took effect, by the wall clock after all balances were locked.';
comment on column tolsel.period_close.closed_through_on is
    'Last closed day from then on; null: nothing is closed.';
comment on column tolsel.period_close.previous_through_on is
    'Last closed day until then; null: nothing was closed.';
comment on column tolsel.period_close.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.period_close.login is 'Database role that did it.';
comment on column tolsel.period_close.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.period_close.reason is 'Why, for people.';
comment on column tolsel.year_close.tenant_id is 'The business whose books these are.';
comment on column tolsel.year_close.year_close_id is 'Key within the tenant.';
comment on column tolsel.year_close.reopens_year_close_id is
    'The closing that is undone; null: this is a closing.';
comment on column tolsel.year_close.journal_id is
    'The closing journal, or the one that reverses it; null where nothing was earned or spent.';
comment on column tolsel.year_close.ended_on is 'Last business day of the year.';
comment on column tolsel.year_close.previous_through_on is
    'Last closed day of the books until then; null: nothing was closed.';
comment on column tolsel.year_close.recorded_at is
    'When it took effect, by the wall clock after all balances were locked.';
comment on column tolsel.year_close.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.year_close.login is 'Database role that did it.';
comment on column tolsel.year_close.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.year_close.reason is 'Why, for people.';
