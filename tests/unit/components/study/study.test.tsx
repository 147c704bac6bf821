// @vitest-environment jsdom
import { Blob } from 'node:buffer';
import { act } from 'preact/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ClipPage } from '../../../../components/study/clip-page';
import { WaitingPage } from '../../../../components/study/waiting-page';
import { DeclarePage } from '../../../../components/study/declare-page';
import { localDate, nowMilliseconds } from '../../../../components/ui';
import { change, create, type Ledger, type Rec } from '../../../../lib/ledger';
import { lifePack } from '../../../../lib/rules/packs';
import { saveClip } from '../../../../lib/study/clip/clips';
import { declareStudy, returnStudy, waitingStudy } from '../../../../lib/study/hours/study-logs';
import { openTestLedger } from '../../support/ledger';
import { control, show, type, until } from '../governance/render';

// Screens read the clock of the machine.
const today = localDate(nowMilliseconds());
let ledger: Ledger;
beforeEach(async () => {
  // The Blob of jsdom cannot be read.
  vi.stubGlobal('Blob', Blob);
  ({ ledger } = await openTestLedger());
});

const TEXT = '支部把会开在换班的十分钟里，议的都是身边事。';
const keep = async (html = `<p>${TEXT}</p>`): Promise<Rec<'clip'>> => {
  const { id } = await saveClip(ledger, {
    title: '十分钟议事',
    url: 'https://news.example/a.html',
    source: '示例日报',
    author: '温言',
    published: '2026-11-18 09:46',
    html,
    text: TEXT,
    coverage: 'visible',
    images: ['https://p.example/1.jpg'],
    quotation: '议的都是身边事',
  });
  return (await ledger.get('clip', id)) as Rec<'clip'>;
};
const open = async (clip: Rec<'clip'>): Promise<HTMLElement> => {
  const root = await show(ledger, <ClipPage params={{ id: clip.id }} />, { route: `/study/clip/${clip.id}` });
  await until(() => expect(root.querySelector('article')).not.toBeNull());
  return root;
};
const click = (element: HTMLElement): Promise<void> => act(() => element.click());

describe('the page of a clip', () => {
  it('shows what the page said of itself, what was kept, and what was not', async () => {
    const root = await open(await keep());
    for (const text of [
      '十分钟议事',
      '示例日报 · 2026-11-18 09:46 · 作者 温言',
      '没有找到成篇的正文',
      '1 幅图片',
      TEXT,
    ]) {
      expect(root.textContent).toContain(text);
    }
  });

  it('says of a page without a word that nothing was read, and what to do', async () => {
    const { id, empty } = await saveClip(ledger, {
      title: '空壳页',
      url: 'https://news.example/shell.html',
      html: '',
      text: ' ',
      coverage: 'visible',
      images: [],
    });
    expect(empty).toBe(true);
    const root = await show(ledger, <ClipPage params={{ id }} />, { route: `/study/clip/${id}` });
    await until(() => expect(root.textContent).toContain('没有读到文字'));
    expect(root.textContent).toContain('另一个网站的框架里');
    expect(root.textContent).not.toContain('保存的是看得见的文字');
  });

  it('lists the articles of a newspaper page once', async () => {
    const title = '骑手驿站延长开放两小时';
    const { id } = await saveClip(ledger, {
      title: '示例日报 2026-11-20 第 04 版：要闻',
      url: 'https://paper.example/node_4.html',
      html: `<ul><li>${title}</li></ul>`,
      text: title,
      coverage: 'visible',
      images: [],
      items: [{ title, url: 'https://paper.example/content_1.html' }],
    });
    const root = await show(ledger, <ClipPage params={{ id }} />, { route: `/study/clip/${id}` });
    await until(() => expect(root.querySelector('[data-action="take-items"]')).not.toBeNull());
    await until(() => expect(root.querySelector('[data-part="provenance"]')).not.toBeNull());
    expect(root.textContent?.split(title)).toHaveLength(2);
  });

  it('shows stored text that was tampered with, without anything that runs or loads', async () => {
    const clip = await keep();
    const body = await ledger.putBlob(
      new globalThis.Blob([
        '<p onclick="x()">字</p><img src="https://evil.example/p"><script>x()</script><iframe srcdoc="x"></iframe>' +
          '<a href="javascript:x()">链</a><style>p{background:url(https://evil.example/)}</style><svg onload="x()"></svg>',
      ]),
    );
    await ledger.commit([change(clip, { body })], { label: 'x' });
    const root = await open(clip);
    const shown = root.querySelector('article') as HTMLElement;
    expect(shown.textContent).toContain('字');
    expect(
      shown.querySelector('script,iframe,style,svg,[src],[onclick],[style],a[href^="javascript"]'),
    ).toBeNull();
  });

  it('keeps a note: as a draft while typed, in the record when saved', async () => {
    const clip = await keep();
    const root = await open(clip);
    await until(() => control(root, '笔记'));
    await type(root, '笔记', '放到周三讨论');
    await until(async () =>
      expect((await ledger.drafts.get(`clip:${clip.id}`))?.data).toEqual({ note: '放到周三讨论' }),
    );
    await click(control(root, '保存笔记'));
    await until(async () => expect((await ledger.get('clip', clip.id))?.fields.note).toBe('放到周三讨论'));
    expect(await ledger.drafts.get(`clip:${clip.id}`)).toBeUndefined();
  });

  it('takes a remark on a quotation, and another one later', async () => {
    const clip = await keep();
    const root = await open(clip);
    const noted = async () =>
      Object.values((await ledger.get('clip', clip.id))?.fields.quotations ?? {})[0]?.note;
    for (const [opener, text] of [
      ['写批注', '和我们很像'],
      ['改批注', '和我们很像，试一次'],
    ] as const) {
      await click(await until(() => control(root, opener)));
      await until(() => control(root, '对这段引文的批注'));
      await type(root, '对这段引文的批注', text);
      const save = await until(() => {
        const button = root.querySelector<HTMLElement>('[data-action="save-quotation-note"]:enabled');
        if (!button) throw new Error('nothing to save yet');
        return button;
      });
      await click(save);
      await until(async () => expect(await noted()).toBe(text));
    }
  });

  it('goes onto the agenda of a coming activity in one click, and says where it is used', async () => {
    const write = create('meeting', { types: { themeDay: true }, startsAt: `${today}T23:00` });
    await ledger.commit([write], { label: 'x' });
    const clip = await keep();
    const root = await open(clip);
    const put = await until(() => {
      const button = root.querySelector<HTMLElement>('[data-action="put-on-agenda"]');
      expect(button).not.toBeNull();
      return button as HTMLElement;
    });
    await click(put);
    await until(async () => {
      const items = Object.values((await ledger.get('meeting', write.id))?.fields.agenda ?? {});
      expect(items).toMatchObject([{ text: '学习：十分钟议事', clip: clip.id }]);
    });
    await until(() => expect(root.querySelector(`a[href="#/life/meeting/${write.id}"]`)).not.toBeNull());
  });
});

describe('declaring', () => {
  it('reads a pasted list, enters for all of it at once and names whom it did not find', async () => {
    for (const name of ['何小满', '林知秋']) {
      await ledger.commit([create('member', { name, category: 'full' })], { label: 'x' });
    }
    const clip = await keep();
    const root = await show(ledger, <DeclarePage />, { route: `/study/declare?clip=${clip.id}` });
    await until(() => control(root, '粘贴名单'));
    await type(root, '粘贴名单', '1. 何小满\n2. 林知秋\n3. 没有这个人');
    await until(() => expect(root.textContent).toContain('没有这个人'));
    await click(control(root, '申报'));
    await until(async () => {
      const logs = await ledger.linked(clip.id, 'studyLog');
      expect(logs.map((log) => log.fields.state)).toEqual(['confirmed', 'confirmed']);
    });
  });

  it('comes back to the member with its reason and all that was typed', async () => {
    await declareStudy(
      ledger,
      lifePack(),
      { members: ['me'], on: '2026-11-02', form: 'training', minutes: 90, subject: '网络课' },
      { confirmed: false, today },
    );
    const [log] = await waitingStudy(ledger);
    await returnStudy(ledger, log as Rec<'studyLog'>, '请写明课程名称', today);
    const root = await show(ledger, <DeclarePage />, { route: `/study/declare?again=${log?.id}` });
    await until(() => expect(root.textContent).toContain('请写明课程名称'));
    await type(root, '学了什么', '网络课：数据安全');
    await click(control(root, '申报'));
    await until(async () => {
      const [again] = await waitingStudy(ledger);
      expect(again).toMatchObject({
        id: log?.id,
        fields: { on: '2026-11-02', form: 'training', minutes: 90, hours: 2, subject: '网络课：数据安全' },
      });
      expect(again?.fields.returnReason).toBeUndefined();
    });
  });

  it('waits for a person, who looks at each and confirms them together, the own one by hand', async () => {
    await declareStudy(
      ledger,
      lifePack(),
      { members: ['me', 'b', 'c'], on: today, form: 'training', hours: 2, subject: '网络课' },
      { confirmed: false, today },
    );
    const root = await show(ledger, <WaitingPage />);
    await until(() => expect(root.textContent).toContain('网络课'));
    await click(control(root, '全选'));
    await click(control(root, '确认所选（2）'));
    // Of one's own another person is asked first; nothing bars the hand.
    await until(async () =>
      expect((await waitingStudy(ledger)).map(({ fields }) => fields.member)).toEqual(['me']),
    );
    await until(() => {
      expect(root.querySelectorAll('input[type="checkbox"]')).toHaveLength(1);
      expect(root.textContent).toContain('您自己的申报');
    });
    await click(root.querySelector('input[type="checkbox"]') as HTMLElement);
    await click(control(root, '确认所选（1）'));
    await until(async () => expect(await waitingStudy(ledger)).toHaveLength(0));
  });
});
