-- Wallets: prepaid money of customers, and what may be spent of it.
-- Locks nothing that exists. Takes less than a second.

create schema tolsel_wallet;
comment on schema tolsel_wallet is
    'Private tables and helpers of wallets: prepaid money, and what it pays for.';

create table tolsel_wallet.wallet (
    tenant_id bigint not null,
    wallet_id bigint generated always as identity,
    owner_customer_id bigint not null,
    customer_id bigint not null,
    account_id bigint not null,
    currency text not null,
    scale smallint not null,
    opened_at timestamptz not null,
    metadata tolsel_core.metadata not null default '{}',
    constraint wallet_pkey primary key (tenant_id, wallet_id),
    constraint wallet_currency_key unique (tenant_id, owner_customer_id, currency),
    constraint wallet_account_id_key unique (tenant_id, account_id),
    constraint wallet_customer_id_key unique (tenant_id, customer_id),
    constraint wallet_owner_customer_id_fkey foreign key (tenant_id, owner_customer_id)
        references tolsel_billing.customer (tenant_id, customer_id),
    constraint wallet_customer_id_fkey foreign key (tenant_id, customer_id, currency)
        references tolsel_billing.customer (tenant_id, customer_id, currency),
    constraint wallet_account_id_fkey foreign key (tenant_id, account_id)
        references tolsel_ledger.account (tenant_id, account_id),
    constraint wallet_currency_fkey foreign key (currency, scale)
        references tolsel_core.currency (currency, scale)
);
comment on table tolsel_wallet.wallet is
    'Prepaid money of a customer in one currency. What it has is the balance of its account, what is
held and available are those of the account too. Its row is the lock of all that happens to it.';
comment on column tolsel_wallet.wallet.tenant_id is 'The business.';
comment on column tolsel_wallet.wallet.wallet_id is 'Key within the tenant.';
comment on column tolsel_wallet.wallet.owner_customer_id is
    'The customer it belongs to, who has one wallet in each currency.';
comment on column tolsel_wallet.wallet.customer_id is
    'The customer in its currency who pays into it and is invoiced: the owner, or one opened for
it.';
comment on column tolsel_wallet.wallet.account_id is 'Its account, a liability with a limit.';
comment on column tolsel_wallet.wallet.currency is
    'The one currency of the account and the customer, held by foreign key.';
comment on column tolsel_wallet.wallet.scale is 'Decimals of the currency, held by foreign key.';
comment on column tolsel_wallet.wallet.opened_at is 'When it was opened, by the business clock.';
comment on column tolsel_wallet.wallet.metadata is 'The caller''s own facts.';
