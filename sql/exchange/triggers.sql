select tolsel_core.guard_history('tolsel_exchange.rate');
