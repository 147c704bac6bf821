import { fromBase64Url, toBase64Url } from '../records/bytes-text';
import { Fault } from '../records/fault';
import { type Bytes, sha256, utf8 } from './bytes';

/**
 * What travels by hand while somebody joins. All are an address with everything in its fragment: no program answers to
 * it, so that opening it anywhere does nothing and sends nothing; a chat shows it in one piece, and it is recognised in
 * the middle of a message.
 *
 * `branch-sidebook:<what>#<version>.<base64url>.<6 digits of its hash>`
 */
export type Sort = 'join' | 'ask';

const VERSION = 1;
const CHECK = 6;

/** Longer texts are none of ours and are not searched. */
const MOST = 60_000;

const ADDRESS = /branch-sidebook:([a-z]{2,12})#(\d{1,4})\.([A-Za-z0-9_-]*)(?:\.([0-9a-f]{6}))?/;

/** Writes bytes as an address. */
export async function writeAddress(sort: Sort, bytes: Bytes): Promise<string> {
  const body = `branch-sidebook:${sort}#${VERSION}.${toBase64Url(bytes)}`;
  return `${body}.${await checkOf(body)}`;
}

/**
 * The bytes of an address somewhere in a text. Blanks and line ends that a chat put into it do not matter. Throws E910
 * (there is none), E911 (cut off, or changed on the way), E912 (of a newer version), E918 (another sort).
 */
export async function readAddressText(sort: Sort, text: string): Promise<Bytes> {
  if (text.length > MOST) throw new Fault('E910');
  const found = ADDRESS.exec(text.replace(/[\s\u200b-\u200d\u2060\ufeff]+/g, ''));
  if (!found) throw new Fault(/branch-sidebook:/.test(text) ? 'E911' : 'E910');
  const [whole, what, version, body = '', check] = found;
  if (Number(version) > VERSION) throw new Fault('E912');
  if (!check || (await checkOf(whole.slice(0, -CHECK - 1))) !== check) throw new Fault('E911');
  if (what !== sort) throw new Fault('E918');
  const bytes = fromBase64Url(body);
  if (!bytes) throw new Fault('E911');
  return bytes;
}

const checkOf = async (text: string): Promise<string> => (await sha256(utf8(text))).slice(0, CHECK);
