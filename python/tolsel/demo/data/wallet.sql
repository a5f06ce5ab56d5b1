-- Four wallets: of a small customer, a trader, an organisation and a reseller; and what plans cost.
do $wallet$
declare
    v_found record;
    v_wallet_id bigint;
begin
    for v_found in
        select * from (values
            (1, 'Karoo Web Studio', 'W1', 'customer', 5.00),
            (2, 'Naidoo Traders', 'W2', 'customer', 1500.00),
            (3, 'Table Bay Clinic', 'W3', 'organisation', 10000.00),
            (4, 'Umgeni Hosting', 'W4', 'reseller', 20000.00)
        ) w (number, name, code, kind, amount)
        order by w.number
    loop
        v_wallet_id := (tolsel.open_wallet(
            (tolsel.open_customer(v_found.name, v_found.code, p_currency => 'ZAR')).customer_id,
            p_metadata => jsonb_build_object('kind', v_found.kind))).wallet_id;
        perform tolsel.top_up_wallet(
            v_wallet_id, v_found.amount, 'bank_transfer', p_request_key => 'demo:' || v_found.code);
    end loop;
    perform tolsel.set_plan_price(p.plan, p.price_amount, 'ZAR')
    from (values
        -- 1 vCPU and 2 GB, 2 and 4, 4 and 8, 8 and 16.
        ('small', 150), ('medium', 300), ('large', 600), ('enterprise', 1200),
        ('backup', 500), ('cluster', 1000)
    ) p (plan, price_amount);
end
$wallet$;
