-- Written by make guards from the comments of tables; views.sql has the others.
comment on column tolsel.wallet.tenant_id is 'The business.';
comment on column tolsel.wallet.wallet_id is 'Key within the tenant.';
comment on column tolsel.wallet.owner_customer_id is
    'The customer it belongs to, who has one wallet in each currency.';
comment on column tolsel.wallet.customer_id is
    'The customer in its currency who pays into it and is invoiced: the owner, or one opened for
it.';
comment on column tolsel.wallet.name is 'Name for people.';
comment on column tolsel.wallet.currency is
    'The one currency of the account and the customer, held by foreign key.';
comment on column tolsel.wallet.credit_limit is
    'How far beyond nothing the account may go, 0 or more; null: it is not guarded.';
comment on column tolsel.wallet.held_amount is 'Sum of the open holds.';
comment on column tolsel.wallet.account_id is 'Its account, a liability with a limit.';
comment on column tolsel.wallet.metadata is 'The caller''s own facts.';
comment on column tolsel.wallet.opened_at is 'When it was opened, by the business clock.';
comment on column tolsel.wallet.closed_at is
    'When it was closed, by the business clock; null: it is open.';
comment on column tolsel.top_up.tenant_id is 'The business.';
comment on column tolsel.top_up.payment_id is 'Key within the tenant.';
comment on column tolsel.top_up.wallet_id is 'Key within the tenant.';
comment on column tolsel.top_up.customer_id is 'Who paid.';
comment on column tolsel.top_up.status is
    'open (a provider has not answered), completed, failed, unknown (it never answered) or void.';
comment on column tolsel.top_up.method is 'How it was paid; null for a credit note.';
comment on column tolsel.top_up.channel_id is
    'Where the money went; null: undeposited funds, a credit note, or what was in suspense.';
comment on column tolsel.top_up.currency is
    'The one currency of the account and the customer, held by foreign key.';
comment on column tolsel.top_up.amount is 'What was paid, above 0.';
comment on column tolsel.top_up.asked_amount is
    'What the provider was asked for, where it has captured another amount; null: it has not.';
comment on column tolsel.top_up.refunded_amount is
    'Sum of its refunds; written by a trigger on refund alone.';
comment on column tolsel.top_up.paid_on is
    'Business day it counts for; null: it is not completed, and no day was asked for.';
comment on column tolsel.top_up.provider_reference is
    'The provider''s own number for it; null: none.';
comment on column tolsel.top_up.failure_reason is 'Why the last attempt failed; null: it did not.';
comment on column tolsel.top_up.retry_count is 'Attempts after the first.';
comment on column tolsel.top_up.next_retry_at is
    'When another attempt is due; null: none is, or no more are made.';
comment on column tolsel.top_up.opened_at is 'When its first attempt began.';
comment on column tolsel.top_up.completed_at is 'When it was booked; null: it was not.';
comment on column tolsel.top_up.journal_id is 'Journal that booked it; null: it was not.';
comment on column tolsel.top_up.voided_at is 'When it was voided; null: it was not.';
comment on column tolsel.top_up.voided_on is 'Business day its void counts for; null: it was not.';
comment on column tolsel.top_up.void_reason is 'Why, for people; null: it was not.';
comment on column tolsel.top_up.void_journal_id is 'Journal that reversed it; null: it was not.';
comment on column tolsel.top_up.user_id is 'Person it is attributed to; null when none was named.';
comment on column tolsel.top_up.login is 'Database role that opened or took it.';
comment on column tolsel.top_up.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.top_up.request_id is 'Request it belongs to; null when none was named.';
comment on column tolsel.top_up.metadata is 'The caller''s own facts.';
comment on column tolsel.wallet_transaction.tenant_id is 'The business whose books these are.';
comment on column tolsel.wallet_transaction.wallet_id is 'Key within the tenant.';
comment on column tolsel.wallet_transaction.version is
    '1, 2, 3 and so on within account and slot, in the order of booking.';
comment on column tolsel.wallet_transaction.effective_on is
    'The business day it counts for; may lie before the booking.';
comment on column tolsel.wallet_transaction.booked_at is
    'When it was booked, by the wall clock after the balance was locked; never earlier than the
version before it.';
comment on column tolsel.wallet_transaction.currency is
    'The one currency of the account and the customer, held by foreign key.';
comment on column tolsel.wallet_transaction.description is
    'What happened, for people; null when nothing was said.';
comment on column tolsel.wallet_transaction.journal_id is 'The journal it is a line of.';
comment on column tolsel.wallet_transaction.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.wallet_transaction.request_id is
    'Request it belongs to; null when none was named.';
comment on column tolsel.plan_price.tenant_id is 'The business.';
comment on column tolsel.plan_price.plan is 'Name of the plan, such as small.';
comment on column tolsel.plan_price.currency is 'Currency of the price.';
comment on column tolsel.plan_price.valid_from_at is 'The full UTC hour from which it counts.';
comment on column tolsel.plan_price.price_amount is 'For a UTC month, whatever its length.';
comment on column tolsel.plan_price.set_at is 'When it was set.';
comment on column tolsel.plan_price.login is 'Database role that set it.';
comment on column tolsel.resource.tenant_id is 'The business.';
comment on column tolsel.resource.resource_id is 'Key within the tenant.';
comment on column tolsel.resource.wallet_id is 'Key within the tenant.';
comment on column tolsel.resource.customer_id is
    'Who uses it: the owner of the wallet, or a customer of that owner.';
comment on column tolsel.resource.name is 'What it is called, for people.';
comment on column tolsel.resource.plan is 'The plan it has now.';
comment on column tolsel.resource.status is
    'active; stopped by somebody; or suspended, for want of funds.';
comment on column tolsel.resource.currency is
    'The one currency of the account and the customer, held by foreign key.';
comment on column tolsel.resource.hold_id is
    'Its hold, which lasts as long as it has hours to pay.';
comment on column tolsel.resource.covered_until_at is
    'The end of the UTC month through which its hold pays.';
comment on column tolsel.resource.started_at is 'When it was made, by the business clock.';
comment on column tolsel.resource.ended_at is
    'When it was stopped, or suspended; null while it is active.';
comment on column tolsel.resource.settled_at is
    'When its last hour was paid and its hold closed; null: it was not.';
comment on column tolsel.resource.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.resource.login is 'Database role that made it.';
comment on column tolsel.resource.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.resource.metadata is 'The caller''s own facts.';
comment on column tolsel.resource_span.tenant_id is 'The business.';
comment on column tolsel.resource_span.resource_id is 'The resource.';
comment on column tolsel.resource_span.from_at is 'Its first hour.';
comment on column tolsel.resource_span.until_at is
    'The hour after its last one; null while it goes on.';
comment on column tolsel.resource_span.plan is 'The plan.';
comment on column tolsel.resource_span.price_amount is
    'What the plan cost a month when the span began.';
comment on column tolsel.usage_hour.tenant_id is 'The business.';
comment on column tolsel.usage_hour.hour_at is 'The full UTC hour at which it begins.';
comment on column tolsel.usage_hour.resource_id is 'The resource.';
comment on column tolsel.usage_hour.amount is
    'Its share of the month''s price: the hours of a month add up to that.';
comment on column tolsel.usage_hour.journal_id is
    'The charge it is in; null where that whole run of the wallet cost nothing.';
comment on column tolsel.usage_charge.tenant_id is 'The business.';
comment on column tolsel.usage_charge.journal_id is 'The journal that booked it.';
comment on column tolsel.usage_charge.wallet_id is 'Key within the tenant.';
comment on column tolsel.usage_charge.currency is
    'The one currency of the account and the customer, held by foreign key.';
comment on column tolsel.usage_charge.from_at is 'Its first hour.';
comment on column tolsel.usage_charge.until_at is 'The hour after its last one.';
comment on column tolsel.usage_charge.amount is 'The sum of its hours.';
comment on column tolsel.usage_reversal.tenant_id is 'The business.';
comment on column tolsel.usage_reversal.hour_at is 'The hour.';
comment on column tolsel.usage_reversal.resource_id is 'The resource.';
comment on column tolsel.usage_reversal.amount is 'All that was charged for the hour.';
comment on column tolsel.usage_reversal.journal_id is
    'The journal that booked it; null where the hour cost nothing.';
comment on column tolsel.usage_reversal.reason is 'Why, for people.';
comment on column tolsel.usage_reversal.reversed_at is 'When, by the business clock.';
comment on column tolsel.usage_reversal.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.usage_reversal.login is 'Database role that reversed it.';
comment on column tolsel.usage_refund.tenant_id is 'The business.';
comment on column tolsel.usage_refund.usage_refund_id is 'Key within the tenant.';
comment on column tolsel.usage_refund.resource_id is 'The resource.';
comment on column tolsel.usage_refund.month_on is 'First day of the UTC month.';
comment on column tolsel.usage_refund.amount is 'In the currency of the wallet.';
comment on column tolsel.usage_refund.journal_id is 'The journal that booked it.';
comment on column tolsel.usage_refund.reason is 'Why, for people.';
comment on column tolsel.usage_refund.refunded_at is 'When, by the business clock.';
comment on column tolsel.usage_refund.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.usage_refund.login is 'Database role that refunded it.';
comment on column tolsel.usage_refund.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.usage_refund.metadata is 'The caller''s own facts.';
comment on column tolsel.usage_event.tenant_id is 'The business.';
comment on column tolsel.usage_event.source is 'Who tells, such as vcenter-1.';
comment on column tolsel.usage_event.event_id is 'What the source calls the event.';
comment on column tolsel.usage_event.resource_id is 'The resource.';
comment on column tolsel.usage_event.occurred_at is 'The moment it tells of.';
comment on column tolsel.usage_event.hour_at is 'The full UTC hour of that.';
comment on column tolsel.usage_event.plan is
    'The plan that the resource had then; null: only that it ran.';
comment on column tolsel.usage_event.price_amount is
    'What that plan cost a month in that hour; null: it tells of none.';
comment on column tolsel.usage_event.metadata is 'The source''s own facts.';
comment on column tolsel.usage_event.recorded_at is 'When it was told first.';
comment on column tolsel.usage_event.login is 'Database role that told it.';
comment on column tolsel.usage_event.metered_at is
    'When it was metered, by the business clock; null: not yet.';
comment on column tolsel.usage_event.extra_amount is
    'What it adds to its hour, beyond what that was charged at before; null: it is not metered.';
comment on column tolsel.usage_event.owed_amount is
    'What of that the wallet had not available, and is owed; null: it is not metered.';
comment on column tolsel.usage_event.journal_id is
    'The charge that the rest is in; null: there is none.';
comment on column tolsel.usage_event.invoice_id is
    'The debit note for what is owed; null: nothing is.';
comment on column tolsel.usage_setting.tenant_id is 'The business.';
comment on column tolsel.usage_setting.late_days is
    'Usage of hours that began so many days ago or later is taken.';
comment on column tolsel.usage_setting.closing_days is
    'So many days after its end a month is closed.';
comment on column tolsel.month_statement.tenant_id is 'The business.';
comment on column tolsel.month_statement.wallet_id is 'The wallet, and so the currency.';
comment on column tolsel.month_statement.month_on is 'First day of the UTC month.';
comment on column tolsel.month_statement.currency is
    'The one currency of the account and the customer, held by foreign key.';
comment on column tolsel.month_statement.opening_amount is 'What it had before the first day.';
comment on column tolsel.month_statement.top_up_amount is
    'What was paid in, less what of that was voided or given back.';
comment on column tolsel.month_statement.usage_amount is 'What was charged.';
comment on column tolsel.month_statement.returned_amount is
    'What was given back of charges: hours that were reversed, and refunds.';
comment on column tolsel.month_statement.other_amount is
    'What else came in, such as the invoice of the month before; below 0 what went out.';
comment on column tolsel.month_statement.closing_amount is
    'What it had after the last day; below 0 it is invoiced.';
comment on column tolsel.month_statement.invoice_id is
    'The invoice of the month; null: nothing was to be invoiced.';
comment on column tolsel.month_statement.sealed_version is
    'The version up to which its entries were sealed then; null: none was.';
comment on column tolsel.month_statement.seal_hash is
    'The last seal then, in hexadecimal; null: none.';
comment on column tolsel.month_statement.closed_at is 'When, by the business clock.';
comment on column tolsel.month_statement.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.month_statement.login is 'Database role that closed it.';
comment on column tolsel.metering_fault.tenant_id is 'The business.';
comment on column tolsel.metering_fault.wallet_id is 'The wallet.';
comment on column tolsel.metering_fault.task is
    'usage: hours could not be charged; month: a month could not be closed.';
comment on column tolsel.metering_fault.failed_at is 'When it failed last.';
comment on column tolsel.metering_fault.error_code is 'SQLSTATE of the fault.';
comment on column tolsel.metering_fault.message is 'What the fault said.';
comment on column tolsel.wallet_rule.tenant_id is 'The business.';
comment on column tolsel.wallet_rule.wallet_id is 'The wallet.';
comment on column tolsel.wallet_rule.low_amount is
    'wallet.low is told when less than this is available; null: it is not.';
comment on column tolsel.wallet_rule.threshold_amount is
    'A top-up is asked for when no more than this is available, what is asked for already counted;
null: none is.';
comment on column tolsel.wallet_rule.target_amount is 'As much is to be available then.';
comment on column tolsel.wallet_rule.step_amount is
    'What is asked for is a multiple of this, if nothing caps it.';
comment on column tolsel.wallet_rule.max_amount is 'The most that one top-up asks for.';
comment on column tolsel.wallet_rule.daily_cap_amount is
    'The most that top-ups of a UTC day ask for together.';
comment on column tolsel.wallet_rule.method is 'By which method it is to be paid.';
comment on column tolsel.wallet_rule.channel_id is 'Into which channel.';
comment on column tolsel.wallet_rule.cooldown_minutes is
    'So long after one was asked for no other is.';
comment on column tolsel.wallet_rule.lead_days is
    'So many days before the month''s end the prices of the next count as spent.';
comment on column tolsel.wallet_rule.is_low is
    'Whether wallet.low was told since more was available.';
comment on column tolsel.wallet_rule.pending_payment_id is
    'The top-up that was asked for and has not ended; null: none.';
comment on column tolsel.wallet_rule.requested_ats is
    'When the last ones were asked for, those of ten minutes and the last.';
comment on column tolsel.wallet_rule.requested_on is
    'The UTC day of requested_amount; null: none was asked for yet.';
comment on column tolsel.wallet_rule.requested_amount is 'What was asked for on that day.';
comment on column tolsel.wallet_rule.failure_count is
    'How many in a row have failed since one was paid.';
comment on column tolsel.wallet_rule.waits_until_at is
    'Until then none is asked for, because the last one failed; null: it did not.';
comment on column tolsel.wallet_rule.tripped_at is
    'When it stopped because it asked too often or for too much; null: it runs. Setting the rule
starts it again.';
comment on column tolsel.lot.tenant_id is 'The business.';
comment on column tolsel.lot.lot_id is 'Key within the tenant.';
comment on column tolsel.lot.wallet_id is 'Key within the tenant.';
comment on column tolsel.lot.kind is
    'paid: of a top-up; granted: given by the business; owed: of a debt.';
comment on column tolsel.lot.priority is
    '0 to 100: what is lower is spent first; 50 where nobody has said anything.';
comment on column tolsel.lot.valid_from_at is
    'The full UTC hour from which it pays: the one in which it came, or was due by a recurring
grant.';
comment on column tolsel.lot.expires_at is
    'The full UTC hour from which it pays no more; null: it never ends.';
comment on column tolsel.lot.ended_at is
    'The hour up to which the wallet was metered when the lot ended; what is left since is kept for
what is held. Null: it has not ended.';
comment on column tolsel.lot.currency is
    'The one currency of the account and the customer, held by foreign key.';
comment on column tolsel.lot.amount is 'What came in.';
comment on column tolsel.lot.used_amount is 'What was spent of it, or given back to its payer.';
comment on column tolsel.lot.expired_amount is 'What was left when it ended, and was free.';
comment on column tolsel.lot.left_amount is 'What is left of it.';
comment on column tolsel.lot.journal_id is
    'The journal that brought it in: of its top-up, its grant or its debt.';
comment on column tolsel.lot.recurring_grant_id is
    'The recurring grant that has granted it, for the period that begins with it; null: none has.';
comment on column tolsel.lot.reason is 'Why it was granted; null where it was not.';
comment on column tolsel.lot.user_id is 'Person it is attributed to; null when none was named.';
comment on column tolsel.lot.login is 'Database role that brought it in.';
comment on column tolsel.lot.request_key is
    'The caller''s name for the request; null: not repeatable.';
comment on column tolsel.lot.metadata is 'The caller''s own facts.';
comment on column tolsel.recurring_grant.tenant_id is 'The business.';
comment on column tolsel.recurring_grant.recurring_grant_id is 'Key within the tenant.';
comment on column tolsel.recurring_grant.wallet_id is 'Key within the tenant.';
comment on column tolsel.recurring_grant.name is
    'What it is called, for people: a wallet has one at a time under each name.';
comment on column tolsel.recurring_grant.amount is 'What is granted each time.';
comment on column tolsel.recurring_grant.currency is
    'The one currency of the account and the customer, held by foreign key.';
comment on column tolsel.recurring_grant.every is
    'How long a period is: day, week, month, quarter or year, in UTC.';
comment on column tolsel.recurring_grant.lasts_periods is
    'After so many periods what is left of a grant expires; null: never.';
comment on column tolsel.recurring_grant.priority is
    'That of its lots, 0 to 100: what is lower is spent first.';
comment on column tolsel.recurring_grant.cost_account_id is 'At whose cost it is granted.';
comment on column tolsel.recurring_grant.anchor_at is
    'The full UTC hour from which periods are counted: one of the 31st falls on the last day of a
shorter month, and on the 31st of the next long one.';
comment on column tolsel.recurring_grant.from_at is 'The first hour at which it is granted.';
comment on column tolsel.recurring_grant.until_at is
    'Nothing is granted from then on; null: it goes on.';
comment on column tolsel.recurring_grant.set_at is 'When it was set, by the business clock.';
comment on column tolsel.recurring_grant.user_id is
    'Person it is attributed to; null when none was named.';
comment on column tolsel.recurring_grant.login is 'Database role that set it.';
comment on column tolsel.lot_use.tenant_id is 'The business.';
comment on column tolsel.lot_use.journal_id is
    'The journal that has moved the wallet. That of the lot itself where it paid what was owed.';
comment on column tolsel.lot_use.lot_id is 'The lot.';
comment on column tolsel.lot_use.amount is 'What was taken of it; below 0 what came back.';
comment on column tolsel.debt.tenant_id is 'The business.';
comment on column tolsel.debt.invoice_id is 'The debit note, with its amount and what is open.';
comment on column tolsel.debt.wallet_id is 'Key within the tenant.';
comment on column tolsel.debt.currency is
    'The one currency of the account and the customer, held by foreign key.';
comment on column tolsel.debt.customer_id is 'Who is to pay it.';
comment on column tolsel.debt.series is 'The series it is numbered in.';
comment on column tolsel.debt.number is
    '1, 2, 3 and so on within its series, without gaps; null while it is a draft.';
comment on column tolsel.debt.issued_on is 'Business day it counts for; null while it is a draft.';
comment on column tolsel.debt.total_amount is
    'Sum of its lines, 0 or more: 0 where a voucher pays all, or goods are exchanged.';
comment on column tolsel.debt.balance_amount is
    'total_amount - paid_amount - credited_amount. What a draft or a void invoice shows here is not
owed.';
comment on column tolsel.debt.status is
    'draft, open, partial, paid, credited (nothing is open, and none of it was paid) or void.';
comment on column tolsel.debt.payment_id is
    'The top-up that was charged back; null: late usage is owed.';
