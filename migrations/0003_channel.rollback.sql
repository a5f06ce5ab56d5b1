-- Undoes 0003_channel: every channel, vendor, bill and closed day is lost; their journals stay.

drop table
    bursar_channel.day_close,
    bursar_channel.channel_transfer,
    bursar_channel.daily_entry,
    bursar_channel.vendor_payment,
    bursar_channel.vendor_bill,
    bursar_channel.vendor,
    bursar_channel.payment_channel,
    bursar_channel.payment_method,
    bursar_channel.payment_method_template;
drop schema bursar_channel;
