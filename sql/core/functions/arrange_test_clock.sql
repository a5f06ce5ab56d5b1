create or replace function tolsel_core.arrange_test_clock(p_is_wanted boolean)
returns void
language sql
volatile
as $arrange_test_clock$
    insert into tolsel_core.test_clock (is_only_row)
    select true where p_is_wanted
    on conflict do nothing;
$arrange_test_clock$;
comment on function tolsel_core.arrange_test_clock is
    'Makes this database one with a settable clock; called by the migrator, never taken back.';
