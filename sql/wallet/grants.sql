grant select on
    tolsel.wallet, tolsel.top_up, tolsel.wallet_transaction, tolsel.plan_price, tolsel.resource,
    tolsel.resource_span, tolsel.usage_hour, tolsel.usage_charge, tolsel.metering_fault,
    tolsel.wallet_rule, tolsel_wallet.wallet_rule, tolsel.lot, tolsel.lot_use,
    tolsel_wallet.lot, tolsel_wallet.lot_use, tolsel_wallet.expiry,
    tolsel.recurring_grant, tolsel_wallet.recurring_grant,
    tolsel.debt, tolsel_wallet.debt, tolsel_wallet.debt_payment,
    tolsel_wallet.wallet,
    tolsel_wallet.plan_price, tolsel_wallet.resource, tolsel_wallet.resource_span,
    tolsel_wallet.usage_hour, tolsel_wallet.charge, tolsel_wallet.metering_fault,
    tolsel.usage_reversal, tolsel_wallet.usage_reversal,
    tolsel.usage_refund, tolsel_wallet.usage_refund,
    tolsel.usage_event, tolsel_wallet.usage_event,
    tolsel.usage_setting, tolsel_wallet.usage_setting,
    tolsel.month_statement, tolsel_wallet.month_statement
to tolsel_read;
