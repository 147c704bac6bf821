import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { create, type Ledger, noteEvents, putPlaceRow, SyncStore } from '../../../lib/ledger';
import { fakeBrowser } from '../support/browser';
import { openTestLedger } from '../support/ledger';

const fake = fakeBrowser();
vi.mock('wxt/browser', () => ({ browser: fake.api }));
const { follow, keepPlace, shareLine } = await import('../../../lib/share');
const { SEND_AFTER } = await import('../../../lib/share/follow');
const { setClockRight } = await import('../../../lib/share/run');
const { foundSpace } = await import('../../../lib/sync');

const meeting = (id: string) =>
  create('meeting', { types: { themeDay: true }, startsAt: '2026-11-25T15:00', place: '一号' }, id);
const PLACE = { sort: 'webdav', address: 'https://pan.example.com/dav/' } as const;

let ledger: Ledger;
let time: { now: number };
beforeEach(async () => {
  ({ ledger, time } = await openTestLedger());
});

describe('an open window', () => {
  let runs = 0;
  let online: () => void = () => undefined;
  let waiting: { work: () => void; milliseconds: number } | undefined;
  let stop: () => void = () => undefined;
  beforeEach(() => {
    runs = 0;
    waiting = undefined;
    stop = follow(ledger, {
      run: async () => {
        runs += 1;
        throw new Error('offline');
      },
      onOnline: (listener) => {
        online = listener;
        return () => undefined;
      },
      later: (work, milliseconds) => {
        waiting = { work, milliseconds };
        return () => (waiting = undefined);
      },
    });
  });
  afterEach(() => stop());

  it('exchanges once a place is there, when the network comes back, and 30 s after the last edit', async () => {
    await foundSpace(ledger, 'wei');
    expect(runs).toBe(0);
    await keepPlace(ledger, PLACE, { user: 'u', password: 'p' });
    await vi.waitFor(() => expect(runs).toBe(1));
    online();
    expect(runs).toBe(2);
    await ledger.commit([meeting('m1')], { label: 'test' });
    await vi.waitFor(() => expect(waiting?.milliseconds).toBe(SEND_AFTER));
    const first = waiting;
    await ledger.commit([meeting('m2')], { label: 'test' });
    await vi.waitFor(() => expect(waiting).not.toBe(first));
    expect(runs).toBe(2);
    waiting?.work();
    expect(runs).toBe(3);
    expect(waiting).toBeUndefined();
  });
});

describe('the one line', () => {
  const line = () => shareLine(ledger);
  const ran = (row: object) => putPlaceRow(ledger, { id: 'run', at: time.now, ...row });

  it('says 已同步 only when the head that names everything stands, and nothing is wrong', async () => {
    expect(await line()).toBeUndefined();
    await foundSpace(ledger, 'wei');
    expect(await line()).toMatchObject({ state: 'attention', why: 'noPlace' });
    await keepPlace(ledger, PLACE, { user: 'u', password: 'p' });
    expect(await line()).toEqual({ state: 'waiting', count: 0, code: undefined });
    await ledger.commit([meeting('m1')], { label: 'test' });
    expect(await line()).toEqual({ state: 'waiting', count: 1, code: undefined });
    const store = new SyncStore(ledger);
    // The segments are there, the head is not.
    await ran({ doneAt: time.now });
    expect(await line()).toMatchObject({ state: 'waiting', count: 1 });
    await store.confirm({ n: 1, ro: 'r', at: time.now, sealed: 1, names: [] });
    expect(await line()).toEqual({ state: 'sent', at: time.now });
    await ran({ doneAt: time.now, fault: { code: 'E866', params: { site: 'x' } } });
    expect(await line()).toEqual({ state: 'waiting', count: 0, code: 'E866' });
    await ran({ doneAt: time.now, fault: { code: 'E860', params: { site: 'x' } } });
    expect(await line()).toMatchObject({ state: 'attention', why: 'fault', code: 'E860' });
    await ran({ doneAt: time.now, offset: 6 * 60_000 });
    expect(await line()).toMatchObject({ state: 'attention', why: 'clock' });
    await ran({ doneAt: time.now, offset: -4 * 60_000 });
    expect(await line()).toMatchObject({ state: 'sent' });
  });

  it('counts for files that go by hand what is in none of them', async () => {
    const { exportFile } = await import('../../../lib/share');
    await foundSpace(ledger, 'wei');
    await keepPlace(ledger, { sort: 'file' });
    await ledger.commit([meeting('m1')], { label: 'test' });
    expect(await line()).toEqual({ state: 'byHand', count: 1, at: undefined });
    await exportFile(ledger);
    expect(await line()).toEqual({ state: 'byHand', count: 0, at: time.now });
  });

  it('asks for a person when a chain shows what should not be, until it was taken note of', async () => {
    await foundSpace(ledger, 'wei');
    await keepPlace(ledger, PLACE, { user: 'u', password: 'p' });
    const store = new SyncStore(ledger);
    const event = { what: 'fork' as const, q: 'r', s: 3, at: time.now };
    await store.putPeer({ d: 'lin-abcdefgh', upTo: {}, gaps: {}, events: [event] });
    expect(await line()).toMatchObject({ state: 'attention', why: 'chain' });
    await noteEvents(ledger, 'lin-abcdefgh');
    expect(await line()).toMatchObject({ state: 'waiting' });
  });
});

describe('stamps under a wrong clock', () => {
  const HOUR = 3_600_000;
  const stampTime = async (id: string): Promise<number> => {
    await ledger.commit([meeting(id)], { label: 'test' });
    return Number.parseInt((await ledger.get('meeting', id))!.h.slice(0, 9), 36);
  };

  it('are put right by the time of the server when it differs by more than five minutes', async () => {
    setClockRight(ledger, 3 * HOUR);
    expect(await stampTime('m1')).toBe(time.now + 3 * HOUR);
    expect(ledger.clock.wall()).toBe(time.now);
    // Right again: stamps go on from where they were, and never back.
    setClockRight(ledger, 2_000);
    expect(await stampTime('m2')).toBe(time.now + 3 * HOUR);
    time.now += 4 * HOUR;
    expect(await stampTime('m3')).toBe(time.now);
  });

  it.each([4 * 60_000, -4 * 60_000, 401 * 24 * HOUR, undefined])(
    'are left alone for %s ms',
    async (offset) => {
      setClockRight(ledger, offset);
      expect(await stampTime('m1')).toBe(time.now);
    },
  );
});

it('the report of a fault holds no name, no address and no key of sharing', async () => {
  const { shareDiagnostics } = await import('../../../lib/share/diagnostics');
  expect(await shareDiagnostics(ledger)).toEqual(['share none']);
  const { space } = await foundSpace(ledger, 'zhouming');
  await keepPlace(ledger, PLACE, { user: 'zhou.ming', password: 'Geheim-1' });
  const fault = { code: 'E860', params: { site: 'pan.example.com' } };
  await putPlaceRow(ledger, { id: 'run', at: time.now, fault });
  const event = { what: 'fork' as const, q: 'r', s: 3, at: time.now };
  await new SyncStore(ledger).putPeer({ d: 'linxiao-abcdefgh', upTo: {}, gaps: {}, events: [event] });
  const text = (await shareDiagnostics(ledger)).join('\n');
  for (const secret of [
    space,
    'zhou',
    'ming',
    'pan.example',
    'Geheim',
    'linxiao',
    'abcdefgh',
    ledger.clock.device,
  ]) {
    expect(text).not.toContain(secret);
  }
  expect(text).toMatch(/role=secretary/);
  expect(text).toMatch(/fault=E860/);
  expect(text).toMatch(/event fork device=[0-9a-f]{8} r 3/);
});
