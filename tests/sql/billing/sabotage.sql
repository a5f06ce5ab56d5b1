\ir ../verdicts.sql
create function tap.verdict_on(p_sabotage text) returns text language sql
    return replace(tap.verdict_of(p_sabotage, '^billing\.'), 'billing.', '');
