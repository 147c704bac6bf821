import { describe, expect, test } from 'vitest';
import { WebDavCarrier } from '../../../lib/carrier';
import { asFault, type Fault } from '../../../lib/records/fault';
import { t, tDynamic } from '../../../lib/i18n';
import { answer, fakeServer, type Reply } from './support/fake-server';

const PASSWORD = 'tiger-lily-42';

const place = (reply: Reply, change: Parameters<typeof fakeServer>[1] = {}) => {
  const server = fakeServer(reply, change);
  const settings = { address: 'https://files.example.com/dav/', user: 'alice', password: PASSWORD };
  return { ...server, place: new WebDavCarrier(settings, server.wire) };
};

const faultOf = async (call: Promise<unknown>): Promise<Fault> =>
  asFault(
    await call.then(
      (value) => new Error(`no refusal: ${JSON.stringify(value)}`),
      (thrown: unknown) => thrown,
    ),
  );

const bytes = new Uint8Array([1, 2, 3]);

describe('what a server refuses is said in words with one thing to do', () => {
  test.each([
    [401, 'E860'],
    [403, 'E860'],
    [507, 'E861'],
    [413, 'E863'],
    [405, 'E864'],
    [501, 'E864'],
    [301, 'E871'],
  ])('%i becomes %s, and nothing is tried again', async (status, code) => {
    const { place: one, asked } = place(() => answer(status));
    const fault = await faultOf(one.put('v1/a', bytes));
    expect(fault).toMatchObject({ code, transient: false });
    expect(asked).toHaveLength(1);
    expect(tDynamic(`fault.${code}`, fault.params)).toContain('files.example.com');
    expect(tDynamic(`fault.${code}`, fault.params)).not.toMatch(/[{}]/);
    expect(t(`fault.${code}.do` as 'fault.E860.do').length).toBeGreaterThan(10);
  });

  test.each([423, 429, 500, 502, 503, 504])(
    '%i is tried four times, ever later, then given up',
    async (status) => {
      const { place: one, asked, waits } = place(() => answer(status));
      expect(await faultOf(one.put('v1/a', bytes))).toMatchObject({ code: 'E862', transient: true });
      expect(asked).toHaveLength(4);
      expect(waits).toEqual([400, 800, 1600]);
    },
  );

  test('a server that is busy once is not noticed, and gets the same bytes again', async () => {
    const { place: one, asked } = place((_, nth) => answer(nth === 1 ? 503 : 201));
    expect(await one.put('v1/a', new TextEncoder().encode('segment'), { create: true })).toBe('stored');
    expect(asked.map(({ body }) => body)).toEqual(['segment', 'segment']);
    expect(asked.map(({ headers }) => headers.get('if-none-match'))).toEqual(['*', '*']);
  });

  test('a wait that the server asks for is kept, a long one is not waited for', async () => {
    const short = place((_, nth) => (nth === 1 ? answer(429, '', { 'retry-after': '3' }) : answer(201)));
    expect(await short.place.put('v1/a', bytes)).toBe('stored');
    expect(short.waits).toEqual([3_000]);
    const long = place(() => answer(429, '', { 'retry-after': '600' }));
    expect(await faultOf(long.place.put('v1/a', bytes))).toMatchObject({ code: 'E862' });
    expect(long.asked).toHaveLength(1);
  });

  test('waiting ends when it is cancelled', async () => {
    const control = new AbortController();
    const { place: one, asked } = place(() => answer(503), {
      sleep: (_, signal) => {
        control.abort(new Error('closed'));
        return Promise.reject(signal?.reason);
      },
    });
    await expect(one.put('v1/a', bytes, { signal: control.signal })).rejects.toThrow('closed');
    expect(asked).toHaveLength(1);
  });

  test('a line that broke is tried once more, then nothing answers', async () => {
    const down = place(() => new TypeError('Failed to fetch'));
    expect(await faultOf(down.place.get('v1/a'))).toMatchObject({ code: 'E866', transient: true });
    expect(down.asked).toHaveLength(2);
    const once = place((_, nth) => (nth === 1 ? new TypeError('network changed') : answer(200, 'x')));
    expect(await once.place.get('v1/a')).toMatchObject({ bytes: { length: 1 } });
  });

  test('without leave of the browser nothing goes out', async () => {
    const { place: one, asked } = place(() => answer(200), { mayReach: () => Promise.resolve(false) });
    expect(await faultOf(one.list('v1'))).toMatchObject({ code: 'E865' });
    expect(asked).toHaveLength(0);
  });

  test('a leave that was withdrawn meanwhile is told apart from a missing network', async () => {
    let allowed = true;
    const { place: one } = place(
      (_, nth) => {
        if (nth === 1) return answer(200, 'x');
        allowed = false;
        return new TypeError('Failed to fetch');
      },
      { mayReach: () => Promise.resolve(allowed) },
    );
    await one.get('v1/a');
    expect(await faultOf(one.get('v1/a'))).toMatchObject({ code: 'E865' });
  });

  test('the browser is asked for its leave once for many requests side by side', async () => {
    let asked = 0;
    const { place: one } = place(() => answer(200, 'x'), {
      mayReach: () => {
        asked += 1;
        return Promise.resolve(true);
      },
    });
    await one.get('v1/a');
    await Promise.all(Array.from({ length: 20 }, (_, at) => one.get(`v1/b${at}`)));
    expect(asked).toBe(1);
  });

  test('an answer larger than anything of ours is not read', async () => {
    const said = place(() => answer(200, 'x', { 'content-length': String(17 * 1024 * 1024) }));
    expect(await faultOf(said.place.get('v1/a'))).toMatchObject({ code: 'E870' });
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    const unsaid = place(() => new Response(endless));
    expect(await faultOf(unsaid.place.get('v1/a'))).toMatchObject({ code: 'E870' });
    expect(sent).toBeLessThan(24);
  });

  test('a long text of a refusal is not read to its end', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(16 * 1024));
      },
    });
    const { place: one } = place(() => new Response(endless, { status: 403 }));
    expect(await faultOf(one.get('v1/a'))).toMatchObject({ code: 'E860' });
    expect(sent).toBeLessThan(12);
  });

  test('a redirect that the browser hides is refused too', async () => {
    const hidden = Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
    const { place: one, asked } = place(() => hidden);
    expect(await faultOf(one.put('v1/a', bytes))).toMatchObject({ code: 'E871' });
    expect(asked).toHaveLength(1);
  });

  test('a server that stops in the middle of an answer is given up', async () => {
    const { Http } = await import('../../../lib/carrier/http');
    const { wire } = fakeServer(() => new Promise<Response>(() => undefined), {});
    const http = new Http({
      wire: {
        ...wire,
        fetch: (_, init) =>
          new Promise((_resolve, reject) => {
            init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
          }),
      },
      site: 'files.example.com',
      authorise: () => undefined,
      timeout: 20,
    });
    const url = new URL('https://files.example.com/');
    expect(await faultOf(http.send({ method: 'GET', url }))).toMatchObject({ code: 'E867', transient: true });
  });
});

describe('secrets', () => {
  test('no fault holds the password, whatever is refused', async () => {
    for (const status of [401, 403, 404, 413, 423, 500, 507]) {
      const { place: one } = place(() => answer(status, `you said ${PASSWORD}`));
      const fault = await faultOf(one.put('v1/a', bytes));
      const all = `${fault.message} ${fault.stack} ${JSON.stringify(fault.params)} ${String(fault.cause)}`;
      expect(all).not.toContain(PASSWORD);
      expect(all).not.toContain(btoa(`alice:${PASSWORD}`));
    }
  });

  test('nothing goes out without encryption but to this machine itself', () => {
    const { wire } = fakeServer(() => answer(200));
    const open = (address: string) => () =>
      new WebDavCarrier({ address, user: 'a', password: PASSWORD }, wire);
    expect(open('http://files.example.com/dav')).toThrow(expect.objectContaining({ code: 'E869' }));
    expect(open('http://127.0.0.1.example.com/dav')).toThrow(expect.objectContaining({ code: 'E869' }));
    expect(open('http://localhost.example.com/')).toThrow(expect.objectContaining({ code: 'E869' }));
    for (const address of ['http://127.0.0.1:8080/dav', 'http://localhost/dav', 'http://[::1]:8080/']) {
      expect(open(address)).not.toThrow();
    }
  });

  test('an address that is none, or that holds a password, is refused without being repeated', () => {
    const { wire } = fakeServer(() => answer(200));
    for (const address of [
      '',
      'files',
      'ftp://files.example.com/',
      `https://alice:${PASSWORD}@files.example.com/`,
    ]) {
      let fault: Fault | undefined;
      try {
        fault = asFault(new WebDavCarrier({ address, user: 'a', password: 'b' }, wire));
      } catch (thrown) {
        fault = asFault(thrown);
      }
      expect(fault?.code).toBe('E864');
      expect(fault?.message).not.toContain(PASSWORD);
    }
  });

  test('a password beyond ASCII goes out as UTF-8', async () => {
    const { wire, asked } = fakeServer(() => answer(404));
    await new WebDavCarrier({ address: 'https://f.example/', user: '王芳', password: '密码' }, wire).get(
      'v1/a',
    );
    const sent = asked[0]?.headers.get('authorization')?.slice('Basic '.length) ?? '';
    expect(Buffer.from(sent, 'base64').toString('utf8')).toBe('王芳:密码');
  });
});

test('how far the clocks are apart is taken from the answer', async () => {
  const { place: one } = place(() => answer(404, '', { date: 'Thu, 26 Nov 2026 08:10:00 GMT' }));
  await one.get('v1/a');
  expect(one.offset).toBe(600_500);
});
