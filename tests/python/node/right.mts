import { tolsel, TolselError, type Payment } from "./tolsel.mjs";
const office = tolsel({ query: async (_: any) => ({}) });
const asked = { customer_id: 1n, amount: "9.50", method: "cash" };
const paid: Payment = await office.record_payment(asked);
const amount: string = paid.amount;
const codes: string[] = (await office.list_accounts()).map((account) => account.code);
await office.set_owed_limit({ customer_id: "1", owed_limit: null });
try {
  await office.verify();
} catch (error) {
  if (error instanceof TolselError && error.name === "payment_not_found") throw error.cause;
}
