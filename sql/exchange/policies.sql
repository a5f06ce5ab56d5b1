select tolsel_core.restrict_readers('tolsel_exchange.exchange');
select tolsel_core.restrict_readers('tolsel_exchange.rate');
select tolsel_core.restrict_readers('tolsel_exchange.revaluation');
select tolsel_core.restrict_readers('tolsel_exchange.revaluation_line');
