create or replace function tolsel_monitor.check_category(p_category text)
returns void
language plpgsql
stable
as $check_category$
begin
    perform p_category::tolsel_monitor.log_category;
    if p_category is not null then
        return;
    end if;
    perform tolsel_core.refuse('UM002', 'No category.');
exception when check_violation then
    perform tolsel_core.refuse('UM002', format('Category %L.', left(p_category, 200)));
end
$check_category$;
comment on function tolsel_monitor.check_category is
$$Checks that a category of logs is one of those there are.
raises: UM002 log_category_unknown$$;
