import { expect, it } from 'vitest';
import { holds, PACK_FILES, verifyPack } from '../../../lib/verify';
import { makeTestPack, readerOf, TestSigner } from '../support/review-pack';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

/** Puts another list into a pack and signs it anew, as somebody with a key of their own would. */
function signAnew(files: Map<string, Uint8Array>, signer: TestSigner): void {
  const manifest = JSON.parse(text(files.get(PACK_FILES.manifest))) as { by: object };
  const made = JSON.stringify({
    ...manifest,
    by: { ...manifest.by, device: signer.device, key: signer.key },
  });
  files.set(PACK_FILES.manifest, utf8(made));
  files.set(PACK_FILES.signature, utf8(signer.sign(made)));
}

it('says of a whole pack that it holds, and who signed with which fingerprint', async () => {
  const verdict = await verifyPack(readerOf(makeTestPack(1)));
  expect(verdict).toMatchObject({ problems: [], accusations: [] });
  expect(holds(verdict)).toBe(true);
  expect(verdict.signers.map(({ name, reviews, made }) => [name, reviews, made])).toEqual([
    ['示例fan', 3, true],
    ['示例lin', 3, false],
  ]);
});

it.each([
  ['a file of evidence changed', 'evidence/0.txt', 'fileChanged'],
  ['the reviews changed', PACK_FILES.reviews, 'fileChanged'],
])('%s', async (_, path, problem) => {
  const files = makeTestPack(2);
  files.set(path, utf8(`${text(files.get(path))}\n`));
  expect((await verifyPack(readerOf(files))).problems).toEqual([{ problem, path }]);
});

it('misses a file that was taken out, and names one that was put in', async () => {
  const files = makeTestPack(3);
  files.delete('evidence/1.txt');
  files.set('evidence/more.txt', utf8('多出来的'));
  expect((await verifyPack(readerOf(files))).problems).toEqual([
    { problem: 'fileMissing', path: 'evidence/1.txt' },
    { problem: 'fileUnlisted', path: 'evidence/more.txt' },
  ]);
});

it('does not take a pack whose list somebody else signed for one of its maker', async () => {
  const files = makeTestPack(4);
  signAnew(files, new TestSigner('dev1', 'fan', 99));
  expect((await verifyPack(readerOf(files))).problems).toEqual([{ problem: 'makerUnknown' }]);
});

it('says what a pack is that it cannot judge', async () => {
  const files = makeTestPack(5);
  const problems = async (manifest: string): Promise<unknown> =>
    (await verifyPack(readerOf(new Map(files).set(PACK_FILES.manifest, utf8(manifest))))).problems;
  expect(await problems('{')).toEqual([{ problem: 'badManifest' }]);
  expect(await problems('{"format":"other"}')).toEqual([{ problem: 'otherFormat' }]);
  expect((await verifyPack(readerOf(new Map()))).problems).toEqual([{ problem: 'noManifest' }]);
});

it('reads a list of devices with a damaged key, and trusts nobody of it', async () => {
  const files = makeTestPack(6);
  files.set(PACK_FILES.devices, utf8(text(files.get(PACK_FILES.devices)).replace(/"key":"./, '"key":"v')));
  const { problems, signers } = await verifyPack(readerOf(files));
  expect(problems.slice(0, 3).map(({ problem }) => problem)).toEqual([
    'fileChanged',
    'unreadable',
    'makerUnknown',
  ]);
  expect(signers).toEqual([]);
});
