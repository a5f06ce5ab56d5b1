create or replace function tolsel.list_printed_balances(
    p_source text, p_tenant_id bigint default tolsel.current_tenant_id()
)
returns table (
    account_id bigint, code text, effective_on date, expected numeric, printed numeric,
    difference numeric
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $list_printed_balances$
declare
    v_day record;
    v_closing numeric := 0;
begin
    perform tolsel_core.enter_tenant(p_tenant_id);
    perform tolsel_core.check_text(p_source, 'source', 100);
    for v_day in
        select a.account_id, a.code, l.effective_on, a.sign * sum(l.amount) as moved,
            array_agg(l.printed) filter (where l.printed is not null) as printed,
            lag(a.account_id) over days is null as is_first
        from (
            -- The prefix serves the index. The first line of a journal is the imported one. Anybody
            -- may write metadata, so what is no number is no printed balance.
            select e.account_id, e.effective_on, e.amount,
                case when e.line_no = 1
                    and tolsel_core.is_amount_text(j.metadata ->> 'printed_balance')
                    then (j.metadata ->> 'printed_balance')::numeric end as printed
            from tolsel_ledger.journal j
            join tolsel_ledger.entry e on e.tenant_id = p_tenant_id and e.journal_id = j.journal_id
            where j.tenant_id = p_tenant_id
                and j.request_key >= 'import:' || p_source || ':'
                and j.request_key < 'import:' || p_source || ';'
                and j.metadata ->> 'source' = p_source
        ) l
        join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = l.account_id
        group by a.tenant_id, a.account_id, l.effective_on
        window days as (partition by a.account_id order by l.effective_on)
        order by a.code, l.effective_on
    loop
        account_id := v_day.account_id;
        code := v_day.code;
        effective_on := v_day.effective_on;
        expected := case when v_day.is_first then 0 else v_closing end + v_day.moved;
        v_closing := expected;
        continue when v_day.printed is null;
        -- Banks print the lines of a day in no certain order, so any of them may be its last.
        select p into v_closing from unnest(v_day.printed) p order by abs(p - expected), p limit 1;
        printed := v_closing;
        difference := printed - expected;
        return next;
    end loop;
end
$list_printed_balances$;
comment on function tolsel.list_printed_balances is
$$Compares an imported history, day by day and account by account, with the balances its source
printed. Expected is the closing balance printed the day before, 0 at first, plus what the import
posted that day; printed is the balance nearest to it among the day's lines. Both rise as the
account does. A day without a printed balance is not listed.
raises: UC002 tenant_not_allowed, UC016 text_not_usable$$;
revoke all on function tolsel.list_printed_balances from public;
grant execute on function tolsel.list_printed_balances to tolsel_app, tolsel_read;
