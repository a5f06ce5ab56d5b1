grant select on
    tolsel.payment_method, tolsel.payment_channel, tolsel.payment_channel_daily_ledger,
    tolsel.vendor, tolsel.vendor_bill, tolsel.vendor_payment, tolsel.vendor_line,
    tolsel.vendor_allocation, tolsel.vendor_refund, tolsel.vendor_ledger_entry, tolsel.daily_entry,
    tolsel.channel_transfer, tolsel.day_close,
    tolsel_channel.payment_method, tolsel_channel.payment_channel, tolsel_channel.vendor,
    tolsel_channel.vendor_bill, tolsel_channel.vendor_payment, tolsel_channel.vendor_line,
    tolsel_channel.vendor_allocation, tolsel_channel.vendor_refund, tolsel_channel.daily_entry,
    tolsel_channel.channel_transfer, tolsel_channel.day_close
to tolsel_read;
