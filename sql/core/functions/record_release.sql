create or replace function tolsel_core.record_release(
    p_version text, p_code_hash text, p_migrations jsonb, p_objects jsonb
)
returns tolsel_core.release
language sql
volatile
as $record_release$
    insert into tolsel_core.release (version, code_hash, migrations, objects, guards)
    select p_version, p_code_hash, p_migrations, p_objects,
        jsonb_object_agg(g.kind || ' ' || g.object, g.definition)
    from tolsel_core.guard g
    returning *;
$record_release$;
comment on function tolsel_core.record_release is
    'Records what the migrator has just installed, with every guard as the catalog now holds it.';
