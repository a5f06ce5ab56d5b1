\ir ../verdicts.sql
create function tap.verdict_on(p_sabotage text, p_is_forced boolean default true) returns text language sql
    return replace(
        tap.verdict_of(p_sabotage, '^ledger\.', p_is_forced, p_is_quick => false), 'ledger.', '');
