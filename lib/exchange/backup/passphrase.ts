import { Decrypter, Encrypter } from 'age-encryption';
import { Fault } from '../../records/fault';
import { startsAsAge } from './sniff';

/** Work of the passphrase's key, as a power of two: 128 MiB and about a second in a browser. age's own is 18. */
const WORK_FACTOR = 17;
/** Size of the pieces in which age encrypts. */
const CHUNK = 64 * 1024;

/** Reports bytes of plaintext done. */
export type OnBytes = (done: number) => void;

/** The same passphrase, however the keyboard composed its characters. */
const normalized = (passphrase: string): string => passphrase.normalize('NFC');

/** Encrypts a file with a passphrase in the public age format. A lower `workFactor` is for tests. */
export async function encrypt(
  plain: Blob,
  passphrase: string,
  onBytes?: OnBytes,
  workFactor = WORK_FACTOR,
): Promise<Blob> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(normalized(passphrase));
  encrypter.setScryptWorkFactor(workFactor);
  const stream = await encrypter.encrypt(plain.stream().pipeThrough(counting(onBytes)));
  return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).blob();
}

/**
 * Decrypts a file in the age format. Every byte is checked before anything is given back.
 *
 * Throws E501 (wrong passphrase), E502 (cut short, or damaged at its end), E503 (damaged), E504 (not an age file),
 * E508 (encrypted for keys instead of a passphrase, or with more work than a browser can do).
 */
export async function decrypt(file: Blob, passphrase: string, onBytes?: OnBytes): Promise<Blob> {
  if (!(await startsAsAge(file))) throw new Fault('E504');
  const head = await file.slice(0, 4096).text();
  const headEnd = /\n--- [A-Za-z0-9+/]{43}\n/.exec(head);
  if (!headEnd) throw new Fault(file.size < 4096 ? 'E502' : 'E503', { file: 'age' });
  if (!/^-> scrypt /m.test(head.slice(0, headEnd.index))) throw new Fault('E508');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(normalized(passphrase));
  let stream: ReadableStream<Uint8Array> & { size(source: number): number };
  try {
    stream = await decrypter.decrypt(file.stream().pipeThrough(inPieces()));
  } catch (thrown) {
    throw new Fault(headerFault(String((thrown as Error).message)), { file: 'age' }, { cause: thrown });
  }
  let expected: number;
  try {
    expected = stream.size(file.size);
  } catch (thrown) {
    throw new Fault('E502', {}, { cause: thrown });
  }
  return collect(stream, expected, onBytes);
}

function headerFault(message: string): string {
  if (message.includes('no identity matched')) return 'E501';
  if (message.includes('work factor')) return 'E508';
  return 'E503';
}

/** Collects the pieces; the place of a piece that fails its check tells a cut from damage in the middle. */
async function collect(
  stream: ReadableStream<Uint8Array>,
  expected: number,
  onBytes: OnBytes | undefined,
): Promise<Blob> {
  const reader = stream.getReader();
  let parts: Blob[] = [];
  let done = 0;
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      parts.push(new Blob([piece.value as Uint8Array<ArrayBuffer>]));
      done += piece.value.byteLength;
      onBytes?.(done);
      if (parts.length >= 256) parts = [new Blob(parts)];
    }
  } catch (thrown) {
    const isLast = done + CHUNK >= expected;
    throw new Fault(isLast ? 'E502' : 'E503', { file: 'age' }, { cause: thrown });
  }
  return new Blob(parts, { type: 'application/zip' });
}

/** Hands bytes on in pieces small enough that each yields at most one decrypted piece. */
const inPieces = () =>
  new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      for (let from = 0; from < chunk.byteLength; from += CHUNK) {
        controller.enqueue(chunk.subarray(from, from + CHUNK));
      }
    },
  });

function counting(onBytes: OnBytes | undefined): TransformStream<Uint8Array, Uint8Array> {
  let done = 0;
  return new TransformStream({
    transform: (chunk, controller) => {
      done += chunk.byteLength;
      onBytes?.(done);
      controller.enqueue(chunk);
    },
  });
}
