insert into tolsel_core.error_code (code, name, message, hint) values
('UW001', 'wallet_not_found', 'the tenant has no such wallet',
    'Open it with tolsel.open_wallet; tolsel.wallet lists the wallets.'),
('UW002', 'wallet_exists', 'a customer has one wallet in each currency',
    'Use the wallet there is.'),
('UW003', 'top_up_not_found', 'the tenant has no such top-up',
    'tolsel.top_up lists the top-ups.'),
('UW004', 'plan_without_price', 'the plan has no price in this currency at this time',
    'Set one with tolsel.set_plan_price; tolsel.plan_price lists the prices.'),
('UW005', 'funds_short', 'nothing is provisioned without funds',
    'Top the wallet up with tolsel.top_up_wallet, or take a smaller plan.'),
('UW006', 'resource_not_found', 'the tenant has no such resource',
    'tolsel.resource lists the resources.'),
('UW007', 'resource_not_active', 'what has ended is not stopped or resized',
    'tolsel.resource shows when it ended, and why.'),
('UW008', 'price_not_usable', 'a price is 0 or more, and counts from an hour that has not begun',
    'Name a later time, or leave it out.'),
('UW009', 'plan_not_usable', 'a plan is called 1 to 50 of a to z, 0 to 9, dot, underscore, hyphen',
    'Give another name.'),
('UW010', 'wallet_not_empty', 'only a wallet that is empty is closed',
    'Stop its resources, let the hours be metered, and give back what is left.'),
('UW011', 'wallet_closed', 'nothing comes into a wallet that is closed, or out of it',
    'Open it again with tolsel.open_wallet.'),
('UW012', 'wallet_rule_not_usable',
    'a rule asks for a step at least, up to a target above its threshold',
    'Give threshold <= target, 0 < step <= maximum <= daily cap, 0 to 1440 minutes, 0 to 28 days.'),
('UW013', 'top_up_spent', 'what was spent of a top-up is not given back',
    'Refund what is left: tolsel.list_lots says how much.'),
('UW014', 'grant_not_usable', 'a grant ends on a full UTC hour to come, with a priority of 0 to 100',
    'Give such an hour, or none for a grant that does not end.')
on conflict (code) do update
set name = excluded.name, message = excluded.message, hint = excluded.hint
where (error_code.name, error_code.message, error_code.hint)
    is distinct from (excluded.name, excluded.message, excluded.hint);
