import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on this computer that speaks the chat-completions protocol as a test wants it. */
export async function chatServer() {
  const requests: { headers: IncomingMessage['headers']; body: string; path: string }[] = [];
  let answer: (response: ServerResponse) => void = (response) => response.end();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      requests.push({ headers: request.headers, body, path: request.url ?? '' });
      answer(response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/v1`,
    requests,
    answers: (next: typeof answer) => void (answer = next),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(done);
      }),
  };
}

const EVENTS = { 'Content-Type': 'text/event-stream; charset=utf-8' };

/** One event of a stream. */
export const event = (content: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`;

/** A stream of pieces that ends as it should. */
export const streamed = (pieces: readonly string[]) => (response: ServerResponse) => {
  response.writeHead(200, EVENTS);
  for (const piece of pieces) response.write(event(piece));
  response.end(`${event('', 'stop')}data: [DONE]\n\n`);
};

/** Raw bytes of a stream, sent apart. */
export const raw = (chunks: readonly (string | Buffer)[]) => (response: ServerResponse) => {
  response.writeHead(200, EVENTS);
  const next = (at: number): void => {
    const chunk = chunks[at];
    if (chunk === undefined) response.end();
    else response.write(chunk, () => setImmediate(next, at + 1));
  };
  next(0);
};

export const status =
  (code: number, body: string, type = 'application/json') =>
  (response: ServerResponse) => {
    response.writeHead(code, { 'Content-Type': type });
    response.end(body);
  };

/** A stream that begins and is then cut off, or never goes on. */
export const broken =
  (pieces: readonly string[], how: 'cut' | 'hang' | 'end') => (response: ServerResponse) => {
    response.writeHead(200, EVENTS);
    for (const piece of pieces) response.write(event(piece));
    if (how === 'cut') setTimeout(() => response.destroy(), 30);
    if (how === 'end') response.end();
  };
