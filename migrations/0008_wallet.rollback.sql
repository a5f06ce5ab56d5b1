-- Undoes 0008_wallet: every wallet, resource and hour is lost; the entries on their accounts stay.

drop type tolsel_wallet.due_hour;
drop type tolsel_wallet.lot_take;
drop type tolsel_wallet.lot_move;
drop type tolsel_wallet.due_grant;
drop table
    tolsel_wallet.debt_payment,
    tolsel_wallet.debt,
    tolsel_wallet.expiry,
    tolsel_wallet.lot_use,
    tolsel_wallet.lot,
    tolsel_wallet.recurring_grant,
    tolsel_wallet.metering_fault,
    tolsel_wallet.month_statement,
    tolsel_wallet.usage_event,
    tolsel_wallet.usage_setting,
    tolsel_wallet.usage_refund,
    tolsel_wallet.usage_reversal,
    tolsel_wallet.wallet_rule,
    tolsel_wallet.charge,
    tolsel_wallet.usage_hour,
    tolsel_wallet.resource_span,
    tolsel_wallet.resource,
    tolsel_wallet.plan_price,
    tolsel_wallet.wallet;
drop schema tolsel_wallet;
