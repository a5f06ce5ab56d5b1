-- Undoes 0009_exchange: every rate, exchange and revaluation is lost; their entries stay.

drop type tolsel_exchange.found_rate;
drop table tolsel_exchange.revaluation_line;
drop table tolsel_exchange.revaluation;
drop table tolsel_exchange.exchange;
drop table tolsel_exchange.rate;
drop domain tolsel_exchange.exchange_rate;
drop schema tolsel_exchange;
