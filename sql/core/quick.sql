create or replace view bursar_core.quick_broken_reference as
select o.table_name, o.constraint_name, o.orphan_count
from bursar_core.list_orphans(false) o;
comment on view bursar_core.quick_broken_reference is
    'Foreign keys whose rows point at nothing, between tables that are not append-only.';
