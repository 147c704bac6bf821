/** What the other side says about its refusal, in one short line. */
export function wordsOf(text: string): { code: string; message: string } {
  try {
    const { error, message } = JSON.parse(text) as { error?: unknown; message?: unknown };
    const own = (typeof error === 'object' && error ? error : {}) as Record<string, unknown>;
    const words = own.message ?? (typeof error === 'string' ? error : message) ?? '';
    return {
      code: String(own.code ?? own.type ?? ''),
      message: String(words).replace(/\s+/g, ' ').slice(0, 160),
    };
  } catch {
    return { code: '', message: '' };
  }
}

/** True for the names that services give to a refusal on account of the content. */
export const isFiltered = (code: string): boolean =>
  /content.?filter|content.?policy|data.?inspection|sensitive|risk/i.test(code);
