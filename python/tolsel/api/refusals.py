"""A class for each registered error; a handler of TolselError catches them all.

Written by `make guards` from the catalog: change the SQL, not this file.
"""

from tolsel.errors import TolselError

__all__ = [
    "AccountFrozen",
    "AccountIsFixed",
    "AccountManaged",
    "AccountNotFound",
    "AccountNotRevalued",
    "AccountNumberNotUsable",
    "AccountNumberTaken",
    "AccountTypeUnknown",
    "AccountsDiffer",
    "AdminNeeded",
    "AllocationNotFound",
    "AmountIsZero",
    "AmountNotANumber",
    "AmountNotFinite",
    "AmountNotPositive",
    "AmountTooLarge",
    "AmountTooPrecise",
    "AnchorNotReadable",
    "AnotherOwner",
    "AttemptNotFound",
    "BalanceOutOfRange",
    "BankAccountUnknown",
    "BankDifferenceNone",
    "BankDifferenceUnexplained",
    "BankEntryMatched",
    "BankEntryNotFound",
    "BillHasPayments",
    "BillNumberTaken",
    "BoundNotUsable",
    "BranchNotFound",
    "BucketNotUsable",
    "CashNotRounded",
    "ChannelKindUnknown",
    "ChannelNotActive",
    "ChannelNotBank",
    "ChannelNotFound",
    "ChannelTransferNotFound",
    "CheckNotUsable",
    "ChequeNotFound",
    "ChequeNotPresentable",
    "ClaimLost",
    "ClaimNotUsable",
    "ClockIsReal",
    "ClockUnknown",
    "ClusterIsFull",
    "ConvertedToNothing",
    "CounterBusy",
    "CounterClosed",
    "CounterInUse",
    "CounterNotFound",
    "CounterOfOthers",
    "CreditLimitNotUsable",
    "CreditNoteNotFound",
    "CreditNumberTaken",
    "CurrencyMismatch",
    "CurrencyUnknown",
    "CustomerMustBeKept",
    "CustomerNotActive",
    "CustomerNotFound",
    "CustomerNotMergeable",
    "DailyEntryNotFound",
    "DailyTotalsOff",
    "DateNotUsable",
    "DayLiesAhead",
    "DayNotClosable",
    "DayNotClosed",
    "DayNotOver",
    "DayStartNotUsable",
    "DebtOpen",
    "DeliveryStateUnknown",
    "DirectionUnknown",
    "DirectionWrong",
    "DocumentOfWallet",
    "DocumentVoid",
    "DueBeforeIssued",
    "DurationNotUsable",
    "EntriesNotUsable",
    "EventExpired",
    "EventNotFound",
    "EventStillOpen",
    "ExchangeNotFound",
    "ExpiryNotUsable",
    "FundsShort",
    "GrantNotUsable",
    "GroupingUnknown",
    "HistoryIsAppendOnly",
    "HoldClosed",
    "HoldNotFound",
    "HttpMethodNotUsable",
    "HttpStatusNotUsable",
    "InsufficientFunds",
    "InvoiceNotChangeable",
    "InvoiceNotDraft",
    "InvoiceNotFitting",
    "InvoiceNotFound",
    "InvoiceNotOpen",
    "InvoicePaid",
    "IsolationNotUsable",
    "ItemsNotReadable",
    "JobNotFound",
    "JobSettingNotUsable",
    "JournalClosesYear",
    "JournalNotBalanced",
    "JournalNotFound",
    "KeptYearsNotUsable",
    "LineClosed",
    "LineNotFound",
    "LineNotReadable",
    "LinesNotReadable",
    "LogCategoryUnknown",
    "LogLevelUnknown",
    "LogTableUnknown",
    "LoginUnknown",
    "MatchAmountWrong",
    "MatchNeededElsewhere",
    "MatchNotFound",
    "MatchUndone",
    "MessageExpired",
    "MetadataNotUsable",
    "MethodNotStorable",
    "MethodNotUsable",
    "MonthNotOver",
    "MoreThanAllocated",
    "MoreThanBillBalance",
    "MoreThanChargeLimit",
    "MoreThanHeld",
    "MoreThanInSuspense",
    "MoreThanInvoiced",
    "MoreThanLeftToRefund",
    "MoreThanLeftToReverse",
    "MoreThanMayBeOwed",
    "MoreThanOpen",
    "MoreThanRefundable",
    "MoreThanUnapplied",
    "MoreThanVendorAllocated",
    "MoreThanVendorUnapplied",
    "NameTaken",
    "NoRecipient",
    "NotificationNotFound",
    "OutcomeUnknown",
    "OwedLimitNotUsable",
    "PaymentIsTopUp",
    "PaymentNotCompleted",
    "PaymentNotCorrectable",
    "PaymentNotFailed",
    "PaymentNotFound",
    "PaymentNotOpen",
    "PaymentNotWanted",
    "PaymentRefunded",
    "PeriodClosed",
    "PeriodNotClosable",
    "PeriodNotClosed",
    "PlaceholderUnknown",
    "PlanNotUsable",
    "PlanWithoutPrice",
    "PortionsNotUsable",
    "PostingNotMatchable",
    "PreviewNotPossible",
    "PreviewUnwound",
    "PriceNotUsable",
    "PriorityNotFound",
    "ProfileNotFound",
    "ProfileNotUsable",
    "ProviderReferenceReused",
    "QueueKeyNotUsable",
    "QueueSettingNotUsable",
    "RateDiffers",
    "RateNotFound",
    "RateNotUsable",
    "RatesNotReadable",
    "RecurringGrantNotFound",
    "RecurringGrantNotUsable",
    "RefundNotFound",
    "RefundTooEarly",
    "ReportNotFound",
    "RequestIdTooLong",
    "RequestKeyNotUsable",
    "RequestKeyReused",
    "RequestUndone",
    "ResourceNotActive",
    "ResourceNotFound",
    "RetentionNotUsable",
    "ReturnUsedUp",
    "ReversalNotReversible",
    "RoleUnknown",
    "RoundingNotExplained",
    "RoundingNotUsable",
    "RuleNotUsable",
    "SameChannel",
    "SameCurrency",
    "SecondCharge",
    "SecondTicket",
    "SeriesNotUsable",
    "ServiceNotActive",
    "ServiceNotFound",
    "ServiceNotOffered",
    "SessionIsAReplica",
    "ShardAddedDifferently",
    "ShardNotFound",
    "ShardNotUsable",
    "ShardNumberNotUsable",
    "ShardOfAnotherNumber",
    "SharesNotUsable",
    "SlotsNotUsable",
    "StatementChanged",
    "StatementGap",
    "StatementNotReadable",
    "StatementSumWrong",
    "StatusUnknown",
    "SurplusNotWanted",
    "SurplusUnknown",
    "SuspenseAssigned",
    "SuspenseNotFound",
    "TaxNotMatching",
    "TemplateNotFound",
    "TenantElsewhere",
    "TenantIdNotANumber",
    "TenantNotAllowed",
    "TenantNotPlaced",
    "TenantNotSelected",
    "TenantPlacedElsewhere",
    "TextNotUsable",
    "TicketArchived",
    "TicketElsewhere",
    "TicketNotFound",
    "TimeZoneUnknown",
    "TooFewLines",
    "TooManyLines",
    "TopUpNotFound",
    "TopUpSpent",
    "TotalNotPositive",
    "TransitionNotAllowed",
    "UsageHourNotFound",
    "UsageNotReadable",
    "UsageNotUsable",
    "UsageSettingNotUsable",
    "UsageWrittenOff",
    "UserUnknown",
    "VendorAllocationNotFound",
    "VendorBillNotFound",
    "VendorLinesNotReadable",
    "VendorNotActive",
    "VendorNotFound",
    "VendorPaymentNotFound",
    "VendorPaymentRefunded",
    "VendorRefundNotFound",
    "VendorTotalDiffers",
    "VoidTooEarly",
    "WalletClosed",
    "WalletExists",
    "WalletNotEmpty",
    "WalletNotFound",
    "WalletRuleNotUsable",
    "WindowNotUsable",
    "YearClosed",
    "YearNotClosable",
    "YearNotClosed",
]


class CustomerNotFound(TolselError):
    """The tenant has no such customer."""

    sqlstate = "UB001"
    name = "customer_not_found"


class InvoiceNotFound(TolselError):
    """The tenant has no such invoice, or it is another customer's."""

    sqlstate = "UB002"
    name = "invoice_not_found"


class PaymentNotFound(TolselError):
    """The tenant has no such payment."""

    sqlstate = "UB003"
    name = "payment_not_found"


class InvoiceNotOpen(TolselError):
    """Only what is open of an invoice can be paid."""

    sqlstate = "UB004"
    name = "invoice_not_open"


class MoreThanOpen(TolselError):
    """The invoice has less open than is to be paid."""

    sqlstate = "UB005"
    name = "more_than_open"


class SurplusNotWanted(TolselError):
    """The payment is more than is open."""

    sqlstate = "UB006"
    name = "surplus_not_wanted"


class PaymentNotCompleted(TolselError):
    """Only a completed payment can be allocated, refunded or voided."""

    sqlstate = "UB007"
    name = "payment_not_completed"


class MoreThanUnapplied(TolselError):
    """Less is unapplied than is to be allocated."""

    sqlstate = "UB008"
    name = "more_than_unapplied"


class MoreThanLeftToRefund(TolselError):
    """All refunds of a payment together are at most what was paid."""

    sqlstate = "UB009"
    name = "more_than_left_to_refund"


class PaymentRefunded(TolselError):
    """A payment of which something is refunded is not voided."""

    sqlstate = "UB011"
    name = "payment_refunded"


class InvoicePaid(TolselError):
    """An invoice of which something is paid or credited is not voided."""

    sqlstate = "UB012"
    name = "invoice_paid"


class MoreThanMayBeOwed(TolselError):
    """The customer would owe more than it may."""

    sqlstate = "UB013"
    name = "more_than_may_be_owed"


class LinesNotReadable(TolselError):
    """The lines of the invoice are not in the form that is wanted."""

    sqlstate = "UB014"
    name = "lines_not_readable"


class TotalNotPositive(TolselError):
    """The lines of an invoice add up to zero or more, those of a credit note to more."""

    sqlstate = "UB015"
    name = "total_not_positive"


class SeriesNotUsable(TolselError):
    """A series is named with 1 to 20 capitals, digits and hyphens."""

    sqlstate = "UB016"
    name = "series_not_usable"


class DueBeforeIssued(TolselError):
    """An invoice is due on the day it is issued, or later."""

    sqlstate = "UB017"
    name = "due_before_issued"


class SurplusUnknown(TolselError):
    """A surplus is refused or kept."""

    sqlstate = "UB018"
    name = "surplus_unknown"


class PortionsNotUsable(TolselError):
    """The invoices and amounts named are not a division of the payment."""

    sqlstate = "UB019"
    name = "portions_not_usable"


class PaymentNotOpen(TolselError):
    """Only a payment that waits for its provider is completed or failed."""

    sqlstate = "UB020"
    name = "payment_not_open"


class PaymentNotFailed(TolselError):
    """Only a failed payment is tried again."""

    sqlstate = "UB021"
    name = "payment_not_failed"


class AllocationNotFound(TolselError):
    """The tenant has no such allocation."""

    sqlstate = "UB022"
    name = "allocation_not_found"


class MoreThanAllocated(TolselError):
    """Less of the allocation is left than is to be taken back."""

    sqlstate = "UB023"
    name = "more_than_allocated"


class OwedLimitNotUsable(TolselError):
    """A limit of what is owed is zero or more, or null for none."""

    sqlstate = "UB024"
    name = "owed_limit_not_usable"


class ReportNotFound(TolselError):
    """Nothing was reported of this day in this branch."""

    sqlstate = "UB025"
    name = "report_not_found"


class ProviderReferenceReused(TolselError):
    """The provider's number belongs to another payment."""

    sqlstate = "UB026"
    name = "provider_reference_reused"


class InvoiceNotDraft(TolselError):
    """Only a draft is issued."""

    sqlstate = "UB027"
    name = "invoice_not_draft"


class RefundTooEarly(TolselError):
    """Nothing is refunded before the day it was paid."""

    sqlstate = "UB028"
    name = "refund_too_early"


class StatusUnknown(TolselError):
    """An invoice is draft, open, partial, paid, credited or void."""

    sqlstate = "UB029"
    name = "status_unknown"


class AttemptNotFound(TolselError):
    """The payment has had no such attempt."""

    sqlstate = "UB030"
    name = "attempt_not_found"


class PaymentNotWanted(TolselError):
    """Nothing is asked for again that is no longer open."""

    sqlstate = "UB031"
    name = "payment_not_wanted"


class RequestUndone(TolselError):
    """What this request had recorded was voided since."""

    sqlstate = "UB032"
    name = "request_undone"


class RefundNotFound(TolselError):
    """The tenant has no such refund."""

    sqlstate = "UB033"
    name = "refund_not_found"


class SharesNotUsable(TolselError):
    """The shares are not a division of the payment among customers."""

    sqlstate = "UB034"
    name = "shares_not_usable"


class ItemsNotReadable(TolselError):
    """The items are not in the form that is wanted."""

    sqlstate = "UB035"
    name = "items_not_readable"


class MoreThanInvoiced(TolselError):
    """No more of an invoice is credited than it had."""

    sqlstate = "UB060"
    name = "more_than_invoiced"


class CreditNoteNotFound(TolselError):
    """The tenant has no such credit note."""

    sqlstate = "UB061"
    name = "credit_note_not_found"


class TaxNotMatching(TolselError):
    """A tax is its rate in percent of its base."""

    sqlstate = "UB062"
    name = "tax_not_matching"


class SecondCharge(TolselError):
    """A payment is completed once: the provider has charged a second time."""

    sqlstate = "UB063"
    name = "second_charge"


class CustomerNotActive(TolselError):
    """A customer that is not active gets no invoices, and is asked only for what it owes."""

    sqlstate = "UB064"
    name = "customer_not_active"


class CustomerMustBeKept(TolselError):
    """Who a customer was must be known for some years."""

    sqlstate = "UB065"
    name = "customer_must_be_kept"


class KeptYearsNotUsable(TolselError):
    """Customers are kept for 0 to 100 years."""

    sqlstate = "UB066"
    name = "kept_years_not_usable"


class InvoiceNotChangeable(TolselError):
    """Only an invoice that was issued and stands is changed."""

    sqlstate = "UB067"
    name = "invoice_not_changeable"


class CashNotRounded(TolselError):
    """Cash is not rounded in this currency."""

    sqlstate = "UB110"
    name = "cash_not_rounded"


class RoundingNotUsable(TolselError):
    """Cash is rounded to its step, and nothing else is."""

    sqlstate = "UB111"
    name = "rounding_not_usable"


class ChequeNotFound(TolselError):
    """The payment is no cheque in hand."""

    sqlstate = "UB112"
    name = "cheque_not_found"


class ChequeNotPresentable(TolselError):
    """A cheque is banked once, and not before its day."""

    sqlstate = "UB113"
    name = "cheque_not_presentable"


class PaymentNotCorrectable(TolselError):
    """A cheque, or what was in suspense, is not corrected."""

    sqlstate = "UB114"
    name = "payment_not_correctable"


class SuspenseNotFound(TolselError):
    """The tenant has no such money of an unknown payer."""

    sqlstate = "UB115"
    name = "suspense_not_found"


class MoreThanInSuspense(TolselError):
    """No more is assigned than came in."""

    sqlstate = "UB116"
    name = "more_than_in_suspense"


class SuspenseAssigned(TolselError):
    """Some of it is a customer's payment."""

    sqlstate = "UB117"
    name = "suspense_assigned"


class CustomerNotMergeable(TolselError):
    """A customer is merged once, into another, with nothing under way."""

    sqlstate = "UB118"
    name = "customer_not_mergeable"


class PaymentIsTopUp(TolselError):
    """What was paid into a wallet is a matter of the wallet."""

    sqlstate = "UB140"
    name = "payment_is_top_up"


class DocumentOfWallet(TolselError):
    """What was booked for a wallet is not voided."""

    sqlstate = "UB141"
    name = "document_of_wallet"


class TenantNotSelected(TolselError):
    """No tenant is selected."""

    sqlstate = "UC001"
    name = "tenant_not_selected"


class TenantNotAllowed(TolselError):
    """The login may not act for this tenant."""

    sqlstate = "UC002"
    name = "tenant_not_allowed"


class TenantIdNotANumber(TolselError):
    """The setting tolsel.tenant_id is not the number of a tenant."""

    sqlstate = "UC003"
    name = "tenant_id_not_a_number"


class UserUnknown(TolselError):
    """No active user of the tenant has this number."""

    sqlstate = "UC004"
    name = "user_unknown"


class RequestIdTooLong(TolselError):
    """A request id has at most 200 characters."""

    sqlstate = "UC005"
    name = "request_id_too_long"


class TimeZoneUnknown(TolselError):
    """A time zone is an IANA name that this server knows."""

    sqlstate = "UC006"
    name = "time_zone_unknown"


class CurrencyUnknown(TolselError):
    """The currency is not registered."""

    sqlstate = "UC007"
    name = "currency_unknown"


class AmountNotFinite(TolselError):
    """An amount is a finite number."""

    sqlstate = "UC008"
    name = "amount_not_finite"


class AmountIsZero(TolselError):
    """An amount of zero moves nothing."""

    sqlstate = "UC009"
    name = "amount_is_zero"


class AmountTooPrecise(TolselError):
    """The amount has more decimals than its currency."""

    sqlstate = "UC010"
    name = "amount_too_precise"


class AmountTooLarge(TolselError):
    """An amount is smaller than 1,000,000,000,000,000."""

    sqlstate = "UC011"
    name = "amount_too_large"


class RequestKeyNotUsable(TolselError):
    """A request key has 1 to 200 characters and is not blank."""

    sqlstate = "UC012"
    name = "request_key_not_usable"


class MetadataNotUsable(TolselError):
    """Metadata is a JSON object of at most 16,384 bytes."""

    sqlstate = "UC013"
    name = "metadata_not_usable"


class DateNotUsable(TolselError):
    """A date is a real day from 1900 to 2199."""

    sqlstate = "UC014"
    name = "date_not_usable"


class HistoryIsAppendOnly(TolselError):
    """History is never changed or removed."""

    sqlstate = "UC015"
    name = "history_is_append_only"


class TextNotUsable(TolselError):
    """A text is blank or too long."""

    sqlstate = "UC016"
    name = "text_not_usable"


class DayStartNotUsable(TolselError):
    """A business day begins between midnight and noon."""

    sqlstate = "UC017"
    name = "day_start_not_usable"


class BranchNotFound(TolselError):
    """The tenant has no such branch."""

    sqlstate = "UC018"
    name = "branch_not_found"


class NameTaken(TolselError):
    """The name is taken."""

    sqlstate = "UC019"
    name = "name_taken"


class ClockIsReal(TolselError):
    """The clock of this database cannot be set."""

    sqlstate = "UC020"
    name = "clock_is_real"


class LoginUnknown(TolselError):
    """The server has no such role."""

    sqlstate = "UC021"
    name = "login_unknown"


class RoleUnknown(TolselError):
    """A user is an admin or a clerk."""

    sqlstate = "UC022"
    name = "role_unknown"


class CheckNotUsable(TolselError):
    """The check cannot be registered."""

    sqlstate = "UC023"
    name = "check_not_usable"


class RequestKeyReused(TolselError):
    """The request key was used before with other content."""

    sqlstate = "UC024"
    name = "request_key_reused"


class AmountNotPositive(TolselError):
    """This amount is above zero."""

    sqlstate = "UC025"
    name = "amount_not_positive"


class PreviewUnwound(TolselError):
    """The preview has run and is being unwound."""

    sqlstate = "UC026"
    name = "preview_unwound"


class PreviewNotPossible(TolselError):
    """There is no such function with these arguments."""

    sqlstate = "UC027"
    name = "preview_not_possible"


class ClaimNotUsable(TolselError):
    """A claim is for 1 to 1,000 events and lasts 1 to 86,400 seconds."""

    sqlstate = "UC028"
    name = "claim_not_usable"


class ClaimLost(TolselError):
    """The event is not claimed under this number, or no longer."""

    sqlstate = "UC029"
    name = "claim_lost"


class EventNotFound(TolselError):
    """The tenant has no such event."""

    sqlstate = "UC030"
    name = "event_not_found"


class EventStillOpen(TolselError):
    """Only a delivered event or a dead letter is replayed."""

    sqlstate = "UC031"
    name = "event_still_open"


class AdminNeeded(TolselError):
    """Only a person who is an admin does this."""

    sqlstate = "UC032"
    name = "admin_needed"


class JobNotFound(TolselError):
    """There is no such job."""

    sqlstate = "UC033"
    name = "job_not_found"


class JobSettingNotUsable(TolselError):
    """A setting of a job is outside its limits."""

    sqlstate = "UC034"
    name = "job_setting_not_usable"


class EventExpired(TolselError):
    """An event that has expired is not delivered."""

    sqlstate = "UC035"
    name = "event_expired"


class SessionIsAReplica(TolselError):
    """Foreign keys are not checked in this session."""

    sqlstate = "UC036"
    name = "session_is_a_replica"


class TenantElsewhere(TolselError):
    """The tenant is not in this database, which is one shard of several."""

    sqlstate = "UC037"
    name = "tenant_elsewhere"


class ShardNumberNotUsable(TolselError):
    """A shard has a number from 1 to 999, and gives tenants numbers above those there are."""

    sqlstate = "UC038"
    name = "shard_number_not_usable"


class ShardOfAnotherNumber(TolselError):
    """This database is another shard already."""

    sqlstate = "UC039"
    name = "shard_of_another_number"


class ChannelNotFound(TolselError):
    """The tenant has no such payment channel."""

    sqlstate = "UH001"
    name = "channel_not_found"


class ChannelNotActive(TolselError):
    """The payment channel is not active."""

    sqlstate = "UH002"
    name = "channel_not_active"


class MethodNotUsable(TolselError):
    """The tenant takes no such payment method."""

    sqlstate = "UH003"
    name = "method_not_usable"


class DayLiesAhead(TolselError):
    """Nothing counts for a day that lies ahead."""

    sqlstate = "UH004"
    name = "day_lies_ahead"


class ChannelKindUnknown(TolselError):
    """A channel is cash, bank, card, e_wallet or other."""

    sqlstate = "UH005"
    name = "channel_kind_unknown"


class MethodNotStorable(TolselError):
    """A payment method cannot be kept like this."""

    sqlstate = "UH006"
    name = "method_not_storable"


class VendorNotFound(TolselError):
    """The tenant has no such vendor."""

    sqlstate = "UH007"
    name = "vendor_not_found"


class VendorBillNotFound(TolselError):
    """The vendor has no such bill."""

    sqlstate = "UH008"
    name = "vendor_bill_not_found"


class VendorPaymentNotFound(TolselError):
    """The tenant has no such vendor payment."""

    sqlstate = "UH009"
    name = "vendor_payment_not_found"


class DailyEntryNotFound(TolselError):
    """The tenant has no such daily entry."""

    sqlstate = "UH010"
    name = "daily_entry_not_found"


class ChannelTransferNotFound(TolselError):
    """The tenant has no such transfer."""

    sqlstate = "UH011"
    name = "channel_transfer_not_found"


class DocumentVoid(TolselError):
    """The document was voided."""

    sqlstate = "UH012"
    name = "document_void"


class BillNumberTaken(TolselError):
    """The vendor has sent a bill with this number."""

    sqlstate = "UH013"
    name = "bill_number_taken"


class MoreThanBillBalance(TolselError):
    """Less of the bill is open than is to be paid."""

    sqlstate = "UH014"
    name = "more_than_bill_balance"


class BillHasPayments(TolselError):
    """Something of the bill is paid."""

    sqlstate = "UH015"
    name = "bill_has_payments"


class DirectionUnknown(TolselError):
    """Money goes in or out of a channel."""

    sqlstate = "UH016"
    name = "direction_unknown"


class SameChannel(TolselError):
    """A transfer goes from one channel to another."""

    sqlstate = "UH017"
    name = "same_channel"


class DayNotClosable(TolselError):
    """Days of a channel are closed in order, once, and not ahead."""

    sqlstate = "UH018"
    name = "day_not_closable"


class DayNotClosed(TolselError):
    """The day of the channel is not closed."""

    sqlstate = "UH019"
    name = "day_not_closed"


class VoidTooEarly(TolselError):
    """Nothing is voided before the day it counts for."""

    sqlstate = "UH020"
    name = "void_too_early"


class VendorLinesNotReadable(TolselError):
    """The lines of a bill or credit note are not as is wanted."""

    sqlstate = "UH060"
    name = "vendor_lines_not_readable"


class VendorTotalDiffers(TolselError):
    """The lines do not add up to the total that was given."""

    sqlstate = "UH061"
    name = "vendor_total_differs"


class MoreThanVendorUnapplied(TolselError):
    """Less of the payment is unapplied than is asked for."""

    sqlstate = "UH062"
    name = "more_than_vendor_unapplied"


class VendorAllocationNotFound(TolselError):
    """The tenant has no such vendor allocation."""

    sqlstate = "UH063"
    name = "vendor_allocation_not_found"


class MoreThanVendorAllocated(TolselError):
    """Less of the allocation is left than is taken back."""

    sqlstate = "UH064"
    name = "more_than_vendor_allocated"


class VendorPaymentRefunded(TolselError):
    """Some of the payment was refunded."""

    sqlstate = "UH065"
    name = "vendor_payment_refunded"


class VendorRefundNotFound(TolselError):
    """The tenant has no such vendor refund."""

    sqlstate = "UH066"
    name = "vendor_refund_not_found"


class CreditNumberTaken(TolselError):
    """The vendor has sent a credit note with this number."""

    sqlstate = "UH067"
    name = "credit_number_taken"


class VendorNotActive(TolselError):
    """No bills are recorded of a vendor that is not active."""

    sqlstate = "UH068"
    name = "vendor_not_active"


class BankAccountUnknown(TolselError):
    """No channel stands for this account in this currency."""

    sqlstate = "UK001"
    name = "bank_account_unknown"


class ChannelNotBank(TolselError):
    """Only a channel of kind bank stands for an account at a bank."""

    sqlstate = "UK002"
    name = "channel_not_bank"


class AccountNumberNotUsable(TolselError):
    """This is no number of an account."""

    sqlstate = "UK003"
    name = "account_number_not_usable"


class AccountNumberTaken(TolselError):
    """Another channel stands for this account."""

    sqlstate = "UK004"
    name = "account_number_taken"


class StatementNotReadable(TolselError):
    """The statement cannot be read."""

    sqlstate = "UK005"
    name = "statement_not_readable"


class EntriesNotUsable(TolselError):
    """Lines of the statement cannot be booked."""

    sqlstate = "UK006"
    name = "entries_not_usable"


class StatementSumWrong(TolselError):
    """Opening balance and entries do not make the closing balance."""

    sqlstate = "UK007"
    name = "statement_sum_wrong"


class StatementGap(TolselError):
    """The statement does not go on from the one before it."""

    sqlstate = "UK008"
    name = "statement_gap"


class StatementChanged(TolselError):
    """The statement was here with other content."""

    sqlstate = "UK009"
    name = "statement_changed"


class ProfileNotUsable(TolselError):
    """A profile cannot be kept like this."""

    sqlstate = "UK010"
    name = "profile_not_usable"


class ProfileNotFound(TolselError):
    """The tenant has no such profile."""

    sqlstate = "UK011"
    name = "profile_not_found"


class BankEntryNotFound(TolselError):
    """The tenant has no such payment of a bank."""

    sqlstate = "UK012"
    name = "bank_entry_not_found"


class BankEntryMatched(TolselError):
    """The payment is matched already."""

    sqlstate = "UK013"
    name = "bank_entry_matched"


class MatchAmountWrong(TolselError):
    """The payments and the postings are not the same amount."""

    sqlstate = "UK014"
    name = "match_amount_wrong"


class PostingNotMatchable(TolselError):
    """The book of the channel has no such open posting."""

    sqlstate = "UK015"
    name = "posting_not_matchable"


class MatchNotFound(TolselError):
    """The tenant has no such match."""

    sqlstate = "UK016"
    name = "match_not_found"


class MatchUndone(TolselError):
    """The match was undone for another reason."""

    sqlstate = "UK017"
    name = "match_undone"


class RuleNotUsable(TolselError):
    """A rule cannot be kept like this."""

    sqlstate = "UK018"
    name = "rule_not_usable"


class BankDifferenceUnexplained(TolselError):
    """Bank and book differ, and nobody has said why."""

    sqlstate = "UK020"
    name = "bank_difference_unexplained"


class BankDifferenceNone(TolselError):
    """Bank and book do not differ on this day."""

    sqlstate = "UK021"
    name = "bank_difference_none"


class DirectionWrong(TolselError):
    """The payment went the other way."""

    sqlstate = "UK022"
    name = "direction_wrong"


class MoreThanChargeLimit(TolselError):
    """More is missing than charges and discounts may be."""

    sqlstate = "UK023"
    name = "more_than_charge_limit"


class BoundNotUsable(TolselError):
    """A bound is out of range, or has no account."""

    sqlstate = "UK024"
    name = "bound_not_usable"


class MatchNeededElsewhere(TolselError):
    """Another match rests on what this one has made."""

    sqlstate = "UK025"
    name = "match_needed_elsewhere"


class JournalNotBalanced(TolselError):
    """In each currency the lines of a journal add up to zero."""

    sqlstate = "UL001"
    name = "journal_not_balanced"


class TooFewLines(TolselError):
    """A journal moves money between at least two accounts."""

    sqlstate = "UL002"
    name = "too_few_lines"


class AccountNotFound(TolselError):
    """The tenant has no such account."""

    sqlstate = "UL003"
    name = "account_not_found"


class CurrencyMismatch(TolselError):
    """An account has entries in one currency only."""

    sqlstate = "UL004"
    name = "currency_mismatch"


class InsufficientFunds(TolselError):
    """The account has not enough available."""

    sqlstate = "UL005"
    name = "insufficient_funds"


class AccountManaged(TolselError):
    """Only its own domain posts to a managed account."""

    sqlstate = "UL006"
    name = "account_managed"


class PeriodClosed(TolselError):
    """The period is closed."""

    sqlstate = "UL007"
    name = "period_closed"


class LineNotReadable(TolselError):
    """The lines are not in the form that is wanted."""

    sqlstate = "UL008"
    name = "line_not_readable"


class AmountNotANumber(TolselError):
    """An amount is a decimal number."""

    sqlstate = "UL009"
    name = "amount_not_a_number"


class BalanceOutOfRange(TolselError):
    """A balance is smaller than 1,000,000,000,000,000."""

    sqlstate = "UL010"
    name = "balance_out_of_range"


class TooManyLines(TolselError):
    """One call posts at most 10,000 lines."""

    sqlstate = "UL011"
    name = "too_many_lines"


class AccountTypeUnknown(TolselError):
    """An account is an asset, a liability, equity, revenue or an expense."""

    sqlstate = "UL012"
    name = "account_type_unknown"


class SlotsNotUsable(TolselError):
    """An account has 1 to 256 slots, and one where it has a credit limit."""

    sqlstate = "UL013"
    name = "slots_not_usable"


class CreditLimitNotUsable(TolselError):
    """A credit limit is zero or more."""

    sqlstate = "UL014"
    name = "credit_limit_not_usable"


class AccountIsFixed(TolselError):
    """Type, currency and key of an account never change, and slots never vanish."""

    sqlstate = "UL015"
    name = "account_is_fixed"


class HoldNotFound(TolselError):
    """The tenant has no such hold."""

    sqlstate = "UL016"
    name = "hold_not_found"


class HoldClosed(TolselError):
    """Nothing of the hold is open any more."""

    sqlstate = "UL017"
    name = "hold_closed"


class MoreThanHeld(TolselError):
    """The hold has less open than is asked for."""

    sqlstate = "UL018"
    name = "more_than_held"


class JournalNotFound(TolselError):
    """The tenant has no such journal."""

    sqlstate = "UL019"
    name = "journal_not_found"


class MoreThanLeftToReverse(TolselError):
    """Less of the journal is left than is to be reversed."""

    sqlstate = "UL020"
    name = "more_than_left_to_reverse"


class ReversalNotReversible(TolselError):
    """A reversal is not reversed itself."""

    sqlstate = "UL021"
    name = "reversal_not_reversible"


class PeriodNotClosable(TolselError):
    """Books are closed through a day that is past and not closed yet."""

    sqlstate = "UL022"
    name = "period_not_closable"


class PeriodNotClosed(TolselError):
    """Books are reopened to a day before the last closed one."""

    sqlstate = "UL023"
    name = "period_not_closed"


class DailyTotalsOff(TolselError):
    """The account keeps no daily totals."""

    sqlstate = "UL024"
    name = "daily_totals_off"


class ClockUnknown(TolselError):
    """A statement follows the effective or the booked clock."""

    sqlstate = "UL025"
    name = "clock_unknown"


class IsolationNotUsable(TolselError):
    """Books are closed and reopened in a READ COMMITTED transaction."""

    sqlstate = "UL026"
    name = "isolation_not_usable"


class AccountFrozen(TolselError):
    """The account is frozen, because a check found fault with it."""

    sqlstate = "UL027"
    name = "account_frozen"


class AnchorNotReadable(TolselError):
    """An anchor is a list of seals as tolsel.list_seals gives them."""

    sqlstate = "UL028"
    name = "anchor_not_readable"


class YearNotClosable(TolselError):
    """A year is closed once, after the one before it, and not ahead."""

    sqlstate = "UL090"
    name = "year_not_closable"


class YearNotClosed(TolselError):
    """Only the last closed year is reopened."""

    sqlstate = "UL091"
    name = "year_not_closed"


class YearClosed(TolselError):
    """The books of a closed year stay closed."""

    sqlstate = "UL092"
    name = "year_closed"


class JournalClosesYear(TolselError):
    """What closes a year is not reversed by itself."""

    sqlstate = "UL093"
    name = "journal_closes_year"


class LogLevelUnknown(TolselError):
    """There is no such level of logs."""

    sqlstate = "UM001"
    name = "log_level_unknown"


class LogCategoryUnknown(TolselError):
    """There is no such category of logs."""

    sqlstate = "UM002"
    name = "log_category_unknown"


class DurationNotUsable(TolselError):
    """A duration is a whole number of milliseconds, 0 or more."""

    sqlstate = "UM003"
    name = "duration_not_usable"


class HttpMethodNotUsable(TolselError):
    """A method is 1 to 20 letters in capitals."""

    sqlstate = "UM004"
    name = "http_method_not_usable"


class HttpStatusNotUsable(TolselError):
    """A status is a number from 100 to 599."""

    sqlstate = "UM005"
    name = "http_status_not_usable"


class ExpiryNotUsable(TolselError):
    """What is logged expires at a moment to come."""

    sqlstate = "UM006"
    name = "expiry_not_usable"


class LogTableUnknown(TolselError):
    """There is no such table of logs or metrics."""

    sqlstate = "UM007"
    name = "log_table_unknown"


class RetentionNotUsable(TolselError):
    """Logs and metrics are kept for 1 to 400 days."""

    sqlstate = "UM008"
    name = "retention_not_usable"


class BucketNotUsable(TolselError):
    """A trend has steps of minutes that divide a day."""

    sqlstate = "UM009"
    name = "bucket_not_usable"


class WindowNotUsable(TolselError):
    """A window of time begins before it ends."""

    sqlstate = "UM010"
    name = "window_not_usable"


class LineNotFound(TolselError):
    """The branch has no queue."""

    sqlstate = "UQ001"
    name = "line_not_found"


class LineClosed(TolselError):
    """The queue of the branch is closed."""

    sqlstate = "UQ002"
    name = "line_closed"


class ServiceNotFound(TolselError):
    """The tenant has no such service."""

    sqlstate = "UQ003"
    name = "service_not_found"


class ServiceNotActive(TolselError):
    """The service is not active."""

    sqlstate = "UQ004"
    name = "service_not_active"


class PriorityNotFound(TolselError):
    """The tenant has no such priority."""

    sqlstate = "UQ005"
    name = "priority_not_found"


class CounterNotFound(TolselError):
    """The tenant has no such counter."""

    sqlstate = "UQ006"
    name = "counter_not_found"


class CounterClosed(TolselError):
    """The counter is closed."""

    sqlstate = "UQ007"
    name = "counter_closed"


class TicketNotFound(TolselError):
    """There is no such ticket."""

    sqlstate = "UQ008"
    name = "ticket_not_found"


class TransitionNotAllowed(TolselError):
    """This cannot happen to a ticket in its state."""

    sqlstate = "UQ009"
    name = "transition_not_allowed"


class CounterBusy(TolselError):
    """A counter has one customer at a time."""

    sqlstate = "UQ010"
    name = "counter_busy"


class TicketElsewhere(TolselError):
    """The ticket is not at this counter."""

    sqlstate = "UQ011"
    name = "ticket_elsewhere"


class ServiceNotOffered(TolselError):
    """The counter was not given the service."""

    sqlstate = "UQ012"
    name = "service_not_offered"


class SecondTicket(TolselError):
    """The customer waits for this service already."""

    sqlstate = "UQ013"
    name = "second_ticket"


class TicketArchived(TolselError):
    """The day of the ticket is closed."""

    sqlstate = "UQ014"
    name = "ticket_archived"


class DayNotOver(TolselError):
    """Only a day that is over is closed."""

    sqlstate = "UQ015"
    name = "day_not_over"


class QueueSettingNotUsable(TolselError):
    """A setting of the queue is out of its range."""

    sqlstate = "UQ016"
    name = "queue_setting_not_usable"


class QueueKeyNotUsable(TolselError):
    """A key or prefix cannot be kept like this."""

    sqlstate = "UQ017"
    name = "queue_key_not_usable"


class OutcomeUnknown(TolselError):
    """A service led to served or to nothing."""

    sqlstate = "UQ018"
    name = "outcome_unknown"


class ReturnUsedUp(TolselError):
    """Who did not come is taken back once."""

    sqlstate = "UQ019"
    name = "return_used_up"


class PlaceholderUnknown(TolselError):
    """A message has a placeholder that there is not."""

    sqlstate = "UQ020"
    name = "placeholder_unknown"


class TemplateNotFound(TolselError):
    """There is no such template of messages in force."""

    sqlstate = "UQ021"
    name = "template_not_found"


class NotificationNotFound(TolselError):
    """The tenant has no such message."""

    sqlstate = "UQ022"
    name = "notification_not_found"


class DeliveryStateUnknown(TolselError):
    """A message is sent, delivered or failed."""

    sqlstate = "UQ023"
    name = "delivery_state_unknown"


class NoRecipient(TolselError):
    """The ticket has no number that wants messages."""

    sqlstate = "UQ024"
    name = "no_recipient"


class InvoiceNotFitting(TolselError):
    """The invoice is not that of this ticket."""

    sqlstate = "UQ025"
    name = "invoice_not_fitting"


class CounterInUse(TolselError):
    """Somebody is at the counter, or waits for it alone."""

    sqlstate = "UQ026"
    name = "counter_in_use"


class MessageExpired(TolselError):
    """The message is worth nothing any more."""

    sqlstate = "UQ027"
    name = "message_expired"


class GroupingUnknown(TolselError):
    """Statistics are listed by hour, day, counter or service."""

    sqlstate = "UQ028"
    name = "grouping_unknown"


class CounterOfOthers(TolselError):
    """The counter was given to other people."""

    sqlstate = "UQ050"
    name = "counter_of_others"


class ShardNotFound(TolselError):
    """The catalogue has no such shard."""

    sqlstate = "US001"
    name = "shard_not_found"


class ShardNotUsable(TolselError):
    """A shard has a short name, and a connection string without a password."""

    sqlstate = "US002"
    name = "shard_not_usable"


class ShardAddedDifferently(TolselError):
    """A shard of this name has another connection string."""

    sqlstate = "US003"
    name = "shard_added_differently"


class TenantPlacedElsewhere(TolselError):
    """A tenant of this number is on another shard."""

    sqlstate = "US004"
    name = "tenant_placed_elsewhere"


class TenantNotPlaced(TolselError):
    """The catalogue has no tenant of this number."""

    sqlstate = "US005"
    name = "tenant_not_placed"


class ClusterIsFull(TolselError):
    """A cluster has at most 999 shards."""

    sqlstate = "US006"
    name = "cluster_is_full"


class WalletNotFound(TolselError):
    """The tenant has no such wallet."""

    sqlstate = "UW001"
    name = "wallet_not_found"


class WalletExists(TolselError):
    """A customer has one wallet in each currency."""

    sqlstate = "UW002"
    name = "wallet_exists"


class TopUpNotFound(TolselError):
    """The tenant has no such top-up."""

    sqlstate = "UW003"
    name = "top_up_not_found"


class PlanWithoutPrice(TolselError):
    """The plan has no price in this currency at this time."""

    sqlstate = "UW004"
    name = "plan_without_price"


class FundsShort(TolselError):
    """Nothing is provisioned without funds."""

    sqlstate = "UW005"
    name = "funds_short"


class ResourceNotFound(TolselError):
    """The tenant has no such resource."""

    sqlstate = "UW006"
    name = "resource_not_found"


class ResourceNotActive(TolselError):
    """What has ended is not stopped or resized."""

    sqlstate = "UW007"
    name = "resource_not_active"


class PriceNotUsable(TolselError):
    """A price is 0 or more, and counts from an hour that has not begun."""

    sqlstate = "UW008"
    name = "price_not_usable"


class PlanNotUsable(TolselError):
    """A plan is called 1 to 50 of a to z, 0 to 9, dot, underscore, hyphen."""

    sqlstate = "UW009"
    name = "plan_not_usable"


class WalletNotEmpty(TolselError):
    """Only a wallet that is empty is closed."""

    sqlstate = "UW010"
    name = "wallet_not_empty"


class WalletClosed(TolselError):
    """Nothing comes into a wallet that is closed, or out of it."""

    sqlstate = "UW011"
    name = "wallet_closed"


class WalletRuleNotUsable(TolselError):
    """A rule asks for a step at least, up to a target above its threshold."""

    sqlstate = "UW012"
    name = "wallet_rule_not_usable"


class TopUpSpent(TolselError):
    """What was spent of a top-up is not given back."""

    sqlstate = "UW013"
    name = "top_up_spent"


class GrantNotUsable(TolselError):
    """A grant ends on a full UTC hour to come, with a priority of 0 to 100."""

    sqlstate = "UW014"
    name = "grant_not_usable"


class DebtOpen(TolselError):
    """Nothing is provisioned while a wallet owes something."""

    sqlstate = "UW015"
    name = "debt_open"


class UsageHourNotFound(TolselError):
    """The resource was not charged for this hour."""

    sqlstate = "UW016"
    name = "usage_hour_not_found"


class MoreThanRefundable(TolselError):
    """At most 95 % of what a resource was charged for a month is refunded."""

    sqlstate = "UW017"
    name = "more_than_refundable"


class UsageNotReadable(TolselError):
    """The usage events cannot be read."""

    sqlstate = "UW018"
    name = "usage_not_readable"


class UsageNotUsable(TolselError):
    """Usage is of an hour that has begun, is not too old, and was run in."""

    sqlstate = "UW019"
    name = "usage_not_usable"


class UsageSettingNotUsable(TolselError):
    """Usage comes 0 to 366 days late, and months are closed 0 to 27 days after their end."""

    sqlstate = "UW020"
    name = "usage_setting_not_usable"


class MonthNotOver(TolselError):
    """Months of a wallet are closed in their order, each when it is over and its hours are
    charged.
    """

    sqlstate = "UW021"
    name = "month_not_over"


class AnotherOwner(TolselError):
    """Money is exchanged between wallets of one owner."""

    sqlstate = "UW022"
    name = "another_owner"


class RecurringGrantNotUsable(TolselError):
    """A recurring grant comes every period from a full UTC hour, not again within one granted
    for.
    """

    sqlstate = "UW023"
    name = "recurring_grant_not_usable"


class RecurringGrantNotFound(TolselError):
    """The wallet has no recurring grant of this name."""

    sqlstate = "UW024"
    name = "recurring_grant_not_found"


class UsageWrittenOff(TolselError):
    """What was written off was not paid, and is not given back."""

    sqlstate = "UW025"
    name = "usage_written_off"


class RatesNotReadable(TolselError):
    """The rates cannot be read."""

    sqlstate = "UX001"
    name = "rates_not_readable"


class RateNotUsable(TolselError):
    """A rate is above 0, below 10^15, with at most 20 decimals."""

    sqlstate = "UX002"
    name = "rate_not_usable"


class RateNotFound(TolselError):
    """There is no rate for this day."""

    sqlstate = "UX003"
    name = "rate_not_found"


class SameCurrency(TolselError):
    """A currency has no rate against itself."""

    sqlstate = "UX004"
    name = "same_currency"


class RateDiffers(TolselError):
    """Another rate is recorded for this day."""

    sqlstate = "UX005"
    name = "rate_differs"


class ConvertedToNothing(TolselError):
    """What comes in is nothing in the decimals of its currency."""

    sqlstate = "UX006"
    name = "converted_to_nothing"


class RoundingNotExplained(TolselError):
    """The rate does not explain what came in."""

    sqlstate = "UX007"
    name = "rounding_not_explained"


class AccountsDiffer(TolselError):
    """Both accounts of an exchange are raised by a debit, or both by a credit."""

    sqlstate = "UX008"
    name = "accounts_differ"


class ExchangeNotFound(TolselError):
    """The tenant has no such exchange."""

    sqlstate = "UX009"
    name = "exchange_not_found"


class AccountNotRevalued(TolselError):
    """What is revalued is an asset or a liability in a foreign currency."""

    sqlstate = "UX010"
    name = "account_not_revalued"
