// A refusal is told from what passes and from a fault of one's own.
for (const attempt of [
  () => office.post_journal({ lines: [] }),
  () => office.no_such_function(),
  () => office.list_accounts({ no_such_argument: 1 }),
]) {
  const error = await attempt().catch((error) => error);
  const isOurs = error instanceof TolselError;
  told.push([isOurs, error.name, isOurs ? [error.sqlstate, error.message, error.hint] : null]);
}
const codes = ["40001", "40P01", "08006", "ECONNRESET", "UB001", "23505"];
told.push(codes.filter((code) => isRetryable({ code })));
