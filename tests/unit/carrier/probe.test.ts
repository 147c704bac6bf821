import { describe, expect, test } from 'vitest';
import { MemoryCarrier, type Remote, type Trial, trialLines, tryOut, verified } from '../../../lib/carrier';
import { WebDavCarrier } from '../../../lib/carrier';
import { answer, fakeServer } from './support/fake-server';

const noWait = (): Promise<void> => Promise.resolve();
const about = (trial: Trial): string[] => trialLines(trial).map((line) => line.about);

describe('trying a place out', () => {
  test('a good place', async () => {
    const trial = await tryOut(new MemoryCarrier(), { id: 'x1' });
    expect(trial).toMatchObject({ createOnly: true, readsBack: true, lists: true, marks: true, weak: false });
    expect(about(trial)).toEqual(['readsBack', 'lists', 'createOnly', 'marks', 'notTried']);
    for (const { text } of trialLines(trial)) expect(text).not.toMatch(/carrier\.|[{}]/);
  });

  test('a place that overwrites is weak', async () => {
    const trial = await tryOut(new MemoryCarrier({ createOnly: false, marks: false }), { id: 'x1' });
    expect(trial).toMatchObject({ createOnly: false, readsBack: true, marks: false, weak: true });
    expect(about(trial)).toEqual(expect.arrayContaining(['overwrites', 'noMarks', 'weak']));
  });

  test('a place that says “exists” and overwrites all the same is found out', async () => {
    const memory = new MemoryCarrier({ createOnly: false });
    const liar = Object.assign(Object.create(memory), {
      get: memory.get.bind(memory),
      list: memory.list.bind(memory),
      put: async (...args: Parameters<MemoryCarrier['put']>) => {
        const there = (await memory.get(args[0])) !== undefined;
        await memory.put(...args);
        return there && args[2]?.create ? 'exists' : 'stored';
      },
    });
    expect(await tryOut(liar, { id: 'x1' })).toMatchObject({ createOnly: false, weak: true });
  });

  test('a place whose listings and answers are late is weak', async () => {
    const late = new MemoryCarrier({ before: ({ verb }) => ({ stale: verb === 'list' ? 1 : 0 }) });
    expect(await tryOut(late, { id: 'x1' })).toMatchObject({ lists: false, readsBack: true, weak: true });
    const old = new MemoryCarrier({ before: ({ verb, nth }) => ({ old: verb === 'get' && nth > 4 }) });
    const trial = await tryOut(old, { id: 'x1' });
    expect(trial).toMatchObject({ readsBack: false, weak: true });
    expect(trialLines(trial)[0]).toMatchObject({ about: 'readsOther', tone: 'bad' });
  });

  test('a refusal is an answer, an abort is thrown', async () => {
    const { wire } = fakeServer(() => answer(401, '', { date: 'Thu, 26 Nov 2026 08:20:00 GMT' }));
    const place = new WebDavCarrier({ address: 'https://f.example/', user: 'a', password: 'b' }, wire);
    const trial = await tryOut(place, { id: 'x1' });
    expect(trial).toMatchObject({ refused: { code: 'E860' }, weak: true, requests: 1 });
    expect(about(trial)).toEqual(['clockSlow']);
    expect(trialLines(trial)[0]?.text).toContain('20');
    await expect(tryOut(place, { id: 'x1', signal: AbortSignal.abort(new Error('closed')) })).rejects.toThrow(
      'closed',
    );
  });

  test('an account that may not delete is what is wanted', async () => {
    const memory = new MemoryCarrier();
    const remote = Object.assign(memory, {
      kind: 'webdav',
      offset: -3_600_000,
      asked: 0,
      look: async () => undefined,
      erase: async () => 'refused',
    }) as unknown as Remote;
    const trial = await tryOut(remote, { id: 'x1' });
    expect(about(trial)).toEqual(expect.arrayContaining(['keeps', 'clockFast']));
  });
});

describe('reading back what was put', () => {
  test('a file that was cut off without a word is put again', async () => {
    const memory = new MemoryCarrier();
    let puts = 0;
    const forgetful = {
      get: memory.get.bind(memory),
      list: memory.list.bind(memory),
      put: (name: string, bytes: Uint8Array) => {
        puts += 1;
        return memory.put(name, puts === 1 ? bytes.slice(0, 2) : bytes);
      },
    };
    expect(await verified(forgetful, noWait).put('a', new Uint8Array(9))).toBe('stored');
    expect(await memory.get('a')).toMatchObject({ bytes: { length: 9 } });
    expect(puts).toBe(2);
  });

  test('a file that never comes back whole is a fault with its name', async () => {
    const memory = new MemoryCarrier();
    const broken = {
      get: memory.get.bind(memory),
      list: memory.list.bind(memory),
      put: (name: string, bytes: Uint8Array) => memory.put(name, bytes.slice(1)),
    };
    await expect(verified(broken, noWait).put('v1/a', new Uint8Array(9))).rejects.toMatchObject({
      code: 'E874',
      params: { name: 'v1/a' },
    });
  });

  test('a file that shows late is waited for, and one that exists is left to the caller', async () => {
    let gets = 0;
    const late = new MemoryCarrier({
      before: ({ verb }) => {
        if (verb !== 'get') return undefined;
        gets += 1;
        return { stale: gets < 3 ? 1 : 0 };
      },
    });
    const place = verified(late, noWait);
    expect(await place.put('a', new Uint8Array(1), { create: true })).toBe('stored');
    expect(gets).toBe(3);
    expect(await place.put('a', new Uint8Array(2), { create: true })).toBe('exists');
    expect(gets).toBe(3);
  });
});
