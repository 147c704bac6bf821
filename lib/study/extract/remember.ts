/** Answers that are remembered at most; a page that says more different things is asked anew. */
const MOST = 20_000;

const all: Map<string, unknown>[] = [];

/**
 * A function of a text that remembers its answers while one page is read: the same line is asked after by many, and
 * lists repeat the classes of their entries. {@link forget} comes before each page.
 */
export function remembered<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  all.push(known as Map<string, unknown>);
  return (text) => {
    const old = known.get(text);
    if (old !== undefined) return old;
    const value = answer(text);
    if (known.size >= MOST) known.clear();
    known.set(text, value);
    return value;
  };
}

/** Forgets what was remembered of another page. */
export function forget(): void {
  for (const known of all) known.clear();
}
