import { beforeAll, describe, expect, it } from 'vitest';
import { BlobReader, BlobWriter, ZipReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import {
  createEncryptedBackup,
  createOpenExport,
  kindOfBackup,
  openBackup,
} from '../../../../lib/exchange/backup';
import { encrypt } from '../../../../lib/exchange/backup/passphrase';
import { applyRestore, type Ledger, planRestore } from '../../../../lib/ledger';
import { openTestLedger } from '../../support/ledger';
import { stateOf } from '../../support/ledger-state';
import { fillLedger } from '../../support/sample-ledger';

const PASSPHRASE = '示例口令 correct horse';
/** Bytes of the header and nonce of an age file with one passphrase. */
const HEAD = 'age-encryption.org/v1\n'.length + '-> scrypt  12\n'.length + 22 + 44 + 48 + 16;
const options = { appVersion: '0.1.0', branch: '示例/党支部', today: '2026-11-23' };

let source: Ledger;
let open: Blob;
let sealed: Blob;

beforeAll(async () => {
  ({ ledger: source } = await openTestLedger());
  await fillLedger(source);
  // Several of age's pieces long, of bytes that do not pack, so that there is a middle to damage.
  const noise = new Uint8Array(300_000);
  for (let index = 0; index < noise.length; index += 65_536) {
    crypto.getRandomValues(noise.subarray(index, Math.min(index + 65_536, noise.length)));
  }
  await source.putBlob(new Blob([noise], { type: 'image/jpeg' }));
  open = (await createOpenExport(source, options)).blob;
  // The real work factor takes a second for each try; one test below uses it.
  sealed = await encrypt(open, PASSPHRASE, undefined, 12);
});

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

async function flipped(blob: Blob, at: (size: number) => number): Promise<Blob> {
  const bytes = await bytesOf(blob);
  const place = at(bytes.length);
  bytes[place] = (bytes[place] as number) ^ 1;
  return new Blob([bytes]);
}

/** Packs the open export anew with some of its files changed. */
async function repacked(edit: (files: Map<string, Blob>) => Promise<void> | void): Promise<Blob> {
  const files = new Map<string, Blob>();
  for (const entry of await new ZipReader(new BlobReader(open), { useWebWorkers: false }).getEntries()) {
    if (!entry.directory) files.set(entry.filename, await entry.getData(new BlobWriter()));
  }
  await edit(files);
  return zipOf([...files]);
}

async function zipOf(files: [string, Blob][]): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [name, blob] of files) await zip.add(name, new BlobReader(blob));
  return zip.close();
}

/** Restores into an empty profile; checks that a refusal changed nothing. */
async function restore(file: Blob, passphrase?: string): Promise<Ledger> {
  const { ledger } = await openTestLedger();
  const before = await stateOf(ledger);
  const device = await ledger.meta('device');
  try {
    const plan = await planRestore(ledger, await openBackup(file, passphrase));
    await applyRestore(ledger, plan);
  } catch (thrown) {
    expect(await stateOf(ledger)).toEqual(before);
    expect(await ledger.meta('device')).toBe(device);
    throw thrown;
  }
  return ledger;
}

const without = ({ meta: _meta, ...rest }: Awaited<ReturnType<typeof stateOf>>) => rest;

describe('open export', () => {
  it('restores to an equal ledger', async () => {
    const target = await restore(open);
    expect(without(await stateOf(target))).toEqual(without(await stateOf(source)));
  });

  it('explains itself in both languages and lists what it holds', async () => {
    const entries = await new ZipReader(new BlobReader(open), { useWebWorkers: false }).getEntries();
    const names = entries.map((entry) => entry.filename);
    expect(names.slice(0, 8)).toEqual([
      'README.txt',
      'records.jsonl',
      'changes.jsonl',
      'history.jsonl',
      'drafts.jsonl',
      'quarantine.jsonl',
      'meta.jsonl',
      'files.jsonl',
    ]);
    expect(names.at(-1)).toBe('manifest.json');
    const readme = entries[0];
    if (!readme || readme.directory) throw new Error('no README');
    const text = await (await readme.getData(new BlobWriter())).text();
    for (const name of names.filter((entry) => !entry.startsWith('files/'))) {
      if (name !== 'README.txt') expect(text.split(name).length, name).toBeGreaterThanOrEqual(3);
    }
    expect(text).toContain('age -d -o backup.zip');
  });

  it('is named after the branch and the day, and notes when it was made', async () => {
    const { ledger, time } = await openTestLedger();
    const file = await createOpenExport(ledger, options);
    expect(file.name).toBe('支部侧记_示例-党支部_2026-11-23.zip');
    expect(await ledger.meta('lastBackupAt')).toBe(time.now);
  });

  it('is not counted as a backup when it was stopped', async () => {
    const { ledger } = await openTestLedger();
    await fillLedger(ledger);
    const stop = new AbortController();
    const work = createOpenExport(ledger, {
      ...options,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect(await ledger.meta('lastBackupAt')).toBeUndefined();
  });
});

describe('encrypted backup', () => {
  it('restores to an equal ledger with its passphrase', async () => {
    const target = await restore(sealed, PASSPHRASE);
    expect(without(await stateOf(target))).toEqual(without(await stateOf(source)));
  });

  it('is a plain file of the public age format with one passphrase recipient', async () => {
    const head = await sealed.slice(0, 200).text();
    expect(head).toMatch(/^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} 12\n[A-Za-z0-9+/]{43}\n--- /);
    expect(await sealed.text()).not.toContain('示例');
  });

  it('takes the passphrase however its characters were composed', async () => {
    const blob = await encrypt(open, 'Ba\u0308ckerei 2026', undefined, 10);
    await expect(openBackup(blob, 'B\u00e4ckerei 2026')).resolves.toBeDefined();
  });

  it('is named as such, makes guessing cost work, and notes when it was made', async () => {
    const { ledger, time } = await openTestLedger();
    const { blob, name } = await createEncryptedBackup(ledger, PASSPHRASE, options);
    expect(name).toBe('支部侧记_示例-党支部_2026-11-23.sidebook.age');
    expect(await blob.slice(0, 80).text()).toMatch(/ 17\n/);
    expect(await ledger.meta('lastBackupAt')).toBe(time.now);
  }, 60_000);

  it('is told from an open one by its first bytes', async () => {
    expect(await kindOfBackup(open)).toBe('open');
    expect(await kindOfBackup(sealed)).toBe('encrypted');
  });
});

describe('bad files are refused with what happened, and nothing changes', () => {
  const cases: [string, () => Promise<Blob> | Blob, string | undefined, string][] = [
    ['a wrong passphrase', () => sealed, '示例口令 wrong horse', 'E501'],
    ['no passphrase', () => sealed, undefined, 'E501'],
    [
      'an encrypted backup cut short by some bytes',
      () => sealed.slice(0, sealed.size - 9),
      PASSPHRASE,
      'E502',
    ],
    [
      'an encrypted backup cut in the middle',
      () => sealed.slice(0, Math.floor(sealed.size / 2)),
      PASSPHRASE,
      'E502',
    ],
    [
      'an encrypted backup cut between two pieces',
      () => sealed.slice(0, HEAD + 2 * 65_552),
      PASSPHRASE,
      'E502',
    ],
    ['an encrypted backup cut in its head', () => sealed.slice(0, 60), PASSPHRASE, 'E502'],
    [
      'an encrypted backup with a flipped bit',
      () => flipped(sealed, (size) => Math.floor(size / 3)),
      PASSPHRASE,
      'E503',
    ],
    [
      'an encrypted backup with a flipped bit in its seal',
      () => flipped(sealed, () => 140),
      PASSPHRASE,
      'E503',
    ],
    ['an open export cut short', () => open.slice(0, open.size - 30), undefined, 'E502'],
    ['an open export cut in the middle', () => open.slice(0, Math.floor(open.size / 2)), undefined, 'E502'],
    ['an open export with a flipped bit in a table', () => flippedTable(), undefined, 'E503'],
    ['a text file', () => new Blob(['示例文字']), undefined, 'E504'],
    ['an empty file', () => new Blob([]), undefined, 'E504'],
    ['some other zip', () => zipOf([['a.txt', new Blob(['a'])]]), undefined, 'E504'],
    [
      'a zip whose manifest is not ours',
      () => zipOf([['manifest.json', new Blob(['{"name":"x"}'])]]),
      undefined,
      'E504',
    ],
    [
      'a backup of a newer version',
      () =>
        repacked(async (files) => {
          const text = await files.get('manifest.json')!.text();
          files.set('manifest.json', new Blob([text.replace('"format": 1', '"format": 7')]));
        }),
      undefined,
      'E505',
    ],
    [
      'a changed table',
      () =>
        repacked(async (files) => {
          const text = await files.get('records.jsonl')!.text();
          files.set('records.jsonl', new Blob([text.replace('示例甲', '示例申')]));
        }),
      undefined,
      'E503',
    ],
    ['a missing table', () => repacked((files) => void files.delete('changes.jsonl')), undefined, 'E503'],
    [
      'a zip that unpacks to far more than it is',
      () => repacked((files) => void files.set('files/bomb.bin', new Blob([new Uint8Array(80_000_000)]))),
      undefined,
      'E506',
    ],
    ['a file encrypted for a key', () => forKey(), PASSPHRASE, 'E508'],
  ];
  for (const name of ['../outside.txt', 'files/../../x', '/etc/x', 'C:\\x', 'a\\..\\b']) {
    cases.push([`the name ${name} in a zip`, () => renamed(name), undefined, 'E507']);
  }
  for (const [name, file, passphrase, code] of cases) {
    it(name, async () => {
      await expect(restore(await file(), passphrase)).rejects.toMatchObject({ name: 'Fault', code });
    });
  }
});

async function forKey(): Promise<Blob> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(await generateIdentity()));
  return new Blob([(await encrypter.encrypt('示例')) as Uint8Array<ArrayBuffer>]);
}

/** A zip with an entry under a name that a careful writer would not take: put in over one of equal length. */
async function renamed(name: string): Promise<Blob> {
  const stand = 'x'.repeat(name.length);
  const blob = await repacked((files) => void files.set(stand, new Blob(['x'])));
  const bytes = await bytesOf(blob);
  const text = Buffer.from(bytes).toString('latin1');
  return new Blob([Uint8Array.from(Buffer.from(text.replaceAll(stand, name), 'latin1'))]);
}

/** A bit flipped in the packed bytes of a table. */
async function flippedTable(): Promise<Blob> {
  const entries = await new ZipReader(new BlobReader(open), { useWebWorkers: false }).getEntries();
  const table = entries.find((entry) => entry.filename === 'changes.jsonl');
  if (!table) throw new Error('no table');
  return flipped(open, () => table.offset + 120);
}
