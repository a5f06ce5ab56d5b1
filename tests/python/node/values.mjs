// Values, lists, rows, and nothing.
await office.open_customer({ name: "Frida", code: "K-1" });
const accounts = await office.list_accounts();
told.push(Array.isArray(accounts), typeof accounts[0].account_id);
told.push(Number(await office.get_balance_at({ account_id: accounts[0].account_id })));
told.push(await office.list_accounts({ codes: [] }));
told.push(await office.current_tenant_id());
told.push((await office.set_context({ request_id: "r-1" })) ?? "nothing");
told.push((await office.get_ticket_position({ ticket_id: 1 }).catch((error) => error.name)) ?? "null");
told.push((await office.list_currencies()).find((row) => row.currency === "JPY").scale);
