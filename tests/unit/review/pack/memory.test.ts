import { expect, it, vi } from 'vitest';
import { answerItem, itemRecordId, refOf } from '../../../../lib/governance';
import { change, type Ledger } from '../../../../lib/ledger';
import type { ZipTarget } from '../../../../lib/exchange/backup/zip';
import { writeReviewPack } from '../../../../lib/review/pack';
import { openTestLedger } from '../../support/ledger';

const company = { companyId: 'co', name: '示例出行' };
const FILES = 40;
const MIB = 1024 * 1024;

/** Bytes that were given out and not written yet. */
const held = { now: 0, most: 0, written: 0, removed: 0, failAt: Number.POSITIVE_INFINITY };

vi.mock('../../../../lib/exchange/backup/temporary', () => ({
  openTemporary: () =>
    Promise.resolve({
      writable: new WritableStream<Uint8Array>({
        write: async (chunk) => {
          // A disk that is slower than the source.
          await Promise.resolve();
          if (held.written > held.failAt)
            throw Object.assign(new Error('full'), { name: 'QuotaExceededError' });
          held.written += chunk.byteLength;
          held.now -= chunk.byteLength;
        },
      }),
      blob: () => Promise.resolve(new Blob(['zip'])),
      remove: () => {
        held.removed += 1;
        return Promise.resolve();
      },
    } satisfies ZipTarget & { remove: () => Promise<void> }),
}));

/** A file of one MiB whose bytes come when they are asked for, and are counted. */
function counted(type: string): Blob {
  const piece = new Uint8Array(64 * 1024);
  let left = MIB / piece.length;
  const stream = () =>
    new ReadableStream<Uint8Array>({
      pull: (controller) => {
        held.now += piece.length;
        held.most = Math.max(held.most, held.now);
        controller.enqueue(piece);
        left -= 1;
        if (!left) controller.close();
      },
    });
  return { size: MIB, type, stream } as unknown as Blob;
}

async function filled(): Promise<Ledger> {
  const { ledger } = await openTestLedger({ me: 'fan' });
  const ref = refOf(company, 'B1', '2026');
  await answerItem(ledger, ref, undefined, { design: 'met', effect: 'met' });
  const evidence = Object.fromEntries(
    Array.from({ length: FILES }, (_, index) => {
      const sha256 = index.toString(16).padStart(64, '0');
      const file = {
        sha256,
        size: MIB,
        type: 'image/jpeg',
        name: `照片 ${index}.jpg`,
        role: 'file' as const,
      };
      return [`f${index}`, { file, addedOn: '2026-11-20' }];
    }),
  );
  const item = (await ledger.get('governanceItem', itemRecordId(ref)))!;
  await ledger.commit([change(item, { evidence })], { label: 'test' });
  ledger.getBlob = ({ type }) => Promise.resolve(counted(type));
  Object.assign(held, { now: 0, most: 0, written: 0, removed: 0, failAt: Number.POSITIVE_INFINITY });
  return ledger;
}

const query = {
  company,
  year: '2026',
  reduced: false,
  withFiles: true,
  verifier: () => Promise.resolve('<!doctype html>'),
};

it('never holds more than a few pieces of its files, however many there are', async () => {
  const words: string[] = [];
  const pack = await writeReviewPack(await filled(), {
    ...query,
    onProgress: ({ files, ofFiles, done, total }) => words.push(`${files}/${ofFiles} ${done}/${total}`),
  });
  expect(pack.left).toBe(0);
  expect(held.written).toBeGreaterThan(FILES * MIB);
  expect(held.most).toBeLessThan(4 * MIB);
  expect(words.at(-1)).toBe(`${FILES}/${FILES} ${FILES * MIB}/${FILES * MIB + 1}`);
});

it('says that there is no room before it begins, and leaves nothing when the room runs out', async () => {
  const ledger = await filled();
  vi.stubGlobal('navigator', {
    storage: { estimate: () => Promise.resolve({ quota: 100 * MIB, usage: 0 }) },
  });
  await expect(writeReviewPack(ledger, query)).rejects.toMatchObject({
    code: 'E450',
    params: { need: FILES + 64, free: 100 },
  });
  expect([held.written, held.removed]).toEqual([0, 0]);
  vi.unstubAllGlobals();
  held.failAt = 3 * MIB;
  await expect(writeReviewPack(ledger, query)).rejects.toMatchObject({ code: 'E451' });
  expect(held.removed).toBe(1);
});

it('ends at once when it is cancelled between two pieces, and takes its file away', async () => {
  const ledger = await filled();
  const control = new AbortController();
  const making = writeReviewPack(ledger, {
    ...query,
    signal: control.signal,
    onProgress: ({ files }) => files === 5 && control.abort(),
  });
  await expect(making).rejects.toMatchObject({ name: 'AbortError' });
  expect(held.written).toBeLessThan(8 * MIB);
  expect(held.removed).toBe(1);
});
