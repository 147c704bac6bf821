import {
  exportLedger,
  type BackupSource,
  type Ledger,
  type Manifest,
  type OnProgress,
  README,
} from '../../ledger';
import { Fault } from '../../records/fault';
import { fileName } from '../sheet-write/text';
import type { PassphraseAnswer, PassphraseTask } from './passphrase-worker';
import { startsAsAge, startsAsZip } from './sniff';

export { passphraseStrength, SHORTEST_PASSPHRASE, type Strength } from './strength';

/** A backup ready to be saved by the browser. */
export interface BackupFile {
  blob: Blob;
  name: string;
  manifest: Manifest;
}

export interface BackupOptions {
  /** Version of the program, for the manifest. */
  appVersion: string;
  /** Name of the branch, for the file's name and the manifest. */
  branch?: string;
  /** Local day, `YYYY-MM-DD`, for the file's name. */
  today: string;
  signal?: AbortSignal;
  /** Bytes done; encrypting comes after collecting and counts anew. */
  onProgress?: (progress: { stage: 'collect' | 'encrypt' | 'decrypt'; done: number; total: number }) => void;
}

/**
 * Writes the whole ledger as an open zip that any program can read. Sets the age of the last backup. Throws what
 * {@link exportLedger} throws.
 */
export async function createOpenExport(ledger: Ledger, options: BackupOptions): Promise<BackupFile> {
  const { blob, manifest } = await zipLedger(ledger, options);
  await ledger.setMeta('lastBackupAt', ledger.clock.wall());
  return { blob, manifest, name: fileName(['支部侧记', options.branch ?? '', options.today], 'zip') };
}

/**
 * Writes the whole ledger as the same zip under a passphrase, in the public age format. Sets the age of the last
 * backup. The passphrase is not kept anywhere.
 */
export async function createEncryptedBackup(
  ledger: Ledger,
  passphrase: string,
  options: BackupOptions,
): Promise<BackupFile> {
  const { blob: zip, manifest } = await zipLedger(ledger, options);
  const blob = await underPassphrase({ way: 'encrypt', blob: zip, passphrase }, options);
  await ledger.setMeta('lastBackupAt', ledger.clock.wall());
  return {
    blob,
    manifest,
    name: fileName(['支部侧记', options.branch ?? '', options.today], 'sidebook.age'),
  };
}

/** Puts any bytes under a passphrase, in the same format; {@link openBackup} and any `age` program open them. */
export const sealBlob = (
  blob: Blob,
  passphrase: string,
  options: Pick<BackupOptions, 'signal' | 'onProgress'> = {},
): Promise<Blob> => underPassphrase({ way: 'encrypt', blob, passphrase }, options);

/** Which kind of backup a file is, by its first bytes. Throws E504 when it is neither. */
export async function kindOfBackup(file: Blob): Promise<'open' | 'encrypted'> {
  if (await startsAsAge(file)) return 'encrypted';
  if (await startsAsZip(file)) return 'open';
  throw new Fault('E504');
}

/**
 * Opens a backup for reading. Throws E501 (wrong passphrase), E502 (cut short), E503 (damaged), E504 (no backup),
 * E506 (would unpack to too much), E507 (unsafe name), E508 (not under a passphrase).
 */
export async function openBackup(
  file: Blob,
  passphrase?: string,
  options: Pick<BackupOptions, 'signal' | 'onProgress'> = {},
): Promise<BackupSource> {
  const kind = await kindOfBackup(file);
  const zip =
    kind === 'open'
      ? file
      : await underPassphrase({ way: 'decrypt', blob: file, passphrase: passphrase ?? '' }, options);
  const { openZip } = await import('./zip');
  return openZip(zip);
}

async function zipLedger(
  ledger: Ledger,
  options: BackupOptions,
): Promise<{ blob: Blob; manifest: Manifest }> {
  const [{ startZip }, { default: readme }] = await Promise.all([
    import('./zip'),
    import('./readme.txt?raw'),
  ]);
  const zip = startZip(ledger.clock.wall());
  const onProgress: OnProgress = (progress) => options.onProgress?.({ stage: 'collect', ...progress });
  try {
    await zip.sink.write({ name: README, packed: false }, new Blob([readme]).stream());
    const { appVersion, branch, signal } = options;
    const manifest = await exportLedger(ledger, zip.sink, { appVersion, branch, signal, onProgress });
    return { blob: await zip.finish(), manifest };
  } catch (thrown) {
    await zip.abort(thrown);
    throw thrown;
  }
}

/** Runs in a worker where there is one; a stopped signal ends it at once. */
async function underPassphrase(
  task: PassphraseTask,
  { signal, onProgress }: Pick<BackupOptions, 'signal' | 'onProgress'>,
): Promise<Blob> {
  const total = task.blob.size;
  const report = (done: number) => onProgress?.({ stage: task.way, done, total });
  report(0);
  if (typeof Worker === 'undefined') {
    const { decrypt, encrypt } = await import('./passphrase');
    return (task.way === 'encrypt' ? encrypt : decrypt)(task.blob, task.passphrase, report);
  }
  // Not `new Worker(new URL(…, import.meta.url))`: the extension's build replaces `import.meta.url` too early.
  const { default: PassphraseWorker } = await import('./passphrase-worker?worker');
  const worker = new PassphraseWorker();
  return new Promise<Blob>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<PassphraseAnswer>) => {
      if (data.blob) resolve(data.blob);
      else if (data.fault) reject(new Fault(data.fault.code, data.fault.params));
      else if (data.done === undefined) reject(new Error(data.message));
      else report(data.done);
    };
    worker.onerror = (event) => reject(new Error(event.message || 'worker'));
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    worker.postMessage(task);
  }).finally(() => worker.terminate());
}
