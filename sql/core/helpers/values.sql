-- What callers hand in, judged before anything is read: texts, keys, dates, metadata, lists.

create or replace function tolsel_core.check_text(p_text text, p_subject text, p_max_length integer)
returns void
language plpgsql
stable
as $check_text$
begin
    if coalesce(p_text, '') ~ '^[[:space:]]*$' or char_length(p_text) > p_max_length then
        perform tolsel_core.refuse('UC016', format(
            '%s has %s characters; 1 to %s are wanted.', p_subject,
            coalesce(char_length(p_text)::text, 'no'), p_max_length));
    end if;
end
$check_text$;
comment on function tolsel_core.check_text is $$Checks that a text is neither blank nor too long.
raises: UC016 text_not_usable$$;

create or replace function tolsel_core.check_request_key(p_request_key text)
returns void
language plpgsql
stable
as $check_request_key$
begin
    if p_request_key ~ '^[[:space:]]*$' or char_length(p_request_key) > 200 then
        perform tolsel_core.refuse('UC012', format(
            'The key has %s characters.', char_length(p_request_key)));
    end if;
end
$check_request_key$;
comment on function tolsel_core.check_request_key is
$$Checks that a request key, where there is one, can be stored.
raises: UC012 request_key_not_usable$$;

create or replace function tolsel_core.check_metadata(p_metadata jsonb)
returns void
language plpgsql
stable
as $check_metadata$
begin
    if p_metadata = '{}' then
        return;
    end if;
    if jsonb_typeof(p_metadata) is distinct from 'object' then
        perform tolsel_core.refuse('UC013', format(
            'metadata is %s.', coalesce('a JSON ' || jsonb_typeof(p_metadata), 'null')));
    elsif octet_length(p_metadata::text) > 16384 then
        perform tolsel_core.refuse('UC013', format(
            'metadata has %s bytes.', octet_length(p_metadata::text)));
    end if;
end
$check_metadata$;
comment on function tolsel_core.check_metadata is
$$Checks that metadata is a JSON object of at most 16 kB.
raises: UC013 metadata_not_usable$$;

create or replace function tolsel_core.check_date(p_on date, p_subject text)
returns void
language plpgsql
stable
as $check_date$
begin
    if (p_on >= date '1900-01-01' and p_on < date '2200-01-01') is not true then
        perform tolsel_core.refuse('UC014', format(
            '%s is %s.', p_subject, coalesce(p_on::text, 'null')));
    end if;
end
$check_date$;
comment on function tolsel_core.check_date is
$$Checks that a day is a real one between 1900 and 2199.
raises: UC014 date_not_usable$$;

create or replace function tolsel_core.check_period(p_from_on date, p_to_on date)
returns void
language plpgsql
stable
as $check_period$
begin
    perform tolsel_core.check_date(p_from_on, 'The first day');
    perform tolsel_core.check_date(p_to_on, 'The last day');
    if p_from_on > p_to_on then
        perform tolsel_core.refuse('UC014', format('From %s to %s.', p_from_on, p_to_on),
            'Give a first day that is not after the last.');
    end if;
end
$check_period$;
comment on function tolsel_core.check_period is
$$Checks that a first and a last day are real ones and in order.
raises: UC014 date_not_usable$$;

create or replace function tolsel_core.is_id_text(p_text text)
returns boolean
language sql
immutable
parallel safe
as $is_id_text$
    -- The length is asked apart: a pattern that counts takes twice as long.
    select p_text ~ '^[0-9]+$' and char_length(p_text) <= 18;
$is_id_text$;
comment on function tolsel_core.is_id_text is
    'Says whether a text is a whole number of at most 18 digits, which fits the type of keys.';

create or replace function tolsel_core.describe_item(
    p_subject text, p_item jsonb, p_keys text[], p_goods boolean[]
)
returns text
language sql
immutable
parallel safe
as $describe_item$
    select case
        when coalesce(jsonb_typeof(p_item), 'null') <> 'object'
            then format('%s is %s.', p_subject, left(coalesce(p_item::text, 'null'), 200))
        when p_item - p_keys <> '{}' then format(
            '%s has the unknown key %s; it takes %s.', p_subject,
            (select quote_ident(left(min(k), 100)) from jsonb_object_keys(p_item - p_keys) k),
            array_to_string(p_keys, ', '))
        when p_item ?& array['account_id', 'account_code']
            then format('%s has both account_id and account_code.', p_subject)
        else (
            select case when p_item -> k.key is null then format('%s has no %s.', p_subject, k.key)
                else format('%s: %s is %s.', p_subject, k.key, left((p_item -> k.key)::text, 200))
                end
            from unnest(p_keys, p_goods) with ordinality k(key, is_good, place)
            where k.is_good is not true
            order by k.place
            limit 1)
        end;
$describe_item$;
comment on function tolsel_core.describe_item is
    'Says what is wrong with an object in a list: it is none, has a key that is not known, lacks
one, or has one whose value is not good. Each key comes with whether its value is good.';

create or replace function tolsel_core.row_limit(p_limit integer, p_default integer)
returns integer
language sql
immutable
parallel safe
as $row_limit$
    select least(greatest(coalesce(p_limit, p_default), 0), 10000);
$row_limit$;
comment on function tolsel_core.row_limit is
    'Answers how many rows a list has at most: as many as were asked for, null for the usual number,
and never more than 10,000.';
