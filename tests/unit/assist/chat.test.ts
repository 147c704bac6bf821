import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chatEngine } from '../../../lib/assist/chat';
import { ANSWER_LIMIT, REQUEST_LIMIT } from '../../../lib/assist/engine';
import { chatAddress } from '../../../lib/assist/service';
import type { Fault } from '../../../lib/records/fault';
import { broken, chatServer, event, raw, status, streamed } from './chat-server';

let server: Awaited<ReturnType<typeof chatServer>>;
beforeAll(async () => {
  server = await chatServer();
});
afterAll(() => server.close());

const PATIENCE = { first: 300, between: 200, whole: 3000 };

async function ask(options: { key?: string; signal?: AbortSignal; patience?: typeof PATIENCE } = {}) {
  const engine = chatEngine(
    { address: server.address, model: 'example-model', ...(options.key ? { key: options.key } : {}) },
    { patience: options.patience ?? PATIENCE },
  );
  const seen: string[] = [];
  const outgoing = engine.prepare({ system: '规则', user: '材料' });
  const result = await engine
    .run(outgoing, {
      signal: options.signal ?? new AbortController().signal,
      onText: (text) => seen.push(text),
    })
    .then(
      (answer) => ({ answer, fault: undefined }),
      (fault: Fault) => ({ answer: undefined, fault }),
    );
  return { ...result, seen, outgoing };
}

describe('an address that answers', () => {
  it('is sent exactly what was shown, with the key in the header alone, and answers piece by piece', async () => {
    server.answers(streamed(['支部', '要做好', '三件事。[1]']));
    const { answer, seen, outgoing } = await ask({ key: 'sk-secret' });
    expect(answer).toBe('支部要做好三件事。[1]');
    expect(seen).toEqual(['支部', '支部要做好', '支部要做好三件事。[1]']);
    const request = server.requests.at(-1);
    expect(request?.body).toBe(outgoing.body);
    expect(request?.path).toBe('/v1/chat/completions');
    expect(request?.headers.authorization).toBe('Bearer sk-secret');
    expect(outgoing.body).not.toContain('sk-secret');
    expect(JSON.parse(outgoing.body)).toMatchObject({ model: 'example-model', stream: true });
    expect(outgoing.host).toBe(new URL(server.address).host);
    expect(request?.headers.cookie ?? request?.headers.referer).toBeUndefined();
  });

  it('may answer whole although a stream was asked for', async () => {
    server.answers(
      status(
        200,
        JSON.stringify({ choices: [{ message: { content: '一次给全。' }, finish_reason: 'stop' }] }),
      ),
    );
    expect(await ask()).toMatchObject({ answer: '一次给全。', seen: ['一次给全。'] });
  });

  it('may split characters and lines anywhere, write comments, and use other line ends', async () => {
    const bytes = Buffer.from(
      `: ping\r\n\r\n${event('党课').replaceAll('\n', '\r\n')}event: x\r\nid: 1\r\n${event('讲完了。', 'stop')}data: [DONE]\n\n`,
    );
    server.answers(raw(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1))));
    expect(await ask({ patience: { ...PATIENCE, between: 2000, whole: 8000 } })).toMatchObject({
      answer: '党课讲完了。',
    });
  });

  it('may end without the last mark when it said that it is finished', async () => {
    server.answers(raw([event('说完了。'), event('', 'stop')]));
    expect((await ask()).answer).toBe('说完了。');
  });

  it('does not show what a model thinks to itself', async () => {
    server.answers(streamed(['<think>先想', '一想</think>', '结论。']));
    const { answer, seen } = await ask();
    expect(answer).toBe('结论。');
    expect(seen.join('')).not.toContain('先想');
  });
});

describe('an address that does not answer as it should', () => {
  const cases: [string, Parameters<typeof server.answers>[0], string][] = [
    ['a page instead of an answer', status(200, '<!doctype html><title>登录</title>', 'text/html'), 'E369'],
    ['broken JSON in the stream', raw([event('开头。'), 'data: {"choices": [\n\n']), 'E369'],
    ['broken JSON as a whole', status(200, '{"choices": [{'), 'E369'],
    ['JSON of something else', status(200, '{"hello": 1}'), 'E369'],
    ['text of something else', raw(['你好，我是网关\n\n']), 'E369'],
    ['nothing at all', raw(['']), 'E378'],
    ['an empty answer', streamed(['']), 'E378'],
    ['a refusal because of the content', raw([event('', 'content_filter')]), 'E370'],
    [
      'a refusal because of the content, by status',
      status(400, '{"error":{"code":"content_filter","message":"no"}}'),
      'E370',
    ],
    ['an error in the stream', raw(['data: {"error":{"message":"overloaded"}}\n\n']), 'E368'],
    ['an answer cut for its length', raw([event('半截', 'length')]), 'E372'],
    ['a key that is refused', status(401, '{"error":{"message":"bad key"}}'), 'E365'],
    ['a forbidden address', status(403, 'no'), 'E365'],
    ['an unknown model', status(404, '{"error":{"message":"model not found"}}'), 'E366'],
    ['too many questions', status(429, '{}'), 'E367'],
    ['a broken service', status(500, '<html>'), 'E368'],
    [
      'a redirect',
      (response) => response.writeHead(302, { Location: 'https://example.invalid/' }).end(),
      'E363',
    ],
  ];
  it.each(cases)('%s', async (_, answers, code) => {
    server.answers(answers);
    const { fault, answer } = await ask();
    expect(answer).toBeUndefined();
    expect(fault?.code).toBe(code);
  });

  it('says in whose words it was refused', async () => {
    server.answers(status(404, '{"error":{"message":"model example-model not found"}}'));
    expect((await ask()).fault?.params.message).toBe('model example-model not found');
  });

  it.each(['cut', 'end'] as const)(
    'breaks off (%s): what came before was shown, and it is no answer',
    async (how) => {
      server.answers(broken(['前半句', '还没有说完'], how));
      const { fault, seen } = await ask();
      expect(fault?.code).toBe('E371');
      expect(seen.at(-1)).toBe('前半句还没有说完');
    },
  );

  it('breaks off in the middle of a piece: what came before was shown', async () => {
    server.answers(raw([event('前半句。'), 'data: {"choices": [{"del']));
    const { fault, seen } = await ask();
    expect([fault?.code, seen]).toEqual(['E371', ['前半句。']]);
    server.answers(raw([event('前半句。'), 'da']));
    expect((await ask()).fault?.code).toBe('E371');
  });

  it.each([
    ['by status', status(404, '{"error":{"message":"no model for key sk-secret-1"}}')],
    ['in the stream', raw(['data: {"error":{"message":"bad token sk-secret-1"}}\n\n'])],
  ])('never has the key repeated to the screen (%s)', async (_, answers) => {
    server.answers(answers);
    const { fault } = await ask({ key: 'sk-secret-1' });
    expect(fault?.params.message).toContain('…');
    expect(`${fault?.message} ${JSON.stringify(fault?.params)}`).not.toContain('sk-secret-1');
  });

  it('names a status for an error that came with an answer that began well', async () => {
    server.answers(raw(['data: {"error":{"message":"overloaded"}}\n\n']));
    expect((await ask()).fault?.params).toMatchObject({ status: 200, message: 'overloaded' });
  });

  it('is not waited for without end, at the beginning or in the middle', async () => {
    server.answers(() => undefined);
    expect((await ask()).fault?.code).toBe('E364');
    server.answers(broken(['前半句'], 'hang'));
    const { fault, seen } = await ask();
    expect([fault?.code, seen]).toEqual(['E364', ['前半句']]);
  });

  it('cannot fill the memory', async () => {
    server.answers(streamed(Array.from({ length: 40 }, () => '很长的话。'.repeat(200))));
    const { fault, seen } = await ask();
    expect(fault?.code).toBe('E372');
    expect(seen.at(-1)?.length).toBe(ANSWER_LIMIT);
    server.answers(raw(Array.from({ length: 60 }, () => `: ${'x'.repeat(50_000)}\n`)));
    expect((await ask()).fault?.code).toBe('E372');
  });

  it('is not there', async () => {
    const engine = chatEngine({ address: 'http://127.0.0.1:9', model: 'm' }, { patience: PATIENCE });
    const run = engine.run(engine.prepare({ system: '', user: '' }), {
      signal: new AbortController().signal,
      onText: () => undefined,
    });
    await expect(run).rejects.toMatchObject({ code: 'E363' });
  });
});

it('stops at once when it is cancelled, with what was there', async () => {
  server.answers(broken(['前半句'], 'hang'));
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException('stop', 'AbortError')), 60);
  const { fault, seen } = await ask({ signal: controller.signal, patience: { ...PATIENCE, between: 5000 } });
  expect(fault).toMatchObject({ name: 'AbortError' });
  expect(seen).toEqual(['前半句']);
});

it('does not send what is too large', () => {
  const engine = chatEngine({ address: 'https://ai.example.org', model: 'm' });
  expect(() => engine.prepare({ system: '', user: '字'.repeat(REQUEST_LIMIT) })).toThrow(/E376/);
});

describe('addresses', () => {
  it.each([
    ['https://ai.example.org', 'https://ai.example.org/v1/chat/completions'],
    ['https://ai.example.org/v1/', 'https://ai.example.org/v1/chat/completions'],
    [' https://ai.example.org/api/v3/chat/completions ', 'https://ai.example.org/api/v3/chat/completions'],
    [
      'https://ai.example.org/compatible/v1?x=1#y',
      'https://ai.example.org/compatible/v1/chat/completions?x=1',
    ],
    ['http://10.1.2.3:8000/v1', 'http://10.1.2.3:8000/v1/chat/completions'],
    ['http://llm.corp/v1', 'http://llm.corp/v1/chat/completions'],
    ['http://localhost:11434/v1', 'http://localhost:11434/v1/chat/completions'],
  ])('%s', (typed, wanted) => expect(chatAddress(typed).href).toBe(wanted));
  it.each([
    '',
    'ai',
    'http://ai.example.org/v1',
    'https://me:pw@ai.example.org',
    'ftp://ai.example.org',
    'javascript:1',
  ])('not %s', (typed) => expect(() => chatAddress(typed)).toThrow(/E360/));
});
