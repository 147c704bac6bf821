// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { ConflictNote } from '../../../../components/ui/conflict-note';
import { fieldWord, isPrivateField, valueWord } from '../../../../components/ui/record-words';
import { change, create, type Ledger } from '../../../../lib/ledger';
import { loadMessages } from '../../../../lib/i18n';
import { openTestLedger } from '../../support/ledger';
import { show, until } from '../governance/render';

/** Two people changed `fields` of one record at the same time; `theirs` came later. */
async function concurrent(
  ledger: Ledger,
  kind: 'clip' | 'lesson' | 'reflection' | 'floatingRecord' | 'duesBase',
  before: Record<string, unknown>,
  mine: Record<string, unknown>,
  theirs: Record<string, unknown>,
): Promise<string> {
  const write = create(kind, before as never);
  await ledger.commit([write], { label: 'clip' });
  const seen = (await ledger.find(write.id)) as never;
  await ledger.commit([change(seen, mine as never)], { label: 'clipEdit' });
  await ledger.commit([change(seen, theirs as never)], { label: 'clipEdit' });
  return write.id;
}

const nameOf = (id: string | undefined) => (id === 'm1' ? '示例甲' : (id ?? ''));

describe('有并发修改', () => {
  it.each([
    [
      'clip',
      {
        title: '原题',
        url: 'https://news.example/a',
        coverage: 'article',
        lists: { '2026-11': { order: 1 } },
      },
      { note: '一处批注', coverage: 'selection' },
      { note: '另一处批注', coverage: 'visible' },
      ['备注', '一处批注', '另一处批注', '摘录范围', '选中的部分', '看得见的文字'],
    ],
    [
      'lesson',
      { clip: 'c', passage: '选段' },
      { question: '为什么', prompt: '谈谈' },
      { question: '怎么办', prompt: '说说' },
      ['问题', '为什么', '怎么办', '讨论提示', '谈谈', '说说'],
    ],
    [
      'reflection',
      { member: 'm1', on: '2026-11-01', text: '旧' },
      { text: '这一稿' },
      { text: '那一稿' },
      ['正文', '这一稿', '那一稿'],
    ],
    [
      'floatingRecord',
      { direction: 'out', member: 'm1', since: '2026-01-01' },
      { region: '示例省', liaison: 'm1' },
      { region: '示例市', liaison: 'm2' },
      ['流向或来处（省市）', '示例省', '示例市', '联系人'],
    ],
    [
      'duesBase',
      { member: 'm1', year: 2026, steps: { '01': { fen: 100, way: 'monthly' } } },
      { steps: { '03': { fen: 1250, way: 'monthly' } } },
      { steps: { '03': { fen: 2000, way: 'monthly' } } },
      ['月应缴数额 · 03', '12.50', '20.00'],
    ],
  ] as const)('%s: fields and values in words', async (kind, before, mine, theirs, words) => {
    await loadMessages();
    const { ledger } = await openTestLedger();
    const id = await concurrent(ledger, kind, before, mine, theirs);
    const page = await show(ledger, <ConflictNote id={id} />);
    await until(() => expect(page.textContent).toContain(words[0]));
    for (const word of words) expect(page.textContent).toContain(word);
    expect(page.textContent).not.toMatch(/[{}]|\b(note|coverage|question|prompt|region|steps)\b/);
  });

  it('calls a record that a value refers to by its title', async () => {
    await loadMessages();
    const { ledger } = await openTestLedger();
    const clips = ['第一份材料', '第二份材料'].map((title, n) =>
      create('clip', { title, url: `https://news.example/${n}`, coverage: 'article' }),
    );
    await ledger.commit(clips, { label: 'clip' });
    const id = await concurrent(
      ledger,
      'reflection',
      { member: 'm1', on: '2026-11-01', text: '旧' },
      { clip: clips[0]!.id },
      { clip: clips[1]!.id },
    );
    const page = await show(ledger, <ConflictNote id={id} />);
    await until(() => expect(page.textContent).toContain('第一份材料'));
    expect(page.textContent).toContain('第二份材料');
    expect(page.textContent).not.toContain(clips[0]!.id);
  });
});

describe('words of stored fields', () => {
  it('knows elements, people, choices and amounts', async () => {
    await loadMessages();
    expect(fieldWord('meeting', 'attendance/m1', nameOf)).toBe('到会情况 · 示例甲');
    expect(fieldWord('clip', 'card/number', nameOf)).toBe('来源卡 · 文号');
    expect(fieldWord('clip', 'tags/二十大/报告', nameOf)).toBe('标签 · 二十大/报告');
    expect(fieldWord('paperTemplate', 'lists', nameOf)).toBe('按名单重复的行');
    expect(fieldWord('clip', 'lists/2026-11', nameOf)).toBe('清单里的位置 · 2026-11');
    expect(fieldWord('branch', 'name', nameOf)).toBe('支部名称');
    expect(fieldWord('member', 'name', nameOf)).toBe('姓名');
    expect(valueWord('meeting', 'attendance/m1', { state: 'leave', reason: 'trip' }, nameOf)).toBe(
      '请假 · 出差、外出',
    );
    expect(valueWord('clip', 'tags/廉洁', true, nameOf)).toBe('（已加上）');
    expect(valueWord('clip', 'tags/廉洁', null, nameOf)).toBe('（已去掉）');
    expect(valueWord('duesRecord', 'paid', 1005, nameOf)).toBe('10.05');
    expect(valueWord('member', 'posts', ['secretary', 'organization'], nameOf)).toBe('党支部书记、组织委员');
    expect(valueWord('clip', 'card/number', { value: '示例发〔2026〕1号', by: 'hand' }, nameOf)).toBe(
      '示例发〔2026〕1号',
    );
  });

  it('keeps the elements of private sets out of mixed lists', () => {
    expect(isPrivateField('honour', 'members/m1')).toBe(true);
    expect(isPrivateField('meeting', 'attendance/m1')).toBe(false);
  });
});
