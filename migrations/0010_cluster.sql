-- Several databases as one: which of them this is, and, in a catalogue, where each tenant is.
-- Locks nothing that exists. Takes less than a second.

create table tolsel_core.cluster_membership (
    is_only_row boolean not null default true,
    shard_no integer not null,
    shard_name tolsel_core.short_text not null,
    joined_at timestamptz not null,
    login text not null,
    constraint cluster_membership_pkey primary key (is_only_row),
    constraint cluster_membership_is_only_row_check check (is_only_row),
    constraint cluster_membership_shard_no_check check (shard_no >= 1 and shard_no <= 999)
);
comment on table tolsel_core.cluster_membership is
    'Which shard of a cluster this database is; empty where it stands alone.';
comment on column tolsel_core.cluster_membership.is_only_row is
    'Always true: a database is one shard.';
comment on column tolsel_core.cluster_membership.shard_no is
    'Its number in the catalogue: tenants opened here have numbers that end in it.';
comment on column tolsel_core.cluster_membership.shard_name is 'Its name there.';
comment on column tolsel_core.cluster_membership.joined_at is 'When it became one.';
comment on column tolsel_core.cluster_membership.login is 'Database role that did it.';

create schema tolsel_cluster;
comment on schema tolsel_cluster is
    'Private tables and helpers of the catalogue: which databases there are, and where each tenant
is.';

create table tolsel_cluster.shard (
    shard_no integer not null,
    name text not null,
    dsn text not null,
    is_open boolean not null default true,
    added_at timestamptz not null,
    login text not null,
    constraint shard_pkey primary key (shard_no),
    constraint shard_name_key unique (name),
    constraint shard_shard_no_check check (shard_no >= 1 and shard_no <= 999),
    constraint shard_name_check check (name ~ '^[a-z][a-z0-9_-]{0,49}$'),
    constraint shard_dsn_check check (char_length(dsn) >= 1 and char_length(dsn) <= 1000
        and dsn !~* 'password' and dsn !~ '://[^/?#]*:[^/?#@]*@')
);
comment on table tolsel_cluster.shard is
    'The databases of a cluster: each holds some of the tenants, whole.';
comment on column tolsel_cluster.shard.shard_no is
    'Key; what the numbers of tenants end in that are opened there.';
comment on column tolsel_cluster.shard.name is 'Name for people.';
comment on column tolsel_cluster.shard.dsn is
    'How to connect: a URL, a connection string of libpq or service=NAME, without a password.';
comment on column tolsel_cluster.shard.is_open is
    'False: new tenants are opened elsewhere, unless it is named.';
comment on column tolsel_cluster.shard.added_at is 'When it was added.';
comment on column tolsel_cluster.shard.login is 'Database role that added it.';

create table tolsel_cluster.placement (
    tenant_id bigint not null,
    name tolsel_core.short_text not null,
    shard_no integer not null,
    placed_at timestamptz not null,
    login text not null,
    constraint placement_pkey primary key (tenant_id),
    constraint placement_shard_no_fkey
        foreign key (shard_no) references tolsel_cluster.shard (shard_no)
);
-- Usage: the tenants of a shard.
create index placement_shard_no_idx on tolsel_cluster.placement (shard_no, tenant_id);
comment on table tolsel_cluster.placement is 'Where each tenant of the cluster is.';
comment on column tolsel_cluster.placement.tenant_id is 'The business.';
comment on column tolsel_cluster.placement.name is 'Its name when it was placed.';
comment on column tolsel_cluster.placement.shard_no is 'The shard it is on.';
comment on column tolsel_cluster.placement.placed_at is 'Since when.';
comment on column tolsel_cluster.placement.login is 'Database role that placed it.';
