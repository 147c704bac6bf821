import { describe, expect, it } from 'vitest';
import { citedRanges, samePassages, SHORTEST } from '../../../../lib/study/reflections/same-text';

const TEXT = '支部把会开在换班的十分钟里，议的都是身边事，定下的事第二天就有人去办。';
const of = async (text: string, ...sources: string[]) =>
  (
    await samePassages(
      text,
      sources.map((one, at) => ({ source: at, text: one })),
    )
  ).map(({ text: same, sources: where }) => [same, where]);

describe('passages that stand elsewhere too', () => {
  it('are found whatever stands between their characters, and given as they were written', async () => {
    expect(await of(`我想，支部把会开在换班的十分钟里；议的都是身边事。我们也可以`, TEXT)).toEqual([
      ['支部把会开在换班的十分钟里；议的都是身边事', [0]],
    ]);
    expect(
      await of('ＡＢＣ学习型党支部建设２０２６年度工作要点', 'abc 学习型党支部建设 2026 年度，工作要点'),
    ).toEqual([['ＡＢＣ学习型党支部建设２０２６年度工作要点', [0]]]);
  });

  it('are longer than names and set phrases', async () => {
    const name = '中国共产党支部工作条例试行稿';
    expect(await of(name.slice(0, SHORTEST - 1), name)).toEqual([]);
    expect(await of(name.slice(0, SHORTEST), name)).toEqual([[name.slice(0, SHORTEST), [0]]]);
  });

  it('name every source, the one with most of it first, and each source once', async () => {
    const part = '议的都是身边事，定下的事第二天就有人去办';
    const found = await of(`${TEXT}我很受启发。${part}`, `前文。${part}。${part}`, TEXT);
    expect(found).toEqual([
      [TEXT.slice(0, -1), [1, 0]],
      [part, [0, 1]],
    ]);
  });

  it('leave out what is quoted with its source, before or behind', async () => {
    for (const cited of [
      `“${TEXT}”（《十分钟议事》，示例日报）`,
      `「${TEXT}」（来源：示例日报）`,
      `《十分钟议事》里写道：“${TEXT}”`,
      `“${TEXT}”（https://news.example/a）`,
    ])
      expect(await of(`读后：${cited}我们也可以。`, TEXT)).toEqual([]);
    // Marks alone name no source; a title of another sentence is none of this one.
    expect(await of(`有人说“${TEXT}”。`, TEXT)).toHaveLength(1);
    expect(await of(`读了《十分钟议事》。“${TEXT}”。`, TEXT)).toHaveLength(1);
  });

  it('do not run across a quotation that is left out', async () => {
    const cited = '“议的都是身边事”（《十分钟议事》）';
    expect(citedRanges(`甲${cited}`)).toEqual([[1, 10]]);
    expect(await of(`支部把会开在换班的${cited}定下的事第二天`, '支部把会开在换班的定下的事第二天')).toEqual(
      [],
    );
  });

  it('are none in an empty or very short text', async () => {
    expect(await of('', TEXT)).toEqual([]);
    expect(await of(TEXT, '', '短')).toEqual([]);
  });
});

it('compares with 5,000 records, and lets the screen breathe', async () => {
  const signs = Array.from({ length: 3000 }, (_, at) => String.fromCharCode(0x4e00 + ((at * 7919) % 20_000)));
  let state = 28;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const made = (length: number): string =>
    Array.from({ length }, () => signs[next() % signs.length]).join('');
  const texts = Array.from({ length: 5000 }, (_, source) => ({ source, text: made(1000) }));
  const planted = texts[4321]?.text.slice(300, 360) ?? '';
  const draft = `${made(1500)}${planted}${made(1500)}`;
  let breaths = 0;
  const found = await samePassages(draft, texts, async () => void (breaths += 1));
  expect(found.map(({ sources, text }) => [sources, text === planted])).toEqual([[[4321], true]]);
  expect(breaths).toBeGreaterThanOrEqual(12);
});
