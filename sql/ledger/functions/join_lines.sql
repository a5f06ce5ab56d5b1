create or replace function tolsel_ledger.join_lines(
    p_first tolsel_ledger.line[], p_second tolsel_ledger.line[]
)
returns tolsel_ledger.line[]
language sql
immutable
as $join_lines$
    select array_agg(l order by (l).account_id, (l).journal_no, (l).line_no)
    from (
        select f from unnest(p_first) f
        union all
        select row(2, s.line_no, s.account_id, s.amount, s.effective_on, s.currency)
            ::tolsel_ledger.line
        from unnest(p_second) s
    ) both_lines(l);
$join_lines$;
comment on function tolsel_ledger.join_lines is
$$The lines of two journals, the second numbered 2, in the order tolsel_ledger.post wants: all
their balances are then locked in the one order of accounts.$$;
