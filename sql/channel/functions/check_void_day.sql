create or replace function tolsel_channel.check_void_day(p_voided_on date, p_document_on date)
returns void
language plpgsql
stable
as $check_void_day$
begin
    if p_voided_on < p_document_on then
        perform tolsel_core.refuse('UH020', format(
            'The void is %s, the document %s.', p_voided_on, p_document_on));
    end if;
end
$check_void_day$;
comment on function tolsel_channel.check_void_day is
$$Checks that a void does not count for an earlier day than its document.
raises: UH020 void_too_early$$;
