import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const CHUNK = 1 << 20;

/** Lower-case hex SHA-256 of text in UTF-8. */
export const hashText = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** Lower-case hex SHA-256 of a file, read in pieces so that a large one never stands in memory whole. */
export async function hashBlob(blob: Blob): Promise<string> {
  const hash = sha256.create();
  for (let offset = 0; offset < blob.size; offset += CHUNK) {
    hash.update(new Uint8Array(await blob.slice(offset, offset + CHUNK).arrayBuffer()));
  }
  return bytesToHex(hash.digest());
}
