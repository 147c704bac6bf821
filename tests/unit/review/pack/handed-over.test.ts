import { createHash, createPublicKey, verify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { addEvidenceFile, answerItem, itemRecordId, refOf } from '../../../../lib/governance';
import { setLanguage } from '../../../../lib/i18n';
import type { Ledger } from '../../../../lib/ledger';
import { checklistInForce } from '../../../../lib/rulebook/whole-packs';
import { stateOfItem } from '../../../../lib/review/item-state';
import { type PackQuery, writeReviewPack } from '../../../../lib/review/pack';
import { signReview } from '../../../../lib/review/sign';
import { holds, openPackZip, verifyPack } from '../../../../lib/verify';
import { openTestLedger } from '../../support/ledger';

const company = { companyId: 'co', name: '示例出行' };

async function signed(code: string, ledger: Ledger, note: string): Promise<void> {
  const ref = refOf(company, code, '2026');
  await answerItem(ledger, ref, undefined, { design: 'met', effect: 'partly' });
  await addEvidenceFile(
    ledger,
    ref,
    { blob: new Blob([`证据 ${code}`], { type: 'text/plain' }), name: `名单 ${code}.txt` },
    { today: '2026-11-23', branch: '' },
  );
  const item = (await ledger.get('governanceItem', itemRecordId(ref)))!;
  const asked = (await checklistInForce(ledger)).items.find((one) => one.code === code)!;
  const { hash } = await stateOfItem(ledger, item, asked);
  const said = {
    item,
    asked,
    shown: hash,
    design: 'met',
    effect: 'partly',
    name: '示例范',
    role: '合规',
  } as const;
  await signReview(ledger, { ...said, note, independent: false });
}

async function filled(): Promise<Ledger> {
  await setLanguage('zh-CN');
  const { ledger } = await openTestLedger({ me: 'fan' });
  await signed('B1', ledger, '第一项');
  await signed('B2', ledger, '第二项');
  return ledger;
}

const write = (ledger: Ledger, over: Partial<PackQuery> = {}) =>
  writeReviewPack(ledger, {
    company,
    year: '2026',
    reduced: false,
    withFiles: true,
    verifier: () => Promise.resolve('<!doctype html>'),
    ...over,
  });

const verdictOf = async (blob: Blob) => verifyPack(await openPackZip(blob));

/** Files of a zip by its directory, with Node's own means: nothing of the product has a part in it. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [names, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as number[];
    const name = zip.subarray(at + 46, at + 46 + names!).toString('utf8');
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    files.set(name, zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(bytes) : bytes);
    at += 46 + names! + extra! + comment!;
  }
  return files;
}

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

function isSignedBy(key: string, text: Buffer, signature: string): boolean {
  const bytes = Buffer.from(signature, 'hex');
  if (key.length === 64) {
    const der = Buffer.from(`302a300506032b6570032100${key}`, 'hex');
    return verify(null, text, createPublicKey({ key: der, format: 'der', type: 'spki' }), bytes);
  }
  const der = Buffer.from(`3059301306072a8648ce3d020106082a8648ce3d030107034200${key}`, 'hex');
  const point = createPublicKey({ key: der, format: 'der', type: 'spki' });
  return verify('sha256', text, { key: point, dsaEncoding: 'ieee-p1363' }, bytes);
}

it('holds for another program that knows the description alone', async () => {
  const pack = await write(await filled());
  const files = unzip(Buffer.from(await pack.blob.arrayBuffer()));
  const text = files.get('manifest.json')!;
  const manifest = JSON.parse(text.toString()) as {
    by: { key: string };
    files: { path: string; size: number; sha256: string }[];
    tips: Record<string, { n: number; hash: string }>;
  };
  expect(isSignedBy(manifest.by.key, text, files.get('manifest.sig')!.toString())).toBe(true);
  for (const { path, size, sha256: hash } of manifest.files) {
    expect([path, files.get(path)!.length, sha256(files.get(path)!)]).toEqual([path, size, hash]);
  }
  expect([...files.keys()].sort()).toEqual(
    [...manifest.files.map(({ path }) => path), 'manifest.json', 'manifest.sig'].sort(),
  );
  const lines = (path: string) =>
    files
      .get(path)!
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
  let prev: string | null = null;
  for (const { text: said, signature, state } of lines('data/reviews.jsonl')) {
    const content = JSON.parse(said!) as { key: string; state: string; prev: string | null; device: string };
    expect(isSignedBy(content.key, Buffer.from(said!), signature!)).toBe(true);
    expect(sha256(state!)).toBe(content.state);
    expect(content.prev).toBe(prev);
    prev = sha256(`${said}\n${signature}`);
    expect(manifest.tips[content.device]).toBeDefined();
  }
  expect(Object.values(manifest.tips)).toEqual([{ n: 2, hash: prev }]);
  for (const item of lines('data/items.jsonl')) expect(sha256(item.text!)).toBe(item.state);
  const named = [...files.keys()].filter((path) => path.startsWith('evidence/'));
  expect(named.map((path) => path.slice(26))).toEqual([
    '2026-11-23_B1_01_名单B1.txt',
    '2026-11-23_B2_01_名单B2.txt',
  ]);
  expect(files.get(named[0]!)!.toString()).toBe('证据 B1');
});

it('holds as written, and names the file of a flipped byte', async () => {
  const pack = await write(await filled());
  const whole = await verdictOf(pack.blob);
  expect([whole.problems, whole.accusations]).toEqual([[], []]);
  expect(whole.signers).toMatchObject([{ name: '示例范', reviews: 2, made: true, fingerprint: pack.device }]);
  expect(whole.items.map(({ code, standing }) => [code, standing])).toEqual([
    ['B1', 'signed'],
    ['B2', 'signed'],
  ]);
  const bytes = Buffer.from(await pack.blob.arrayBuffer());
  const local = bytes.indexOf('evidence/');
  const start = local + bytes.readUInt16LE(local - 4) + bytes.readUInt16LE(local - 2);
  bytes[start + 2]! ^= 1;
  const changed = await verdictOf(new Blob([bytes]));
  expect(changed.problems).toMatchObject([
    { problem: 'fileChanged', path: expect.stringMatching(/^evidence\/.*B1\.txt$/) },
  ]);
});

it('says so when the database was changed before: words of a review, what was seen, a review taken out', async () => {
  const ledger = await filled();
  const [first, second] = (await ledger.list('review')).sort((a, b) => (a.h < b.h ? -1 : 1));
  const spoil = async (id: string, field: string, from: string, to: string): Promise<void> => {
    const row = (await ledger.db.records.get(id))!;
    await ledger.db.records.put({
      ...row,
      merged: (row.merged ?? 0) + 1,
      fields: { ...row.fields, [field]: String(row.fields[field]).replace(from, to) },
    });
  };
  await spoil(first!.id, 'text', '第一项', '都很好');
  const words = await write(ledger);
  expect(words.wrong).toBeGreaterThan(0);
  expect((await verdictOf(words.blob)).accusations).toContainEqual(
    expect.objectContaining({ problem: 'badSignature', item: first!.fields.item }),
  );
  await spoil(first!.id, 'text', '都很好', '第一项');
  await spoil(first!.id, 'state', 'partly', 'notMet');
  expect((await verdictOf((await write(ledger)).blob)).accusations).toMatchObject([
    { problem: 'otherState' },
  ]);
  await spoil(first!.id, 'state', 'notMet', 'partly');
  await ledger.db.records.delete(second!.id);
  expect((await verdictOf((await write(ledger)).blob)).accusations).toMatchObject([
    { problem: 'missingLast', n: 2 },
  ]);
});

it('shows an item that was changed after signing as changed, and still holds', async () => {
  const ledger = await filled();
  const ref = refOf(company, 'B1', '2026');
  await answerItem(ledger, ref, await ledger.get('governanceItem', itemRecordId(ref)), { effect: 'met' });
  const verdict = await verdictOf((await write(ledger)).blob);
  expect(holds(verdict)).toBe(true);
  expect(verdict.items.map(({ standing }) => standing)).toEqual(['changed', 'signed']);
});

it('names originals that are not here and why, and leaves nothing behind when stopped', async () => {
  const ledger = await filled();
  await ledger.db.attachments.clear();
  const pack = await write(ledger);
  expect(pack.left).toBe(2);
  const verdict = await verdictOf(pack.blob);
  expect(holds(verdict)).toBe(true);
  expect(verdict.items.flatMap(({ files }) => files.map(({ why }) => why))).toEqual(['notHere', 'notHere']);
  const control = new AbortController();
  const stopped = write(ledger, { signal: control.signal, onProgress: () => control.abort() });
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
});

it('leaves contents and names out for readers outside, and what was signed still holds', async () => {
  const ledger = await filled();
  const pack = await write(ledger, { reduced: true, withFiles: false });
  const files = unzip(Buffer.from(await pack.blob.arrayBuffer()));
  const verdict = await verdictOf(pack.blob);
  expect(holds(verdict)).toBe(true);
  expect(verdict.manifest?.reduced).toBe(true);
  expect(files.get('data/reviews.jsonl')!.toString()).not.toContain('"state":"{');
  expect(files.get('data/devices.json')!.toString()).not.toContain('示例范');
  expect([...files.keys()].some((path) => path.startsWith('evidence/'))).toBe(false);
});

it('hands over one company and one year: other years come along for their chains alone', async () => {
  const ledger = await filled();
  await expect(write(ledger, { company: { companyId: 'none', name: '无' } })).rejects.toMatchObject({
    code: 'E936',
  });
  await expect(write(ledger, { verifier: () => Promise.reject(new Error('404')) })).rejects.toMatchObject({
    code: 'E937',
  });
  const verdict = await verdictOf((await write(ledger, { year: '2024' })).blob);
  expect(holds(verdict)).toBe(true);
  expect(verdict.items.flatMap(({ files }) => files.map(({ why }) => why))).toEqual([
    'outOfScope',
    'outOfScope',
  ]);
});
