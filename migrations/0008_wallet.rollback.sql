-- Undoes 0008_wallet: every wallet is lost; the entries on their accounts stay.

drop table tolsel_wallet.wallet;
drop schema tolsel_wallet;
