import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { EMPTY_MATTER, saveMatter } from '../../../../lib/company/heard/matters';
import { diffLines } from '../../../../components/governance/review/words';
import {
  answerItem,
  attachEvidence,
  emptyForm,
  entryOf,
  type EvidenceForm,
  formOf,
  itemRecordId,
  refOf,
  saveEvidence,
} from '../../../../lib/governance';
import { setLanguage } from '../../../../lib/i18n';
import { create, type Ledger } from '../../../../lib/ledger';
import {
  createFinding,
  declareFinding,
  lookAgain,
  proveFinding,
  signReview,
  standingOf,
  stateOfItem,
} from '../../../../lib/review';
import { writeReviewPack } from '../../../../lib/review/pack';
import { checklistInForce } from '../../../../lib/rulebook/whole-packs';
import { holds, openPackZip, verifyPack } from '../../../../lib/verify';
import { openTestLedger } from '../../support/ledger';

const TODAY = '2026-11-23';
const company = { companyId: 'co', name: '示例出行' };
const ref = refOf(company, 'B1', '2026');
const itemOf = async (ledger: Ledger) => (await ledger.get('governanceItem', itemRecordId(ref)))!;
const askedOf = async (ledger: Ledger) =>
  (await checklistInForce(ledger)).items.find(({ code }) => code === 'B1')!;

/** An item with a link, a quotation and an original kept elsewhere, with a finding that was put right, and signed. */
async function signed(): Promise<{ ledger: Ledger; ids: Record<'link' | 'quote' | 'original', string> }> {
  await setLanguage('zh-CN');
  const { ledger } = await openTestLedger({ me: 'fan' });
  await answerItem(ledger, ref, undefined, { design: 'met', effect: 'partly' });
  const add = async (form: Partial<EvidenceForm> & Pick<EvidenceForm, 'type'>): Promise<string> => {
    const entry = entryOf({ ...emptyForm(form.type, TODAY), ...form }, undefined, TODAY);
    return (await saveEvidence(ledger, ref, entry)).id;
  };
  const ids = {
    link: await add({
      type: 'link',
      link: 'https://example.cn/zc',
      title: '章程公示',
      validTo: '2027-06-30',
    }),
    quote: await add({ type: 'quote', quote: '设立党的组织', title: '公司法', page: '第十八条' }),
    original: await add({
      type: 'original',
      title: '托管协议',
      place: '档案室 B3 柜',
      keeper: '综合部',
      sha256: 'ab'.repeat(32),
    }),
  };
  const item = await itemOf(ledger);
  const finding = await createFinding(ledger, item, {
    problem: '名单没有日期',
    foundOn: TODAY,
    owner: '办公室',
  });
  await proveFinding(ledger, finding, 'p', { quote: '已补日期', title: '新名单', addedOn: TODAY });
  await declareFinding(ledger, finding, { on: TODAY, result: '补写日期', today: TODAY });
  await lookAgain(ledger, finding, { on: TODAY, confirmed: true, text: '看过新名单', today: TODAY });
  const asked = await askedOf(ledger);
  const { hash } = await stateOfItem(ledger, item, asked);
  await signReview(ledger, {
    item,
    asked,
    shown: hash,
    design: 'met',
    effect: 'partly',
    name: '示例范',
    role: '合规',
    independent: false,
  });
  return { ledger, ids };
}

it('says in words what of a link, a quotation and an original became another after the signature', async () => {
  const { ledger, ids } = await signed();
  const change = async (id: string, over: object) => {
    const item = await itemOf(ledger);
    const before = item.fields.evidence![id]!;
    await saveEvidence(ledger, ref, entryOf({ ...formOf(before), ...over }, before, TODAY), {
      id,
      seen: item,
    });
  };
  await change(ids.link, { link: 'https://example.cn/xin', validTo: '2027-01-31' });
  await change(ids.quote, { quote: '应当设立党的组织' });
  await change(ids.original, { place: '档案室 C1 柜' });
  const item = await itemOf(ledger);
  const now = await stateOfItem(ledger, item, await askedOf(ledger));
  const { standing, changes } = await standingOf(ledger, item.id, now);
  expect(standing).toBe('changed');
  const lines = diffLines(changes, item, (id) => id ?? '');
  expect(lines.map(({ label, before, now: then }) => [label.replace(/“.*”的/, ''), before, then])).toEqual(
    expect.arrayContaining([
      ['证据网址', 'https://example.cn/zc', 'https://example.cn/xin'],
      ['证据有效期止', '2027-06-30', '2027-01-31'],
      ['证据原文', '设立党的组织', '应当设立党的组织'],
      ['证据存放处', '档案室 B3 柜', '档案室 C1 柜'],
    ]),
  );
  expect(lines).toHaveLength(4);
  expect(lines.some(({ label }) => label.includes('章程公示'))).toBe(true);
});

it('hands over every kind of evidence and what was put right, in Word, Excel and as data', async () => {
  const { ledger } = await signed();
  const pack = await writeReviewPack(ledger, {
    company,
    year: '2026',
    reduced: false,
    withFiles: true,
    verifier: () => Promise.resolve('<!doctype html>'),
  });
  const verdict = await verifyPack(await openPackZip(pack.blob));
  expect(holds(verdict)).toBe(true);
  expect(verdict.items.flatMap(({ files }) => files)).toEqual([
    { sha256: 'ab'.repeat(32), why: 'keptElsewhere' },
  ]);
  const files = unzipSync(new Uint8Array(await pack.blob.arrayBuffer()));
  const textOf = (bytes: Uint8Array): string =>
    Object.entries(unzipSync(bytes))
      .filter(([name]) => name.endsWith('.xml'))
      .map(([, part]) => strFromU8(part).replace(/<[^>]+>/g, ''))
      .join('\n');
  const words = [
    '章程公示',
    'https://example.cn/zc',
    '设立党的组织',
    '第十八条',
    '档案室 B3 柜',
    '综合部',
    '2027-06-30',
    '名单没有日期',
    '补写日期',
    '已补日期',
    '看过新名单',
    '未独立',
  ];
  for (const name of ['report.docx', 'register.xlsx']) {
    const text = textOf(files[name]!);
    for (const word of words) expect(text, `${name} ${word}`).toContain(word);
  }
  const finding = JSON.parse(strFromU8(files['data/findings.jsonl']!)) as object;
  expect(finding).toMatchObject({
    state: 'closed',
    independent: false,
    result: '补写日期',
    proof: [{ id: 'p', what: expect.stringContaining('已补日期') as string }],
  });
});

it('names in the evidence sheet which other items show the same piece, and hands over the files of a matter', async () => {
  await setLanguage('zh-CN');
  const { ledger } = await openTestLedger({ me: 'fan' });
  const bytes = await ledger.putBlob(new Blob(['示例意见书'], { type: 'application/pdf' }));
  const { id } = await saveMatter(ledger, 'co', {
    ...EMPTY_MATTER,
    title: '年度派单规则调整',
    attachments: [{ ...bytes, id: 'a1', role: 'file', name: '2026-05-01_示例_意见书_01.pdf' }],
  });
  const refs = [refOf(company, 'D3', '2026'), refOf(company, 'D5', '2026Q2')];
  for (const one of refs) await attachEvidence(ledger, one, { id, kind: 'matter' }, { today: TODAY });
  await saveEvidence(ledger, refs[0]!, { quote: '只在一处', title: '纪要', addedOn: TODAY });
  const pack = await writeReviewPack(ledger, {
    company,
    year: '2026',
    reduced: false,
    withFiles: true,
    verifier: () => Promise.resolve('<!doctype html>'),
  });
  const verdict = await verifyPack(await openPackZip(pack.blob));
  expect(holds(verdict)).toBe(true);
  const files = unzipSync(new Uint8Array(await pack.blob.arrayBuffer()));
  const path = `evidence/${bytes.sha256.slice(0, 16)}-2026-05-01_示例_意见书_01.pdf`;
  expect(strFromU8(files[path]!)).toBe('示例意见书');
  // At both items, and once in the pack.
  expect(verdict.items.flatMap(({ files: own }) => own)).toEqual([
    { sha256: bytes.sha256, path },
    { sha256: bytes.sha256, path },
  ]);
  const rows = utils.sheet_to_json<string[]>(read(files['register.xlsx']!).Sheets['证据']!, {
    header: 1,
    raw: false,
    defval: '',
  });
  const head = rows.findIndex((row) => row.includes('还用于'));
  const column = rows[head]!.indexOf('还用于');
  const also = rows.slice(head + 1).filter((row) => /^D\d/.test(row[0] ?? ''));
  expect(also.map((row) => [row[0], row[column]])).toEqual([
    ['D3', 'D5 2026 年第二季度'],
    ['D3', ''],
    ['D5', 'D3 2026 年'],
  ]);
});

it('hands over the files of a charter and of an appointment, for readers outside without the name of who holds it', async () => {
  await setLanguage('zh-CN');
  const { ledger } = await openTestLedger({ me: 'fan' });
  const keep = async (text: string, name: string) => ({
    ...(await ledger.putBlob(new Blob([text], { type: 'application/pdf' }))),
    role: 'file' as const,
    name,
  });
  const [articles, letter] = [
    await keep('示例章程原件', '示例章程.pdf'),
    await keep('示例聘书原件', '示例王外_聘书.pdf'),
  ];
  const mine = { companyId: 'co' };
  await ledger.commit(
    [
      create('charter', { ...mine, version: '示例章程', file: articles }, 'charter'),
      create(
        'appointment',
        {
          ...mine,
          person: 'p',
          name: '示例王外',
          body: 'board',
          position: '董事',
          basisFile: letter,
        },
        'post',
      ),
    ],
    { label: 'test' },
  );
  await attachEvidence(
    ledger,
    refOf(company, 'A1', '2026'),
    { id: 'charter', kind: 'charter' },
    { today: TODAY },
  );
  await attachEvidence(ledger, ref, { id: 'post', kind: 'appointment' }, { today: TODAY });
  for (const reduced of [false, true]) {
    const pack = await writeReviewPack(ledger, {
      company,
      year: '2026',
      reduced,
      withFiles: true,
      verifier: () => Promise.resolve('<!doctype html>'),
    });
    const verdict = await verifyPack(await openPackZip(pack.blob));
    expect(holds(verdict)).toBe(true);
    const files = unzipSync(new Uint8Array(await pack.blob.arrayBuffer()));
    const originals = Object.entries(files).filter(([path]) => path.startsWith('evidence/'));
    expect(originals.map(([path, bytes]) => [path.replace(/^.*?-/, ''), strFromU8(bytes)])).toEqual([
      ['示例章程.pdf', '示例章程原件'],
      [reduced ? '董事_聘书.pdf' : '示例王外_聘书.pdf', '示例聘书原件'],
    ]);
    expect(verdict.items.flatMap(({ files: own }) => own.map(({ sha256 }) => sha256))).toEqual([
      articles.sha256,
      letter.sha256,
    ]);
  }
});
