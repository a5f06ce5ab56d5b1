select tolsel_core.restrict_readers('tolsel_channel.payment_method');
select tolsel_core.restrict_readers('tolsel_channel.payment_channel');
select tolsel_core.restrict_readers('tolsel_channel.vendor');
select tolsel_core.restrict_readers('tolsel_channel.vendor_bill');
select tolsel_core.restrict_readers('tolsel_channel.vendor_payment');
select tolsel_core.restrict_readers('tolsel_channel.vendor_line');
select tolsel_core.restrict_readers('tolsel_channel.vendor_allocation');
select tolsel_core.restrict_readers('tolsel_channel.vendor_refund');
select tolsel_core.restrict_readers('tolsel_channel.daily_entry');
select tolsel_core.restrict_readers('tolsel_channel.channel_transfer');
select tolsel_core.restrict_readers('tolsel_channel.day_close');

select tolsel_core.close_rows('tolsel_channel.payment_method_template');
