-- A fair abroad: euros are changed into dollars, and half of these back; the rest is revalued at the
-- end of the month.
do $exchange$
declare
    v_euros bigint := (tolsel.open_account('fair-eur', 'Cash for the fair', 'asset')).account_id;
    v_dollars bigint := (
        tolsel.open_account('fair-usd', 'Dollars for the fair', 'asset', 'USD')).account_id;
begin
    perform tolsel.post_journal(
        '[{"account_code": "fair-eur", "amount": "1000"}, {"account_code": "4000", "amount": "-1000"}]',
        'Sold ahead of the fair', '2026-04-20');
    perform tolsel.record_exchange_rates('our bank', '[
        {"currency": "USD", "on": "2026-04-21", "rate": "1.10"},
        {"currency": "USD", "on": "2026-04-30", "rate": "1.00"}]', 'EUR');
    perform tolsel.exchange_money(
        v_euros, v_dollars, 1000, p_exchanged_on => '2026-04-21', p_request_key => 'demo:fair');
    perform tolsel.exchange_money(v_dollars, v_euros, 550, 0.93, p_exchanged_on => '2026-04-28');
    perform tolsel.revalue_currencies('2026-04-30');
end
$exchange$;
