-- Undoes 0003_channel: every channel, vendor, bill and closed day is lost; their journals stay.

drop table
    tolsel_channel.day_close,
    tolsel_channel.channel_transfer,
    tolsel_channel.daily_entry,
    tolsel_channel.vendor_refund,
    tolsel_channel.vendor_allocation,
    tolsel_channel.vendor_line,
    tolsel_channel.vendor_payment,
    tolsel_channel.vendor_bill,
    tolsel_channel.vendor,
    tolsel_channel.payment_channel,
    tolsel_channel.payment_method,
    tolsel_channel.payment_method_template;
drop schema tolsel_channel;
