grant select on
    bursar.payment_method, bursar.payment_channel, bursar.payment_channel_daily_ledger,
    bursar.vendor, bursar.vendor_bill, bursar.vendor_payment, bursar.daily_entry,
    bursar.channel_transfer, bursar.day_close,
    bursar_channel.payment_method, bursar_channel.payment_channel, bursar_channel.vendor,
    bursar_channel.vendor_bill, bursar_channel.vendor_payment, bursar_channel.daily_entry,
    bursar_channel.channel_transfer, bursar_channel.day_close
to bursar_read;
