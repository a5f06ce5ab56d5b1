grant select on tolsel.exchange_rate, tolsel_exchange.rate to tolsel_read;
