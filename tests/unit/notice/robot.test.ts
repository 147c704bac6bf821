import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { postToRobot } from '../../../lib/notice/post';
import {
  guessRobotKind,
  maskedAddress,
  type Robot,
  robotAddress,
  type RobotKind,
  robotRequest,
} from '../../../lib/notice/robot';
import { signDingTalk, signFeishu } from '../../../lib/notice/signature';

const SECRET = 'SEC000示例+/=';
const NOW = 1_764_054_000_123;
const robot = (kind: RobotKind, address: string, secret?: string): Robot => ({
  id: 'r',
  name: '支部工作群',
  kind,
  address,
  secret,
});
const text = '【通知】示例支部 主题党日\n时间：15:00';
const plain = { text, style: 'plain' as const, atAll: false };

describe('signatures', () => {
  // Computed here by another implementation than the product's.
  it.each([
    [NOW, 'SECabc'],
    [0, 's'],
    [1599360473000, SECRET],
  ])('of 钉钉 at %d: timestamp and secret under the secret', async (at, secret) => {
    const expected = createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64');
    expect(await signDingTalk(at, secret)).toBe(expected);
  });

  it.each([
    [1599360473, 'secret'],
    [1764054000, SECRET],
  ])('of 飞书 at %d: nothing under timestamp and secret', async (at, secret) => {
    const expected = createHmac('sha256', `${at}\n${secret}`).update('').digest('base64');
    expect(await signFeishu(at, secret)).toBe(expected);
  });

  it('are these very ones', async () => {
    expect(await signDingTalk(1_700_000_000_000, 'this is secret')).toBe(
      createHmac('sha256', 'this is secret').update('1700000000000\nthis is secret').digest('base64'),
    );
    // Fixed: printed once by `openssl dgst -sha256 -hmac`.
    expect(await signDingTalk(1, 'k')).toBe('+Y/NysOI70f4DBpAAhJ12F23YD7ant6IfWD1Sviq7UI=');
    expect(await signFeishu(1, 'k')).toBe('Gepkb8I0BuWIj67x/8i84hg82sGSm9jkvIBiSZtqZCE=');
  });
});

describe('the address of a robot', () => {
  it('is https, or this very computer', () => {
    expect(robotAddress(' https://oapi.dingtalk.com/robot/send?access_token=x ').hostname).toBe(
      'oapi.dingtalk.com',
    );
    expect(robotAddress('http://127.0.0.1:8080/hook').port).toBe('8080');
    for (const bad of [
      '',
      'oapi.dingtalk.com/robot',
      'http://oapi.dingtalk.com/robot/send',
      'http://127.0.0.1.example.org/x',
      'http://localhost/x',
      'https://user:pass@example.org/x',
      'javascript:alert(1)',
      'file:///etc/passwd',
    ]) {
      expect(() => robotAddress(bad), bad).toThrow(expect.objectContaining({ code: 'E620' }));
    }
  });

  it('tells its chat, and is never shown whole', () => {
    expect(guessRobotKind('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1')).toBe('wecom');
    expect(guessRobotKind('https://oapi.dingtalk.com/robot/send?access_token=1')).toBe('dingtalk');
    expect(guessRobotKind('https://open.feishu.cn/open-apis/bot/v2/hook/1')).toBe('feishu');
    expect(guessRobotKind('https://open.feishu.cn.example.org/hook/1')).toBeUndefined();
    expect(maskedAddress('https://oapi.dingtalk.com/robot/send?access_token=secret1234')).toBe(
      'oapi.dingtalk.com …1234',
    );
    expect(maskedAddress('https://open.feishu.cn/open-apis/bot/v2/hook/abcd-9876')).toBe(
      'open.feishu.cn …9876',
    );
  });
});

describe('what goes to a robot', () => {
  const body = async (
    kind: RobotKind,
    message: Partial<Omit<typeof plain, 'style'> & { style: 'plain' | 'markdown' }>,
  ) =>
    JSON.parse(
      (await robotRequest(robot(kind, 'https://example.org/h'), { ...plain, ...message }, NOW)).body,
    );

  it('has the shape of 企业微信', async () => {
    expect(await body('wecom', {})).toEqual({ msgtype: 'text', text: { content: text } });
    expect(await body('wecom', { atAll: true })).toEqual({
      msgtype: 'text',
      text: { content: text, mentioned_list: ['@all'] },
    });
    expect(await body('wecom', { style: 'markdown' })).toEqual({
      msgtype: 'markdown',
      markdown: { content: '### 【通知】示例支部 主题党日\n**时间：**15:00' },
    });
  });

  it('has the shape of 钉钉, with the signature in the address', async () => {
    expect(await body('dingtalk', { atAll: true })).toEqual({
      msgtype: 'text',
      text: { content: text },
      at: { isAtAll: true },
    });
    const address = 'https://oapi.dingtalk.com/robot/send?access_token=abc';
    const { url } = await robotRequest(robot('dingtalk', address, SECRET), plain, NOW);
    const query = new URL(url).searchParams;
    expect(query.get('access_token')).toBe('abc');
    expect(query.get('timestamp')).toBe(String(NOW));
    const sign = createHmac('sha256', SECRET).update(`${NOW}\n${SECRET}`).digest('base64');
    expect(url).toContain(`sign=${encodeURIComponent(sign)}`);
  });

  it('has the shape of 飞书, with the signature in the body and seconds', async () => {
    const made = await robotRequest(
      robot('feishu', 'https://open.feishu.cn/h', SECRET),
      { ...plain, atAll: true },
      NOW,
    );
    const seconds = Math.floor(NOW / 1000);
    expect(made.url).toBe('https://open.feishu.cn/h');
    expect(JSON.parse(made.body)).toEqual({
      timestamp: String(seconds),
      sign: createHmac('sha256', `${seconds}\n${SECRET}`).update('').digest('base64'),
      msg_type: 'text',
      content: { text: `<at user_id="all"></at>\n${text}` },
    });
    expect(await body('feishu', { style: 'markdown' })).toMatchObject({
      msg_type: 'interactive',
      card: {
        header: { title: { content: '【通知】示例支部 主题党日' } },
        elements: [{ content: '**时间：**15:00' }],
      },
    });
  });

  it('is refused when it is empty or too long for the chat, by bytes', async () => {
    const make = (words: string) =>
      robotRequest(robot('wecom', 'https://example.org/h'), { ...plain, text: words }, NOW);
    await expect(make(' \n')).rejects.toMatchObject({ code: 'E634' });
    await expect(make('一'.repeat(683))).rejects.toMatchObject({
      code: 'E630',
      params: { size: 2049, max: 2048 },
    });
    await expect(make('一'.repeat(682))).resolves.toBeTruthy();
  });
});

describe('posting', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  const serve = async (
    answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
  ) => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => answer(request, response, body));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?access_token=t0ken`;
  };
  const post = async (kind: RobotKind, address: string, timeout = 2000) =>
    postToRobot(kind, await robotRequest(robot(kind, address, 'secret'), plain, Date.now()), { timeout });
  const answers = (status: number, body: string) =>
    serve((_request, response) => response.writeHead(status).end(body));

  it('sends the very bytes, once, and is content with what each chat says when it took them', async () => {
    const seen: string[] = [];
    const oks = { wecom: '{"errcode":0,"errmsg":"ok"}', dingtalk: '{"errcode":0,"errmsg":"ok"}' };
    for (const [kind, ok] of [
      ...Object.entries(oks),
      ['feishu', '{"code":0,"msg":"success","data":{}}'],
      ['feishu', '{"StatusCode":0,"StatusMessage":"success","Extra":null}'],
    ] as [RobotKind, string][]) {
      const address = await serve((request, response, body) => {
        seen.push(`${request.method} ${request.headers['content-type']} ${body}`);
        response.end(ok);
      });
      const request = await robotRequest(robot(kind, address), plain, NOW);
      await postToRobot(kind, request);
      expect(seen.pop()).toBe(`POST application/json; charset=utf-8 ${request.body}`);
      expect(seen).toEqual([]);
      server?.close();
    }
  });

  it('passes a signature that the receiver can check', async () => {
    const address = await serve((request, response, body) => {
      const query = new URL(request.url ?? '', 'http://x').searchParams;
      const at = query.get('timestamp');
      const right =
        createHmac('sha256', 'secret').update(`${at}\nsecret`).digest('base64') === query.get('sign');
      response.end(JSON.stringify({ errcode: right && JSON.parse(body).msgtype === 'text' ? 0 : 310000 }));
    });
    await expect(post('dingtalk', address)).resolves.toBeUndefined();
  });

  it.each([
    ['wecom', 200, '{"errcode":93000,"errmsg":"invalid webhook url"}', 'E629'],
    ['wecom', 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', 'E626'],
    ['dingtalk', 200, '{"errcode":310000,"errmsg":"sign not match, more: [https://x]"}', 'E627'],
    ['dingtalk', 200, '{"errcode":310000,"errmsg":"keywords not in content"}', 'E628'],
    // As the robot words it today: one code, `description` and `solution`, in Chinese.
    [
      'dingtalk',
      200,
      dingtalk(
        '机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳必须都放在调用的网址中,请确认机器人的密钥加密和填写正确',
      ),
      'E627',
    ],
    [
      'dingtalk',
      200,
      dingtalk('机器人发送签名过期;solution:请保证签名时间戳和调用时间间隔不能超过一小时'),
      'E627',
    ],
    [
      'dingtalk',
      200,
      dingtalk('关键词不匹配;solution:请联系群管理员查看此机器人的关键词，并在发送的信息中包含此关键词'),
      'E628',
    ],
    [
      'dingtalk',
      200,
      dingtalk('机器人发送消息的IP不在白名单内;solution:请联系群管理员查看此机器人的IP地址段'),
      'E628',
    ],
    ['dingtalk', 200, dingtalk('ip 203.0.113.7 not in whitelist'), 'E628'],
    // `description` has an “ip” in it, and “design” a “sign”: neither says anything.
    ['dingtalk', 200, dingtalk('message design is not supported;solution:see the documentation'), 'E625'],
    ['dingtalk', 200, '{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}', 'E626'],
    ['dingtalk', 200, '{"errcode":300001,"errmsg":"token is not exist"}', 'E629'],
    ['feishu', 200, '{"code":19021,"msg":"sign match fail or timestamp is not within one hour"}', 'E627'],
    ['feishu', 400, '{"code":19024,"msg":"Key Words Not Found"}', 'E628'],
    ['feishu', 200, '{"code":11232,"msg":"frequency limited"}', 'E626'],
    ['feishu', 400, '{"code":9499,"msg":"Bad Request"}', 'E625'],
    ['wecom', 429, 'slow down', 'E626'],
    ['wecom', 503, 'gone fishing', 'E624'],
    ['wecom', 200, '<html>login</html>', 'E631'],
    ['wecom', 200, '[]', 'E631'],
  ] as const)('%s answers %d %s: %s', async (kind, status, body, code) => {
    await expect(post(kind, await answers(status, body))).rejects.toMatchObject({ code });
  });

  it('says that nobody answers, that nobody is there, and follows nobody elsewhere', async () => {
    const silent = await serve(() => undefined);
    await expect(post('wecom', silent, 100)).rejects.toMatchObject({ code: 'E623' });
    server?.closeAllConnections();
    server?.close();
    await expect(post('wecom', silent)).rejects.toMatchObject({ code: 'E622' });
    const elsewhere = await serve((_request, response) =>
      response.writeHead(307, { location: 'http://127.0.0.1:9/stolen' }).end(),
    );
    await expect(post('wecom', elsewhere)).rejects.toMatchObject({ code: 'E622' });
  });

  it('never puts the address into what it says', async () => {
    const failed = await post('wecom', await answers(500, 'x')).catch((thrown: Error) => thrown);
    expect(JSON.stringify(failed)).not.toContain('t0ken');
  });
});

function dingtalk(words: string): string {
  return JSON.stringify({ errcode: 310000, errmsg: `description:${words};` });
}
