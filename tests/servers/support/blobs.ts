import { expect, test } from 'vitest';
import type { Carrier } from '../../../lib/carrier';
import { create } from '../../../lib/ledger';
import { exchange, fetchAhead, shareStatus } from '../../../lib/sync';
import { readContext } from '../../../lib/sync/context';
import { bytesOf } from '../../unit/support/blobs';
import { founder, letIn } from '../../unit/support/shared';

/** A clip with its text, pictures and a PDF of 9 MiB goes from one profile to another over a real place. */
export function blobSuite(title: string, part: () => Carrier, { weak }: { weak: boolean }): void {
  test(`${title}: a clip arrives with its text, its pictures and its PDF of 9 MiB`, async () => {
    const place = part();
    const wei = await founder('wei');
    const lin = await letIn(wei, 'lin', 'member');
    const keep = (data: BlobPart, type: string) => wei.ledger.putBlob(new Blob([data], { type }));
    const html = `<p>${'学习材料正文（示例）。'.repeat(3000)}</p>`;
    const body = await keep(html, 'text/html');
    const pictures: Record<string, object> = {};
    for (const seed of [1, 2, 3]) {
      pictures[`p${seed}`] = {
        ...(await keep(bytesOf(150_000, seed), 'image/jpeg')),
        url: `https://example.org/${seed}.jpg`,
      };
    }
    const file = { ...(await keep(bytesOf(9 << 20), 'application/pdf')), name: '通知.pdf', role: 'file' };
    const fields = {
      title: '示例材料',
      url: 'https://example.org/',
      coverage: 'article',
      body,
      pictures,
      file,
    };
    await wei.ledger.commit([create('clip', fields as never, 'c1')], { label: 'test' });
    await exchange(wei.ledger, place, { weak });
    expect(await shareStatus(wei.ledger)).toMatchObject({ unconfirmed: 0, withheld: [] });
    // The first time the reader learns who belongs, the second time everything is read.
    for (let round = 0; round < 2; round += 1) await exchange(lin.ledger, place, { weak });
    const context = await readContext(lin.ledger);
    expect(await fetchAhead(context, place, { budget: 20 << 20 })).toBe(5);
    const seen = (await lin.ledger.get('clip', 'c1'))!.fields;
    expect(await lin.ledger.text(seen.body)).toBe(html);
    for (const ref of [seen.file!, ...Object.values(seen.pictures!)]) {
      const [there, here] = await Promise.all(
        [lin, wei].map(async ({ ledger }) =>
          Buffer.from(await (await ledger.getBlob(ref as typeof body)).arrayBuffer()),
        ),
      );
      expect(there!.equals(here!)).toBe(true);
    }
  });
}
