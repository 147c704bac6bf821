import type { Ledger } from '../ledger';
import { anchorAt, fold } from '../study/read/anchors';
import { saveClip, setQuotationNote } from '../study/clip/clips';
import { markPassage } from '../study/read/quotations';
import { ARTICLES } from './texts';

/** Passages of the first article that were marked while it was read, with what was noted on them. */
const MARKED = [
  { words: '等单的十分钟，来回就用完了', note: '我们站点到驿站也要走一刻钟，请小组长量一量。' },
  { words: '充电柜移到了门外，微波炉摆在进门左手', note: '' },
] as const;

/** What the page of the second article said when it was read again. */
const REREAD = {
  from: '请骑手代表先看一遍，再上线',
  to: '请骑手代表先看一遍，公示七天，再上线',
  more: '编者注：本文发表后，示例平台补充说明，公示期间收到意见十二条，逐条答复。',
} as const;

/** Reads in the sample: marks with notes in one article, and another one whose page changed since. */
export async function addSampleReading(ledger: Ledger, clips: readonly string[]): Promise<void> {
  const [first, second] = ARTICLES;
  const text = fold(first.paragraphs.join(''));
  for (const { words, note } of MARKED) {
    const clip = await ledger.get('clip', clips[0] ?? '');
    const start = text.indexOf(words);
    if (!clip || start < 0) continue;
    const anchor = anchorAt(text, start, start + words.length);
    const { id } = await markPassage(ledger, clip, { text: words, anchor });
    const marked = await ledger.get('clip', clip.id);
    if (note && marked) await setQuotationNote(ledger, marked, id, note);
  }
  const known = await ledger.get('clip', clips[1] ?? '');
  if (!known) return;
  const paragraphs = [...second.paragraphs.map((each) => each.replace(REREAD.from, REREAD.to)), REREAD.more];
  await saveClip(ledger, {
    title: second.title,
    url: known.fields.url,
    siteName: second.source,
    source: second.source,
    author: second.author,
    published: known.fields.published,
    html: paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join(''),
    text: paragraphs.join('\n'),
    coverage: 'article',
    images: [],
  });
}
