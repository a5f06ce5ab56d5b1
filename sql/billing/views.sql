create or replace view bursar_billing.document_journal with (security_invoker = true) as
select i.tenant_id, i.journal_id, 'invoice' as document, i.invoice_id as document_id
from bursar_billing.invoice i where i.journal_id is not null
union all
select i.tenant_id, i.void_journal_id, 'invoice', i.invoice_id
from bursar_billing.invoice i where i.void_journal_id is not null
union all
select p.tenant_id, p.journal_id, 'payment', p.payment_id
from bursar_billing.payment p where p.journal_id is not null
union all
select p.tenant_id, p.void_journal_id, 'payment', p.payment_id
from bursar_billing.payment p where p.void_journal_id is not null
union all
select r.tenant_id, r.journal_id, 'refund', r.refund_id
from bursar_billing.refund r;
comment on view bursar_billing.document_journal is
    'The journals of billing, each with the document that made it.';
