import { Fault } from '../../records/fault';
import { decrypt, encrypt } from './passphrase';

/** One piece of work: which way, on what, with which passphrase. */
export interface PassphraseTask {
  way: 'encrypt' | 'decrypt';
  blob: Blob;
  passphrase: string;
}

/** What comes back: bytes done, the result, or why it failed. */
export interface PassphraseAnswer {
  done?: number;
  blob?: Blob;
  fault?: { code: string; params: Record<string, string | number> };
  message?: string;
}

const answer = (message: PassphraseAnswer) => self.postMessage(message);

/** Runs in a thread of its own: deriving the key takes a second in which the page must not stand still. */
self.addEventListener('message', ({ data }: MessageEvent<PassphraseTask>) => {
  const work = data.way === 'encrypt' ? encrypt : decrypt;
  work(data.blob, data.passphrase, (done) => answer({ done })).then(
    (blob) => answer({ blob }),
    (thrown: unknown) =>
      answer(
        thrown instanceof Fault
          ? { fault: { code: thrown.code, params: thrown.params } }
          : { message: String(thrown) },
      ),
  );
});
