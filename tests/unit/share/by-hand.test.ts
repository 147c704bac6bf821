import { beforeEach, describe, expect, it, vi } from 'vitest';
import { create, SyncStore } from '../../../lib/ledger';
import { fakeBrowser } from '../support/browser';
import { openTestLedger } from '../support/ledger';
import type { Profile } from '../support/shared';

const fake = fakeBrowser();
vi.mock('wxt/browser', () => ({ browser: fake.api }));
const { writeBundle } = await import('../../../lib/carrier');
const { exportFile, importFile } = await import('../../../lib/share/by-hand');
const { standing } = await import('../../../lib/sync');
const { founder, heldBy, known, letIn } = await import('../support/shared');

const meeting = (id: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: '一号' }, id);

let wei: Awaited<ReturnType<typeof founder>>;
let lin: Profile;
beforeEach(async () => {
  wei = await founder('wei');
  lin = await letIn(wei, 'lin', 'deputy');
});
const write = ({ ledger }: Profile, id: string) => ledger.commit([meeting(id)], { label: 'test' });
const file = async ({ ledger }: Profile): Promise<Blob> => (await exportFile(ledger)).blob;

describe('files that go by hand', () => {
  it('bring two people to the same records in any order, with any file twice, and show no broken chain', async () => {
    await write(wei, 'm1');
    const first = await file(wei);
    await write(wei, 'm2');
    const second = await file(wei);
    await write(wei, 'm3');
    const third = await file(wei);
    for (const blob of [third, first, second, third, first]) await importFile(lin.ledger, blob);
    expect(await lin.ledger.count('meeting')).toBe(3);
    await write(lin, 'm4');
    await importFile(wei.ledger, await file(lin));
    expect(await known(wei.ledger)).toEqual(await known(lin.ledger));
    for (const { ledger } of [wei, lin]) {
      expect(await heldBy(ledger)).toEqual([]);
      expect((await standing(ledger))!.events).toEqual([]);
    }
  });

  it('hold what was not seen to arrive, so that a lost file costs nothing, and no more than that', async () => {
    await write(wei, 'm1');
    expect((await exportFile(wei.ledger)).segments).toBe(1);
    await write(wei, 'm2');
    const both = await exportFile(wei.ledger);
    expect(both.segments).toBe(2);
    await importFile(lin.ledger, both.blob);
    await importFile(wei.ledger, await file(lin));
    await write(wei, 'm3');
    expect((await exportFile(wei.ledger)).segments).toBe(1);
    expect((await exportFile(wei.ledger, { all: true })).segments).toBe(3);
  });

  it('count as nothing sent, and say up to which commit they reach', async () => {
    await write(wei, 'm1');
    await exportFile(wei.ledger);
    const store = new SyncStore(wei.ledger);
    const share = (await store.share())!;
    expect(share).toMatchObject({ confirmed: 0, handedAt: wei.time.now });
    expect(await store.ownAfter(share.handed ?? 0)).toBe(0);
    expect(await store.outbox('confirmed')).toEqual([]);
    await write(wei, 'm2');
    expect(await store.ownAfter(share.handed ?? 0)).toBe(1);
  });

  it('tell of the place nothing: what is there is still sent, and nobody believes to see an old head', async () => {
    const { MemoryCarrier } = await import('../../../lib/carrier');
    const { meet } = await import('../support/shared');
    const carrier = new MemoryCarrier();
    await write(wei, 'm1');
    await meet(carrier, [wei, lin]);
    await write(wei, 'm2');
    await importFile(lin.ledger, await file(wei));
    // The place still shows the head from before the file.
    await meet(carrier, [lin], 1);
    expect((await standing(lin.ledger))!.events).toEqual([]);
    await meet(carrier, [wei, lin]);
    expect((await standing(lin.ledger))!.events).toEqual([]);
    expect(await known(wei.ledger)).toEqual(await known(lin.ledger));
    expect((await new SyncStore(wei.ledger).share())!.confirmed).toBeGreaterThan(1);
  });

  it('are refused with words: E877 no such file, E896 of another branch, E881 outside', async () => {
    await expect(importFile(lin.ledger, new Blob(['x']))).rejects.toMatchObject({ code: 'E877' });
    const other = await founder('gao');
    await expect(importFile(lin.ledger, await file(other))).rejects.toMatchObject({ code: 'E896' });
    const { ledger } = await openTestLedger();
    await expect(importFile(ledger, await file(wei))).rejects.toMatchObject({ code: 'E881' });
    await expect(exportFile(lin.ledger)).rejects.toMatchObject({ code: 'E881' });
    expect(await lin.ledger.count('meeting')).toBe(0);
  });

  it('are taken as far as they are whole', async () => {
    await write(wei, 'm1');
    const bytes = new Uint8Array(await (await file(wei)).arrayBuffer());
    const cut = await importFile(lin.ledger, new Blob([bytes.slice(0, bytes.length - 200)]));
    expect(cut.leftOut).toBe(1);
    expect((await importFile(lin.ledger, new Blob([bytes]))).segments + cut.segments).toBe(1);
    expect(
      await importFile(lin.ledger, await writeBundle([{ name: `v1/b/${wei.address.space}/h/x`, bytes }])),
    ).toEqual({
      segments: 0,
      blobs: 0,
      held: 0,
      leftOut: 0,
    });
  });
});
