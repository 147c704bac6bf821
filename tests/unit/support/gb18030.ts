let table: Map<string, number[]> | undefined;

/** Encodes text as GBK, which GB18030 includes: the platform only decodes it, so the table is turned round. */
export function encodeGbk(text: string): Uint8Array<ArrayBuffer> {
  if (!table) {
    table = new Map();
    const decoder = new TextDecoder('gb18030');
    for (let lead = 0x81; lead <= 0xfe; lead += 1) {
      for (let trail = 0x40; trail <= 0xfe; trail += 1) {
        if (trail === 0x7f) continue;
        const character = decoder.decode(Uint8Array.of(lead, trail));
        if (character.length === 1 && !table.has(character)) table.set(character, [lead, trail]);
      }
    }
  }
  return Uint8Array.from(
    [...text].flatMap((character) => table?.get(character) ?? [character.charCodeAt(0)]),
  );
}
