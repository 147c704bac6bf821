import { loadMessages } from '../../../lib/i18n';
import { create, newId, openSpace } from '../../../lib/ledger';
import { handbookFile } from '../../../lib/papers/handbook-file';

const YEAR = 2026;
const TEXT = '站点休息点夜间开放、恶劣天气配送时限、算法取中的说明会，以及支部联系骑手的三条办法和下月分工。';

/** Fills a year with activities of every type, and measures how long their handbook takes. */
async function measure(records: number): Promise<number> {
  await loadMessages();
  const ledger = await openSpace('own');
  const members = Array.from({ length: 30 }, () => newId());
  const types = ['themeDay', 'general', 'committee', 'group', 'lecture'];
  const day = (index: number): string =>
    new Date(Date.UTC(YEAR, 0, 1 + Math.floor((index * 360) / records))).toISOString().slice(0, 10);
  await ledger.commit(
    [
      create('branch', {
        name: '示例支部',
        company: '示例',
        companyId: 'bench',
        form: 'single',
        hasCommittee: true,
      }),
      ...members.map((id, index) =>
        create('member', { name: `示例${index}`, category: 'full' as const }, id),
      ),
    ],
    { label: 'bench' },
  );
  for (let start = 0; start < records; start += 1000) {
    const writes = Array.from({ length: Math.min(1000, records - start) }, (_, at) => {
      const index = start + at;
      return create('meeting', {
        types: { [types[index % types.length] ?? 'themeDay']: true },
        title: `${TEXT.slice(0, 12)}${index}`,
        startsAt: `${day(index)}T15:00`,
        endsAt: `${day(index)}T16:30`,
        place: '示例会议室',
        host: members[0],
        recorder: members[1],
        agenda: { a: { order: 1, text: TEXT }, b: { order: 2, text: TEXT } },
        minutes: `${TEXT}\n${TEXT}\n${TEXT}`,
        attendance: Object.fromEntries(members.map((id) => [id, { state: 'present' as const }])),
      });
    });
    await ledger.commit(writes, { label: 'bench' });
  }
  const began = performance.now();
  const blob = await handbookFile(ledger, {
    year: YEAR,
    today: `${YEAR}-12-31`,
    reader: { role: 'secretary', me: '' },
  });
  const took = performance.now() - began;
  if (blob.size < records * 20) throw new Error(`only ${blob.size} bytes`);
  return took;
}

/** What the benchmark calls from outside. */
Object.assign(globalThis, { measure });
