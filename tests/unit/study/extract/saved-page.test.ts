import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodePage } from '../../../../scripts/lib/charset.mjs';
import { addressOf, readSavedPage } from '../../../../scripts/lib/saved-page.mjs';
import { encode } from '../../../fixtures/corpus/encode.mjs';

const PROSE = '支部把会开在换班的十分钟里，议的都是身边事。大家一条一条说，书记一条一条记。';
const page = (charset: string): string =>
  `<html><head><meta charset="${charset}"><title>示例</title></head><p>${PROSE}</p>`;

describe('the charset of a saved page', () => {
  it.each([
    ['GBK that says so', encode(page('gb2312'), 'gbk')],
    ['GBK that says UTF-8', encode(page('utf-8'), 'gbk')],
    ['UTF-8 that says GBK', encode(page('gb2312'), 'utf-8')],
    ['UTF-8 that says nothing of the kind', encode(page('x-made-up'), 'utf-8')],
    ['UTF-16 with its mark', encode(page('utf-8'), 'utf-16le')],
    ['UTF-16 without its mark', encode(page('utf-8'), 'utf-16be').subarray(2)],
    ['UTF-8 with its mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), encode(page('gbk'), 'utf-8')])],
  ])('is told: %s', (_, bytes) => {
    expect(decodePage(bytes)).toContain(PROSE);
  });

  it('is told when the file ends in the middle of a character', () => {
    const bytes = encode(page('gbk'), 'utf-8');
    expect(decodePage(bytes.subarray(0, bytes.length - 9))).toContain('大家一条一条说');
  });

  it('is told for Big5, which no page here is written in', () => {
    // 「支部開會」 and common characters, in Big5.
    const bytes = Buffer.from('a4e4b3a1b6b7b77ca441abe1a4a4b0eaa448aabaa440ac4fa4a3a662a6b3', 'hex');
    expect(decodePage(bytes)).toBe(new TextDecoder('big5').decode(bytes));
  });
});

describe('the address of a saved page', () => {
  it.each([
    [
      '<!-- saved from url=(0029)https://a.example/n/1.html --><link rel="canonical" href="https://b.example/">',
      'https://a.example/n/1.html',
    ],
    [
      '<!--\n Page saved with SingleFile \n url: https://c.example/x?y=1 \n saved date: x\n-->',
      'https://c.example/x?y=1',
    ],
    ["<link href='//d.example/p?a=1&amp;b=2' rel='canonical'>", 'https://d.example/p?a=1&b=2'],
    ['<meta property=og:url content=https://e.example/q>', 'https://e.example/q'],
    ['<link rel="canonical" href="/relative"><p>nothing', undefined],
    ['<!-- saved from url=(0011)file:///tmp/ -->', undefined],
  ])('is read from %s', (html, address) => {
    expect(addressOf(html)).toBe(address);
  });
});

describe('a file on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'saved-'));
  const file = (name: string, bytes: Uint8Array | string): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };

  it('may be a web archive', () => {
    const body = Buffer.from(page('utf-8'), 'utf8').toString('base64');
    const archive = `From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="--b--"\r\n\r\n----b--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n----b----\r\n`;
    expect(readSavedPage(file('a.mhtml', archive))).toContain(PROSE);
  });

  it('that is empty or no page is refused with a reason', () => {
    expect(() => readSavedPage(file('empty.html', ''))).toThrow('empty');
    expect(() => readSavedPage(file('x.pdf', '%PDF-1.7 …'))).toThrow('no web page');
  });
});
