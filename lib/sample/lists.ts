import { change, type Ledger, type Rec } from '../ledger';
import { saveClip } from '../study/clip/clips';
import { saveLesson } from '../study/lists/lessons';
import { putOnList, setAim } from '../study/lists/month-list';
import type { SamplePlan } from './build';

/** How the sample's materials are sorted, in the order in which they were made. */
const SORTED: readonly { tags: readonly string[]; education: string }[] = [
  { tags: ['骑手', '关键小事'], education: 'purpose' },
  { tags: ['算法', '骑手'], education: 'situation' },
  { tags: ['党课'], education: 'tradition' },
  { tags: ['流动党员'], education: 'discipline' },
  { tags: ['骑手', '网格'], education: 'skills' },
];

const DOCUMENT = {
  title: '示例市示例区委组织部关于做好配送站点党员学习的通知',
  lines: [
    '示例组通字〔2026〕7号',
    '各行业党委、各配送站点党支部：',
    '为帮助新就业群体党员学习，现就有关事项通知如下。',
    '一、用好换班时间。支部可以利用换班、等单的时间组织短时学习，每次讲清一个问题。',
    '二、学用结合。学习材料要贴近岗位，学完说一说本站点怎样做。',
    '三、如实记录。学习情况由党员申报、支部确认，不签到、不打卡、不排名。',
    '示例市示例区委组织部',
    '2026年9月1日',
  ],
} as const;

/** Task of education of an article of the sample. */
export const taskOf = (index: number): string => SORTED[index % SORTED.length]?.education ?? '';

/** Tags, tasks of education, and this month's list with what is asked, on the materials of the sample. */
export async function addSampleLists(ledger: Ledger, plan: SamplePlan): Promise<void> {
  const month = plan.today.slice(0, 7);
  const clips = await ledger.getMany('clip', plan.clips);
  await ledger.commit(
    clips.map((clip, index) => {
      const { tags, education } = SORTED[index % SORTED.length] as (typeof SORTED)[number];
      return change(clip, {
        tags: Object.fromEntries(tags.map((tag) => [tag, true as const])),
        education: { [education]: true },
      });
    }),
    { label: 'clipTags' },
  );
  const { id } = await saveClip(ledger, {
    title: DOCUMENT.title,
    url: 'https://gov.example.com/2026/7.html',
    siteName: '示例区党建网',
    published: '2026-09-02',
    html: DOCUMENT.lines.map((line) => `<p>${line}</p>`).join(''),
    text: DOCUMENT.lines.join('\n'),
    coverage: 'article',
    images: [],
  });
  const first = plan.clips[0];
  const get = async (of: string) => (await ledger.get('clip', of)) as Rec<'clip'>;
  await putOnList(ledger, await get(id), month);
  await setAim(ledger, await get(id), month, '对照三条，说一说站点能先做哪一件。');
  if (first) {
    await saveLesson(
      ledger,
      { clip: first },
      {
        passage: '会前收单子，会上只议事，散会前当场分工。',
        question: '我们站点最近一件一直没人牵头的小事是什么？',
        prompt: '每人说一件自己愿意牵头的事，说清几天内办成什么样。',
      },
    );
  }
  if (first) await setAim(ledger, await get(first), month, '重点看“十分钟议事”怎样分工、怎样回头看。');
}
