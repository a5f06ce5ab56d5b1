// A payment in the caller's transaction: amounts, ids and days are texts, a repeat is the first.
const customer = await office.open_customer({ name: "Frida", code: "K-1", owed_limit: null });
const lines = [{ amount: "0.10" }, { amount: "900719925474.91", description: "More" }];
const { customer_id } = customer;
const invoice = await office.issue_invoice({ customer_id, lines, due_on: undefined, metadata: null });
await client.query("begin");
const asked = {
  customer_id,
  amount: "900719925475.01",
  method: "cash",
  invoice_ids: [invoice.invoice_id],
  invoice_amounts: ["900719925475.01"],
  metadata: { till: 3, words: ["a", "b"] },
  request_key: "n-1",
};
const one = await office.record_payment(asked);
const two = await office.record_payment(asked);
await client.query("rollback");
told.push(one.payment_id === two.payment_id, typeof one.payment_id, one.amount, one.metadata);
told.push(/^\d{4}-\d\d-\d\d$/.test(invoice.issued_on), typeof one.completed_at);
