-- S7 S8 C1 C4: whatever moves a channel, its daily book has it: each command, and SQL that knows no command.
-- verify: breaches expected
\ir office.sql
select plan(15);
-- The book against the entries, by day.
create function tap.book_is_entries(p_what text) returns text language sql set role = none
    return tap.is_empty(
        $$select c.channel_id, d.business_date, e.effective_on from tolsel.payment_channel_daily_ledger d
          full join (
              select c.channel_id, e.effective_on, sum(greatest(e.amount, 0)) as in_amount,
              sum(greatest(-e.amount, 0)) as out_amount, count(*) as n
              from tolsel_ledger.entry e join tolsel_channel.payment_channel c using (tenant_id, account_id) group by 1,
              2
          ) e on e.channel_id = d.channel_id and e.effective_on = d.business_date
          full join tolsel_channel.payment_channel c on c.channel_id = coalesce(d.channel_id, e.channel_id)
          where (d.in_amount, d.out_amount, d.entry_count) is distinct from (e.in_amount, e.out_amount, e.n)$$, p_what);
set role shop_app;
select put('till', 200, '2026-03-07', 'a'), put('till', -20, p_key => 'b') \g /dev/null
reset role; select book_is_entries('S6 entries'); set role shop_app;
select tolsel.record_vendor_bill(vendor('Roaster'), 'B', 50, account_of('6000')) \g /dev/null
select tolsel.pay_vendor(vendor('Roaster'), 30, 'cash', channel('till'), bill('B'), '2026-03-08',
    p_request_key => 'p') \g /dev/null
reset role; select book_is_entries('S5 payments to vendors'); set role shop_app;
select tolsel.transfer_between_channels(channel('till'), channel('bank'), 10, p_request_key => 't'),
    tolsel.transfer_between_channels(channel('till'), channel('manila'), 10, '2026-03-08',
        p_request_key => 'm') \g /dev/null
reset role; select book_is_entries('transfers'); set role shop_app;
select tolsel.void_vendor_payment(keyed('vendor_payment', 'p'), 'x'),
    tolsel.void_daily_entry(keyed('daily_entry', 'b'), 'x'),
    tolsel.void_channel_transfer(keyed('channel_transfer', 't'), 'x'),
    tolsel.void_channel_transfer(keyed('channel_transfer', 'm'), 'x') \g /dev/null
reset role; select book_is_entries('voids'); set role shop_app;
select tolsel.close_day(channel('till'), '2026-03-09', 201) \g /dev/null
set role shop_admin;
select tolsel.reopen_day(channel('till'), '2026-03-09', 'x') \g /dev/null
reset role; select book_is_entries('closings and reopenings');
select is((select count(*) from tolsel.payment_channel_daily_ledger where channel_id = channel('till')), 4::bigint,
    'on four days');
-- C4: every entry of a channel is some document's.
select is_empty(
    $$select e.journal_id from tolsel_ledger.entry e join tolsel_channel.payment_channel c using (tenant_id, account_id)
      left join tolsel_channel.document_journal d on d.tenant_id = e.tenant_id and d.journal_id = e.journal_id
          where d.journal_id is null$$,
    'every entry has its document');
select is_empty(
    'select journal_id from tolsel_channel.document_journal group by tenant_id, journal_id having count(*) <> 1',
    'and one only');

-- The owner, past every function: an entry without its total cannot be made, a total without its entry is found.
select tolsel_ledger.post_transfer(account_of('3000'), account_of('channel:' || channel('till')), 5, '2026-03-10',
    'by hand', 1) \g /dev/null
select book_is_entries('the owner''s own posting');
begin;
insert into tolsel_ledger.journal (tenant_id) values (1);
insert into tolsel_ledger.entry (tenant_id, account_id, version, journal_id, booked_at, effective_on, slot, line_no,
    amount, balance_after)
select b.tenant_id, b.account_id, coalesce(b.version, 0) + 1, currval('tolsel_ledger.journal_journal_id_seq'), now(),
    '2026-03-10', b.slot, 1, 7, b.balance + 7
from tolsel_ledger.balance b where b.account_id = account_of('channel:' || channel('drawer')) and b.slot = 0;
update tolsel_ledger.balance b set balance = 7, version = 1, last_booked_at = now()
    where b.account_id = account_of('channel:' || channel('drawer')) and b.slot = 0;
select book_is_entries('entries written by SQL count, too');
rollback;

-- S9 C8: a fault that is not about money parks the total; the entry and the book have it all the same.
alter table tolsel_ledger.daily_total add constraint daily_total_fault_check check (effective_on <> '2026-02-02');
set role shop_app;
select put('drawer', 9, '2026-02-02') \g /dev/null
select is(book('drawer'), '2026-02-02 0 + 9 - 0 9', 'the movement is booked and in the book');
reset role;
select is((select pending_count from tolsel.payment_channel_daily_ledger where channel_id = channel('drawer')),
    1::bigint, 'which says that its total is parked');
select is((select v.status from tolsel.verify() v where v.check_name = 'ledger.pending_daily_total'), 'notice',
    'and the validator');
alter table tolsel_ledger.daily_total drop constraint daily_total_fault_check;
select tolsel_ledger.post_reversal(max(journal_id), '2026-03-10', 'by hand', 1) from tolsel_ledger.journal
    where description = 'by hand' \g /dev/null
set role shop_admin;
select tolsel.drain_daily_totals() \g /dev/null
select is((select count(*) from tolsel.rebuild_daily_ledger()), 0::bigint, 'drained, it is as if nothing had been');
select results_eq($$select check_name from tolsel.verify() where status = 'breach'$$,
    array['billing.unexplained_entry'], 'and that no document explains it is found');
select * from finish();
