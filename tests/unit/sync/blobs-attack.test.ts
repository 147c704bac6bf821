import { describe, expect, it } from 'vitest';
import { MemoryCarrier } from '../../../lib/carrier';
import { create, heldBlob } from '../../../lib/ledger';
import { newFileKey, openPiece, piecesOf, sealPiece, takeWay, withWay } from '../../../lib/sync/blob-format';
import { takeWays } from '../../../lib/sync/blobs';
import { fetchBlob } from '../../../lib/sync/blobs-fetch';
import { sha256 } from '../../../lib/sync/bytes';
import { readContext } from '../../../lib/sync/context';
import type { WireLine } from '../../../lib/sync/shapes';
import { bytesOf } from '../support/blobs';
import { founder, letIn, meet } from '../support/shared';

const about = { space: 'a'.repeat(16), q: 'r', sha256: 'b'.repeat(64), size: 3000 };

describe('a piece that was changed', () => {
  it('is never opened: 10,000 changes of bytes, lengths, places and keys', async () => {
    const key = newFileKey();
    const plain = bytesOf(3000);
    const sealed = await sealPiece(key, about, 0, plain);
    expect(await openPiece(key, about, 0, sealed)).toEqual(plain);
    let state = 7;
    const random = (below: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) | 0;
      return (state >>> 8) % below;
    };
    const changed = (): Uint8Array<ArrayBuffer> => {
      const copy = sealed.slice();
      switch (random(4)) {
        case 0:
          return copy.slice(0, random(copy.length));
        case 1: {
          const longer = new Uint8Array(copy.length + 1 + random(2000));
          longer.set(copy);
          return longer;
        }
        case 2: {
          const at = random(copy.length);
          copy[at] = (copy[at] as number) ^ (1 << random(8));
          return copy;
        }
        default: {
          const from = random(copy.length - 64);
          copy.copyWithin(from, from + 1 + random(32), copy.length);
          // The tail now says what stood before it.
          copy[copy.length - 1] = (copy[copy.length - 1] as number) ^ 1;
          return copy;
        }
      }
    };
    let opened = 0;
    for (let lot = 0; lot < 100; lot += 1) {
      const all = await Promise.all(Array.from({ length: 100 }, () => openPiece(key, about, 0, changed())));
      opened += all.filter(Boolean).length;
    }
    expect(opened).toBe(0);
  });

  it('is not opened in another place: of another file, size, number, compartment or space', async () => {
    const key = newFileKey();
    const sealed = await sealPiece(key, about, 0, bytesOf(3000));
    for (const other of [
      { ...about, sha256: 'c'.repeat(64) },
      { ...about, size: 2999 },
      { ...about, q: 'o' },
      { ...about, space: 'c'.repeat(16) },
    ]) {
      expect(await openPiece(key, other, 0, sealed)).toBeUndefined();
    }
    expect(await openPiece(key, { ...about, size: 9 << 20 }, 1, sealed)).toBeUndefined();
    expect(await openPiece(newFileKey(), about, 0, sealed)).toBeUndefined();
  });
});

describe('a way in a reference', () => {
  const ref = { sha256: 'b'.repeat(64), size: 9 << 20, type: 'application/pdf' };
  const way = {
    key: newFileKey(),
    chunks: Array.from({ length: piecesOf(ref.size) }, (_, i) => `${i}`.repeat(24)),
  };

  it('comes out as it went in, and leaves the reference as records hold it', () => {
    expect(takeWay(withWay(ref, way) as never)).toEqual({ ref, way });
  });

  it('that cannot be right is passed over, and the record stays whole', () => {
    const line = (value: unknown): WireLine =>
      ({
        r: 'm1',
        t: 'meeting',
        h: '',
        by: '',
        b: {},
        sv: 1,
        c: '',
        l: '',
        f: { 'attachments/a': value },
      }) as never;
    const wired = withWay(ref, way) as { _blob: { k: string; c: string[] } };
    for (const bad of [
      { k: 'xyz', c: wired._blob.c },
      { k: wired._blob.k, c: wired._blob.c.slice(1) },
      { k: wired._blob.k, c: [] },
      { k: wired._blob.k, c: ['../../../../roster/0', 'a', 'b'] },
      'text',
      null,
    ]) {
      const { lines, blobs } = takeWays('r', [line({ ...wired, _blob: bad })]);
      expect(lines[0]!.f).toEqual({ 'attachments/a': ref });
      expect(blobs).toEqual([]);
    }
    expect(takeWays('r', [line({ ...wired, size: 1e12 })]).blobs).toEqual([]);
  });
});

describe('whoever keeps the place', () => {
  async function shared() {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    const refs = [];
    for (const size of [5 << 20, 9000]) {
      refs.push(await wei.ledger.putBlob(new Blob([bytesOf(size)], { type: 'application/pdf' })));
    }
    const attachments = Object.fromEntries(
      refs.map((ref, index) => [`a${index}`, { ...ref, name: `${index}.pdf`, role: 'file' as const }]),
    );
    await wei.ledger.commit(
      [create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', attachments }, 'm1')],
      { label: 'life.record' },
    );
    await meet(carrier, [wei, lin]);
    const context = await readContext(lin.ledger);
    const [first, second] = await Promise.all(
      refs.map(async ({ sha256: hash }) => (await context.store.blobs.of([hash]))[0]!),
    );
    const nameOf = (row: typeof first, index: number): string =>
      context.at.blob('r', row!.chunks[index] as string);
    const bytesAt = (name: string) => carrier.files().find((file) => file.name === name)!.bytes;
    return { carrier, lin, context, refs, first: first!, second: second!, nameOf, bytesAt };
  }

  it('swaps, cuts, replaces or takes pieces: nothing is taken, the record is untouched, and it comes when it is right again', async () => {
    const { carrier, lin, context, refs, first, second, nameOf, bytesAt } = await shared();
    const [a0, a1, b0] = [nameOf(first, 0), nameOf(first, 1), nameOf(second, 0)];
    const right = new Map([a0, a1, b0].map((name) => [name, bytesAt(name)]));
    // A piece is named by its hash, and reveals neither text nor name.
    for (const { name, bytes } of carrier.files().filter((file) => file.name.includes('/x/'))) {
      expect((await sha256(bytes as Uint8Array<ArrayBuffer>)).startsWith(name.slice(-24))).toBe(true);
      expect(Buffer.from(bytes).includes(Buffer.from(bytesOf(64, 1)))).toBe(false);
      expect(bytes.length % 1024).toBe(16);
    }
    const before = await lin.ledger.get('meeting', 'm1');
    const deeds: [string, () => void, string][] = [
      ['swapped', () => (carrier.tamper(a0, right.get(a1)), carrier.tamper(a1, right.get(a0))), 'damaged'],
      ['of another file', () => carrier.tamper(a0, right.get(b0)), 'damaged'],
      ['cut', () => carrier.tamper(a1, right.get(a1)!.slice(0, -1)), 'damaged'],
      ['longer', () => carrier.tamper(a1, new Uint8Array(6 << 20)), 'damaged'],
      ['empty', () => carrier.tamper(a1, new Uint8Array()), 'damaged'],
      ['gone', () => carrier.tamper(a1, undefined), 'absent'],
    ];
    for (const [what, deed, answer] of deeds) {
      deed();
      expect(await fetchBlob(context, carrier, refs[0]!.sha256), what).toBe(answer);
      expect(await heldBlob(lin.ledger, refs[0]!), what).toBeUndefined();
      expect(await lin.ledger.get('meeting', 'm1'), what).toEqual(before);
      for (const [name, bytes] of right) carrier.tamper(name, bytes);
    }
    expect(await fetchBlob(context, carrier, refs[0]!.sha256)).toBe('here');
  });
});

describe('a member who names a file wrongly', () => {
  it('spoils it for nobody: the way of another who has it is taken', async () => {
    const carrier = new MemoryCarrier();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    const ref = await wei.ledger.putBlob(new Blob([bytesOf(40_000)], { type: 'image/png' }));
    const pictures = { p: { ...ref, url: 'https://a.example/p.png', at: '2026-11-25T00:00:00.000Z' } };
    await wei.ledger.commit(
      [
        create(
          'clip',
          { title: '材料', url: 'https://a.example/', coverage: 'article', pictures } as never,
          'c1',
        ),
      ],
      { label: 'test' },
    );
    await meet(carrier, [wei, lin]);
    const context = await readContext(lin.ledger);
    const [row] = await context.store.blobs.of([ref.sha256]);
    await lin.ledger.db.blobs.put({ ...row!, id: `r ${ref.sha256} 0`, key: newFileKey() });
    await lin.ledger.db.blobs.put({ ...row!, id: `r ${ref.sha256} 1`, chunks: ['0'.repeat(24)] });
    expect(await fetchBlob(context, carrier, ref.sha256)).toBe('here');
  });
});
