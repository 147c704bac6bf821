/**
 * A failure that a person is told about. `code` is stable, is shown, and is the locale key: `fault.<code>` says
 * what happened, `fault.<code>.do` says what was kept and what to do. Ranges: E1 ledger, E2 roster, E3 study,
 * E4 files in and out, E5 backup, E6 browser, E7 organisation life, E8 governance, and E86–E87 the places
 * of sharing (`lib/carrier`).
 */
export class Fault extends Error {
  readonly code: string;
  /** Values for the placeholders of the message. Never personal data beyond what the user just entered. */
  readonly params: Record<string, string | number>;
  /** True when trying again later may succeed without the user changing anything. */
  readonly transient: boolean;

  constructor(
    code: string,
    params: Record<string, string | number> = {},
    options: { cause?: unknown; transient?: boolean } = {},
  ) {
    super(`${code} ${JSON.stringify(params)}`, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.params = params;
    this.transient = options.transient ?? false;
  }
}

/** The fault behind an unknown thrown value; anything that is not a {@link Fault} becomes E100. */
export function asFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new Fault('E100', { message: message.slice(0, 200) }, { cause: thrown });
}
