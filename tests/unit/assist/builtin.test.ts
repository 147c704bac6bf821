import { afterEach, describe, expect, it, vi } from 'vitest';
import { builtinEngine, builtinState } from '../../../lib/assist/builtin';

interface Fake {
  /** Readiness by language of what goes in. */
  ready: Record<string, string>;
  download?: number[];
  pieces?: string[];
  /** Thrown instead of the piece at this place, or when the model is opened (-1). */
  failAt?: number;
  error?: Error;
}

const calls: unknown[] = [];

function stub(name: 'LanguageModel' | 'Summarizer', fake: Fake) {
  const stream = () =>
    new ReadableStream<string>({
      async start(controller) {
        for (const [at, piece] of (fake.pieces ?? []).entries()) {
          if (fake.failAt === at) return controller.error(fake.error);
          controller.enqueue(piece);
          await new Promise((done) => setTimeout(done, 2));
        }
        controller.close();
      },
    });
  const languageOf = (needs: {
    expectedInputs?: { languages: string[] }[];
    expectedInputLanguages?: string[];
  }) => needs.expectedInputs?.[0]?.languages[0] ?? needs.expectedInputLanguages?.[0] ?? '';
  vi.stubGlobal(name, {
    availability: async (needs: object) => {
      calls.push(['availability', needs]);
      return fake.ready[languageOf(needs)] ?? 'unavailable';
    },
    create: async (options: { monitor: (monitor: object) => void } & object) => {
      calls.push(['create', options]);
      if (fake.failAt === -1) throw fake.error;
      options.monitor({
        addEventListener: (_: string, listener: (event: { loaded: number }) => void) =>
          fake.download?.forEach((loaded) => listener({ loaded })),
      });
      return { promptStreaming: stream, summarizeStreaming: stream, destroy: () => calls.push(['destroy']) };
    },
  });
}

afterEach(() => {
  vi.unstubAllGlobals();
  calls.length = 0;
});

async function ask(kind: 'model' | 'summarizer' = 'model', signal = new AbortController().signal) {
  const engine = builtinEngine(kind);
  const seen: string[] = [];
  const shares: number[] = [];
  const run = engine.run(engine.prepare({ system: '规则', user: '材料' }), {
    signal,
    onText: (text) => seen.push(text),
    onDownload: (share) => shares.push(share),
  });
  return run.then(
    (answer) => ({ answer, seen, shares, fault: undefined as { code?: string; name?: string } | undefined }),
    (fault: { code?: string; name?: string }) => ({ answer: undefined, seen, shares, fault }),
  );
}

describe("the browser's own model", () => {
  it('is not there: the reason is told apart', async () => {
    expect(await builtinState()).toEqual({
      model: 'unavailable',
      summarizer: 'unavailable',
      lack: 'browser',
    });
    stub('LanguageModel', { ready: {} });
    expect(await builtinState()).toMatchObject({ model: 'unavailable', lack: 'device' });
    stub('LanguageModel', { ready: { en: 'available' } });
    expect(await builtinState()).toMatchObject({ model: 'unavailable', lack: 'language' });
  });

  it('is asked with the same needs with which it is opened', async () => {
    stub('LanguageModel', { ready: { zh: 'available' }, pieces: ['好。'] });
    expect(await builtinState()).toMatchObject({ model: 'available' });
    expect(await ask()).toMatchObject({ answer: '好。' });
    const [asked, opened] = ['availability', 'create'].map(
      (name) => calls.find((call) => (call as unknown[])[0] === name) as [string, Record<string, unknown>],
    );
    for (const part of ['expectedInputs', 'expectedOutputs']) {
      expect(opened?.[1][part]).toEqual(asked?.[1][part]);
    }
    expect(calls.at(-1)).toEqual(['destroy']);
  });

  it('shows its download, then answers piece by piece', async () => {
    stub('LanguageModel', {
      ready: { zh: 'downloadable' },
      download: [0, 0.4, 1],
      pieces: ['先学', '后议。'],
    });
    expect(await ask()).toMatchObject({
      answer: '先学后议。',
      seen: ['先学', '先学后议。'],
      shares: [0, 0.4, 1],
    });
  });

  it('fails in the middle: what came before was shown', async () => {
    stub('LanguageModel', {
      ready: { zh: 'available' },
      pieces: ['前半', '后半'],
      failAt: 1,
      error: new Error('crashed'),
    });
    expect(await ask()).toMatchObject({ seen: ['前半'], fault: { code: 'E374' } });
  });

  it.each([
    ['E375', { en: 'available' }, new DOMException('language', 'NotSupportedError')],
    ['E373', {}, new Error('disabled by policy')],
  ])('refuses to open (%s)', async (code, ready, error) => {
    stub('LanguageModel', { ready: ready as Record<string, string>, failAt: -1, error });
    expect((await ask()).fault?.code).toBe(code);
  });

  it('stops when it is cancelled', async () => {
    stub('LanguageModel', { ready: { zh: 'available' }, pieces: Array.from({ length: 400 }, () => '字') });
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('stop', 'AbortError')), 10);
    const { fault, seen } = await ask('model', controller.signal);
    expect(fault?.name).toBe('AbortError');
    expect(seen.length).toBeLessThan(400);
    expect(calls.at(-1)).toEqual(['destroy']);
  });

  it('that only summarises is used as such', async () => {
    stub('Summarizer', { ready: { zh: 'available' }, pieces: ['要点一。'] });
    expect(await builtinState()).toMatchObject({ model: 'unavailable', summarizer: 'available' });
    expect(await ask('summarizer')).toMatchObject({ answer: '要点一。' });
  });

  it('stays on this computer, and says so', () => {
    const outgoing = builtinEngine('model').prepare({ system: '规则', user: '材料' });
    expect(outgoing.host).toBeUndefined();
    expect(JSON.parse(outgoing.body)).toEqual({ system: '规则', prompt: '材料' });
    expect(() => builtinEngine('model').prepare({ system: '', user: '字'.repeat(13_000) })).toThrow(/E376/);
  });
});
