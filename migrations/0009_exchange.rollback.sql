-- Undoes 0009_exchange: every rate is lost; the entries that rest on them stay.

drop type tolsel_exchange.found_rate;
drop table tolsel_exchange.rate;
drop domain tolsel_exchange.exchange_rate;
drop schema tolsel_exchange;
