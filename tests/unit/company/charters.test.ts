import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import {
  type CharterInput,
  companyCharters,
  newClause,
  removeCharter,
  saveCharter,
} from '../../../lib/company/charter/charters';
import { charterPaper } from '../../../lib/company/charter/paper';
import { readCharterFile } from '../../../lib/company/charter/read-file';
import { attachEvidence, evidenceOffers, exhibitsOfItem, itemRecordId, refOf } from '../../../lib/governance';
import { seenOf } from '../../../lib/ledger';
import { companyPack } from '../../../lib/rules/company-pack';
import { checklistPack } from '../../../lib/rules/packs';
import { openTestLedger } from '../support/ledger';

const today = '2026-11-26';
const input = (over: Partial<CharterInput> = {}): CharterInput => ({
  unit: '',
  version: '示例 2026 年修订版',
  adoptedOn: '2026-03-01',
  resolution: '示例股东会决议〔2026〕1 号',
  registeredOn: '',
  registration: '',
  clauses: [
    newClause({ no: '第三条', text: '公司设立党支部，开展党的活动。', elements: ['setup', 'activity'] }),
    newClause({ no: '第四条', text: '公司提供必要条件，董事会听取党组织意见。' }),
  ],
  place: '示例柜',
  sha256: '',
  note: '',
  ...over,
});

it('a version is entered, changed clause by clause beside a colleague, refused with codes, and thrown away', async () => {
  const { ledger } = await openTestLedger();
  await expect(saveCharter(ledger, 'c1', input({ version: ' ' }))).rejects.toThrow('E400');
  await expect(saveCharter(ledger, 'c1', input({ adoptedOn: '2026-13-01' }))).rejects.toThrow('E405');
  await expect(saveCharter(ledger, 'c1', input({ sha256: 'abc' }))).rejects.toThrow('E406');
  const { id } = await saveCharter(ledger, 'c1', input());
  const first = (await ledger.get('charter', id))!;
  const clauses = input().clauses;
  const ids = Object.entries(first.fields.clauses ?? {}).map(([clause]) => clause);
  const form = (one: string, two: string) => [
    { ...clauses[0]!, id: ids[0]!, text: one },
    { ...clauses[1]!, id: ids[1]!, text: two },
  ];
  // Two people change different clauses, from what both saw.
  const seen = seenOf(first);
  await saveCharter(ledger, 'c1', input({ clauses: form('甲改的条文', clauses[1]!.text) }), { id, seen });
  await saveCharter(ledger, 'c1', input({ clauses: form(clauses[0]!.text, '乙改的条文') }), { id, seen });
  const both = (await ledger.get('charter', id))!;
  expect(Object.values(both.fields.clauses ?? {}).map(({ text }) => text)).toEqual([
    '甲改的条文',
    '乙改的条文',
  ]);
  await saveCharter(ledger, 'c1', input({ clauses: [form('甲改的条文', '')[0]!] }), {
    id,
    seen: seenOf(both),
  });
  const less = (await ledger.get('charter', id))!;
  expect(Object.keys(less.fields.clauses ?? {})).toHaveLength(1);
  await removeCharter(ledger, less);
  expect(await companyCharters(ledger, 'c1')).toEqual([]);
  await expect(saveCharter(ledger, 'c1', input(), { id })).rejects.toThrow('E408');
});

it('the newest version stands first, and no other company sees it', async () => {
  const { ledger } = await openTestLedger();
  await saveCharter(ledger, 'c1', input({ version: '旧', adoptedOn: '2020-01-01' }));
  await saveCharter(ledger, 'c1', input({ version: '新', adoptedOn: '2026-01-01' }));
  await saveCharter(ledger, 'c1', input({ version: '不知日期', adoptedOn: '' }));
  await saveCharter(ledger, 'c2', input({ version: '别家' }));
  const names = (await companyCharters(ledger, 'c1')).map(({ fields }) => fields.version);
  expect(names).toEqual(['新', '旧', '不知日期']);
});

it('proves the items on the articles from the day of its adoption, and is shown to a reviewer by its clauses', async () => {
  const { ledger } = await openTestLedger();
  const pack = await checklistPack();
  const { id } = await saveCharter(ledger, 'c1', input());
  const offered = async (item: string, period: string, companyId = 'c1'): Promise<string[]> => {
    const { offers } = await evidenceOffers(ledger, pack, { item, period, today, companyId });
    return offers.map(({ record }) => record.id);
  };
  expect(await offered('A1', '2026')).toEqual([id]);
  expect(await offered('A2', '2026')).toEqual([id]);
  expect(await offered('A4', '2026')).toEqual([]);
  expect(await offered('A1', '2025')).toEqual([]);
  expect(await offered('A1', '2026', 'c2')).toEqual([]);
  const ref = refOf({ companyId: 'c1' }, 'A1', '2026');
  await attachEvidence(ledger, ref, { id, kind: 'charter' }, { today });
  const shown = (await exhibitsOfItem(ledger, itemRecordId(ref))).get(id)?.now.shown;
  expect(shown).toEqual({
    version: '示例 2026 年修订版',
    adoptedOn: '2026-03-01',
    resolution: '示例股东会决议〔2026〕1 号',
    clauses: ['第三条 公司设立党支部，开展党的活动。', '第四条 公司提供必要条件，董事会听取党组织意见。'],
    place: true,
  });
});

it('the paper says which elements are lacking, unknown in words, and what differs from an older version', async () => {
  const { ledger } = await openTestLedger();
  const old = await saveCharter(ledger, 'c1', input({ version: '旧版', clauses: [] }));
  const { id } = await saveCharter(ledger, 'c1', input());
  const about = { company: '示例出行', units: [], pack: await companyPack(), today };
  const paper = await charterPaper(ledger, id, about, old.id);
  const [coverage, , compared] = paper.sections;
  expect(coverage?.kind === 'table' && coverage.rows.map((row) => [row[0], row[2]])).toEqual([
    ['设立与机构设置', '第三条'],
    ['职责权限', '缺项'],
    ['运行机制', '缺项'],
    ['开展党的活动', '第三条'],
    ['必要条件（基础保障）', '缺项'],
    ['经费', '缺项'],
    ['人员配备', '缺项'],
    ['在公司治理中的位置', '缺项'],
  ]);
  expect(paper.facts.find(({ label }) => label === '登记（备案）日期')?.value).toBe('缺项');
  expect(compared?.kind === 'table' && compared.rows.map(([what]) => what)).toEqual(['新增', '新增']);
  expect(paper.closing[0]).toContain('建议');
  await expect(charterPaper(ledger, 'none', about)).rejects.toThrow('E408');
});

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
/** A Word file whose clause numbers Word counts by itself. */
function word(body: string, levels?: string): Blob {
  const types =
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
  const level =
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>';
  const numbering = `<w:numbering ${W}><w:abstractNum w:abstractNumId="7">${levels ?? level}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`;
  const styles = `<w:styles ${W}><w:style w:styleId="Clause"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style></w:styles>`;
  const bytes = zipSync({
    '[Content_Types].xml': strToU8(HEAD + types),
    'word/document.xml': strToU8(`${HEAD}<w:document ${W}><w:body>${body}</w:body></w:document>`),
    'word/numbering.xml': strToU8(HEAD + numbering),
    'word/styles.xml': strToU8(HEAD + styles),
  });
  return new Blob([bytes as Uint8Array<ArrayBuffer>]);
}
const numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>';
const run = (text: string): string => `<w:r><w:t>${text}</w:t></w:r>`;
const noPdf = async (): Promise<never> => Promise.reject(new Error('not asked for'));

it('reads a Word file with the numbers that Word counts, without what was deleted', async () => {
  const file = word(
    `<w:p>${run('示例章程')}</w:p><w:p>${numbered}${run('公司设立')}${run('党支部。')}</w:p>` +
      `<w:p><w:pPr><w:pStyle w:val="Clause"/></w:pPr><w:del><w:r><w:delText>旧文</w:delText></w:r></w:del>${run('经费&amp;场所')}</w:p>`,
  );
  expect(await readCharterFile(file, '章程.docx', noPdf)).toBe(
    '示例章程\n第一条 公司设立党支部。\n第二条 经费&场所',
  );
});

it('counts clauses through chapters where Word does, and points anew in each clause', async () => {
  const level = (at: number, text: string, more = ''): string =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
  const levels = level(0, '第%1章') + level(1, '第%2条', '<w:lvlRestart w:val="0"/>') + level(2, '（%3）');
  const line = (at: number, text: string): string =>
    `<w:p><w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="3"/></w:numPr></w:pPr>${run(text)}</w:p>`;
  const body = [
    line(0, '总则'),
    line(1, '甲'),
    line(2, '一点'),
    line(1, '乙'),
    line(0, '党的组织'),
    line(1, '丙'),
    line(2, '又一点'),
  ];
  expect(await readCharterFile(word(body.join(''), levels), 'a.docx', noPdf)).toBe(
    [
      '第一章 总则',
      '第一条 甲',
      '（一） 一点',
      '第二条 乙',
      '第二章 党的组织',
      '第三条 丙',
      '（一） 又一点',
    ].join('\n'),
  );
});

it('reads text in GB18030, and says of any other file what it is', async () => {
  const gb = new Uint8Array([0xb5, 0xda, 0xd2, 0xbb, 0xcc, 0xf5, 0x20, 0xb5, 0xb3]);
  expect(await readCharterFile(new Blob([gb]), 'a.txt', noPdf)).toBe('第一条 党');
  const bad = async (bytes: number[] | string, pdf: Parameters<typeof readCharterFile>[2] = noPdf) =>
    readCharterFile(new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)]), 'x', pdf).then(
      () => 'read',
      (thrown: { code?: string }) => thrown.code,
    );
  expect(await bad([])).toBe('E404');
  expect(await bad([0xd0, 0xcf, 0x11, 0xe0, 0, 0])).toBe('E401');
  expect(await bad([0x50, 0x4b, 3, 4, 9, 9])).toBe('E402');
  expect(await bad([0xff, 0xd8, 0xff, 0, 0, 0])).toBe('E401');
  expect(await bad('%PDF-1.7')).toBe('E402');
  expect(await bad('%PDF-1.7', async () => ({ text: '', scan: true }))).toBe('E403');
  expect(await bad('%PDF-1.7', async () => ({ text: '第一条 甲', scan: false }))).toBe('read');
});
