select tolsel_core.restrict_readers('tolsel_exchange.rate');
