-- Accounts of banks: their numbers, their check digits, and the channel that each belongs to.

create or replace function tolsel_bank.key_of(p_text text)
returns text
language sql
immutable
parallel safe
as $key_of$
    select upper(regexp_replace(p_text, '[^A-Za-z0-9]', '', 'g')) collate "C";
$key_of$;
comment on function tolsel_bank.key_of is
    'Answers a number or a reference in capitals, without blanks and marks: banks print one in many
ways.';

create or replace function tolsel_bank.has_check_digits(p_key text)
returns boolean
language plpgsql
immutable
parallel safe
as $has_check_digits$
declare
    v_rest integer := 0;
    v_code integer;
begin
    -- Remainders go from 02 to 98: 00, 01 and 99 would also divide, and are never given.
    if (p_key ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$'
        and substr(p_key, 3, 2) between '02' and '98') is not true then
        return false;
    end if;
    foreach v_code in array array(
        select ascii(c) from regexp_split_to_table(substr(p_key, 5) || left(p_key, 4), '') c)
    loop
        v_rest := case when v_code < 65 then v_rest * 10 + v_code - 48
            else v_rest * 100 + v_code - 55 end % 97;
    end loop;
    return v_rest = 1;
end
$has_check_digits$;
comment on function tolsel_bank.has_check_digits is
    'Says whether the check digits of an IBAN, or of a creditor reference that begins with RF, are
right.';

create or replace function tolsel_bank.check_account_number(p_account_number text)
returns text
language plpgsql
stable
as $check_account_number$
declare
    v_key text := tolsel_bank.key_of(p_account_number);
begin
    if coalesce(v_key, '') !~ '^[A-Z0-9]{1,64}$'
        or (v_key ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$' and not tolsel_bank.has_check_digits(v_key))
    then
        perform tolsel_core.refuse('UK003', format(
            'Number %L.', left(coalesce(p_account_number, 'null'), 100)));
    end if;
    return v_key;
end
$check_account_number$;
comment on function tolsel_bank.check_account_number is
$$Answers the number of an account as it is kept; one that looks like an IBAN must be one.
raises: UK003 account_number_not_usable$$;

create or replace function tolsel_bank.find_account(
    p_account_number text, p_currency text, p_tenant_id bigint
)
returns tolsel_bank.bank_account
language plpgsql
stable
as $find_account$
declare
    v_key text := tolsel_bank.key_of(p_account_number);
    v_currency text;
    v_account tolsel_bank.bank_account;
begin
    select a.* into v_account
    from tolsel_bank.account_number n
    join tolsel_bank.bank_account a on a.tenant_id = p_tenant_id and a.channel_id = n.channel_id
    where n.tenant_id = p_tenant_id and n.account_number = v_key and n.currency = p_currency;
    if not found then
        select string_agg(n.currency, ', ' order by n.currency) into v_currency
        from tolsel_bank.account_number n
        where n.tenant_id = p_tenant_id and n.account_number = v_key;
        perform tolsel_core.refuse('UK001', format(
            'Account %s in %s%s.', left(p_account_number, 100), left(p_currency, 10),
            coalesce('; it is known in ' || v_currency, '')));
    end if;
    return v_account;
end
$find_account$;
comment on function tolsel_bank.find_account is
$$Answers the account that a statement names by a number and a currency.
raises: UK001 bank_account_unknown$$;

create or replace function tolsel_bank.lock_account(p_channel_id bigint, p_tenant_id bigint)
returns tolsel_bank.bank_account
language plpgsql
volatile
as $lock_account$
begin
    -- An update that changes nothing: a transaction that locks the row later, but has an older
    -- snapshot, fails to serialize instead of missing what was done under this lock.
    update tolsel_bank.bank_account a set set_at = a.set_at
    where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id;
    return tolsel_bank.get_bank_account(p_channel_id, p_tenant_id);
end
$lock_account$;
comment on function tolsel_bank.lock_account is
$$Locks the bank account of a channel, at which its imports and matches queue.
raises: UH001 channel_not_found, UK001 bank_account_unknown$$;

create or replace function tolsel_bank.get_bank_account(p_channel_id bigint, p_tenant_id bigint)
returns tolsel_bank.bank_account
language plpgsql
stable
as $get_bank_account$
declare
    v_account tolsel_bank.bank_account;
begin
    select * into v_account from tolsel_bank.bank_account a
    where a.tenant_id = p_tenant_id and a.channel_id = p_channel_id;
    if not found then
        perform tolsel_channel.get_channel(p_channel_id, p_tenant_id);
        perform tolsel_core.refuse('UK001', format(
            'Channel %s has no bank account.', p_channel_id));
    end if;
    return v_account;
end
$get_bank_account$;
comment on function tolsel_bank.get_bank_account is
$$Answers the bank account of a channel.
raises: UH001 channel_not_found, UK001 bank_account_unknown$$;

create or replace function tolsel_bank.open_rules(p_tenant_id bigint)
returns void
language sql
volatile
as $open_rules$
    insert into tolsel_bank.rule (tenant_id, name, kind, priority, is_automatic, days)
    select p_tenant_id, r.name, r.kind, r.priority, r.is_automatic, r.days
    from (values
        ('What the book has under this reference', 'posting', 100, true, 30),
        ('Returns of payments', 'return', 200, true, 5),
        ('Transfers between own accounts', 'transfer', 300, true, 5),
        ('Invoices by number or reference', 'invoice', 400, true, 5),
        ('Bills by their number', 'vendor_bill', 500, true, 5),
        ('Who pays, and the amount of one invoice', 'customer', 600, false, 5)
    ) r(name, kind, priority, is_automatic, days)
    where not exists (select from tolsel_bank.rule e where e.tenant_id = p_tenant_id);
$open_rules$;
comment on function tolsel_bank.open_rules is
    'Gives a tenant without rules the ones that need to know nothing of it.';
