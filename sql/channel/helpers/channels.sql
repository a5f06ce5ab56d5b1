-- Channels, methods and vendors, found, locked and judged, and which day is theirs.

create or replace function tolsel_channel.lock_channel(p_channel_id bigint, p_tenant_id bigint)
returns tolsel_channel.payment_channel
language plpgsql
volatile
as $lock_channel$
begin
    perform from tolsel_channel.payment_channel c
    where c.tenant_id = p_tenant_id and c.channel_id = p_channel_id
    for no key update;
    return tolsel_channel.get_channel(p_channel_id, p_tenant_id);
end
$lock_channel$;
comment on function tolsel_channel.lock_channel is
$$Locks a channel of the tenant, active or not, and answers with it.
raises: UH001 channel_not_found$$;

create or replace function tolsel_channel.get_channel(p_channel_id bigint, p_tenant_id bigint)
returns tolsel_channel.payment_channel
language plpgsql
stable
as $get_channel$
declare
    v_channel tolsel_channel.payment_channel;
begin
    select * into v_channel from tolsel_channel.payment_channel c
    where c.tenant_id = p_tenant_id and c.channel_id = p_channel_id;
    if not found then
        perform tolsel_core.refuse('UH001', format(
            'Channel %s.', coalesce(p_channel_id::text, 'null')));
    end if;
    return v_channel;
end
$get_channel$;
comment on function tolsel_channel.get_channel is
$$Answers with a channel of the tenant, active or not.
raises: UH001 channel_not_found$$;

create or replace function tolsel_channel.check_channel(
    p_channel_id bigint, p_currency text, p_tenant_id bigint
)
returns tolsel_channel.payment_channel
language plpgsql
stable
as $check_channel$
declare
    v_found record;
    v_channel tolsel_channel.payment_channel;
begin
    select c as channel, a.currency into v_found
    from tolsel_channel.payment_channel c
    join tolsel_ledger.account a on a.tenant_id = p_tenant_id and a.account_id = c.account_id
    where c.tenant_id = p_tenant_id and c.channel_id = p_channel_id;
    if not found then
        perform tolsel_core.refuse('UH001', format(
            'Channel %s.', coalesce(p_channel_id::text, 'null')));
    end if;
    v_channel := v_found.channel;
    if not v_channel.is_active then
        perform tolsel_core.refuse('UH002', format(
            'Channel %s (%s).', v_channel.channel_id, v_channel.name));
    elsif v_found.currency <> p_currency then
        perform tolsel_core.refuse('UL004', format(
            'Channel %s (%s) is kept in %s; %s was wanted.', v_channel.channel_id,
            v_channel.name, v_found.currency, p_currency));
    end if;
    return v_channel;
end
$check_channel$;
comment on function tolsel_channel.check_channel is
$$Answers with an active channel of the tenant, kept in a currency (null: any), or raises.
raises: UH001 channel_not_found, UH002 channel_not_active, UL004 currency_mismatch$$;

create or replace function tolsel_channel.choose_day(
    p_channel tolsel_channel.payment_channel,
    p_asked_on date,
    p_subject text,
    p_tenant_id bigint,
    p_document_on date default null,
    p_account_id bigint default null
)
returns date
language sql
stable
as $choose_day$
    -- A bare expression, which becomes a part of the statement that asks.
    select tolsel_core.choose_day(
        p_asked_on, p_subject, p_tenant_id, p_channel.branch_id,
        tolsel_ledger.first_open_on(
            coalesce(p_channel.account_id, p_account_id), p_tenant_id), p_document_on);
$choose_day$;
comment on function tolsel_channel.choose_day is
$$Answers the business day that a movement of a channel counts for, or the void of one, by the rule
of tolsel_core.choose_day and the days that are closed in the channel; with no channel (null) by
those of the main branch and of the account given.
raises: UC014 date_not_usable, UH004 day_lies_ahead, UH020 void_too_early$$;

create or replace function tolsel_channel.check_method(p_method text, p_tenant_id bigint)
returns void
language plpgsql
stable
as $check_method$
begin
    perform from tolsel_channel.payment_method m
    where m.tenant_id = p_tenant_id and m.method = p_method and m.is_active;
    if not found then
        perform tolsel_core.refuse('UH003', format('Method %L.', p_method));
    end if;
end
$check_method$;
comment on function tolsel_channel.check_method is
$$Checks that the tenant takes a payment method.
raises: UH003 method_not_usable$$;

create or replace function tolsel_channel.is_reference_unique(p_method text, p_tenant_id bigint)
returns boolean
language plpgsql
stable
as $is_reference_unique$
begin
    return exists (
        select from tolsel_channel.payment_method m
        where m.tenant_id = p_tenant_id and m.method = p_method and m.has_unique_reference);
end
$is_reference_unique$;
comment on function tolsel_channel.is_reference_unique is
    'Answers whether a provider vouches that a reference of a method is of one payment.';

create or replace function tolsel_channel.lock_vendor(p_vendor_id bigint, p_tenant_id bigint)
returns tolsel_channel.vendor
language plpgsql
volatile
as $lock_vendor$
declare
    v_vendor tolsel_channel.vendor;
begin
    select * into v_vendor from tolsel_channel.vendor v
    where v.tenant_id = p_tenant_id and v.vendor_id = p_vendor_id
    for no key update;
    if not found then
        perform tolsel_core.refuse('UH007', format(
            'Vendor %s.', coalesce(p_vendor_id::text, 'null')));
    end if;
    return v_vendor;
end
$lock_vendor$;
comment on function tolsel_channel.lock_vendor is
$$Locks a vendor and answers with it: all its bills and payments queue here.
raises: UH007 vendor_not_found$$;

create or replace function tolsel_channel.get_vendor(p_vendor_id bigint, p_tenant_id bigint)
returns tolsel_channel.vendor
language plpgsql
stable
as $get_vendor$
declare
    v_vendor tolsel_channel.vendor;
begin
    select * into v_vendor from tolsel_channel.vendor v
    where v.tenant_id = p_tenant_id and v.vendor_id = p_vendor_id;
    if not found then
        perform tolsel_core.refuse('UH007', format(
            'Vendor %s.', coalesce(p_vendor_id::text, 'null')));
    end if;
    return v_vendor;
end
$get_vendor$;
comment on function tolsel_channel.get_vendor is
$$Answers with a vendor of the tenant.
raises: UH007 vendor_not_found$$;

create or replace function tolsel_channel.check_active(p_vendor tolsel_channel.vendor)
returns void
language plpgsql
stable
as $check_active$
begin
    if not p_vendor.is_active then
        perform tolsel_core.refuse('UH068', format(
            'Vendor %s (%s).', p_vendor.vendor_id, p_vendor.name));
    end if;
end
$check_active$;
comment on function tolsel_channel.check_active is
$$Checks that bills are recorded of a vendor, which is locked.
raises: UH068 vendor_not_active$$;
