-- What every document asks, whatever its domain: whose branch it is, which day it counts for, and
-- whether its request or its void came before.

create or replace function tolsel_core.is_date_text(p_text text)
returns boolean
language sql
immutable
parallel safe
as $is_date_text$
    select case when p_text is not null then (
        p_text ~ '^(19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}$'
        and jsonb_path_exists(to_jsonb(p_text), '$.datetime("YYYY-MM-DD")', '{}', true)) is true
    end;
$is_date_text$;
comment on function tolsel_core.is_date_text is
    'Says whether a text is a real day from 1900 to 2199, as YYYY-MM-DD; null: there is none.';

create or replace function tolsel_core.branch_id_of(p_branch_id bigint, p_tenant_id bigint)
returns bigint
language plpgsql
stable
as $branch_id_of$
declare
    v_branch_id bigint;
begin
    select b.branch_id into v_branch_id from tolsel_core.branch b
    where b.tenant_id = p_tenant_id
        and case when p_branch_id is null then b.is_main else b.branch_id = p_branch_id end;
    if not found then
        perform tolsel_core.refuse('UC018', format('Branch %s.', p_branch_id));
    end if;
    return v_branch_id;
end
$branch_id_of$;
comment on function tolsel_core.branch_id_of is
$$Answers with the branch that a document belongs to: the one that is named, else the main one.
raises: UC018 branch_not_found$$;

create or replace function tolsel_core.choose_day(
    p_asked_on date,
    p_subject text,
    p_tenant_id bigint,
    p_branch_id bigint default null,
    p_open_on date default null,
    p_document_on date default null
)
returns date
language plpgsql
stable
as $choose_day$
declare
    -- Once today is closed, whatever comes next counts for the first day that is open.
    v_today date := greatest(
        tolsel_core.branch_date(p_branch_id, p_at => null, p_tenant_id => p_tenant_id), p_open_on);
begin
    if p_asked_on is null then
        -- The document may count for tomorrow itself, and today may be open again since.
        return greatest(v_today, p_document_on);
    end if;
    perform tolsel_core.check_date(p_asked_on, p_subject);
    if p_asked_on < p_document_on then
        perform tolsel_core.refuse('UH020', format(
            '%s is %s, the document %s.', p_subject, p_asked_on, p_document_on));
    elsif p_asked_on > v_today and p_asked_on is distinct from p_document_on then
        perform tolsel_core.refuse('UH004', format(
            '%s is %s; %s is %s.', p_subject, p_asked_on,
            case v_today when p_open_on then 'the first open day' else 'today' end, v_today));
    end if;
    return p_asked_on;
end
$choose_day$;
comment on function tolsel_core.choose_day is
$$Answers the business day that a document counts for: the day asked for, which may not lie ahead,
else today in a branch (null: the main one), or the first open day where today is closed. A void
(p_document_on: the day of what it voids) never counts for a day before its document.
raises: UC014 date_not_usable, UC018 branch_not_found, UH004 day_lies_ahead,
UH020 void_too_early$$;

create or replace function tolsel_core.check_repeated(
    p_subject text, p_stored jsonb, p_asked jsonb
)
returns void
language plpgsql
stable
as $check_repeated$
declare
    v_names text;
begin
    -- As jsonb, numbers are compared by their value: 1.0 is 1.00.
    select string_agg(a.key, ', ' order by a.key) into v_names
    from jsonb_each(p_asked) a
    where a.value is distinct from p_stored -> a.key;
    if v_names is not null then
        perform tolsel_core.refuse('UC024', format(
            'Key %L belongs to %s, which has another %s.', p_stored ->> 'request_key', p_subject,
            v_names));
    end if;
end
$check_repeated$;
comment on function tolsel_core.check_repeated is
$$Checks that a request whose key was used before asks for what the document under the key has: each
value asked for is the one stored under the same name.
raises: UC024 request_key_reused$$;

create or replace function tolsel_core.check_repeated_void(
    p_subject text, p_voided_at timestamptz, p_void_reason text, p_reason text
)
returns void
language plpgsql
stable
as $check_repeated_void$
begin
    -- A void has no key: its reason tells a repetition from another void.
    if p_void_reason <> p_reason then
        perform tolsel_core.refuse('UH012', format(
            '%s was voided at %s: %s', p_subject, p_voided_at, p_void_reason));
    end if;
end
$check_repeated_void$;
comment on function tolsel_core.check_repeated_void is
$$Checks that the void of a document that is void already gives the reason it was voided for.
raises: UH012 document_void$$;

create or replace function tolsel_core.check_repeated_document(
    p_subject text, p_stored jsonb, p_asked jsonb
)
returns void
language plpgsql
stable
as $check_repeated_document$
begin
    perform tolsel_core.check_repeated(p_subject, p_stored, p_asked);
    perform tolsel_core.check_standing(
        p_subject, p_stored ->> 'request_key', p_stored ->> 'void_reason');
end
$check_repeated_document$;
comment on function tolsel_core.check_repeated_document is
$$Checks that a repeated request asks for what the document under its key has, and that the document
stands.
raises: UB032 request_undone, UC024 request_key_reused$$;

create or replace function tolsel_core.check_standing(
    p_subject text, p_request_key text, p_void_reason text
)
returns void
language plpgsql
stable
as $check_standing$
begin
    if p_void_reason is not null then
        perform tolsel_core.refuse('UB032', format(
            'Key %L belongs to %s, which is void: %s', p_request_key, p_subject, p_void_reason));
    end if;
end
$check_standing$;
comment on function tolsel_core.check_standing is
$$Checks that what a repeated request had recorded is not void (reason null): answering with that
would look as if all were well.
raises: UB032 request_undone$$;

create or replace function tolsel_core.aged_amounts(p_amount numeric, p_due_on date, p_on date)
returns table (
    current_amount numeric, days_1_30 numeric, days_31_60 numeric, days_61_90 numeric,
    days_over_90 numeric, overpaid_amount numeric
)
language sql
immutable
as $aged_amounts$
    select case when d.days <= 0 then d.amount end,
        case when d.days between 1 and 30 then d.amount end,
        case when d.days between 31 and 60 then d.amount end,
        case when d.days between 61 and 90 then d.amount end,
        case when d.days > 90 then d.amount end,
        greatest(-p_amount, 0 * p_amount)
    from (select greatest(p_amount, 0 * p_amount) as amount, p_on - p_due_on as days) d;
$aged_amounts$;
comment on function tolsel_core.aged_amounts is
    'Answers what is open of a document, by the days for which it was overdue on a day, and what is
paid of it too much, where that is below 0.';
