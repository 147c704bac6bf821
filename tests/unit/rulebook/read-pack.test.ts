import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../lib/records/fault';
import { readPackFile, readPackText } from '../../../lib/rulebook/read-pack';
import { layerJson } from '../support/rule-pack';

const pretty = (change: Record<string, unknown> = {}): string => JSON.stringify(layerJson(change), null, 2);
const faultOf = async (text: string): Promise<Fault> => {
  try {
    await readPackText(text);
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    throw thrown;
  }
  throw new Error('not refused');
};
/** Number of the line in which something stands, as an editor shows it. */
const lineOf = (text: string, part: string): number =>
  text.split('\n').findIndex((line) => line.includes(part)) + 1;

const YAML = `# 示例区
kind: life
id: example.street
title: 示例街道规则包
issuer: 示例街道党工委
version: 1
edition: 2026-11-20
effective:
  from: 2026-12-01
cadences:
  - id: lecture
    title: 党课
    types: [lecture]
    frequency: M
    count: 1
    applies: always
    wording: 每月 1 次
    basis: []
    confidence: practice
`;

describe('a pack is read', () => {
  it('from YAML, with texts in Chinese alone', async () => {
    const layer = await readPackText(YAML);
    expect(layer).toMatchObject({ edition: '2026-11-20', effective: { from: '2026-12-01' }, sources: {} });
    expect(layer.title).toEqual({ zh: '示例街道规则包', en: '示例街道规则包' });
    expect(layer.cadences?.[0]?.wording.zh).toBe('每月 1 次');
  });

  it('from JSON, from a file with a mark at its beginning, and from one in GB18030', async () => {
    const layer = await readPackText(pretty());
    expect(layer.title.zh).toBe('示例区委组织部规则包');
    expect(await readPackFile(new Blob([`\ufeff${pretty()}`]))).toEqual({ kind: 'life', pack: layer });
    // "党" and "课" in GB18030; the rest is ASCII.
    const latin = YAML.replace(/[^\n\x20-\x7e]+/g, 'DangKe');
    const bytes = [...latin].flatMap((letter) => letter.charCodeAt(0));
    const text = new TextDecoder('latin1')
      .decode(new Uint8Array(bytes))
      .replace('title: DangKe', 'title: \xb5\xb3\xbf\xce');
    const file = new Blob([Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)))]);
    expect((await readPackFile(file)).pack.title.zh).toBe('党课');
  });
});

describe('a pack with an error is refused whole, with its line and what is wrong', () => {
  const json = pretty();
  it.each([
    ['a comma too many', json.replace('"version": 1,', '"version": 1,,'), 'E550', '"version": 1,,', ''],
    [
      'a field given twice',
      json.replace('"version": 1,', '"version": 1,\n"version": 2,'),
      'E556',
      '"version": 2',
      '',
    ],
    ['no number', json.replace('"value": 40', '"value": "40"'), 'E553', '"value": "40"', 'number'],
    [
      'a misspelt frequency',
      json.replace('"frequency": "M"', '"frequency": "monthly"'),
      'E554',
      'monthly',
      'M, Q, H, Y',
    ],
    ['a misspelt field', YAML.replace('    count: 1', '    cuont: 1'), 'E552', '- id: lecture', 'count'],
    [
      'a field nobody knows',
      json.replace('"count": 1', '"count": 1,\n"formerly": 2'),
      'E555',
      'formerly',
      'formerly',
    ],
    [
      'a section nobody knows',
      json.replace('"thresholds"', '"treshholds"'),
      'E555',
      'treshholds',
      'treshholds',
    ],
    [
      'a number nobody knows',
      json.replace('"creditHoursMember"', '"creditHourMember"'),
      'E555',
      'creditHourMember',
      'creditHourMember',
    ],
    [
      'an unknown type of activity',
      json.replace('"types": [\n        "lecture"', '"types": [\n        "lesson"'),
      'E554',
      'lesson',
      'general',
    ],
    [
      'an unknown field of records',
      json.replace('"minutes"\n', '"minuets"\n'),
      'E554',
      'minuets',
      'startsAt',
    ],
    [
      'fields of an unknown type',
      json.replace('"requiredFields": {\n    "lecture"', '"requiredFields": {\n    "lesson"'),
      'E555',
      '"lesson"',
      'lesson',
    ],
    [
      'an unknown source',
      json.replace('"source": "education"', '"source": "edukation"'),
      'E557',
      'edukation',
      'edukation',
    ],
    [
      'an id used twice',
      json
        .replace('"id": "integrity"', '"id": "lecture"')
        .replace('"id": "lecture"', '"id": "first"')
        .replace('"id": "first"', '"id": "lecture"'),
      'E556',
      '',
      'lecture',
    ],
    [
      'an unknown confidence',
      json.replace('"confidence": "practice"', '"confidence": "sure"'),
      'E554',
      'sure',
      'confirmed',
    ],
    [
      'no date',
      json.replace('"from": "2026-01-01"', '"from": "2026-13-01"'),
      'E554',
      '2026-13-01',
      '2026-13-01',
    ],
    [
      'an end before its beginning',
      json.replace('"until": "2027-12-31"', '"until": "2025-12-31"'),
      'E558',
      '2025-12-31',
      '2026-01-01',
    ],
    [
      'no issuer',
      json.replace('"issuer": "示例区委组织部",\n  "version"', '"version"'),
      'E552',
      '{',
      'issuer',
    ],
    ['an empty title', json.replace('"title": "廉政教育"', '"title": ""'), 'E554', '"title": ""', ''],
    [
      'a title without Chinese',
      json.replace('"title": "廉政教育"', '"title": {"en": "Integrity"}'),
      'E552',
      'Integrity',
      'zh',
    ],
    ['YAML that does not line up', YAML.replace('    count: 1', '   count: 1'), 'E550', '', ''],
    ['a page instead of a pack', '<html><body>404</body></html>', 'E551', '', ''],
    ['a governance checklist', JSON.stringify({ kind: 'checklist', id: 'x' }), 'E551', '', 'checklist'],
    ['nothing', '', 'E551', '', ''],
  ])('%s', async (_name, text, code, where, detail) => {
    const fault = await faultOf(text);
    expect(fault.code).toBe(code);
    if (where) expect(fault.params.line).toBe(lineOf(text, where));
    expect(String(fault.params.detail)).toContain(detail);
  });

  it('a threshold that would be divided by', async () => {
    const rule = { title: '每学时分钟数', value: 0, basis: [], confidence: 'practice' };
    expect(await faultOf(pretty({ thresholds: { minutesPerCreditHour: rule } }))).toMatchObject({
      code: 'E554',
    });
  });

  it('a share above the whole', async () => {
    const rule = {
      title: '选举',
      quorum: { of: [5, 4], strict: false },
      pass: { of: [1, 2], strict: true },
      passOf: 'present',
      onlineCounts: false,
      writtenCounts: false,
      wording: '五分之四',
      basis: [],
      confidence: 'practice',
    };
    expect((await faultOf(pretty({ votes: { election: rule } }))).params.path).toBe(
      'votes.election.quorum.of',
    );
  });

  it('a file that is too large is not read', async () => {
    await expect(readPackFile(new Blob(['x'.repeat(2_000_001)]))).rejects.toMatchObject({ code: 'E559' });
  });

  it('aliases that would fill the memory', async () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let n = 1; n < 9; n += 1)
      bomb.push(
        `${'abcdefghi'[n]}: &${'abcdefghi'[n]} [${Array(9)
          .fill(`*${'abcdefghi'[n - 1]}`)
          .join()}]`,
      );
    expect((await faultOf(`kind: life\n${bomb.join('\n')}`)).code).toMatch(/^E55/);
  });
});

it('the example of the admin guide is a pack', async () => {
  const layer = await readPackText(readFileSync('docs/examples/rule-pack.yaml', 'utf8'));
  expect(layer).toMatchObject({ issuer: { zh: '示例区委组织部' }, retention: { meetings: { years: 10 } } });
});
