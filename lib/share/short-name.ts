/** A short name for paths and accounts, made from a person's name: pinyin in one word, `[a-z0-9]`, at most 20. */
export async function shortName(name: string): Promise<string> {
  const { pinyin } = await import('pinyin-pro');
  const parts = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true });
  return parts
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 20);
}
