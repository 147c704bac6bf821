import { strFromU8, unzipSync } from 'fflate';
import { create, type Ledger } from '../../../lib/ledger';
import { openTestLedger } from '../support/ledger';

export const TODAY = '2026-11-24';

/** A small branch with a year of its own: two meetings of several types, one of them late and with gaps. */
export async function smallBranch(): Promise<Ledger> {
  const { ledger } = await openTestLedger({ now: `${TODAY}T02:00:00Z`, me: 'a' });
  await ledger.setMeta('trackedSince', '2026-10-01');
  await ledger.commit(
    [
      create('branch', {
        name: '示例支部',
        company: '示例公司',
        companyId: 'c',
        form: 'single',
        hasCommittee: false,
        foundedOn: '2024-01-01',
      }),
      create('member', { name: '示例甲', category: 'full', posts: ['secretary'], job: '调度' }, 'a'),
      create('member', { name: '示例乙', category: 'full' }, 'b'),
      create('member', { name: '示例丙', category: 'probationary' }, 'c'),
      create(
        'meeting',
        {
          types: { general: true, lecture: true },
          title: '<夜间开放> & 休息点',
          startsAt: '2026-10-20T15:00',
          endsAt: '2026-10-20T16:30',
          place: '三号会议室',
          host: 'a',
          recorder: 'b',
          lecturer: 'a',
          enteredAt: '2026-11-10T02:00:00.000Z',
          minutes: '第一段\n第二段',
          agenda: { x: { order: 1, text: '=cmd' } },
          attendance: {
            a: { state: 'present' },
            b: { state: 'leave', reason: 'shift' },
            c: { state: 'present' },
          },
        },
        'm1',
      ),
      create(
        'meeting',
        { types: { themeDay: true }, startsAt: '2026-11-12T15:00', attendance: { a: { state: 'present' } } },
        'm2',
      ),
      create(
        'resolution',
        { meeting: 'm1', text: '联系站点', owner: 'b', dueOn: '2026-11-01', state: 'open' },
        'r',
      ),
      create(
        'studyLog',
        { member: 'b', on: '2026-10-30', form: 'self', subject: '党章', hours: 2, state: 'confirmed' },
        's',
      ),
    ],
    { label: 'test' },
  );
  return ledger;
}

/** The parts of a zip as text. */
export async function unzip(blob: Blob): Promise<Record<string, string>> {
  const parts = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  return Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** Visible text of a document part. */
export const wordText = (xml: string): string =>
  xml
    .replace(/<w:instrText[^>]*>[^<]*<\/w:instrText>/g, '')
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]*>/g, '');
