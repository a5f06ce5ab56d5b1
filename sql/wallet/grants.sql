grant select on
    tolsel.wallet, tolsel.top_up, tolsel.wallet_transaction, tolsel_wallet.wallet
to tolsel_read;
