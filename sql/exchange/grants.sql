grant select on
    tolsel.exchange_rate, tolsel_exchange.rate, tolsel.exchange, tolsel_exchange.exchange,
    tolsel.revaluation, tolsel_exchange.revaluation,
    tolsel.revaluation_line, tolsel_exchange.revaluation_line
to tolsel_read;
