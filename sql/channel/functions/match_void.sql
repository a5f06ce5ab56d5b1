create or replace function tolsel_channel.match_void(
    p_void_reason text, p_reason text, p_subject text
)
returns void
language plpgsql
stable
as $match_void$
begin
    if p_void_reason <> p_reason then
        perform tolsel_core.refuse('UH012', format(
            '%s was voided: %s', p_subject, p_void_reason));
    end if;
end
$match_void$;
comment on function tolsel_channel.match_void is
$$Lets a repeated void pass, which gives the reason that the first one gave.
raises: UH012 document_void$$;
