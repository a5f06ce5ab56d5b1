-- Usage that a meter outside tells of, such as a cloud's: each event once, in any order. What it
-- says of an hour is charged as far as it is more than the resource had admitted, by the run of the
-- metering that follows, be it late.

create or replace function tolsel_wallet.get_usage_setting(p_tenant_id bigint)
returns tolsel_wallet.usage_setting
language sql
stable
as $get_usage_setting$
    select row(p_tenant_id, coalesce(s.late_days, 31), coalesce(s.closing_days, 3))
        ::tolsel_wallet.usage_setting
    from (select p_tenant_id as tenant_id) t
    left join tolsel_wallet.usage_setting s on s.tenant_id = t.tenant_id;
$get_usage_setting$;
comment on function tolsel_wallet.get_usage_setting is
    'Answers how late usage may be told, and when months are closed: what is set, else what is
usual.';

create or replace function tolsel_wallet.is_instant_text(p_text text)
returns boolean
language sql
immutable
as $is_instant_text$
    -- A day that its month does not have would be no refusal, but a fault of the cast.
    select case
        when p_text ~ ('^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[T ]'
            '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?'
            '(Z|[+-](0[0-9]|1[0-4])(:?[0-5][0-9])?)$')
        then substr(p_text, 9, 2)::integer <= extract(day from
            make_date(substr(p_text, 1, 4)::integer, substr(p_text, 6, 2)::integer, 1)
            + interval '1 month' - interval '1 day')
        else false
    end;
$is_instant_text$;
comment on function tolsel_wallet.is_instant_text is
    'Answers whether a text is a moment as machines write it, with its zone, such as
2025-04-01T12:30:00Z.';

create or replace function tolsel_wallet.read_usage_events(
    p_source text, p_events jsonb, p_tenant_id bigint
)
returns tolsel_wallet.usage_event[]
language plpgsql
stable
as $read_usage_events$
declare
    v_keys constant text[] := '{event_id,resource_id,at,plan,metadata}'::text[];
    v_item jsonb;
    v_event tolsel_wallet.usage_event;
    v_events tolsel_wallet.usage_event[] := array[]::tolsel_wallet.usage_event[];
begin
    perform tolsel_core.check_text(p_source, 'source', 100);
    if jsonb_typeof(p_events) is distinct from 'array' then
        perform tolsel_core.refuse('UW018', format(
            'The events are %s.', coalesce('a JSON ' || jsonb_typeof(p_events), 'null')));
    elsif jsonb_array_length(p_events) not between 1 and 1000 then
        perform tolsel_core.refuse('UW018', format('%s events.', jsonb_array_length(p_events)));
    end if;
    for v_item in select e from jsonb_array_elements(p_events) e loop
        if (case when jsonb_typeof(v_item) = 'object' then v_item - v_keys = '{}' end
            and jsonb_typeof(v_item -> 'event_id') in ('string', 'number')
            and char_length(v_item ->> 'event_id') between 1 and 200
            and tolsel_core.is_id_text(v_item ->> 'resource_id')
            and tolsel_wallet.is_instant_text(v_item ->> 'at')
            and char_length(coalesce(v_item ->> 'plan', 'x')) between 1 and 50
        ) is not true then
            perform tolsel_core.refuse('UW018', tolsel_core.describe_item(
                format('Event %s', cardinality(v_events) + 1), v_item, v_keys, array[
                    jsonb_typeof(v_item -> 'event_id') in ('string', 'number')
                        and char_length(v_item ->> 'event_id') between 1 and 200,
                    tolsel_core.is_id_text(v_item ->> 'resource_id'),
                    tolsel_wallet.is_instant_text(v_item ->> 'at'),
                    char_length(coalesce(v_item ->> 'plan', 'x')) between 1 and 50,
                    true]));
        end if;
        perform tolsel_core.check_metadata(coalesce(nullif(v_item -> 'metadata', 'null'), '{}'));
        v_event.tenant_id := p_tenant_id;
        v_event.source := p_source;
        v_event.event_id := v_item ->> 'event_id';
        v_event.resource_id := (v_item ->> 'resource_id')::bigint;
        v_event.occurred_at := (v_item ->> 'at')::timestamptz;
        v_event.hour_at := tolsel_wallet.full_hour(v_event.occurred_at);
        v_event.plan := v_item ->> 'plan';
        v_event.metadata := coalesce(nullif(v_item -> 'metadata', 'null'), '{}');
        v_events := v_events || v_event;
    end loop;
    return v_events;
end
$read_usage_events$;
comment on function tolsel_wallet.read_usage_events is
$$Reads usage events: [{"event_id", "resource_id", "at", optional "plan", "metadata"}, ...].
raises: UC013 metadata_not_usable, UC016 text_not_usable, UW018 usage_not_readable$$;

create or replace function tolsel_wallet.match_usage_events(
    p_events tolsel_wallet.usage_event[], p_tenant_id bigint
)
returns tolsel_wallet.usage_event[]
language plpgsql
stable
as $match_usage_events$
declare
    v_pair record;
begin
    for v_pair in
        select u.source, u.event_id, to_jsonb(u) as stored, jsonb_build_object(
                'resource_id', e.resource_id, 'occurred_at', e.occurred_at, 'plan', e.plan,
                'metadata', e.metadata) as asked
        from unnest(p_events) e
        join tolsel_wallet.usage_event u
            on u.tenant_id = p_tenant_id and u.source = e.source and u.event_id = e.event_id
    loop
        perform tolsel_core.check_repeated(
            'an event of ' || v_pair.source,
            v_pair.stored || jsonb_build_object('request_key', v_pair.event_id), v_pair.asked);
    end loop;
    return array(
        select e from unnest(p_events) e
        where not exists (
            select from tolsel_wallet.usage_event u
            where u.tenant_id = p_tenant_id and u.source = e.source
                and u.event_id = e.event_id));
end
$match_usage_events$;
comment on function tolsel_wallet.match_usage_events is
$$Answers with the events that were not told before; those that were must say the same again.
raises: UC024 request_key_reused$$;

create or replace function tolsel_wallet.judge_usage_events(
    p_events tolsel_wallet.usage_event[], p_tenant_id bigint
)
returns tolsel_wallet.usage_event[]
language plpgsql
stable
as $judge_usage_events$
declare
    v_this_hour_at timestamptz := tolsel_wallet.full_hour(tolsel_core.clock_at());
    v_first_at timestamptz := v_this_hour_at - make_interval(
        days => (tolsel_wallet.get_usage_setting(p_tenant_id)).late_days);
    v_found record;
    v_event tolsel_wallet.usage_event;
    v_events tolsel_wallet.usage_event[] := array[]::tolsel_wallet.usage_event[];
begin
    for v_found in
        select e as event, r.account_id, w.currency, exists (
            select from tolsel_wallet.resource_span s
            where s.tenant_id = p_tenant_id and s.resource_id = e.resource_id
                and s.from_at <= e.hour_at and (s.until_at > e.hour_at or s.until_at is null)
            ) as is_running
        from unnest(p_events) e
        left join tolsel_wallet.resource r
            on r.tenant_id = p_tenant_id and r.resource_id = e.resource_id
        left join tolsel_wallet.wallet w
            on w.tenant_id = p_tenant_id and w.account_id = r.account_id
    loop
        v_event := v_found.event;
        if v_found.account_id is null then
            perform tolsel_core.refuse('UW006', format('Resource %s.', v_event.resource_id));
        elsif v_event.hour_at > v_this_hour_at or v_event.hour_at < v_first_at
            or not v_found.is_running
        then
            perform tolsel_core.refuse('UW019', format(
                'Event %s, resource %s at %s: %s.', v_event.event_id, v_event.resource_id,
                v_event.occurred_at, case
                    when v_event.hour_at > v_this_hour_at then 'it lies ahead'
                    when v_event.hour_at < v_first_at
                        then format('usage is told from %s on', v_first_at)
                    else 'the resource did not run then' end));
        end if;
        v_event.account_id := v_found.account_id;
        if v_event.plan is not null then
            v_event.price_amount := (tolsel_wallet.get_price(
                v_event.plan, v_found.currency, v_event.hour_at, p_tenant_id)).price_amount;
        end if;
        v_events := v_events || v_event;
    end loop;
    return v_events;
end
$judge_usage_events$;
comment on function tolsel_wallet.judge_usage_events is
$$Answers with new events, each with the wallet's account and the price of the plan it tells of.
raises: UW004 plan_without_price, UW006 resource_not_found, UW019 usage_not_usable$$;
