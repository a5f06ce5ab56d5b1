select tolsel_core.restrict_readers('tolsel_wallet.wallet');
select tolsel_core.restrict_readers('tolsel_wallet.plan_price');
select tolsel_core.restrict_readers('tolsel_wallet.resource');
select tolsel_core.restrict_readers('tolsel_wallet.resource_span');
select tolsel_core.restrict_readers('tolsel_wallet.usage_hour');
select tolsel_core.restrict_readers('tolsel_wallet.charge');
select tolsel_core.restrict_readers('tolsel_wallet.metering_fault');
select tolsel_core.restrict_readers('tolsel_wallet.wallet_rule');
