select tolsel_core.restrict_readers('tolsel_ledger.account');
select tolsel_core.restrict_readers('tolsel_ledger.balance');
select tolsel_core.restrict_readers('tolsel_ledger.journal');
select tolsel_core.restrict_readers('tolsel_ledger.entry');
select tolsel_core.restrict_readers('tolsel_ledger.hold');
select tolsel_core.restrict_readers('tolsel_ledger.daily_total');
select tolsel_core.restrict_readers('tolsel_ledger.daily_total_pending');
select tolsel_core.restrict_readers('tolsel_ledger.period_close');
select tolsel_core.restrict_readers('tolsel_ledger.year_close');
select tolsel_core.restrict_readers('tolsel_ledger.slot_mark');
select tolsel_core.restrict_readers('tolsel_ledger.due_slot');
select tolsel_core.restrict_readers('tolsel_ledger.seal');

select tolsel_core.close_rows('tolsel_ledger.chart_template');
