// @vitest-environment jsdom
import { Blob } from 'node:buffer';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PdfPick } from '../../../../components/study/pdf-pick';
import type { Ledger } from '../../../../lib/ledger';
import { openTestLedger } from '../../support/ledger';
import { show, until } from '../governance/render';

const reading: string[] = [];
let atOnce = 0;
let most = 0;
vi.mock('../../../../lib/study/pdf', () => ({
  readPdfFile: async (data: Uint8Array) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    const text = new TextDecoder().decode(data);
    reading.push(text);
    await new Promise((resolve) => setTimeout(resolve, 5));
    atOnce -= 1;
    return { title: text.slice(5), text, html: `<p>${text.slice(5)}</p>`, pages: 1, scan: false };
  },
}));

let ledger: Ledger;
beforeEach(async () => {
  vi.stubGlobal('Blob', Blob);
  reading.length = 0;
  most = 0;
  ({ ledger } = await openTestLedger());
});

// What listens to the window has to go with its page.
afterEach(() => act(() => render(null, document.body.firstElementChild!)));

/** A file with this name and content, as jsdom cannot read one. */
const file = (name: string, content: string) =>
  Object.assign(new Blob([content]), { name }) as unknown as File;
/** What the browser says when files are dragged over something, dropped on it, or taken away again. */
const drag = (type: string, files: File[], on: EventTarget = document.body, types = ['Files']) => {
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { types, files }, relatedTarget: null });
  return act(() => void on.dispatchEvent(event)).then(() => event);
};
const titles = async () => (await ledger.list('clip')).map(({ fields }) => fields.title).sort();

it('a PDF that is dropped anywhere on the page is taken in, and a hint shows where', async () => {
  const root = await show(ledger, <PdfPick pick={false} />);
  expect(root.textContent).toBe('');
  const over = await drag('dragover', []);
  expect(over.defaultPrevented).toBe(true);
  expect(root.textContent).toContain('松开，收进 PDF');
  await drag('dragleave', []);
  expect(root.textContent).toBe('');
  await drag('dragover', []);
  const dropped = await drag('drop', [file('甲.pdf', '%PDF-甲文件')]);
  // Else the browser would open it in place of the page.
  expect(dropped.defaultPrevented).toBe(true);
  await until(async () => expect(await titles()).toEqual(['甲文件']));
  await until(() => expect(location.hash).toContain('/study/clip/'));
});

it('several come one after another, those dropped meanwhile too; a wrong one is told with its code', async () => {
  const root = await show(ledger, <PdfPick />);
  await drag('drop', [
    file('甲.pdf', '%PDF-甲'),
    file('说明.docx', 'PK\u0003\u0004'),
    file('乙.pdf', '%PDF-乙'),
  ]);
  await drag('drop', [file('丙.pdf', '%PDF-丙')]);
  await until(async () => expect(await titles()).toEqual(['丙', '乙', '甲'].sort()));
  await until(() => expect(root.textContent).toContain('E336'));
  expect(root.textContent).toContain('说明.docx');
  expect(reading).toEqual(['%PDF-甲', '%PDF-乙', '%PDF-丙']);
  expect(most).toBe(1);
});

it('a box that takes files goes first, and text that is dragged is left alone', async () => {
  const root = await show(ledger, <PdfPick />);
  const box = root.querySelector('input')!.parentElement!;
  await drag('drop', [file('甲.pdf', '%PDF-甲')], box);
  await until(async () => expect(await titles()).toEqual(['甲']));
  const text = await drag('dragover', [], document.body, ['text/plain']);
  expect(text.defaultPrevented).toBe(false);
  await drag('drop', [], document.body, ['text/plain']);
  expect(reading).toEqual(['%PDF-甲']);
});
