create or replace function tolsel_core.clock_at()
returns timestamptz
language plpgsql
stable
as $clock_at$
begin
    -- plpgsql keeps the plan of this query between calls; an SQL function would plan it each time.
    return coalesce((select c.set_to_at from tolsel_core.test_clock c), now());
end
$clock_at$;
comment on function tolsel_core.clock_at is
    'Answers the business time: the start of the transaction, or the test clock of a test
database.';
