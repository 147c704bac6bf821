const AGE = 'age-encryption.org/v1';

/** True when the first bytes are those of a file in the age format. */
export const startsAsAge = async (file: Blob): Promise<boolean> =>
  (await file.slice(0, AGE.length).text()) === AGE;

/** True when the first bytes are those of a zip. */
export async function startsAsZip(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}
