insert into tolsel_core.error_code (code, name, message, hint) values
('US001', 'shard_not_found', 'the catalogue has no such shard',
    'tolsel.list_shards lists them; tolsel.add_shard adds one.'),
('US002', 'shard_not_usable',
    'a shard has a short name, and a connection string without a password',
    'Name it in small letters, such as berlin2, and keep the password in ~/.pgpass.'),
('US003', 'shard_added_differently', 'a shard of this name has another connection string',
    'Take another name, or change it with tolsel.change_shard.'),
('US004', 'tenant_placed_elsewhere', 'a tenant of this number is on another shard',
    'Both were opened before they were shards: keep the other database by itself.'),
('US005', 'tenant_not_placed', 'the catalogue has no tenant of this number',
    'tolsel.list_placements lists them; tolsel cluster refresh asks the shards for new ones.'),
('US006', 'cluster_is_full', 'a cluster has at most 999 shards',
    'Add the next to a catalogue of its own.')
on conflict (code) do update
set name = excluded.name, message = excluded.message, hint = excluded.hint
where (error_code.name, error_code.message, error_code.hint)
    is distinct from (excluded.name, excluded.message, excluded.hint);
