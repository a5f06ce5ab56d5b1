// Calls tolsel's functions through node-postgres, by name, in the transaction of the client it is given:
//     const payment = await tolsel(client).record_payment({ customer_id: "1", amount: "9.50", ... });
// Amounts, ids, days and moments are the texts that PostgreSQL writes: a number of JavaScript loses cents,
// and a Date moves days between zones. What is left out or undefined is left to the database's default.
import pg from "pg";

const TEXTS = new Set([20, 1082, 1083, 1184, 1700]); // bigint, date, time, timestamptz, numeric
const LISTS_OF_TEXTS = new Set([1016, 1182, 1183, 1185, 1231]);
const LIST_OF_TEXT = 1009;
const types = {
  getTypeParser: (oid, format) =>
    TEXTS.has(oid) ? String : pg.types.getTypeParser(LISTS_OF_TEXTS.has(oid) ? LIST_OF_TEXT : oid, format),
};
const FUNCTIONS = `
  select p.proname as name, p.proretset as many, p.prorettype = 'void'::regtype as nothing, array(
    select p.proargnames[n] from unnest(p.proargtypes::oid[]) with ordinality a (type, n)
    where a.type = 'jsonb'::regtype)::text[] as json
  from pg_proc p where p.pronamespace = 'tolsel'::regnamespace and p.prokind = 'f'`;

/** A refusal: a rule in the database said no, and nothing was changed. */
export class TolselError extends Error {
  constructor(error) {
    const [, name, message] = /^([a-z][a-z0-9_]*): (.*)$/s.exec(error.message) ?? [, undefined, error.message];
    super(message, { cause: error });
    Object.assign(this, { name, sqlstate: error.code, detail: error.detail, hint: error.hint });
  }
}

/** Says whether the same call, with the same request key, may succeed when it is repeated. */
export const isRetryable = (error) =>
  /^(08...|40001|40P01|55P03|57014|57P0[123]|ECONNRESET|ECONNREFUSED|EPIPE)$/.test(error?.code ?? "");

export function tolsel(client) {
  const send = (config) =>
    client.query({ types, ...config }).catch((error) => {
      throw /^U/.test(error.code) ? new TolselError(error) : error;
    });
  let known;
  const call = async (name, args) => {
    known ??= new Map((await send({ text: FUNCTIONS })).rows.map((row) => [row.name, row]));
    const found = known.get(name);
    if (!found) throw new TypeError(`tolsel has no function ${name}`);
    const given = Object.entries(args).filter(([, value]) => value !== undefined);
    const named = given.map(([key], n) => `${pg.escapeIdentifier(`p_${key}`)} => $${n + 1}`);
    const isJson = ([key, value]) => value !== null && found.json.includes(`p_${key}`);
    const values = given.map((one) => (isJson(one) ? JSON.stringify(one[1]) : one[1]));
    const { rows, fields } = await send({ text: `select * from tolsel.${name}(${named})`, values });
    if (found.nothing) return undefined;
    const isValue = fields.length === 1 && fields[0].name === name;
    if (found.many) return isValue ? rows.map((row) => row[name]) : rows;
    const [row] = rows;
    return isValue ? row[name] : Object.values(row).some((value) => value !== null) ? row : null;
  };
  return new Proxy({}, { get: (_, name) => (name === "then" ? undefined : (args = {}) => call(name, args)) });
}
