import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Fault } from '../records/fault';
import type { CheckAnswer, CheckJob } from './ask';
import { checkFile } from './check';

/** The worker's side of `ask.ts`: one job, then it is ended. */
const scope = self as unknown as {
  onmessage: ((event: MessageEvent<CheckJob>) => void) | null;
  postMessage(message: CheckAnswer): void;
};

/** Bytes hashed at once. */
const PIECE = 4 * 1024 * 1024;

scope.onmessage = (event) => void answer(event.data);

async function answer(job: CheckJob): Promise<void> {
  try {
    if ('hash' in job) scope.postMessage({ hash: await hashOf(job.hash) });
    else
      scope.postMessage({
        result: await checkFile(job.check, (...progress) => scope.postMessage({ progress })),
      });
  } catch (thrown) {
    if (thrown instanceof Fault) scope.postMessage({ fault: { code: thrown.code, params: thrown.params } });
    else scope.postMessage({ error: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

/** Hex SHA-256 of a file of any size, as `sha256sum` says it. */
async function hashOf(file: Blob): Promise<string> {
  const hash = sha256.create();
  for (let from = 0; from < file.size; from += PIECE) {
    hash.update(new Uint8Array(await file.slice(from, from + PIECE).arrayBuffer()));
  }
  return bytesToHex(hash.digest());
}
