import type { Wire } from '../../../../lib/platform/wire';

export interface Asked {
  method: string;
  url: URL;
  headers: Headers;
  body: string;
}

export type Reply = (asked: Asked, nth: number) => Response | Promise<Response> | Error;

/** A server that answers what a test says, at once; waiting takes no time and is written down. */
export function fakeServer(reply: Reply, change: Partial<Wire> = {}) {
  const asked: Asked[] = [];
  const waits: number[] = [];
  const wire: Wire = {
    async fetch(input, init = {}) {
      init.signal?.throwIfAborted();
      const body = init.body ? new TextDecoder().decode(init.body as Uint8Array) : '';
      const one = {
        method: init.method ?? 'GET',
        url: new URL(String(input)),
        headers: new Headers(init.headers),
        body,
      };
      asked.push(one);
      const answer = await reply(one, asked.length);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    now: () => Date.UTC(2026, 10, 26, 8),
    random: () => 1,
    sleep: (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    mayReach: () => Promise.resolve(true),
    ...change,
  };
  return { wire, asked, waits };
}

export const answer = (status: number, body = '', headers: Record<string, string> = {}): Response =>
  new Response(status === 204 || status === 304 ? null : body, { status, headers });
