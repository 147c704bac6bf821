// @vitest-environment jsdom
import { Blob } from 'node:buffer';
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ShownPictures } from '../../../../components/study/shown-pictures';
import { change, type Ledger, type Rec } from '../../../../lib/ledger';
import { saveClip } from '../../../../lib/study/clip/clips';
import { pictureId } from '../../../../lib/study/sources/pictures';
import { openTestLedger } from '../../support/ledger';
import { show, until } from '../governance/render';

const ADDRESSES = ['https://p.example/1.jpg', 'https://p.example/2.jpg'];
const living = new Set<string>();
let made = 0;
let ledger: Ledger;
let clip: Rec<'clip'>;

beforeEach(async () => {
  vi.stubGlobal('Blob', Blob);
  living.clear();
  made = 0;
  Object.assign(URL, {
    createObjectURL: () => {
      made += 1;
      living.add(`blob:${made}`);
      return `blob:${made}`;
    },
    revokeObjectURL: (address: string) => void living.delete(address),
  });
  ({ ledger } = await openTestLedger());
  const { id } = await saveClip(ledger, {
    title: '图文',
    url: 'https://news.example/a.html',
    html: '<p>文</p>',
    text: '文',
    coverage: 'article',
    images: [],
  });
  await keep(id, ADDRESSES);
});
afterEach(() => vi.unstubAllGlobals());

async function keep(id: string, addresses: readonly string[]): Promise<void> {
  const before = (await ledger.get('clip', id)) as Rec<'clip'>;
  const pictures: Record<string, object | null> = {};
  for (const url of ADDRESSES) {
    const file = await ledger.putBlob(new Blob([url], { type: 'image/jpeg' }) as never);
    pictures[pictureId(url)] = addresses.includes(url) ? { url, ...file } : null;
  }
  await ledger.commit([change(before, { pictures } as never)], { label: 'clipPictures' });
  clip = (await ledger.get('clip', id)) as Rec<'clip'>;
}

/** A text that is drawn anew each time, as marks do it. */
const text = () => (
  <div
    data-text
    dangerouslySetInnerHTML={{ __html: ADDRESSES.map((url) => `<img data-src="${url}">`).join('') + made }}
  />
);
const sources = (root: HTMLElement) =>
  [...root.querySelectorAll('img')].map((image) => image.getAttribute('src'));

it('makes one address for a picture, however often the text is drawn anew, and gives it back at the end', async () => {
  const root = await show(ledger, <ShownPictures clip={clip}>{text()}</ShownPictures>);
  await until(() => expect(sources(root)).toEqual([expect.any(String), expect.any(String)]));
  const first = sources(root);
  for (let n = 0; n < 5; n += 1) {
    root.querySelector('[data-text]')!.innerHTML = ADDRESSES.map(
      (url) => `<mark><img data-src="${url}"></mark>`,
    ).join('');
    await until(() => expect(sources(root)).toEqual(first));
  }
  expect([made, living.size]).toEqual([2, 2]);
  await act(() => render(null, root));
  await until(() => expect(living.size).toBe(0));
});

it('gives back the address of a picture that was taken off, and keeps the others', async () => {
  let turn: (to: Rec<'clip'>) => void = () => undefined;
  const Screen = () => {
    const [now, set] = useState(clip);
    turn = set;
    return <ShownPictures clip={now}>{text()}</ShownPictures>;
  };
  const root = await show(ledger, <Screen />);
  await until(() => expect(sources(root)).not.toContain(null));
  const [first] = sources(root);
  await keep(clip.id, ADDRESSES.slice(0, 1));
  await act(() => turn(clip));
  await until(() => expect(sources(root)).toEqual([first, null]));
  expect([...living]).toEqual([first]);
  expect(made).toBe(2);
});

it('a picture without a file is a box', async () => {
  await keep(clip.id, []);
  const root = await show(ledger, <ShownPictures clip={clip}>{text()}</ShownPictures>);
  await until(() => expect(root.querySelector('img')?.alt).toBeTruthy());
  expect(sources(root)).toEqual([null, null]);
  expect(made).toBe(0);
});
