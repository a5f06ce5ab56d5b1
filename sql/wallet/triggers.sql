-- Which wallet it is, and whose, stays.
select tolsel_core.guard_history('tolsel_wallet.wallet');
