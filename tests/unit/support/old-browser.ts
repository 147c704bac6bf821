/**
 * A browser of before Chrome 133 as far as WebCrypto goes: it knows neither Ed25519 nor X25519, neither by name nor in a
 * key, and everything else as the one that the tests run in.
 */
const LACKS = /^(Ed25519|X25519)$/;
const real = globalThis.crypto;

const nameOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  if (!value || typeof value !== 'object') return undefined;
  const { name, algorithm } = value as { name?: string; algorithm?: { name: string } };
  return name ?? algorithm?.name;
};

const subtle = new Proxy(real.subtle, {
  get(target, name) {
    const method = (target as unknown as Record<PropertyKey, unknown>)[name];
    if (typeof method !== 'function') return method;
    return (...args: unknown[]): Promise<unknown> => {
      if (args.some((arg) => LACKS.test(nameOf(arg) ?? '')))
        return Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'));
      return (method as (...all: unknown[]) => Promise<unknown>).apply(target, args);
    };
  },
});

const old = {
  subtle,
  getRandomValues: <T extends ArrayBufferView>(into: T): T => real.getRandomValues(into as never) as T,
  randomUUID: () => real.randomUUID(),
};

/** Does something in the old browser. What is not awaited in it happens in the new one. */
export async function inOldBrowser<T>(run: () => Promise<T>): Promise<T> {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'crypto') as PropertyDescriptor;
  Object.defineProperty(globalThis, 'crypto', { value: old, configurable: true, writable: true });
  try {
    return await run();
  } finally {
    Object.defineProperty(globalThis, 'crypto', before);
  }
}
