-- What the bank has told of in April is what the book has: each payment is matched with the posting
-- that is proposed for it.
do $bank$
declare
    v_bank bigint := (select c.channel_id from tolsel.payment_channel c where c.name = 'House bank');
    v_found record;
begin
    perform tolsel.match_bank_entries(v_bank);
    -- Dora's cheque and its return are nothing in the book: both are there once one is matched.
    perform tolsel.match_postings(array[e.detail_id], array[p.journal_id], 'The cheque that bounced')
    from tolsel.bank_entry e
    join tolsel.payment p on p.amount = e.amount and p.method = 'cheque'
    where e.channel_id = v_bank and e.amount = 320;
    for v_found in
        select p.detail_id, p.journal_ids, p.reason
        from tolsel.list_match_proposals(v_bank) p
        where p.kind = 'posting'
    loop
        perform tolsel.match_postings(
            array[v_found.detail_id], v_found.journal_ids, v_found.reason);
    end loop;
end
$bank$;
