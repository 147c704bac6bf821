import { beforeEach, describe, expect, it } from 'vitest';
import { change, type Ledger, type Rec } from '../../../../lib/ledger';
import type { Extraction } from '../../../../lib/records/extraction';
import { saveClip, setNote } from '../../../../lib/study/clip/clips';
import { clipVersions, versionBody } from '../../../../lib/study/clip/versions';
import { openTestLedger } from '../../support/ledger';

const page = (text: string, over: Partial<Extraction> = {}): Extraction => ({
  title: '十分钟议事',
  url: 'https://news.example/a.html',
  source: '示例日报',
  published: '2026-11-18 09:46',
  html: `<p>${text}</p>`,
  text,
  coverage: 'article',
  images: [],
  ...over,
});
const FIRST = '支部把会开在换班的十分钟里，议的都是身边事，散会前当场分工。';
const SECOND = FIRST.replace('当场', '随后');

let ledger: Ledger;
let time: { now: number };
beforeEach(async () => {
  ({ ledger, time } = await openTestLedger({ now: '2026-11-01T00:00:00Z' }));
});
const clip = async (): Promise<Rec<'clip'>> => (await ledger.list('clip'))[0] as Rec<'clip'>;
const days = async () =>
  (await clipVersions(ledger, await clip())).map(({ at }) => new Date(at).getUTCDate());
const read = async (text: string, day: number, over: Partial<Extraction> = {}) => {
  time.now = Date.UTC(2026, 10, day);
  return saveClip(ledger, page(text, over));
};

describe('clipVersions', () => {
  it('is one version for each reading that found something else, with its day, text and head', async () => {
    await read(FIRST, 18);
    await read(FIRST, 19);
    await read(SECOND, 24, { title: '十分钟议事（更正）' });
    const [present, before, ...more] = await clipVersions(ledger, await clip());
    expect(more).toEqual([]);
    expect(await days()).toEqual([24, 18]);
    expect(present?.facts).toMatchObject({ title: '十分钟议事（更正）', source: '示例日报' });
    expect(before?.facts).toMatchObject({ title: '十分钟议事', source: '示例日报' });
    expect(await versionBody(ledger, present as never)).toContain('随后分工');
    expect(await versionBody(ledger, before as never)).toContain('当场分工');
  });

  it('notices a changed title or date under the same text', async () => {
    await read(FIRST, 18);
    await read(FIRST, 20, { published: '2026-11-20 08:00' });
    expect(await days()).toEqual([20, 18]);
  });

  it('does not take what a person writes or corrects for a change of the page', async () => {
    await read(FIRST, 18);
    time.now = Date.UTC(2026, 10, 19);
    await setNote(ledger, await clip(), '想法');
    await ledger.commit([change(await clip(), { source: '示例晚报' })], { label: 'clipNote' });
    expect(await days()).toEqual([18]);
  });

  it('keeps the text of every version when unused bytes are swept', async () => {
    await read(FIRST, 1);
    await read(SECOND, 2);
    await read('完全不同的第三次。', 3);
    const unused = await ledger.putBlob(new Blob(['没有人用']));
    time.now = Date.UTC(2027, 5, 1);
    expect(await ledger.sweepOrphans()).toBe(1);
    await expect(ledger.getBlob(unused)).rejects.toMatchObject({ code: 'E113' });
    const versions = await clipVersions(ledger, await clip());
    expect(await Promise.all(versions.map((version) => versionBody(ledger, version)))).toEqual([
      expect.stringContaining('第三次'),
      expect.stringContaining('随后分工'),
      expect.stringContaining('当场分工'),
    ]);
  });
});
