import { describe, expect, it } from 'vitest';
import { hashBlob } from '../../../lib/ledger';
import {
  addAttachment,
  ATTACHMENT_MAX_BYTES,
  attachmentName,
  renameAttachments,
} from '../../../lib/life/attachments';
import type { AttachmentLine } from '../../../lib/life/draft';
import { fileKindOf, fitSize } from '../../../lib/exchange/photo';
import { openTestLedger } from '../support/ledger';

const about = { date: '2026-11-25', branch: '示例支部', type: '主题党日', existing: [] };
const jpeg = (text = 'Exif GPS 31.2N'): Blob =>
  new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe1]), text], { type: 'image/jpeg' });
const heic = new Blob([new Uint8Array([0, 0, 0, 24]), 'ftypheic', 'data'], { type: '' });
const drawn = new Blob(['pixels only'], { type: 'image/jpeg' });
const draws = async () => drawn;
const cannotDraw = async () => undefined;

describe('addAttachment', () => {
  it('stores the picture drawn anew, under its own hash, with the hash of the original beside it', async () => {
    const { ledger } = await openTestLedger();
    const added = await addAttachment(ledger, { blob: jpeg(), name: 'IMG_2231.JPG' }, about, draws);
    expect(added).toMatchObject({
      remark: 'photo',
      line: {
        role: 'photo',
        name: '2026-11-25_示例支部_主题党日_01.jpg',
        sha256: await hashBlob(drawn),
        originalSha256: await hashBlob(jpeg()),
      },
    });
    expect(await (await ledger.getBlob(added!.line)).text()).toBe('pixels only');
  });

  it('keeps a picture that cannot be decoded as a file, and says so', async () => {
    const { ledger } = await openTestLedger();
    const added = await addAttachment(ledger, { blob: heic, name: '合影.HEIC' }, about, cannotDraw);
    expect(added).toMatchObject({
      remark: 'undecodable',
      line: { role: 'file', name: '2026-11-25_示例支部_主题党日_01_合影.heic' },
    });
    expect(added?.line).not.toHaveProperty('originalSha256');
  });

  it('tells a photo by its bytes even when it comes without type and with another name', async () => {
    const { ledger } = await openTestLedger();
    const added = await addAttachment(
      ledger,
      { blob: new Blob([await jpeg().arrayBuffer()]), name: '照片' },
      about,
      draws,
    );
    expect(added?.line.role).toBe('photo');
  });

  it('keeps a scan of signed paper as a scan', async () => {
    const { ledger } = await openTestLedger();
    const pdf = new Blob(['%PDF-1.7 …'], { type: 'application/pdf' });
    const added = await addAttachment(
      ledger,
      { blob: pdf, name: '签到表.pdf' },
      { ...about, scan: true },
      cannotDraw,
    );
    expect(added).toMatchObject({
      remark: 'asIs',
      line: { role: 'scan', name: '2026-11-25_示例支部_主题党日_01.pdf' },
    });
  });

  it('takes the same file once', async () => {
    const { ledger } = await openTestLedger();
    const first = await addAttachment(ledger, { blob: jpeg(), name: 'a.jpg' }, about, draws);
    const existing = [first!.line];
    expect(
      await addAttachment(ledger, { blob: jpeg(), name: 'b.jpg' }, { ...about, existing }, draws),
    ).toBeUndefined();
    const other = await addAttachment(
      ledger,
      { blob: jpeg('other'), name: 'c.jpg' },
      { ...about, existing },
      draws,
    );
    expect(other?.line.name).toContain('_02.jpg');
  });

  it('refuses what is too large, empty or gone, in words', async () => {
    const { ledger } = await openTestLedger();
    const huge = { size: ATTACHMENT_MAX_BYTES + 1, type: 'video/mp4' } as Blob;
    const gone = new Blob(['x']);
    Object.defineProperty(gone, 'slice', {
      value: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }),
    });
    const add = (blob: Blob) => addAttachment(ledger, { blob, name: '录像.mp4' }, about, draws);
    await expect(add(huge)).rejects.toMatchObject({ code: 'E710', params: { max: '50.0' } });
    await expect(add(new Blob([]))).rejects.toMatchObject({ code: 'E711' });
    await expect(add(gone)).rejects.toMatchObject({ code: 'E712' });
  });
});

describe('names and sizes', () => {
  it('never makes a name that a file system refuses', () => {
    expect(
      attachmentName({ ...about, branch: '示例/一:支部', serial: 3, extension: 'PDF', own: '签到?表' }),
    ).toBe('2026-11-25_示例 一 支部_主题党日_03_签到 表.pdf');
    expect(attachmentName({ ...about, branch: '', serial: 12, extension: '' })).toBe(
      '2026-11-25_主题党日_12',
    );
  });

  it('shrinks to 2000 pixels and never enlarges', () => {
    expect(fitSize(4000, 3000)).toEqual({ width: 2000, height: 1500 });
    expect(fitSize(640, 480)).toEqual({ width: 640, height: 480 });
    expect(fitSize(10000, 2)).toEqual({ width: 2000, height: 1 });
  });

  it('knows kinds by their first bytes', async () => {
    expect(await fileKindOf(jpeg())).toBe('jpeg');
    expect(await fileKindOf(heic)).toBe('heic');
    expect(await fileKindOf(new Blob(['RIFFxxxxWEBPVP8 ']))).toBe('webp');
    expect(await fileKindOf(new Blob(['GIF89a']))).toBe('gif');
    expect(await fileKindOf(new Blob(['PK']))).toBe('other');
  });
});

describe('names that follow the activity', () => {
  const line = (id: string, name: string): AttachmentLine => ({
    id,
    name,
    role: 'photo',
    sha256: '0'.repeat(64),
    size: 1,
    type: 'image/jpeg',
  });

  it('take the new day and type, and leave alone what was stored or named otherwise', () => {
    const lines = [
      line('new', '2026-11-25_示例支部_主题党日_01.jpg'),
      line('stored', '2026-11-25_示例支部_主题党日_02.jpg'),
      line('own', '会场.jpg'),
      line('file', '2026-11-25_示例支部_主题党日_03_签到_02.pdf'),
    ];
    const from = { date: '2026-11-25', branch: '示例支部', type: '主题党日' };
    const to = { date: '2026-11-26', branch: '示例支部', type: '主题党日·党课' };
    expect(renameAttachments(lines, from, to, new Set(['stored'])).map(({ name }) => name)).toEqual([
      '2026-11-26_示例支部_主题党日·党课_01.jpg',
      '2026-11-25_示例支部_主题党日_02.jpg',
      '会场.jpg',
      '2026-11-26_示例支部_主题党日·党课_03_签到_02.pdf',
    ]);
    expect(renameAttachments(lines, from, from, new Set())).toEqual(lines);
  });
});
